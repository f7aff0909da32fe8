"""The review: what is listed first, how a decision gets into its file, and what the page refuses to write."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder.cli import gongkai
from builder.commands.collect import make_collection
from builder.commands.reading import Content, read_content
from builder.commands.review import CannotAdd, with_decision
from builder.commands.review_desk import ReviewDesk
from builder.content.decisions import parse_decisions
from builder.devserver import NotWritten
from builder.pages.collection import Collection
from tests.support import AS_OF, REPORT, edit_report, small_site

ENTRY = {"anchor": "s1-p1", "figure": "12亿元", "decision": "confirm", "date": date(2026, 11, 28)}
PLAN = REPORT.replace("zongjie", "jihua").replace("总结", "计划").replace("全年地区生产总值12亿元，增长5%", "地区生产总值达到13亿元")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A plan and a summary that fell short of it."""
    small_site(tmp_path)
    (tmp_path / "content/reports/b.md").write_text(PLAN, encoding="utf-8")
    return tmp_path


def collection(root: Path) -> tuple[Content, Collection]:
    content = read_content(root, AS_OF, "", 1)
    return content, make_collection(content.words, content.sound, AS_OF, 1, content.decisions)[0]


def desk(root: Path) -> ReviewDesk:
    found = ReviewDesk(root, date(2026, 11, 28))
    found.refresh(lambda: collection(root)[1], found.begin())
    return found


def shown(at: ReviewDesk, query: str = "") -> str:
    return at.show(query, "TOKEN", ()).decode()


def keys(page: str) -> list[str]:
    from html import unescape

    return list(dict.fromkeys(map(unescape, re.findall(r'name="key" value="([^"]+)"', page))))


FILE = "content/reports/a.review.yml"


class TestList:
    def test_missed_verdicts_come_first_then_headline_figures(self, root: Path) -> None:
        result = CliRunner().invoke(gongkai, ["review", "--site-root", str(root), "--format", "json"])
        assert result.exit_code == 0
        found = json.loads(result.stdout)
        assert [i["group"] for i in found] == ["未达到", "关键数字", "关键数字"]
        pair = found[0]
        assert (pair["first"]["place"]["figure"], pair["other"]["place"]["figure"]) == ("13亿元", "12亿元")
        assert pair["first"]["sentence"] == "地区生产总值达到13亿元。"
        assert pair["sure"]

    def test_people_are_shown_the_sentence_and_why(self, root: Path) -> None:
        result = CliRunner().invoke(gongkai, ["review", "--site-root", str(root), "--limit", "1"])
        assert "[未达到] 2024年 目标 地区生产总值 13亿元" in result.output
        assert "原句：全年地区生产总值【12亿元】，增长5%。" in result.output
        assert "列出 1 项，还没有人工核对的共 3 项" in result.output

    def test_one_report_can_be_asked_for(self, root: Path) -> None:
        result = CliRunner().invoke(gongkai, ["review", "--site-root", str(root), "--report", "qinghe-2024-zongji"])
        assert result.exit_code == 2
        assert "是不是 qinghe-2024-zongjie？" in result.output

    def test_what_was_reviewed_is_not_listed_again(self, root: Path) -> None:
        at = desk(root)
        for key in keys(shown(at)):
            at.take({"key": key, "which": "pair" if " " in key else "first", "decision": "pair" if " " in key else "confirm", "reason": "核对过原文"})
        result = CliRunner().invoke(gongkai, ["review", "--site-root", str(root)])
        assert "没有要核对的" in result.output


