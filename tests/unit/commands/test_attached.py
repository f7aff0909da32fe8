"""The text of attachments: read once, bounded, and never a reason to stop."""

from __future__ import annotations

import pytest

import builder.importers
from builder.analysis.search_records import SearchNames, search_report
from builder.commands.attached import LONGEST, attached_keys, attached_texts
from builder.content.kinds import shipped_kinds
from builder.content.read import read_report
from builder.model import Report
from builder.store import opened
from tests.support import REPORT
from tests.word_files import Word


def attaching(*names: str) -> Report:
    items = ", ".join(f"{{file: {name}, title: 附表{n}}}" for n, name in enumerate(names, 1))
    report = read_report(REPORT.replace("summary:", f"attachments: [{items}]\nsummary:"), "a.md", (), shipped_kinds()).report
    assert report
    return report


def test_each_is_read_once_and_leads_to_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    word = Word()
    word.say("栏杆四百二十七处。")
    files = {"a.zip": b"PK\x03\x04", "b.docx": word.data(), "c.txt": "水闸二座。\n".encode(), "d.pdf": b"%PDF-torn"}
    report = attaching(*files)
    with opened(None) as store:
        found = attached_texts([report], {report.id: files}, store, b"base")
        monkeypatch.setattr(builder.importers, "document_text", lambda *_: pytest.fail("read again"))
        assert attached_texts([report], {report.id: files}, store, b"base") == found
        assert len(store.get_all(attached_keys({report.id: files}, b"base"))) == len(files)
    assert [(t.anchor, t.title, t.lines) for t in found[report.id]] == [
        ("file-2", "附件：附表2", ("栏杆四百二十七处。",)),
        ("file-3", "附件：附表3", ("水闸二座。",)),
    ]
    _, text = search_report(report, SearchNames(attached=found[report.id]), {})
    assert [(r.id, r.level) for r in text.records][-2:] == [("file-2", 1), ("file-3", 1)]


@pytest.mark.whole
def test_a_long_one_is_read_in_part() -> None:
    report = attaching("a.txt")
    data = "".join(f"第{n}行说明文字，没有别的。\n\n" for n in range(9000)).encode()
    with opened(None) as store:
        (text,) = attached_texts([report], {report.id: {"a.txt": data}}, store, b"")[report.id]
    assert LONGEST - 100 < sum(map(len, text.lines)) <= LONGEST
