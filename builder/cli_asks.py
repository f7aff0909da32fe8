"""What the terminal asks: one question after the other, refused answers explained and asked again. Only where somebody sits before it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from typing import TypeVar

import click

from builder.cli_words import tell
from builder.commands.new_report import Refused, agency_id, kind_of, known_offices, usual_title
from builder.commands.program import FORMS, ProgramRefused, parse_program
from builder.site_root import Dictionaries

T = TypeVar("T")
_YEARS = range(1949, 2101)


def somebody_is_there() -> bool:
    """Is this a terminal, at both ends?"""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask_program() -> str:
    """Ask until the answer is a fixed source, or Enter leaves it open."""
    tell("自动公开时要安装程序，从哪里来？两种写法：")
    for form, meaning in zip(FORMS, ("程序代码仓库的网址和版本标签", "站点文件夹里的 wheel 文件"), strict=True):
        tell(f"  {form}  {meaning}")
    return _ask("程序的来源（直接回车：以后填写）", "", lambda answer: parse_program(answer) if answer.strip() else "")


def ask_report(words: Dictionaries, today: date, agency: str | None, kind: str | None, year: int | None, title: str) -> tuple[str, str, int, str]:
    """Office, kind, year and title; what was given as an option is not asked."""
    if agency is None:
        tell(f"agencies.yml 里的机构：{known_offices(words.agencies) or '还没有'}")
        agency = _ask("发布机构（直接回车：不写）", "", lambda answer: agency_id(answer.strip(), words.agencies))
    if kind is None:
        kind = _ask("体裁：" + "、".join(k.name for k in words.kinds), "总结", lambda answer: kind_of(answer.strip(), words.kinds).name)
    if year is None:
        year = _ask("报告主要涉及的年份", str(today.year), _year)
    if not title:
        usual = usual_title(agency_id(agency, words.agencies), year, kind_of(kind, words.kinds), words.agencies)
        title = _ask("标题，照公开时的写", usual, str.strip)
    return agency, kind, year, title


def _year(answer: str) -> int:
    if not (answer.isascii() and answer.isdigit() and int(answer) in _YEARS):
        raise Refused(f"“{answer}”应为四位年份，如 2026")
    return int(answer)


def _ask(question: str, usual: str, read: Callable[[str], T]) -> T:
    while True:
        answer = click.prompt(question, default=usual, show_default=bool(usual), prompt_suffix="：")
        try:
            return read(answer)
        except (Refused, ProgramRefused) as refused:
            tell(str(refused), err=True)