class TestFile:
    def test_a_new_file_says_what_it_is(self) -> None:
        text = with_decision("", "a", ENTRY)
        assert text.startswith("# 人工决定")
        assert parse_decisions(text, "", "a")[1] == []

    def test_what_else_stands_there_stays(self) -> None:
        first = "- anchor: s1-p1\n  figure: 12亿元  # 原件第 3 页\n  decision: drop\n  reason: 错\n  date: 2026-01-01\n"
        before = f"# 我的说明\n{first}\n# 下一个\n- anchor: s1-p2\n  figure: 5%\n  decision: confirm\n  date: 2026-01-01\n"
        other = with_decision(before, "a", ENTRY | {"anchor": "s1-p3"})
        assert other.startswith(before)
        replaced = with_decision(before, "a", ENTRY)
        assert "# 我的说明" in replaced
        assert "# 下一个\n- anchor: s1-p2" in replaced
        assert [d.decision for d in parse_decisions(replaced, "", "a")[0]] == ["confirm", "confirm"]

    def test_a_last_line_without_its_end_is_not_run_into(self) -> None:
        before = "- {anchor: s1-p2, figure: 5%, decision: confirm, date: 2026-01-01}"
        assert len(parse_decisions(with_decision(before, "a", ENTRY), "", "a")[0]) == 2

    @pytest.mark.parametrize(
        "before",
        [
            "[{anchor: s1-p1, figure: 12亿元, decision: confirm, date: 2026-01-01}, {anchor: s1-p2, figure: 5%, decision: confirm, date: 2026-01-01}]\n",
            "- anchor: [\n",
            "- {anchor: s1-p2, figure: 5%, decision: maybe, date: 2026-01-01}\n",
        ],
    )
    def test_a_file_that_it_cannot_keep_whole_is_left_alone(self, before: str) -> None:
        with pytest.raises(CannotAdd):
            with_decision(before, "a", ENTRY)

    def test_a_faulty_entry_is_not_written(self) -> None:
        with pytest.raises(CannotAdd, match="理由没有写"):
            with_decision("", "a", ENTRY | {"decision": "drop"})


