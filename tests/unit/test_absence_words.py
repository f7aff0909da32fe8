"""No page, script, message or document of ours says that an office did not mention something: only that we did not recognise it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.parts

ROOT = Path(__file__).resolve().parents[2]
CLAIM = re.compile(
    r"[未没]有?再?(?:提及|提到|提过|谈及|谈到|讲到|说到)|(?:没有?|未|不)再(?:提(?!供)|谈|讲)"
    r"|(?:文件|报告|总结|计划|摘编|正文)[里中](?:没有|未)(?!认出)|未写明|没有写(?:这|明这|增|总)"
)
SOURCES = sorted(
    path
    for pattern in (
        "templates/**/*.html",
        "templates/**/*.js",
        "templates/**/*.css",
        "builder/**/*.py",
        "builder/defaults/*.yml",
        "builder/defaults/schemas/*.json",
        "builder/defaults/new_site/**/*.*",
        "content/columns/*.md",
        "docs/*.md",
        "docs/clerk/*.md",
        "README*.md",
    )
    for path in ROOT.glob(pattern)
)


@pytest.mark.parametrize(
    "claim",
    [
        "总结已公开但未提及",
        "这一年的文件没有提到。",
        "后一份没有谈到",
        "没有再提的",
        "2024年起的 2 份文件里没有再提到",
        "文件里没有2024年的“学位”",
        "里面没有写这个数",
        "“未写明”",
        "哪些不再提",
        "摘编里没有，请看原文",
    ],
)
def test_claims_are_recognised(claim: str) -> None:
    assert CLAIM.search(claim)


@pytest.mark.parametrize(
    "words", ["摘编里没有认出有关的句子，请看原文", "这一年的文件里，本站没有认出有关的句子", "原文没有写明的一律留空", "没有提供", "没有写网址"]
)
def test_true_words_are_let_through(words: str) -> None:
    assert not CLAIM.search(words)


def test_nothing_of_ours_states_silence_as_a_fact() -> None:
    assert len(SOURCES) > 150
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:90]}"
        for path in SOURCES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if CLAIM.search(line)
    ]
    assert found == []
