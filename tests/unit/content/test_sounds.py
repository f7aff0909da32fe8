"""Pinyin from data that ship with the program, which no build takes from pypinyin."""

from __future__ import annotations

from builder.content.sounds import readings, sounds_of


def test_sounds_hold_without_pypinyin() -> None:
    assert "".join(sounds_of("重庆市2024年重大项目")) == "chongqingshi2024nianzhongdaxiangmu"
    assert readings("长") == ("chang", "zhang")