class TestDesk:
    def test_a_confirmed_figure_is_marked_in_the_data(self, root: Path) -> None:
        at = desk(root)
        key = next(k for k in keys(shown(at)) if " " not in k and k.startswith("qinghe-2024-zongjie"))
        assert at.take({"key": key, "which": "first", "decision": "confirm"}) == "saved=content%2Freports%2Fa.review.yml"
        assert key not in keys(shown(at))
        (row,) = collection(root)[1].facts.rows["qinghe-2024-zongjie"]
        assert row.reviewed == "2026-11-28"
        assert "value: 12\n" in (root / FILE).read_text(encoding="utf-8")

    def test_it_is_shown_again_when_the_decision_is_taken_back(self, root: Path) -> None:
        at = desk(root)
        key = next(k for k in keys(shown(at)) if " " not in k)
        at.take({"key": key, "which": "first", "decision": "confirm"})
        for file in (root / "content").rglob("*.review.yml"):
            file.unlink()
        at.refresh(lambda: collection(root)[1], at.begin())
        assert key in keys(shown(at))

    def test_a_correction_holds_only_what_was_changed(self, root: Path) -> None:
        at = desk(root)
        key = next(k for k in keys(shown(at)) if " " not in k and k.startswith("qinghe-2024-zongjie"))
        form = {"indicator": "地区生产总值", "year": "2024", "kind": "target", "value": "12", "unit": "亿元", "comparison": "eq", "growth": ""}
        at.take({"key": key, "which": "first", "decision": "correct", "reason": "是目标", **form})
        (row,) = collection(root)[1].facts.rows["qinghe-2024-zongjie"]
        assert (row.kind, row.growth, row.value, row.reviewed) == ("target", None, 12, "2026-11-28")
        assert "row:\n    kind: target\n    growth: 无\n" in (root / FILE).read_text(encoding="utf-8")

    def test_a_missed_figure_is_added_where_it_stands(self, root: Path) -> None:
        edit_report(root, "增长5%。", "增长5%。修好巷道廿一条。")
        at = desk(root)
        anchor = collection(root)[0].reports[0].paragraphs[0].id
        form = {"decision": "add", "report": "qinghe-2024-zongjie", "anchor": anchor, "reason": "漏读"}
        form |= {"indicator": "巷道", "year": "2024", "kind": "actual", "value": "21", "unit": "条"}
        with pytest.raises(NotWritten, match="没有“廿二条”"):
            at.take(form | {"figure": "廿二条"})
        assert not (root / FILE).exists()
        at.take(form | {"figure": "廿一条"})
        assert [r.value for r in collection(root)[1].facts.rows["qinghe-2024-zongjie"]] == [12, 21]

    def test_what_was_changed_is_not_confirmed(self, root: Path) -> None:
        at = desk(root)
        key = next(k for k in keys(shown(at)) if " " not in k and k.startswith("qinghe-2024-zongjie"))
        with pytest.raises(NotWritten, match="照上面改正"):
            at.take({"key": key, "which": "first", "decision": "confirm", "value": "13"})
        with pytest.raises(NotWritten, match="没有改动"):
            at.take({"key": key, "which": "first", "decision": "correct", "value": "12", "reason": "错"})

    @pytest.mark.parametrize(
        ("form", "said"),
        [
            ({"key": "gone"}, "刚刚变了"),
            ({}, "没有这份报告"),
            ({"report": "../../../etc/passwd", "decision": "add"}, "没有这份报告"),
            ({"report": "content/reports/a.md", "decision": "add"}, "没有这份报告"),
            ({"report": "qinghe-2024-zongjie", "decision": "rm"}, "不完整"),
            ({"report": "qinghe-2024-zongjie", "decision": "add", "nth": "-1"}, "不是一个数"),
            ({"report": "qinghe-2024-zongjie", "decision": "add", "anchor": "x", "figure": "1个", "reason": "漏"}, "没有写"),
        ],
    )
    def test_what_it_cannot_place_it_does_not_write(self, root: Path, form: dict[str, str], said: str) -> None:
        with pytest.raises(NotWritten, match=said):
            desk(root).take(form)
        assert not list((root / "content").rglob("*.review.yml"))

    def test_every_decision_but_confirm_needs_its_reason(self, root: Path) -> None:
        at = desk(root)
        with pytest.raises(NotWritten, match="理由没有写"):
            at.take({"key": keys(shown(at))[0], "which": "pair", "decision": "pair"})

    def test_a_value_that_the_sentence_does_not_print_is_not_written(self, root: Path) -> None:
        at = desk(root)
        key = next(k for k in keys(shown(at)) if " " not in k and k.startswith("qinghe-2024-zongjie"))
        with pytest.raises(NotWritten, match="数值“13”不在“12亿元”那一句里"):
            at.take({"key": key, "which": "first", "decision": "correct", "value": "13", "reason": "记得是13"})
        with pytest.raises(NotWritten, match="指标没有写"):
            at.take({"key": key, "which": "first", "decision": "correct", "indicator": "", "reason": "错"})
        assert not list((root / "content").rglob("*.review.yml"))

    def test_what_was_not_written_comes_back_as_it_was_filled_in(self, root: Path) -> None:
        at = desk(root)
        key = next(k for k in keys(shown(at)) if " " not in k and k.startswith("qinghe-2024-zongjie"))
        form = {"key": key, "which": "first", "decision": "correct", "value": "13", "only": "qinghe-2024-zongjie", "from": "0"}
        page = at.refuse(form, "理由没有写", "TOKEN", ()).decode()
        assert page.count('role="alert"') == 1
        own = page[page.index("没有写入：理由没有写") :]
        assert 'name="value" value="13"' in own[: own.index("</form>")]
        assert '<option value="qinghe-2024-zongjie" selected>' in page
        added = {"decision": "add", "report": "qinghe-2024-zongjie", "anchor": "s1", "figure": "3个", "reason": "漏"}
        page = at.refuse(added, "不在那里", "TOKEN", ()).decode()
        assert page.index('id="add"') < page.index("没有写入：不在那里") < page.index('name="figure" value="3个"')
        assert "没有写入：刚刚变了" in at.refuse({"key": "gone", "which": "first"}, "刚刚变了", "TOKEN", ()).decode()

    def test_the_chosen_report_stays_chosen_after_writing(self, root: Path) -> None:
        at = desk(root)
        key = next(k for k in keys(shown(at)) if " " not in k and k.startswith("qinghe-2024-zongjie"))
        query = at.take({"key": key, "which": "first", "decision": "confirm", "only": "qinghe-2024-zongjie", "from": "0"})
        assert '<option value="qinghe-2024-zongjie" selected>' in shown(at, query)

    def test_nothing_it_shows_runs(self, root: Path) -> None:
        edit_report(root, "地区生产总值12亿元", "“&lt;script&gt;”产业产值12亿元")
        page = desk(root).show("saved=<script>alert(1)</script>&anchor=%22><script>", "TOKEN", ("<b>坏</b>",)).decode()
        assert "<script" not in page
        assert "<b>" not in page
