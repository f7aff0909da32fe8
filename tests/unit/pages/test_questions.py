"""Questions: what the files hold, and what the browser's module answers from them (run by node)."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from builder.analysis.figures import load_rules
from builder.defaults import default_lines
from builder.importers.agencies import new_agency
from builder.model import Agency
from builder.pages.collection import Collection
from builder.pages.questions import PATH, everyday_names
from tests.shares import questions_files
from tests.support import put_scripts

pytestmark = pytest.mark.parts

NODE = shutil.which("node")


@pytest.fixture(scope="module")
def index(invented: Collection) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(questions_files(invented)[0].content)
    return found


def test_index_names_offices_indicators_and_reports(index: dict[str, Any]) -> None:
    assert [o[0] for o in index["offices"]] == ["songling", "heping"]
    gdp = next(i for i in index["indicators"] if i[0] == "地区生产总值")
    assert "GDP" in gdp[1]
    assert gdp[2] == "ledger/gdp/"
    assert index["today"] == 2026
    figure = next(f for f in index["figures"] if f[4] == "121亿元，增长5.7%")
    assert figure[1:4] == [0, 2025, "a"]
    assert index["reports"][figure[5]] == ["松岭县2025年工作总结", 0]


def test_a_folder_gets_the_same_index_as_a_script(invented: Collection) -> None:
    as_json, as_script = questions_files(invented)
    assert as_json.path == PATH
    assert as_script.content == b"window.siteQuestions=" + as_json.content.rstrip() + b";\n"


def test_a_large_site_has_files_of_some_indicators_each(invented: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.pages.questions.ONE_FILE", 3)
    monkeypatch.setattr("builder.pages.questions.A_FILE", 4)
    files = questions_files(invented)
    index = json.loads(files[0].content)
    assert "figures" not in index
    assert all(page for _, _, page in index["indicators"])  # words used once are left to the search
    assert [f.path for f in files[1:]] == [f"data/questions/{start}.json" for start in index["starts"]]
    held = [json.loads(f.content) for f in files[1:]]
    ends = [*index["starts"][1:], len(index["indicators"])]
    for start, end, file in zip(index["starts"], ends, held, strict=True):
        assert all(start <= figure[0] < end for figure in file["figures"])
        assert all(figure[5] in file["reports"] for figure in file["figures"])
    assert len(held) > 2
    assert max(len(file["figures"]) for file in held) >= 4


def ask(index: dict[str, Any], query: str) -> Any:
    """What ``answer`` in the browser's module finds."""
    program = f"""
import {{ answer }} from "./answers.js";
const data = {json.dumps(index)};
const source = {{
  index: async () => data,
  figures: async (wanted) => ({{ figures: data.figures.filter((f) => wanted.includes(f[0])), reports: data.reports }}),
}};
console.log(JSON.stringify(await answer({json.dumps(query)}, source)));
"""
    with TemporaryDirectory() as folder:
        put_scripts(Path(folder))
        (Path(folder) / "ask.js").write_text(program, encoding="utf-8")
        done = subprocess.run([str(NODE), f"{folder}/ask.js"], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


needs_node = pytest.mark.skipif(NODE is None, reason="node runs the browser's module")


@needs_node
@pytest.mark.parametrize(
    ("query", "name", "first"),
    [
        ("2025年生产总值是多少", "地区生产总值", (2025, "完成", "121亿元，增长5.7%")),
        ("2025年生产总值目标是多少", "地区生产总值", (2025, "目标", "增长6%左右")),
        ("松岭县2024年GDP增长多少？", "地区生产总值", (2024, "完成", "114亿元，增长5.6%")),
        ("去年生产总值增长多少", "地区生产总值", (2025, "完成", "121亿元，增长5.7%")),
        ("GDP", "地区生产总值", (2026, "目标", "增长5.5%左右")),
        ("松岭2024年GDP", "地区生产总值", (2024, "完成", "114亿元，增长5.6%")),
        ("河坪镇增加公办学位多少个", "新增公办学位", (2025, "完成", "120个")),
        ("河坪镇2025年新增多少公办学位", "新增公办学位", (2025, "完成", "120个")),
        ("2024年整治河道多少公里", "整治河道", (2024, "实际", "21公里")),
        ("２０２５年社零是多少", "社会消费品零售总额", (2025, "完成", "46亿元")),
    ],
)
def test_answers(index: dict[str, Any], query: str, name: str, first: tuple[int, str, str]) -> None:
    found = ask(index, query)
    group = found["groups"][0]
    figure = group["figures"][0]
    assert (group["name"], (figure["year"], figure["kind"], figure["text"])) == (name, first)
    assert figure["quote"]
    assert figure["url"].startswith("reports/")
    assert "#" in figure["url"]


@needs_node
def test_a_state_is_called_one(index: dict[str, Any]) -> None:
    states = index | {"figures": [[*f[:3], "s", *f[4:10]] if f[3] == "a" else f for f in index["figures"]]}
    figure = ask(states, "2024年整治河道多少公里")["groups"][0]["figures"][0]
    assert (figure["kind"], figure["text"]) == ("现状", "21公里")
    assert "?s=" in figure["url"]
    assert ask(states, "2024年整治河道完成多少公里")["groups"][0]["lacking"] == "完成数"


@needs_node
def test_what_is_not_written_is_said(index: dict[str, Any]) -> None:
    assert ask(index, "2019年生产总值是多少")["groups"][0]["lacking"] == "year"
    assert ask(index, "2026年生产总值完成多少")["groups"][0]["lacking"] == "完成数"
    assert ask(index, "新建机场多少座")["groups"] == []


@needs_node
@pytest.mark.parametrize("query", ["河道整治", "松岭县", "2025年", "工作总结", "口袋公园怎么去"])
def test_what_is_no_question_gets_no_answer(index: dict[str, Any], query: str) -> None:
    found = ask(index, query)
    assert found is None or found["groups"] == []


@needs_node
def test_a_bare_name_gives_the_newest_figure_of_each_office(index: dict[str, Any]) -> None:
    """A site of many offices has no one figure for a name: the reader is told how many have written one."""
    gdp = next(i for i, one in enumerate(index["indicators"]) if one[0] == "地区生产总值")
    own = next(f for f in index["figures"] if f[0] == gdp)
    other = index | {"figures": [*index["figures"], [gdp, 1, 2024, "a", "9亿元", *own[5:]], [gdp, 1, 2023, "a", "8亿元", *own[5:]]]}
    group = ask(other, "GDP")["groups"][0]
    newest = [(2026, "增长5.5%左右"), (2025, "121亿元，增长5.7%"), (2024, "9亿元")]  # last target, last result, the other's last result
    assert [(f["year"], f["text"]) for f in group["figures"]] == newest
    assert group["offices"] == 2
    assert [(f["year"], f["text"]) for f in ask(other, "GDP是多少")["groups"][0]["figures"]] == newest
    assert ask(other, "松岭县GDP")["groups"][0]["offices"] == 1


@needs_node
def test_an_answer_gives_last_target_and_last_result_with_what_became_of_them(index: dict[str, Any]) -> None:
    group = ask(index, "生产总值")["groups"][0]
    assert [(f["year"], f["kind"]) for f in group["figures"]] == [(2026, "目标"), (2025, "完成")]
    assert group["figures"][0]["verdict"] == "未到期"
    earlier = ask(index, "2025年生产总值目标是多少")["groups"][0]["figures"][0]
    assert earlier["verdict"] in {"达到", "接近", "未达到", "不可直接比较"}
    missed = ask(index, "2019年生产总值是多少")["groups"][0]
    assert [(f["year"], f["kind"]) for f in missed["figures"]] == [(2024, "完成"), (2024, "目标")]  # the nearest year, not the newest
    only = index | {"figures": [f for f in index["figures"] if f[3] == "t"]}
    assert ask(only, "生产总值")["groups"][0]["lacking"] == "完成数"  # looked for, and said so


@needs_node
@pytest.mark.parametrize("query", ["松岭GDP是多少", "松岭的生产总值", "松岭县GDP"])
def test_an_office_called_by_its_everyday_name_is_that_office(index: dict[str, Any], query: str) -> None:
    gdp = next(i for i, one in enumerate(index["indicators"]) if one[0] == "地区生产总值")
    own = next(f for f in index["figures"] if f[0] == gdp)
    other = index | {"figures": [*index["figures"], [gdp, 1, 2026, "t", "增长9%", *own[5:]]]}
    assert {f["office"] for f in ask(other, query)["groups"][0]["figures"]} == {"松岭县"}


@needs_node
@pytest.mark.parametrize("query", ["云河GDP是多少", "松岭市GDP是多少", "松岭镇2025年生产总值", "南松岭生产总值是多少", "松岭县云河镇GDP是多少", "人均GDP是多少", "云河市GDP"])
def test_an_unknown_place_gets_no_other_offices_answer(index: dict[str, Any], query: str) -> None:
    found = ask(index, query)
    assert found is None or found["groups"] == []


def test_two_offices_of_one_everyday_name_have_none() -> None:
    names = ["吉林省人民政府", "吉林市人民政府", "广西壮族自治区人民政府", "恩施土家族苗族自治州人民政府", "丙丁省云河市人民政府", "云河市统计局"]
    agencies: list[Agency] = []
    for name in names:
        agencies.append(new_agency(name, agencies))
    found = {a.name: everyday_names(agencies).get(a.id) for a in agencies}
    assert found == dict(zip(names, [None, None, "广西", "恩施", "云河", None], strict=True))


@needs_node
@pytest.mark.parametrize(
    ("query", "said", "name", "first"),
    [
        ("松岭县去年经济增长多少", "经济增长", "地区生产总值", (2025, "完成", "121亿元，增长5.7%")),
        ("松岭县去年消费目标完成了吗", "消费", "社会消费品零售总额", (2025, "完成", "46亿元")),
        ("河坪镇去年新建学位多少", "新建学位", "新增公办学位", (2025, "完成", "120个")),
    ],
)
def test_a_figure_is_known_by_its_everyday_name_and_the_reader_is_told(index: dict[str, Any], query: str, said: str, name: str, first: tuple[int, str, str]) -> None:
    (group,) = ask(index, query)["groups"]
    figure = group["figures"][0]
    assert (group["said"], group["name"], (figure["year"], figure["kind"], figure["text"])) == (said, name, first)


@needs_node
@pytest.mark.parametrize("query", ["松岭县消费者多少", "松岭县经济增长点多少", "隔壁县经济增长多少", "松岭县消费券发了多少"])
def test_what_only_begins_like_an_everyday_name_is_none(index: dict[str, Any], query: str) -> None:
    found = ask(index, query)
    assert not found or not found["groups"]


def test_everyday_names_are_names_of_indicators_that_the_rules_know() -> None:
    names = {i.name for i in load_rules()[0].indicators}
    groups = [line.split() for line in default_lines("search/figures.txt")]
    assert all(group.count(">") == 1 for group in groups)
    assert {name for group in groups for name in group[group.index(">") + 1 :]} - names == {"人均预期寿命"}  # which reports call alike without the rules
    asked = [word for group in groups for word in group[: group.index(">")]]
    assert len(asked) == len(set(asked))
