"""The query half, run by node where there is one: the same tokens as Python, units, typos, pinyin."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from builder.analysis.figures import load_rules
from builder.analysis.figures.rules import indicator_key
from builder.analysis.numerals import fold_width
from builder.analysis.search_index import Shard
from builder.analysis.search_pairs import count_of_pairs, file_count, gathered, pair_files, shard_pairs, slices_of
from builder.analysis.search_records import SearchHead, SearchText, SectionText, ShownReport
from builder.analysis.tokens import twin_text
from builder.text import chinese_number
from tests.support import put_scripts
from tools import search_words

ROOT = Path(__file__).parents[2]
CASES = json.loads((ROOT / "tests" / "cases" / "search" / "tokens.json").read_text(encoding="utf-8"))
NODE = shutil.which("node")

pytestmark = [pytest.mark.parts, pytest.mark.skipif(NODE is None, reason="node is not installed; the browser tests cover the same code")]


def run(script: str, folder: Path) -> object:
    """The JSON value a module prints; ``S`` is the folder of the scripts."""
    assert NODE is not None
    put_scripts(folder)
    (folder / "run.js").write_text(script, encoding="utf-8")
    done = subprocess.run([NODE, str(folder / "run.js")], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_query_tokens_are_the_index_tokens(tmp_path: Path) -> None:
    texts = [c["text"] for c in CASES if "query" in c]
    found = run(f'import {{ tokensOf }} from "./fold.js"; console.log(JSON.stringify({json.dumps(texts)}.map(tokensOf)))', tmp_path)
    assert found == [c["query"] for c in CASES if "query" in c]


def test_pairs_leave_out_no_shard_that_holds_a_phrase(tmp_path: Path) -> None:
    """Every stretch of every text, asked as a query: its shard is among those named."""
    texts = [["马山“旧改”项目，2024年完成2,100万元、增长50.91%。", "R&D 投入 20+8 VOCs治理"], ["隆昌社区①典型村", "2018-2020年ＡＲＴ文创园"], ["马山社区旧貌"]]
    shown = ShownReport("r", "工作总结", "西区街道办事处", "西区", "总结", 2023, "", "")
    held = {str(n): SearchText(tuple(SectionText("s", 1, twin_text("一、标题", [text]), ()) for text in own), (), ()) for n, own in enumerate(texts)}
    shards = [Shard(n, (SearchHead(shown, "", len(text.records), 0, n, n),), lambda heads: [held[h.text] for h in heads]) for n, text in held.items()]
    slices = slices_of([shard_pairs(s) for s in shards])
    count = file_count(sum(map(count_of_pairs, slices)))
    files = [file for n, columns in enumerate(gathered(slices, count)) for file in pair_files(columns, count, n).values()]
    cuts = [[i for i in range(len(t) + 1) if not re.search(r"[\d.,]\x00[\d.,]", f"{t[:i]}\0{t[i:]}")] for own in texts for t in own]  # no number is cut
    places = [(n, text) for n, own in enumerate(texts) for text in own]
    queries = [(n, text[i:j]) for (n, text), at in zip(places, cuts, strict=True) for i in at for j in at if i < j]
    queries += [(n, word) for n in range(3) for word in ("西区街道 标题", "2023年", "一、标题", "工作总结 社区" if n else "工作总结")]
    script = f"""
    import {{ Where }} from "./where.js"; import {{ wordsOf }} from "./fold.js";
    const files = {json.dumps(files, ensure_ascii=False)}, queries = {json.dumps(queries, ensure_ascii=False)};
    const where = new Where(files.length, async (name) => files[name]);
    const lost = [];
    for (const [n, query] of queries) if (!(await where.among([0, 1, 2], wordsOf(query))).includes(n)) lost.push(query);
    const named = [];
    for (const query of ["旧改", "马山", "文创园", "社区", "改革", "旧貌 隆昌"]) named.push(await where.among([0, 1, 2], wordsOf(query)));
    console.log(JSON.stringify([lost, named, await new Where(0).among([0], ["改革"])]))"""
    assert run(script, tmp_path) == [[], [[0], [0, 2], [1], [1, 2], [], []], [0]]


def test_the_first_list_of_a_rewritten_query_says_its_step(tmp_path: Path) -> None:
    """A large site shows places before all shards are asked: never without saying that other words were searched for."""
    helper = {"traditional": "舊旧", "sounds": {}, "words": "旧改", "synonyms": []}
    script = f"""
    globalThis.location = {{ protocol: "http:" }};
    const {{ Engine }} = await import("./engine.js"); const {{ Where }} = await import("./where.js");
    const shard = () => {{
      const records = [...Array(12).keys()];
      const report = {{ title: "", agency: "", short: "", year: 2024, date: "" }};
      const made = {{ table: {{ reportOf: records.map(() => 0), reports: [report], parents: records.map(() => -1) }} }};
      return Object.assign(made, {{ open: async () => made, phrase: async (tokens, head) => (!head && tokens.join("") === "旧改" ? records : []) }});
    }};
    const engine = new Engine("", "");
    engine.opening = Promise.resolve();
    engine.store = {{ shards: [shard(), shard()], where: new Where(0), helper: async () => ({json.dumps(helper)}), rare: async () => "",
      suggest: async () => [], manifest: {{ chance: [] }} }};
    const seen = [];
    const answer = await engine.search("舊改", {{ early: (first) => seen.push([first.step, first.hits.length]) }});
    console.log(JSON.stringify([seen, answer.step, answer.hits.length]))"""
    assert run(script, tmp_path) == [[["traditional", 12]], "traditional", 24]


def test_hits_respect_numbers_and_clauses(tmp_path: Path) -> None:
    script = """
    import { findHits, decode, wordsOf } from "./fold.js";
    const n = (text, word) => findHits(text, word).length;
    console.log(JSON.stringify([
      n("达12.1%，比2.1%高", "2.1%"), n("2165亿元", "165亿元"), n("165.5亿元", "165"), n("马山“旧改”", "马山旧改"),
      n("旧，改", "旧改"), n("１６５亿元", "165亿元"), n("VOCs治理", "vocs"),
      n("2018-2020年", "2020年"), n("2018-2020年", "20182020"), n("2,100万元", "2100万元"), n("R&D 投入", "R&D投入"),
      n("（三）农村", "三农"), n("(3)农村", "农村"), n("“三农”工作", "三农"), wordsOf("（三）农村"),
      decode("一ʘ 、ʘ ¶ 50ǀ91 ǂ 。 ¶ R ǁ D ¶."), wordsOf("  马山　旧改，学位 "), wordsOf("“”"), wordsOf("2,100万元，1,2"),
    ]))"""
    assert run(script, tmp_path) == [
        1, 0, 0, 1, 0, 1, 1, 1, 0, 1, 1, 0, 1, 1, ["三", "农村"], {"heading": "一、", "text": "50.91%。¶R&D", "runIns": []}, ["马山", "旧改", "学位"], [], ["2100万元", "1", "2"],
    ]  # fmt: skip


def test_units_and_numerals(tmp_path: Path) -> None:
    script = """
    import { otherUnits } from "./units.js";
    console.log(JSON.stringify(["1650000万元", "16500000000元", "0.21亿元", "一百二十户", "学位", "1.6万人次", "百分之九十二点三", "百分之8", "十六点五亿元"].map(otherUnits)))"""
    found = run(script, tmp_path)
    assert isinstance(found, list)
    wanted = ["165亿元", "165亿元", "2100万元", "120户", None, "16000人次", "92.3%", "8%", "16.5亿元"]
    assert all((w in f) if w else not f for w, f in zip(wanted, found, strict=True)), found


def test_figures_are_read_as_python_reads_them(tmp_path: Path) -> None:
    """Numerals, scales, short forms: the same cases, in both languages, from the same lexicon."""
    cases = json.loads((ROOT / "tests" / "cases" / "search" / "figures.json").read_text(encoding="utf-8"))
    rules, _ = load_rules()
    assert [[text, chinese_number(text)] for text, _ in cases["numerals"]] == cases["numerals"]
    for pair in cases["spellings"]:
        sizes = [float(m[1]) * rules.factor(m[2]) for m in (re.fullmatch(r"([\d.]+)(.+)", text) for text in pair) if m]
        assert len(sizes) == 2, pair
        assert sizes[0] == pytest.approx(sizes[1]), pair
    assert all(indicator_key(fold_width(a)) == b for a, b in cases["names"])
    script = f"""
    const cases = {json.dumps(cases, ensure_ascii=False)};
    const {{ readNumeral, otherUnits }} = await import("./units.js"); const {{ fold, readQuestion }} = await import("./answers.js");
    const data = {{ today: 2025, offices: [] }};
    console.log(JSON.stringify([cases.numerals.map(([a]) => readNumeral(a)), cases.spellings.map(([a, b]) => otherUnits(b).includes(a)),
      cases.names.map(([a]) => fold(a)), cases.questions.map(([a]) => readQuestion(a, data).kind)]))"""
    assert run(script, tmp_path) == [
        [n for _, n in cases["numerals"]], [True] * len(cases["spellings"]), [b for _, b in cases["names"]], [k for _, k in cases["questions"]],
    ]  # fmt: skip


def test_the_words_for_the_search_are_not_behind_the_lexicon() -> None:
    assert search_words.TARGET.read_text(encoding="utf-8") == search_words.text()


def test_one_edit(tmp_path: Path) -> None:
    script = """
    import { isOneEdit } from "./typos.js";
    const pairs = [["长者饭堂", "长者饭唐"], ["百千万工程", "百千工程"], ["招商引资", "招商资引"], ["学位", "学位"], ["公办学位", "民办学校"]];
    console.log(JSON.stringify(pairs.map(([a, b]) => isOneEdit(a, b))))"""
    assert run(script, tmp_path) == [True, True, True, False, False]


def test_lexicon_cuts_spells_and_simplifies(tmp_path: Path) -> None:
    helper = {
        "traditional": "舊旧",
        "sounds": {"jiu": "旧就", "gai": "改", "ma": "马", "shan": "山", "chang": "长", "zhang": "长"},
        "words": "马山 旧改",
        "synonyms": [],
    }
    script = f"""
    import {{ Lexicon }} from "./lexicon.js"; import {{ pinyinCandidates }} from "./pinyin.js"; import {{ wordRepairs }} from "./typos.js";
    const l = new Lexicon({json.dumps(helper)});
    console.log(JSON.stringify([l.simplify("舊改"), l.segment("马山旧改"), l.segment("马山就改"),
      pinyinCandidates(l, "mashan jiugai").slice(0, 1), pinyinCandidates(l, "马山jiugai").slice(0, 1), pinyinCandidates(l, "msjg").length > 0,
      wordRepairs(l, "马山就改")[0], pinyinCandidates(l, "TVB")]))"""
    assert run(script, tmp_path) == [
        "旧改", ["马山", "旧改"], ["马山", "就", "改"], ["马山旧改"], ["马山旧改"], False, "马山旧改", [],
    ]  # fmt: skip


def test_words_in_two_scripts_and_characters_that_look_alike(tmp_path: Path) -> None:
    helper = {
        "traditional": "", "words": "隆昌 典型村 残疾人 登革热", "synonyms": [], "lookalikes": "人入八",
        "sounds": {"long": "隆", "chang": "昌", "ge": "革各|格", "ren": "人", "ru": "|入"},
    }  # fmt: skip
    script = f"""
    import {{ Lexicon }} from "./lexicon.js"; import {{ pinyinPieces }} from "./pinyin.js"; import {{ textRepairs }} from "./typos.js";
    const l = new Lexicon({json.dumps(helper)});
    const held = ["残疾人", "登革热"];
    const source = {{
      exists: async (text) => held.some((word) => word.includes(text)),
      between: async (left, right) => (left === "残疾" && !right ? ["人", "儿"] : []),
    }};
    console.log(JSON.stringify([pinyinPieces(l, "longchang典型村"), pinyinPieces(l, "longchang"), pinyinPieces(l, "典型村"),
      await textRepairs(l, "残疾入", source), await textRepairs(l, "登格热", source), await textRepairs(l, "登口热", source)]))"""
    assert run(script, tmp_path) == [[["隆昌", "典型村"]], [], [], ["残疾人"], ["登革热"], []]


def test_excerpts_mark_and_stay_whole(tmp_path: Path) -> None:
    script = """
    import { excerptOf } from "./excerpt.js";
    const text = "甲".repeat(300) + "。新增学位100个。" + "乙".repeat(300) + "。招聘教师。" + "丙".repeat(300);
    const one = excerptOf({ heading: "一、抓教育", text }, ["学位", "教师"]);
    const head = excerptOf({ heading: "一、抓教育", text: "无关。¶又一段。" }, ["教育"]);
    console.log(JSON.stringify([one.pieces.filter((p) => p.hit).map((p) => p.text), one.pieces.map((p) => p.text).join("").length < 330, head.pieces]))"""
    found = run(script, tmp_path)
    assert isinstance(found, list)
    assert found[0] == ["学位", "教师"]
    assert found[1] is True
    assert [p["text"] for p in found[2] if p["hit"]] == ["教育"]
    assert "¶" not in "".join(p["text"] for p in found[2])


def test_an_excerpt_names_its_run_in_head_and_reaches_the_figure(tmp_path: Path) -> None:
    script = """
    import { decode } from "./fold.js"; import { excerptOf } from "./excerpt.js";
    const long = "稳步推进各项征收搬迁工作，".repeat(7);
    const start = "五ʘ¶发布机构：某街道¶用好旧改地块，" + "甲".repeat(90);
    const record = decode(Array.from(start + "。¶‖三是旧改攻坚。‖推进旧改，" + long + "整体进度完成99.5%。四是别的。¶").join(" "));
    const read = (list) => list.map((p) => p.text).join("");
    const one = excerptOf(record, ["旧改"]);
    console.log(JSON.stringify([record.runIns.length, one.named, read(one.lead), read(one.pieces).includes("99.5%"),
      read(one.pieces).includes("发布机构"), excerptOf(record, ["某街道"]).pieces.some((p) => p.hit)]))"""
    assert run(script, tmp_path) == [1, True, "三是旧改攻坚", True, False, True]


def test_an_excerpt_does_not_repeat_the_heading(tmp_path: Path) -> None:
    script = """
    import { excerptOf } from "./excerpt.js";
    console.log(JSON.stringify(excerptOf({ heading: "一、抓好基础教育工作", text: "无关。", runIns: [] }, ["教育"]).pieces.map((p) => p.text).join("")))"""
    assert run(script, tmp_path) == "标题里有“教育”。无关。"


def test_questions_are_searched_by_what_they_ask_for(tmp_path: Path) -> None:
    helper = {"traditional": "", "sounds": {}, "words": "学位 地区生产总值 马山 旧改", "synonyms": [["GDP", "地区生产总值"]]}
    script = f"""
    import {{ Lexicon }} from "./lexicon.js"; import {{ candidates }} from "./rewrite.js";
    const source = {{ exists: async () => false, between: async () => [] }};
    const found = [];
    for (const query of ["学位多少个", "2024年GDP是多少"]) {{
      const made = [];
      for await (const one of candidates(query, [query], new Lexicon({json.dumps(helper)}), source)) if (one.step === "question") made.push([one.words, one.soft]);
      found.push(made);
    }}
    console.log(JSON.stringify(found))"""
    found = run(script, tmp_path)
    assert isinstance(found, list)
    assert found[0][0] == [["学位"], []]
    assert [["地区生产总值"], ["2024年"]] in found[1]


def test_verbs_of_a_question_go_with_its_question_word(tmp_path: Path) -> None:
    helper = {"traditional": "", "sounds": {}, "words": "学校 针灸", "synonyms": [["高龄津贴", "长寿保健金"], ["课后托管", "课后服务"]]}
    script = f"""
    import {{ Lexicon }} from "./lexicon.js"; import {{ candidates }} from "./rewrite.js";
    const held = ["工改工", "针灸", "长寿保健金", "学校", "课后服务"];
    const source = {{ exists: async (text) => held.includes(text), between: async () => [] }};
    const found = [];
    for (const query of ["工改工是什么意思", "哪里可以做针灸", "高龄津贴发了多少", "学校有没有课后托管"]) {{
      const lexicon = new Lexicon({json.dumps(helper)});
      for await (const one of candidates(query, [query], lexicon, source, true)) {{
        if (!one.words.every((word) => held.includes(word)) || (one.words.length > 1 && one.step !== "loose")) continue; // no section holds both
        found.push([...one.words, one.step]);
        break;
      }}
    }}
    console.log(JSON.stringify(found))"""
    assert run(script, tmp_path) == [["工改工", "question"], ["针灸", "question"], ["长寿保健金", "question"], ["课后服务", "loose"]]


def test_a_character_typed_twice_may_be_any_other(tmp_path: Path) -> None:
    helper = {"traditional": "", "sounds": {}, "words": "", "synonyms": [], "lookalikes": ""}
    script = f"""
    import {{ Lexicon }} from "./lexicon.js"; import {{ textRepairs }} from "./typos.js";
    const source = {{ exists: async () => false, between: async (left, right) => (left === "耄" && right === "侨眷" ? ["耋"] : []) }};
    const l = new Lexicon({json.dumps(helper)});
    console.log(JSON.stringify([await textRepairs(l, "耄耄侨眷", source), await textRepairs(l, "耄口侨眷", source)]))"""
    assert run(script, tmp_path) == [["耄耋侨眷"], []]


def test_a_short_form_found_only_where_two_words_meet_is_taken_for_its_long_one(tmp_path: Path) -> None:
    """固投 in 巩固投资, 义工 of 公平正义工作, also when it was typed as 義工: the build has told them as chance."""
    helper = {
        "traditional": "義义", "sounds": {}, "words": "固定资产投资 志愿",
        "synonyms": [["固投", "固定资产投资"], ["义工", "志愿"], ["社零", "零售总额"]],
    }  # fmt: skip
    texts = ["持续巩固投资成果", "固定资产投资增长5%", "维护公平正义工作", "志愿队伍壮大", "该社零散分布"]
    script = f"""
    globalThis.location = {{ protocol: "http:" }};
    const {{ Engine }} = await import("./engine.js"); const {{ Where }} = await import("./where.js");
    const texts = {json.dumps(texts, ensure_ascii=False)};
    const report = {{ title: "", agency: "", short: "", year: 2024, date: "" }};
    const shard = {{ table: {{ reportOf: texts.map(() => 0), reports: [report], parents: texts.map(() => -1) }} }};
    Object.assign(shard, {{
      open: async () => shard,
      phrase: async (tokens, head) => (head ? [] : texts.flatMap((text, i) => (text.includes(tokens.join("")) ? [i] : []))),
      texts: async (records) => records.map((i) => ({{ heading: "", text: texts[i], runIns: [] }})),
    }});
    const engine = new Engine("", "");
    engine.opening = Promise.resolve();
    engine.store = {{ shards: [shard], where: new Where(0), helper: async () => ({json.dumps(helper)}), rare: async () => "",
      suggest: async () => [], manifest: {{ chance: ["固投", "义工"] }} }};
    const found = [];
    for (const query of ["固投", "義工", "固投 增长", "社零", "投资"]) {{
      const answer = await engine.search(query);
      found.push([answer.words.join(" "), answer.step, answer.hits.map((hit) => hit.record)]);
    }}
    console.log(JSON.stringify(found))"""
    assert run(script, tmp_path) == [
        ["固定资产投资", "synonym", [1]], ["志愿", "synonym", [3]], ["固定资产投资 增长", "synonym", [1]], ["社零", "", [4]], ["投资", "", [0, 1]],
    ]  # fmt: skip


def test_a_wrong_last_character_is_not_one_too_many(tmp_path: Path) -> None:
    """工业园曲 is 工业园区, which only the reports know, before it is the known word 工业园; and 工业园Q is nothing else."""
    helper = {"traditional": "", "sounds": {"qu": "区曲"}, "words": "工业园", "synonyms": [], "lookalikes": ""}
    script = f"""
    import {{ Lexicon }} from "./lexicon.js"; import {{ candidates }} from "./rewrite.js";
    const held = ["工业园区", "工业园"];
    const source = {{
      exists: async (text) => held.includes(text), holds: async () => false, count: async () => 1,
      between: async (left, right) => (left === "工业园" && !right ? ["区"] : []),
    }};
    const found = [];
    for (const query of ["工业园曲", "工业园妙"]) {{
      for await (const one of candidates(query, [query], new Lexicon({json.dumps(helper)}), source, true)) {{
        if (!one.words.every((word) => held.includes(word))) continue;
        found.push([...one.words, one.step]);
        break;
      }}
    }}
    console.log(JSON.stringify(found))"""
    assert run(script, tmp_path) == [["工业园区", "typo"], ["工业园", "typo"]]


def test_of_spelled_out_characters_those_in_most_places_come_first(tmp_path: Path) -> None:
    helper = {"traditional": "", "sounds": {"an": "安", "zhi": "置", "fang": "方房"}, "words": "", "synonyms": [], "lookalikes": ""}
    script = f"""
    import {{ Lexicon }} from "./lexicon.js"; import {{ candidates }} from "./rewrite.js";
    const places = {{ 安置: 9, 置方: 1, 置房: 3, 安置方: 1, 安置房: 3 }};
    const source = {{ exists: async (text) => text in places, holds: async () => false, count: async (text) => places[text] || 0, between: async () => [] }};
    const found = [];
    for await (const one of candidates("anzhifang", ["anzhifang"], new Lexicon({json.dumps(helper)}), source, true)) found.push(...one.words);
    console.log(JSON.stringify(found))"""
    assert run(script, tmp_path) == ["安置房", "安置方"]


UNITED = """
    globalThis.location = { protocol: "http:" };
    const { Engine } = await import("./engine.js"); const { Where } = await import("./where.js"); const { stepNote } = await import("./told.js");
    const reports = [2026, 2024, 2020].map((year) => ({ title: `某镇${year}年`, agency: "东河镇人民政府", short: "东河镇", year, date: `${year}-12-31` }));
    const texts = ["推进治水。", "整治水污染，清淤河涌。", "国内生产总值增长3%。", "旧村更新完成。", "清淤河涌。"];
    const topics = [["治水"], ["治水"], [], [], ["治水"]];
    const of = [0, 1, 2, 1, 2];
    const table = { reportOf: of, reports, parents: of.map(() => -1), sections: of.map((_, i) => `s${i}`), topicsOf: (i) => topics[i] };
    const shard = { table, info: { name: "all", years: [2020, 2026] } };
    Object.assign(shard, {
      open: async () => shard,
      phrase: async (tokens, head) => (head ? [] : texts.flatMap((text, i) => (text.toLowerCase().includes(tokens.join("")) ? [i] : []))),
      texts: async (records) => records.map((i) => ({ heading: "", text: texts[i], runIns: [] })),
    });
    const names = [["topic", "治水", "topics/zhishui/", ["河涌"], "", []], ["same", "GDP", "", ["国内生产总值"]],
      ["page", "政府信息公开指南", "guide/", ["联系电话", "谁负责"], "怎样获取", []]];
    const engine = new Engine("", "");
    engine.opening = Promise.resolve();
    const helper = { traditional: "", sounds: {}, words: "治水 河涌 旧村", synonyms: [["GDP", "国内生产总值"]] };
    engine.store = { shards: [shard], where: new Where(0), helper: async () => helper, rare: async () => "", suggest: async () => names, manifest: { chance: [] } };
    const say = async (query) => {
      const answer = await engine.search(query);
      return [answer.hits.map((hit) => hit.record), stepNote(answer, answer.hits)];
    };
"""


def test_a_topics_passages_join_the_places_and_a_year_comes_first(tmp_path: Path) -> None:
    """“2024年的报告排在前面” is said only of a list that begins with that year, and a year without a place is named."""
    found = run(UNITED + 'console.log(JSON.stringify([await say("治水"), await say("2024年治水做了什么"), await say("2023年治水")]))', tmp_path)
    assert isinstance(found, list)
    assert sorted(found[0][0]) == [0, 1, 4]
    assert found[0][0][0] == 0  # what holds the word as typed, before what a topic adds
    assert found[1][0][0] == 1
    assert "2024年的报告排在前面" in found[1][1]
    assert "排在前面" not in found[2][1]
    assert "2023年的文件里没有认出同时含有这些词的段落；下面别的年份的" in found[2][1]


def test_a_question_loosens_and_says_what_was_left_out(tmp_path: Path) -> None:
    queries = ["治水做得怎么样", "2020年治水情况", "旧村进展", "东河治水进展", "西河治水进展"]
    script = f"{UNITED}; const said = []; for (const query of {json.dumps(queries)}) said.push(await say(query)); console.log(JSON.stringify(said));"
    found = run(script, tmp_path)
    assert isinstance(found, list)
    assert [hits[0] for hits, _ in found] == [0, 4, 3, 0, 0]
    assert "没有用上：西河" in found[4][1]
    assert "本站的文件里找不到“西河”，下面的段落都没有写它。" in found[4][1]  # perhaps another place: whose passages these are not
    assert "没有用上" not in found[0][1]
    assert "没有用上：情况" in found[1][1]
    assert "2020年的报告排在前面" in found[1][1]
    assert "没有用上：进展" in found[2][1]
    assert found[3][1].endswith("下面是专题“治水”的段落。")  # the office is not left out


def test_a_topic_with_marks_of_its_own_is_quoted_within_others(tmp_path: Path) -> None:
    script = """
    const { stepNote } = await import("./told.js");
    const answer = { step: "", words: ["养老"], joined: [0, 1], topics: ["“一老一小”与养老托育"], stand: [] };
    console.log(JSON.stringify(stepNote(answer, [{ via: "topic" }])))"""
    assert "专题“‘一老一小’与养老托育”里其他说法的 1 处" in str(run(script, tmp_path))


def test_a_question_ends_with_places_that_hold_some_of_it_and_says_so(tmp_path: Path) -> None:
    """What people call a thing, a slip of letters, a name of one character; what no document knows is told as not used."""
    words = UNITED.replace('synonyms: [["GDP", "国内生产总值"]]', 'synonyms: [["GDP", "国内生产总值"], ["老房子", "旧村"], ["翻新", "更新"]]')
    queries = ["那边老房子翻新有人管吗", "南湾老房子翻新有人管吗", "GPD到底涨没涨呀", "东河镇的泥清得咋样", "西边养狗要办证吗"]
    script = f"{words}; const said = []; for (const query of {json.dumps(queries)}) said.push(await say(query)); console.log(JSON.stringify(said));"
    found = run(script, tmp_path)
    assert isinstance(found, list)
    assert [hits[:1] for hits, _ in found] == [[3], [3], [2], [], []]
    assert found[0][1] == "文件没有逐字写“老房子”“翻新”，已按相关说法“旧村 更新”检索。"
    assert "本站的文件没有逐字写“老房子”“翻新”“南湾”；下面是只含“旧村、更新”的段落。" in found[1][1]
    assert "GDP" in found[2][1]


OFFICES = [["a", "西区街道", ["西区街道", "西区"], ""], ["b", "市桥街道", ["市桥街道"], "市桥"], ["c", "北京市", ["北京市", "北京"], ""]]


def test_a_question_names_its_office_year_and_place_before_words_are_dropped(tmp_path: Path) -> None:
    """Two offices, an office glued to words, a place of no office here; words that only look like a place are none."""
    asked = ["市桥和西区谁招商多", "北京农村低保", "东市桥市", "老旧小区改造", "城镇新增就业", "全市街道", "中山市西区学位"]
    asked += ["北京市长叫什么", "北京市长兴路", "北京人", "上海养老床位", "2025年广东GDP", "小榄镇总结", "上海路修好没有", "河水区"]
    script = f"""
    globalThis.location = {{ protocol: "http:" }};
    const {{ officesIn, inYears, unknownPlace }} = await import("./meant.js");
    const segment = (text) => (text.startsWith("河水") ? ["河水", "区"] : Array.from(text));
    const engine = {{ fullLexicon: async () => ({{ segment }}), holds: async () => false, isOffice: () => false }};
    const said = [];
    for (const query of {json.dumps(asked, ensure_ascii=False)}) {{
      const {{ found, rest }} = officesIn(query, {json.dumps(OFFICES, ensure_ascii=False)});
      said.push([found.map(({{ id }}) => id).join(""), await unknownPlace(rest, engine)]);
    }}
    console.log(JSON.stringify([said, inYears("去年西区学位，明年呢", 2026), inYears("学位", 0), inYears("PM2.5明年降到", 2026)]))"""
    said = [["ba", ""], ["c", ""], ["", "东市桥市"], ["", ""], ["", ""], ["", ""], ["a", ""], ["c", ""], ["c", ""], ["c", ""]]
    said += [["", "上海"], ["", "广东"], ["", "小榄镇"], ["", ""], ["", ""]]
    assert run(script, tmp_path) == [said, "2025年西区学位，2027年呢", "学位", "PM2.5 2027年降到"]


def test_other_names_of_a_thing_join_what_was_typed(tmp_path: Path) -> None:
    """The exact string stands in one report, the other name in all: both are found, the typed one first."""
    script = UNITED + 'texts[4] = "GDP稳步增长。"; console.log(JSON.stringify([await say("GDP"), await say("GDP增长")]))'
    found = run(script, tmp_path)
    assert isinstance(found, list)
    assert found[0][0] == [4, 2]
    assert "同义说法的 1 处" in found[0][1]
    assert set(found[1][0]) >= {2}


def test_a_city_or_a_water_that_no_document_holds_is_a_place_and_one_that_is_held_stays_in_the_question(tmp_path: Path) -> None:
    asked = ["南京养老", "沈阳地铁", "西湖的水干净吗", "门口的湖", "病险水库加固", "落霞湖水质", "南京路改造", "中山市西区停车", "沟通化解矛盾", "广州和沈阳地铁", "成都食堂"]
    script = f"""
    globalThis.location = {{ protocol: "http:" }};
    const {{ officesIn, placesIn, unknownPlace }} = await import("./meant.js"); const {{ noneOf }} = await import("./places.js");
    const cut = (text) => (text.startsWith("病险") ? ["病险", "水"] : Array.from(text));
    const engine = {{ isOffice: (word) => word === "成都", fullLexicon: async () => ({{ segment: cut }}), holds: async ([word]) => ["沈阳", "广州"].includes(word) }};
    const said = [];
    for (const query of {json.dumps(asked, ensure_ascii=False)}) {{
      const {{ rest }} = officesIn(query, {json.dumps(OFFICES, ensure_ascii=False)});
      said.push([await unknownPlace(rest, engine), placesIn(rest).join(" ")]);
    }}
    console.log(JSON.stringify([said, ["南京", "西湖", "落霞湖"].map(noneOf)]))"""
    said = [
        ["南京", "南京"], ["", "沈阳"], ["西湖", "西湖"], ["", ""], ["", ""], ["落霞湖", ""], ["", ""], ["", ""], ["", ""], ["", "广州 沈阳"], ["", "成都"],
    ]  # fmt: skip
    assert run(script, tmp_path) == [said, ["本站没有南京的文件", "本站的文件里找不到“西湖”", "本站的文件里找不到“落霞湖”"]]


def test_a_bare_name_that_ends_as_places_do_is_a_place_of_no_office_here(tmp_path: Path) -> None:
    """石岐 before a thing that is known: no other office's passage answers for it. Words, what documents hold, and 爬山 are no places."""
    asked = ["石岐老旧小区改造", "2024年小榄GDP", "马山旧改", "爬山步道", "石岐", "老旧小区改造", "修桥步道", "东坪洲学位多少", "石岐的学位"]
    helper = {"traditional": "", "sounds": {}, "words": "老旧小区 改造 旧改 步道 学位", "synonyms": [["GDP", "地区生产总值"]]}
    script = f"""
    globalThis.location = {{ protocol: "http:" }};
    const {{ unknownPlace }} = await import("./meant.js"); const {{ noneOf }} = await import("./places.js"); const {{ Lexicon }} = await import("./lexicon.js");
    const lexicon = new Lexicon({json.dumps(helper)});
    const engine = {{ isOffice: () => false, fullLexicon: async () => lexicon, holds: async ([word]) => word.startsWith("马山") }};
    const said = [];
    for (const query of {json.dumps(asked, ensure_ascii=False)}) said.push(await unknownPlace(query, engine));
    console.log(JSON.stringify([said, ["石岐", "小榄镇", "四川", "四川省"].map(noneOf)]))"""
    said = ["石岐", "小榄", "", "", "", "", "", "东坪洲", "石岐"]
    assert run(script, tmp_path) == [said, ["本站的文件里找不到“石岐”", "本站没有小榄镇的文件", "本站没有四川的文件", "本站没有四川省的文件"]]


def test_an_amount_asked_for_does_not_part_a_verb_from_its_thing(tmp_path: Path) -> None:
    """修几公里路 asks of 修路; what is no known word stays as it was typed."""
    asked = ["今年修几公里路", "装了多少部电梯", "种了多少棵树", "西区有多少人", "低保发了多少钱", "产了多少锂", "学位多少个", "罚过款没有", "市桥有啥好玩的"]
    script = f"""
    globalThis.location = {{ protocol: "http:" }};
    const {{ inOrder }} = await import("./spoken.js");
    const lexicon = {{ rank: new Map(["修路", "装电梯", "种树", "有人", "发钱", "罚款"].map((word, at) => [word, at])) }};
    console.log(JSON.stringify({json.dumps(asked, ensure_ascii=False)}.map((query) => inOrder(query, lexicon))))"""
    moved = ["今年修路几公里", "装电梯多少部", "种树多少棵", "西区有多少人", "低保发了多少钱", "产了多少锂", "学位多少个", "罚款没有", "市桥有什么好玩的"]
    assert run(script, tmp_path) == moved


def test_another_name_weighs_no_more_than_the_word_it_stands_for(tmp_path: Path) -> None:
    """Half of 茶山地铁 is no answer to it, though 轨道交通 is twice as long."""
    helper = {"traditional": "", "sounds": {}, "words": "茶山 地铁 轨道交通", "synonyms": [["地铁", "轨道交通"]]}
    script = f"""
    import {{ Lexicon }} from "./lexicon.js"; import {{ candidates }} from "./rewrite.js";
    const source = {{ exists: async () => true, holds: async () => false, between: async () => [], count: async () => 1 }};
    const made = [];
    for await (const one of candidates("茶山地铁", ["茶山地铁"], new Lexicon({json.dumps(helper)}), source, true)) if (one.step === "loose") made.push(one.words);
    console.log(JSON.stringify(made))"""
    assert run(script, tmp_path) == []


ONE_SHARD = """  // for scripts with a table and texts: an engine whose only shard holds what its texts say
    const shard = { table, info: { name: "all", years: [2026, 2026] } };
    Object.assign(shard, {
      open: async () => shard,
      phrase: async (tokens, head) => (head ? [] : texts.flatMap((text, i) => (text.includes(tokens.join("")) ? [i] : []))),
      texts: async (records) => records.map((i) => ({ heading: "", text: texts[i], runIns: [] })),
    });
    const engine = new Engine("http://x/", "http://x/");
    engine.opening = Promise.resolve();
"""


def test_a_place_is_never_left_out_of_a_question_and_what_an_office_lacks_is_named(tmp_path: Path) -> None:
    """沈阳地铁: another city's 地铁 is no answer; of an office only its own documents are spoken of."""
    script = """
    globalThis.location = { protocol: "http:" }; globalThis.window = {};
    globalThis.fetch = async () => ({ ok: true, json: async () => ({ today: 2026, indicators: [],
      offices: [["a", "东河镇", ["东河镇", "东河镇人民政府"], "东河"], ["b", "西山镇", ["西山镇", "西山镇人民政府"], "西山"]] }) });
    const { Engine } = await import("./engine.js"); const { Where } = await import("./where.js");
    const reports = ["东河镇", "西山镇"].map((short) => ({ title: "", agency: `${short}人民政府`, short, year: 2026, kind: "总结", date: "2026-12-31" }));
    const texts = ["沈阳航空产业园开工。", "地铁三号线通车。", "维护职工权益。", "长者助餐。", "缓解拥堵。", "安薪行动见效。"];
    const of = [0, 1, 0, 1, 0, 0];
    const table = { reportOf: of, reports, parents: of.map(() => -1), sections: of.map((_, i) => `s${i}`), topicsOf: (i) => (i === 2 || i === 5 ? ["劳动者权益"] : []) };
    """ + ONE_SHARD + """
    const synonyms = [["地铁", "轨道交通"], ["讨薪", ">", "欠薪"], ["老人", ">", "长者"], ["空巢老人", ">", "空巢"]];
    const helper = { traditional: "", sounds: {}, words: "沈阳 地铁 航空 职工", synonyms };
    const names = [["topic", "劳动者权益", "topics/x/", ["欠薪", "职工"], "", []]];
    engine.store = { shards: [shard], where: new Where(0), helper: async () => helper, rare: async () => "", suggest: async () => names, manifest: { chance: [] } };
    const said = [];
    for (const query of ["沈阳地铁", "沈阳地铁开了吗", "沈阳航空", "东河有没有地铁", "西山有没有地铁", "东河讨薪", "西山空巢老人", "东河哪天不堵", "东河职工这样子行吗"]) {
      const { hits, absent = [], named = [], about = "" } = await engine.search(query);
      said.push([hits.map((hit) => hit.record), absent, named, about]);
    }
    console.log(JSON.stringify(said))"""
    assert run(script, tmp_path) == [
        [[], [], [], ""], [[], [], [], ""], [[0], [], [], ""], [[], ["地铁"], ["东河镇"], ""], [[1], [], ["西山镇"], ""],
        [[2, 5], ["讨薪"], ["东河镇"], "劳动者权益"], [[3], ["空巢老人"], ["西山镇"], ""],
        [[4], [], ["东河镇"], ""], [[2, 5], ["样子行"], ["东河镇"], ""],
    ]  # fmt: skip


def test_the_sites_own_pages_are_found_by_everyday_words(tmp_path: Path) -> None:
    script = UNITED + """
    const found = [];
    for (const query of ["联系电话", "谁负责", "公开指南", "投诉电话是多少", "治水", "怎样联系他们，要电话号码"]) found.push((await engine.pages(query)).map(([, , path]) => path));
    console.log(JSON.stringify(found))"""
    assert run(script, tmp_path) == [["guide/"], ["guide/"], ["guide/"], [], [], ["guide/"]]


def test_an_everyday_word_is_taken_for_what_reports_write_and_not_the_other_way(tmp_path: Path) -> None:
    script = """
    import { synonymsOf, writtenFor } from "./widen.js"; import { byOthers } from "./rewrite.js";
    const groups = [["老树", ">", "古树名木", "古树"], ["河水", ">", "水质"], ["干净", ">", "好转"], ["GDP", "地区生产总值"]];
    console.log(JSON.stringify([
      synonymsOf(["老树"], groups), synonymsOf(["古树名木"], groups).whole, synonymsOf(["老树林"], groups).whole,
      writtenFor("地区生产总值", groups[3]), byOthers(["河水", "干净"], groups),
    ]))"""
    assert run(script, tmp_path) == [
        {"whole": [["古树名木"], ["古树"]], "part": [], "split": []}, [], [],
        ["GDP"], [["河水", "好转"], ["水质", "干净"], ["水质", "好转"]],
    ]  # fmt: skip


ASKED = UNITED.replace(
    'words: "治水 河涌 旧村", synonyms: [["GDP", "国内生产总值"]]',
    'words: "治水 河涌 旧村 水污染 清淤", synonyms: [["GDP", "国内生产总值"], ["城建", "旧村"], ["河脏", ">", "水污染", "清淤"], ["房价", ">", "旧村"]], same: 1',
)


def test_a_word_that_no_document_has_is_named_and_never_dropped_unsaid(tmp_path: Path) -> None:
    """What is found without it is no answer: told so, or not listed at all."""
    script = ASKED + """
    const told = [];
    for (const query of ["东河茅台治水吗", "茅台卖了多少钱", "河脏", "房价怎么样", "城建吗"]) {
      const answer = await engine.search(query);
      told.push([answer.step, answer.hits.length > 0, answer.absent || [], stepNote(answer, answer.hits)]);
    }
    console.log(JSON.stringify(told))"""
    found = run(script, tmp_path)
    assert isinstance(found, list)
    first, second, third, fourth, fifth = found
    assert "茅台" in first[3]
    assert second[:3] == ["", False, ["茅台"]]
    assert third[3].startswith("文件没有逐字写“河脏”，已按相关说法“水污染”检索。")
    assert "另有相关说法的 1 处，都已标明。" in third[3]  # 清淤 stands elsewhere
    assert fourth[3] == "文件没有逐字写“房价”，已按相关说法“旧村”检索。"  # related is no other name of it
    assert fifth[3] == "文件没有逐字写“城建”，已按相关说法“旧村”检索。"


def test_an_excerpt_never_joins_two_cut_sentences(tmp_path: Path) -> None:
    """A run-in head may begin the second window: what was left out before it is shown as left out."""
    filler = "不折不扣落实督察整改要求" * 9
    text = f"市桥国控点周边管控成效提升，{filler}三是垃圾分类。投放点312个。"
    at = text.index("三是")
    record = json.dumps({"heading": "", "text": text, "runIns": [[at, at + 7]]}, ensure_ascii=False)
    script = f"""
    import {{ excerptOf }} from "./excerpt.js";
    console.log(JSON.stringify(excerptOf({record}, ["市桥", "投放点"]).pieces.map((p) => p.text).join("")))"""
    shown = run(script, tmp_path)
    assert isinstance(shown, str)
    parts = [part for part in re.split("……", shown) if part]
    assert all(part in text for part in parts), shown


def test_an_excerpt_shows_the_sentence_that_says_most_of_the_question(tmp_path: Path) -> None:
    """Not the first that holds the word; where it is asked whether a thing is done, the sentence that says so; no title is cut open."""
    filler = "项目进入可实质性开发阶段，各项工作有序推进。" * 6
    text = f"征收和安置房建设一体推进。{filler}安置房竣工交付。{filler}农户领安置房钥匙。"
    title = "甲" * 30 + "。文章有《告别“抗罐上楼”，过上燃气新生活》一篇。"
    script = f"""
    import {{ excerptOf }} from "./excerpt.js"; import {{ saidIn }} from "./asked.js";
    const shown = (text, words, query) => excerptOf({{ heading: "", text, runIns: [] }}, words, saidIn(query)).pieces.map((p) => p.text).join("");
    const text = {json.dumps(text, ensure_ascii=False)};
    console.log(JSON.stringify([shown(text, ["安置房"], "安置房钥匙"), shown(text, ["征收", "安置房"], "征收的安置房分了没有"), shown(text, ["安置房"], "安置房"),
      shown({json.dumps(title, ensure_ascii=False)}, ["燃气"], "煤气罐")]))"""
    found = run(script, tmp_path)
    assert isinstance(found, list)
    keys, done, plain, own = found
    assert "领安置房钥匙" in keys
    assert plain.startswith("征收和安置房建设")
    assert plain.count("安置房") == 1
    assert done.startswith("征收和安置房建设")
    assert "安置房竣工交付" in done
    assert own == "……文章有《告别“抗罐上楼”，过上燃气新生活》一篇。"


def test_what_a_question_seeks_is_a_figure_or_that_a_thing_is_done(tmp_path: Path) -> None:
    """多少钱 is answered by a sum in the sentence that holds the words, 完成了吗 by a sentence that says so; what asks for neither by nothing."""
    cases = [
        ["民生实事花了多少钱", ["民生实事"], "办好十件民生实事。投入2.89亿元。"],
        ["民生实事花了多少钱", ["民生实事"], "十件民生实事投入预计2.89亿元；另有12项。"],
        ["充电桩有多少个", ["充电桩"], "2023年建设充电桩。"],
        ["充电桩有多少个", ["充电桩"], "建成充电桩215处。"],
        ["民生实事完成了吗", ["民生实事"], "2025年的十方面民生实事办完。"],
        ["民生实事完成了吗", ["民生实事"], "办好民生实事。道路完成。"],
        ["民生实事", ["民生实事"], "十件民生实事投入2.89亿元，已完成。"],
    ]
    script = f"""
    const {{ QUESTION }} = await import("./asked.js"); const {{ seekOf }} = await import("./told.js");
    const shard = {{ table: {{ parents: [-1] }}, texts: async () => [{{ heading: "一、回顾" }}] }};
    const place = (text) => ({{ shard, record: 0, report: {{ kind: "总结" }}, text: {{ text }} }});
    const said = [];
    for (const [query, words, text] of {json.dumps(cases, ensure_ascii=False)}) said.push(seekOf(query) ? await seekOf(query)(place(text), words) : 0);
    console.log(JSON.stringify([said, ["北京地铁有多长", "河水有多深", "很多长者", "拆到哪一步了", "多大的地"].map((query) => query.replace(QUESTION, ""))]))"""
    assert run(script, tmp_path) == [[0, 1, 0, 1, 1, 0, 0], ["北京地铁", "河水", "很多长者", "", "多大的地"]]


def test_of_a_year_the_passages_come_first_that_tell_of_it(tmp_path: Path) -> None:
    """A work report's account is of the year before it: asked for 2025, what the report of 2026 says of 2025 goes before its plan and 2024's account."""
    script = """
    globalThis.location = { protocol: "http:" };
    const { Engine } = await import("./engine.js"); const { Where } = await import("./where.js"); const { stepNote } = await import("./told.js");
    const reports = [2026, 2025].map((year) => ({ title: "", agency: "河东省", short: "河东", kind: "工作报告", year, date: `${year}-01-20` }));
    const heads = ["一、2025年工作回顾", "（一）主要结果", "二、2026年重点工作", "一、2024年工作回顾", "二、2025年主要目标任务"];
    const texts = ["", "粮食产量9吨。", "粮食产量8吨以上。", "粮食产量7吨。", "粮食产量9吨以上。"];
    const table = { reportOf: [0, 0, 0, 1, 1], reports, parents: [-1, 0, -1, -1, -1], sections: texts.map((_, i) => `s${i}`), levels: [1, 2, 1, 1, 1], topicsOf: () => [] };
    const shard = { table, info: { name: "all", years: [2025, 2026] } };
    Object.assign(shard, { open: async () => shard, phrase: async (tokens, head) => (head ? heads : texts).flatMap((text, i) => (text.includes(tokens.join("")) ? [i] : [])),
      texts: async (records) => records.map((i) => ({ heading: heads[i], text: texts[i], runIns: [] })) });
    const engine = new Engine("", "");
    engine.opening = Promise.resolve();
    const helper = { traditional: "", sounds: {}, words: "粮食产量", synonyms: [] };
    engine.store = { shards: [shard], where: new Where(0), helper: async () => helper, rare: async () => "", suggest: async () => [], manifest: { chance: [] } };
    const said = [];
    for (const query of ["2025年粮食产量", "2025年粮食产量多少", "粮食产量"]) {
      const answer = await engine.search(query);
      said.push([answer.hits.map((hit) => hit.record), stepNote(answer, answer.hits)]);
    }
    console.log(JSON.stringify(said))"""
    found = run(script, tmp_path)
    assert isinstance(found, list)
    assert [hits for hits, _ in found] == [[1, 4, 2, 3], [1, 4, 2, 3], [1, 2, 3, 4]]
    assert all("写2025年的段落排在前面。" in note and "的报告排在前面" not in note for _, note in found[:2])
    assert "排在前面" not in found[2][1]


def test_what_is_told_as_not_written_is_what_was_typed_once(tmp_path: Path) -> None:
    """Names that overlap in what was typed are told as the stretch that they are, and none that holds a question word."""
    script = """
    globalThis.location = { protocol: "http:" };
    const { stepNote } = await import("./told.js");
    const note = (typed, absent, stand) => stepNote({ step: "some", words: stand, stand, absent, left: absent, typed, unwritten: [] }, [{ report: { year: 2024 } }]);
    const asked = [["工地灰尘大", ["工地灰", "灰尘", "尘大"], ["扬尘"]], ["马山什么时候拆完", ["什么时候拆"], ["征收"]], ["养狗办证", ["养狗", "办证"], ["办事"]]];
    console.log(JSON.stringify(asked.map((one) => note(...one))))"""
    assert run(script, tmp_path) == [
        "本站的文件没有逐字写“工地灰尘大”；下面是只含“扬尘”的段落。",
        "没有一处含有全部的词，下面的段落只含有其中一些：征收。",
        "本站的文件没有逐字写“养狗”“办证”；下面是只含“办事”的段落。",
    ]


def test_a_passage_is_said_to_be_of_a_plan_or_of_an_account_where_a_heading_says_it(tmp_path: Path) -> None:
    """By the outermost heading that is of one half alone; what no heading says is not guessed."""
    paths = [["二、2025年主要目标任务", "（三）产业"], ["一、2024年工作回顾", "（七）今后的打算"], ["一、成效和下一步打算", "（二）存在问题"]]
    paths += [["三、产业"], ["开头"], ["下一步打算"]]
    script = f"""
    import {{ halfOf }} from "./told.js";
    console.log(JSON.stringify({json.dumps(paths, ensure_ascii=False)}.map((path) => halfOf(path))))"""
    assert run(script, tmp_path) == ["2025年的打算或目标，不是结果", "写在2024年的回顾里", "写在回顾里", "", "", "写的是打算或目标，不是结果"]


def test_of_a_work_report_the_year_of_a_heading_tells_what_it_is(tmp_path: Path) -> None:
    """关于2026年工作 of the report of 2026 is what it plans; nothing is guessed of other kinds, nor where a heading says both."""
    paths = [["二、2026年主要工作", "（三）产业"], ["一、2025年工作"], ["二、成就和2026年任务目标"], ["三、产业"]]
    script = f"""
    import {{ halfOf }} from "./told.js";
    const paths = {json.dumps(paths, ensure_ascii=False)};
    console.log(JSON.stringify([...paths.map((path) => halfOf(path, 2026)), halfOf(paths[0])]))"""
    assert run(script, tmp_path) == ["2026年的打算或目标，不是结果", "写在2025年的回顾里", "2026年的打算或目标，不是结果", "", ""]


def test_an_offices_name_with_one_wrong_character_is_taken_for_it(tmp_path: Path) -> None:
    """By its sound or shape; a word, another place, or what a document writes is none."""
    helper = {"traditional": "", "sounds": {"qu": "区去", "xi": "西", "nan": "南男"}, "words": "南下 西去东来 高铁", "synonyms": [], "lookalikes": "微徽 贵责"}
    asked = ["安微高铁", "去年安微省高铁", "西去东来", "西去学位", "安徽高铁", "责州和安微", "安微市高铁", "学安微", "南男学位"]
    script = f"""
    globalThis.location = {{ protocol: "http:" }}; globalThis.window = {{}};
    const offices = [["a", "安徽省", ["安徽省", "安徽"], ""], ["g", "贵州省", ["贵州省", "贵州"], ""]];
    offices.push(["x", "西区街道", ["西区街道", "西区"], ""], ["n", "南南镇", ["南南镇"], "南南"]);
    globalThis.fetch = async () => ({{ ok: true, json: async () => ({{ today: 2026, indicators: [], offices }}) }});
    const {{ officesMeant }} = await import("./meant.js"); const {{ Lexicon }} = await import("./lexicon.js");
    const lexicon = new Lexicon({json.dumps(helper)});
    const engine = {{ root: "http://x/", holds: async ([word]) => word === "南男" }};
    const said = [];
    for (const query of {json.dumps(asked, ensure_ascii=False)}) said.push((await officesMeant(query, engine, lexicon)).text);
    console.log(JSON.stringify(said))"""
    assert run(script, tmp_path) == ["安徽高铁", "去年安徽省高铁", "西去东来", "西区学位", "安徽高铁", "贵州和安徽", "安微市高铁", "学安微", "南男学位"]


def test_of_two_offices_each_is_asked_by_itself(tmp_path: Path) -> None:
    """What one writes in the words typed the other may write otherwise; what is lacking is told as not written word for word."""
    script = """
    globalThis.location = { protocol: "http:" }; globalThis.window = {};
    globalThis.fetch = async () => ({ ok: true, json: async () => ({ today: 2026, indicators: [],
      offices: [["a", "东河镇", ["东河镇", "东河镇人民政府"], "东河"], ["b", "西山镇", ["西山镇", "西山镇人民政府"], "西山"]] }) });
    const { Engine } = await import("./engine.js"); const { Where } = await import("./where.js");
    const { stepNote } = await import("./told.js"); const { notices } = await import("./meant.js");
    const reports = ["东河镇", "西山镇"].map((short) => ({ title: "", agency: `${short}人民政府`, short, year: 2026, kind: "总结", date: "2026-12-31" }));
    const texts = ["东河长者饭堂服务13万人次。", "老人得到配餐82102份。", "地铁通车，到2030年有三条。"];
    const of = [0, 1, 0];
    const table = { reportOf: of, reports, parents: of.map(() => -1), sections: of.map((_, i) => `s${i}`), topicsOf: () => [] };
    """ + ONE_SHARD + """
    const helper = { traditional: "", sounds: {}, words: "饭堂 地铁", synonyms: [["老人饭堂", "长者饭堂"], ["吃饭", ">", "饭堂", "配餐"]] };
    engine.store = { shards: [shard], where: new Where(0), helper: async () => helper, rare: async () => "", suggest: async () => [], manifest: { chance: [] } };
    const said = [];
    const years = ["东河2030年地铁怎么样", "2027年地铁怎么样", "2030年地铁怎么样"];
    for (const query of ["西山和东河哪边的老人饭堂吃饭的人多", "西山和东河哪个有地铁", "东河2025年都干了些什么", "东河2025年地铁怎么样", ...years]) {
      const answer = await engine.search(query);
      said.push([answer.hits.map((hit) => hit.record).sort(), stepNote(answer, answer.hits), (await notices(query, engine, answer)).map(({ text }) => text)]);
    }
    console.log(JSON.stringify(said))"""
    found = run(script, tmp_path)
    assert isinstance(found, list)
    assert found[0][0] == [0, 1]
    assert found[0][1].startswith("每个机构各查一遍，轮流列出。")
    assert "没有认出" not in str(found[:5])
    assert found[1][0] == [2]
    assert "西山镇的文件没有逐字写“地铁”，也许写的是别的说法；两边不能这样比较。" in found[1][2]
    assert found[2][0] == []  # of a year that is not there nothing is answered by another year's
    assert found[2][2] == ["本站没有收录东河镇2025年的文件。"]
    assert found[3][0] == [2]
    assert found[3][2] == ["本站没有收录东河镇2025年的文件。下面是别的年份的，不是2025年的情况。"]
    assert found[4][2] == ["本站没有收录东河镇2030年的文件。下面是别的年份的文件里写的。"]  # and they speak of it
    assert found[5][2] == ["本站没有收录2027年的文件。下面是别的年份的，不是2027年的情况。"]
    assert found[6][2] == ["本站没有收录2030年的文件。下面是别的年份的文件里写的。"]


def test_a_goal_of_growth_is_the_goal_of_the_one_figure_that_is_meant(tmp_path: Path) -> None:
    """增长目标 names no figure by its words; its target and its result are both told. 打的粮食 is harvested, no taxi."""
    script = """
    globalThis.location = { protocol: "http:" };
    const { answer } = await import("./answers.js"); const { promiseIn, inOrder } = await import("./spoken.js");
    const index = { today: 2026, offices: [["a", "东河镇", ["东河镇"], "东河"]], indicators: [["地区生产总值", ["GDP"], "ledger/gdp/"]] };
    index.everyday = [["增长目标", ">", "地区生产总值"]];
    const figures = [[0, 0, 2025, "t", "增长5%", "r", "s", "q", 1, "未达到"], [0, 0, 2025, "a", "增长4%", "r", "s", "q", 1, "未达到"]];
    const source = { index: async () => index, figures: async () => ({ figures, reports: { r: ["报告", ""] } }) };
    const told = [];
    for (const query of ["东河去年定的增长目标完成了没有", "东河去年GDP目标达到没有", "东河目标完成了没有"]) {
      const found = await answer(`${promiseIn(query).text}目标完成了吗`, source);
      told.push([promiseIn(query).text, found && found.groups.map((group) => group.figures.map(({ kind, text, verdict }) => kind + text + verdict))]);
    }
    const lexicon = { rank: new Map() };
    console.log(JSON.stringify([told, ["哪里打的粮食多", "打的新粮食", "打的去机场", "打的方便吗"].map((query) => inOrder(query, lexicon))]))"""
    both = [["完成增长4%未达到", "目标增长5%未达到"]]
    assert run(script, tmp_path) == [
        [["东河去年 增长目标", both], ["东河去年GDP", both], ["东河", None]],
        ["哪里打粮食多", "打新粮食", "打的去机场", "打的方便吗"],
    ]


def test_how_many_of_a_thing_is_not_answered_by_how_many_were_dealt_with(tmp_path: Path) -> None:
    """走访企业 counts visits, no enterprises; asked for as such it is the answer."""
    script = """
    globalThis.location = { protocol: "http:" };
    const { answer } = await import("./answers.js");
    const index = { today: 2026, offices: [["a", "东河镇", ["东河镇"], "东河"]], indicators: [["走访企业", [], ""], ["新增企业", [], ""], ["下沉党员", [], ""]] };
    const figures = [[0, 0, 2024, "a", "572家次", "r", "s", "q", 0, ""], [1, 0, 2024, "a", "60个", "r", "s", "q", 0, ""], [2, 0, 2024, "a", "9人次", "r", "s", "q", 0, ""]];
    const source = { index: async () => index, figures: async (wanted) => ({ figures: figures.filter(([at]) => wanted.includes(at)), reports: { r: ["报告", ""] } }) };
    const said = [];
    for (const query of ["东河有多少企业", "东河走访企业多少家", "东河走访多少企业", "东河有多少党员"])
      said.push(((await answer(query, source)) || { groups: [] }).groups.map(({ name }) => name));
    console.log(JSON.stringify(said))"""
    assert run(script, tmp_path) == [["新增企业"], ["走访企业"], ["走访企业"], []]


def test_a_page_that_a_question_asks_little_beside_is_sure(tmp_path: Path) -> None:
    script = UNITED + """
    const found = [];
    const { asksForPage } = await import("./told.js");
    for (const query of ["联系电话多少", "怎么查联系电话", "谁负责", "河涌清淤谁负责", "河涌清淤工程联系电话登记"]) {
      const pages = await engine.pages(query);
      found.push([pages.length, asksForPage(query, pages)]);
    }
    console.log(JSON.stringify(found))"""
    assert run(script, tmp_path) == [[1, True], [1, True], [1, False], [1, False], [1, False]]


def test_dialect_and_nicknames_are_put_into_the_words_of_the_search(tmp_path: Path) -> None:
    """What only looks like dialect stays: 重点解决, 产出粮食, 周边个体户, 没得到; a place's nickname is told with what it was taken for."""
    asked = ["屋企漏水", "阿婆去边度睇病", "有冇托儿所", "重点解决排水", "产出粮食", "周边个体户", "没得到补助", "找工作", "给不给钱", "娃儿返学"]
    places = ["京城堵车", "魔都GDP", "首都机场", "羊城先锋", "皖南高铁", "浙GDP", "粤菜", "北京首都", "京剧"]
    script = f"""
    import {{ asTyped, inOrder, placesInFull }} from "./spoken.js";
    const lexicon = {{ rank: new Map() }};
    console.log(JSON.stringify([{json.dumps(asked)}.map((query) => inOrder(query, lexicon)),
      {json.dumps(places)}.map((query) => placesInFull(query).text), placesInFull("京城堵车").taken,
      [["老人", "阿婆看中医"], ["老人", "老人院"], ["修路", "修几公里路"], ["道路提升", "修路和幼儿园"]].map(([word, typed]) => asTyped(word, typed))]))"""
    found = run(script, tmp_path)
    assert isinstance(found, list)
    plain = ["家里漏水", "老人去哪里看病", "有没有托儿所", "重点解决排水", "产出粮食", "周边个体户", "没得到补助", "找工作", "给钱", "小孩上学"]
    assert found[0] == plain
    assert found[1] == ["北京堵车", "上海GDP", "首都机场", "羊城先锋", "安徽高铁", "浙江GDP", "粤菜", "北京首都", "京剧"]
    assert found[2] == [["京城", "北京"]]
    assert found[3] == ["阿婆", "老人", "修路", ""]


def test_whether_a_promise_was_kept_is_asked_of_its_subject(tmp_path: Path) -> None:
    """The verb and the figure are no words to find (改完 stands in 整改完成率); a plan that is asked for is no promise."""
    asked = ["青海2025年要改2万套老房子改完了吗", "浙江去年说加2万个高中学位做到了吗", "北京去年承诺装600部电梯兑现没", "马山拆迁搞完了没有"]
    none = ["长洲古村要拆吗", "夜市还办吗", "有没有学位", "整改完成率", "公交车改线路了吗", "低保涨了吗", "路修好没"]
    script = f"""
    import {{ promiseIn }} from "./spoken.js";
    console.log(JSON.stringify([{json.dumps(asked)}.map((query) => promiseIn(query).text.replace(/ +/g, " ")), {json.dumps(none)}.map(promiseIn)]))"""
    found = run(script, tmp_path)
    assert isinstance(found, list)
    assert found[0] == ["青海2025年 老房子", "浙江去年 高中学位", "北京去年 电梯", "马山拆迁"]
    assert found[1] == [None] * len(none)


def test_two_things_asked_at_once_are_looked_for_one_by_one(tmp_path: Path) -> None:
    """Neither half is denied or dropped, and no word is told that nobody typed."""
    words = UNITED.replace(
        'words: "治水 河涌 旧村", synonyms: [["GDP", "国内生产总值"]]', 'words: "治水 河涌 旧村 更新 养狗", synonyms: [["GDP", "国内生产总值"], ["翻新", ">", "更新完成"]]'
    )
    script = f"""{words}
    const told = [];
    for (const query of ["旧村翻新和生产总值", "养狗和旧村", "飞船和潜艇"]) {{
      const {{ step, hits, halves = [] }} = await engine.search(query);
      told.push([step, hits.map((hit) => hit.record), halves.map(({{ text }}) => text)]);
    }}
    const answer = await engine.search("养狗和旧村");
    console.log(JSON.stringify([told, stepNote(answer, answer.hits)]))"""
    found = run(script, tmp_path)
    assert isinstance(found, list)
    assert found[0][0] == ["both", [3, 2], ["旧村翻新", "生产总值"]]
    assert found[0][1] == ["both", [3], ["养狗", "旧村"]]
    assert found[0][2][1] == []
    assert "“养狗”：没有逐字写它的段落" in found[1]


def test_what_is_only_near_is_told_as_near_and_is_no_result(tmp_path: Path) -> None:
    """水浸街 is written nowhere; a word of it leads to what reports write, and of a place that is named nothing is near."""
    words = UNITED.replace('synonyms: [["GDP", "国内生产总值"]]', 'synonyms: [["GDP", "国内生产总值"], ["水浸", ">", "清淤"], ["脏水沟", ">", "水污染"]]')
    script = f"""{words}
    const told = [];
    for (const query of ["水浸街", "大水沟", "量子比特币", "西湖水沟"]) {{
      const answer = await engine.search(query);
      told.push([answer.step, answer.hits.length > 0, answer.hits.length ? stepNote(answer, answer.hits) : ""]);
    }}
    console.log(JSON.stringify(told))"""
    found = run(script, tmp_path)
    assert isinstance(found, list)
    assert found[0] == ["near", True, "没有逐字写“水浸街”。下面是写到“清淤”的相近段落。"]
    assert found[1] == ["near", True, "没有逐字写“大水沟”。下面是写到“水污染”的相近段落。"]
    assert found[2][:2] == ["", False]
    assert found[3][1] is False


def test_a_lake_is_not_cut_into_an_office_and_a_lake(tmp_path: Path) -> None:
    script = """
    globalThis.location = { protocol: "http:" };
    const { officesIn, unknownPlace } = await import("./meant.js");
    const offices = [["q", "青海省", ["青海省", "青海"], ""]];
    const engine = { isOffice: () => false, holds: async () => true, fullLexicon: async () => ({ segment: (text) => [text] }) };
    const found = ["青海湖涨水", "青海湖和青海", "青海牧民"].map((query) => officesIn(query, offices).found.length);
    console.log(JSON.stringify([found, await unknownPlace("青海湖涨水", engine), await unknownPlace("山东人均收入", { ...engine, holds: async () => false })]))"""
    assert run(script, tmp_path) == [[0, 1, 1], "", "山东"]


def test_a_word_keeps_its_ends_that_only_look_like_connecting_words(tmp_path: Path) -> None:
    """和美乡村, 比赛 and 胡同 beside an office's name; 和旧改 is 旧改."""
    helper = {"traditional": "", "sounds": {}, "words": "和美乡村 比赛 胡同 旧改 在建项目", "synonyms": []}
    script = f"""
    globalThis.location = {{ protocol: "http:" }}; globalThis.window = {{}};
    globalThis.fetch = async () => ({{ ok: true, json: async () => ({{ today: 2026, indicators: [], offices: [["a", "东河镇", ["东河镇"], "东河"]] }}) }});
    const {{ meaningOf }} = await import("./meant.js"); const {{ Lexicon }} = await import("./lexicon.js");
    const lexicon = new Lexicon({json.dumps(helper)});
    const engine = {{ root: "http://x/", lexicon: async () => lexicon, fullLexicon: async () => lexicon,
      holds: async () => false, isOffice: () => false, store: {{ shards: [] }} }};
    const said = [];
    for (const query of ["东河和美乡村", "东河比赛", "东河的胡同", "东河和旧改", "东河在建项目", "旧改和东河"]) said.push((await meaningOf(query, [query], engine)).rest.join(" "));
    console.log(JSON.stringify(said))"""
    assert run(script, tmp_path) == ["和美乡村", "比赛", "胡同", "旧改", "在建项目", "旧改"]


def test_what_only_colours_a_question_is_left_out_of_it(tmp_path: Path) -> None:
    """Modals, 到底 and 实际 say nothing of what is asked; 主要, 社会, 节能改造 and 实际利用外资 are words. 去…玩的人多不多 asks how many visit."""
    asked = ["西区今年经济要增长多少", "GDP实际增长了多少", "到底建了几所学校", "一共发了多少低保金", "物价会涨多少", "去青海玩的人多不多", "辽宁人多不多"]
    kept = ["主要增长点", "社会增加值", "节能改造", "实际利用外资", "到哪里玩具店", "外地人多不多", "旅游景区"]
    script = f"""
    import {{ isToBe, plainly }} from "./spoken.js";
    import {{ QUESTION }} from "./asked.js";
    console.log(JSON.stringify([{json.dumps(asked)}.map(plainly), {json.dumps(kept)}.map(plainly),
      ["今年要建多少公里公路", "今年建了多少公里公路", "重要指标"].map(isToBe),
      ["治安严不严", "哪个省空气最好", "房子贵不贵", "失业率降了没有", "厕所改了多少"].map((query) => query.replace(QUESTION, " ").trim())]))"""
    plain = ["西区今年经济增长多少", "GDP增长了多少", "建了几所学校", "发了多少低保金", "物价涨多少", "青海旅游人数", "辽宁人口"]
    assert run(script, tmp_path) == [plain, kept, [True, False, False], ["治安", "空气", "房子", "失业率", "厕所"]]


def test_a_whole_phrase_that_people_ask_by_comes_before_its_words(tmp_path: Path) -> None:
    """平均能活多少岁 is no question of what is 平均; who does it is told as left out; a phrase with anything else beside it is cut as ever."""
    helper = {"traditional": "", "sounds": {}, "words": "平均 浙江 学校", "synonyms": [["活多少岁", ">", "预期寿命"], ["拖欠工资", ">", "欠薪"], ["便宜的幼儿园", ">", "普惠园"]]}
    script = f"""
    import {{ Lexicon }} from "./lexicon.js"; import {{ candidates }} from "./rewrite.js";
    const source = {{ exists: async () => false, between: async () => [] }};
    const found = [];
    for (const words of [["浙江", "平均能活多少岁"], ["老板拖欠工资怎么办"], ["西区2024年便宜的幼儿园"], ["学校拖欠工资"]]) {{
      const made = [];
      for await (const one of candidates(words.join(" "), words, new Lexicon({json.dumps(helper)}), source))
        if (one.step === "question") made.push([one.words, one.left || [], one.soft]);
      found.push(made);
    }}
    console.log(JSON.stringify(found))"""
    found = run(script, tmp_path)
    assert isinstance(found, list)
    assert found[0][:2] == [[["浙江", "活多少岁"], [], []], [["浙江", "预期寿命"], [], []]]
    assert found[1][:2] == [[["拖欠工资"], ["老板"], []], [["欠薪"], ["老板"], []]]
    assert found[2] == []  # an office that was not parted from it is another word
    assert found[3] == []


def test_how_an_office_is_reached_leads_to_its_guide(tmp_path: Path) -> None:
    asked = ["办事处电话", "街道几点上班", "小榄镇政府在哪里", "单位地址", "周末上班吗", "部门怎么联系", "派出所在哪里"]
    none = ["政府工作报告在哪里看", "部门联系群众", "电信诈骗电话", "政府热线12345电话", "上班堵车吗", "低保电话"]
    script = (
        UNITED
        + f"""
    const {{ asksForPage, asksToReach }} = await import("./told.js");
    const pages = await engine.pages("东河镇办事处的电话");
    console.log(JSON.stringify([{json.dumps(asked)}.map(asksToReach), {json.dumps(none)}.map(asksToReach), pages.length, asksForPage("东河镇办事处的电话", pages)]))"""
    )
    assert run(script, tmp_path) == [[True] * len(asked), [False] * len(none), 1, True]


FIGURES = """
    globalThis.location = { protocol: "http:" };
    const { answer } = await import("./answers.js");
    const offices = ["甲市", "乙市", "丙市", "丁市"].map((name, at) => [`o${at}`, name, [name], ""]);
    const index = { today: 2026, offices, everyday: [["物价涨", ">", "居民消费价格涨幅"]],
      indicators: [["地区生产总值", ["GDP"], ""], ["居民消费价格涨幅", [], ""], ["人均预期寿命", [], ""], ["新改建农村公路", [], ""]] };
    const figures = [
      [0, 0, 2023, "t", "增长6%以上", "r", "s", "q", 1, ""], [0, 0, 2026, "t", "增长5%", "r", "s", "q", 1, ""], [0, 0, 2024, "a", "165亿元", "r", "s", "q", 0, ""],
      [1, 0, 2024, "a", "0.1%", "r", "s", "q", 0, ""], [1, 1, 2024, "a", "增长0.5%", "r", "s", "q", 1, ""], [1, 2, 2026, "t", "2%左右", "r", "s", "q", 0, ""],
      [1, 3, 2026, "t", "2%左右", "r", "s", "q", 0, ""], [2, 0, 2025, "a", "82.5岁", "r", "s", "q", 0, ""], [3, 0, 2025, "a", "4000公里", "r", "s", "q", 0, ""],
    ];
    const source = { index: async () => index, figures: async (wanted) => ({ figures: figures.filter(([at]) => wanted.includes(at)), reports: { r: ["报告", ""] } }) };
    const told = async (query) => {
      const { groups = [] } = (await answer(query, source)) || {};
      return groups.map(({ lacking, figures, lines }) => [lacking, figures.map(({ year, kind }) => `${year}${kind}`), lines.map(({ office, text }) => office + text)]);
    };
"""


def test_of_the_year_asked_for_the_other_half_is_told_before_any_other_year(tmp_path: Path) -> None:
    """No result of 2023 is held: that is said, and its target is shown, not that of 2026; of a year without anything the nearest."""
    queries = ["2023年甲市GDP实际增长了多少", "2022年甲市GDP", "甲市今年GDP要增长多少", "甲市人均预期寿命", "甲市2026年要建多少公里农村公路"]
    script = f"{FIGURES} const said = []; for (const query of {json.dumps(queries)}) said.push(await told(query)); console.log(JSON.stringify(said));"
    found = run(script, tmp_path)
    assert isinstance(found, list)
    assert found[0] == [["完成数", ["2023目标"], []]]
    assert found[1] == [["year", ["2023目标", "2024完成"], []]]
    assert found[2] == [["", ["2026目标"], []]]
    assert found[3] == [["目标", ["2025完成"], []]]  # 预期 in its name asks for no target: only that none is held is said
    assert found[4] == []  # what only resembles the figure is not told of another year


def test_a_figure_asked_of_nobody_is_told_office_by_office(tmp_path: Path) -> None:
    """物价涨了多少 asks for results; a rate needs no 增长 before it."""
    script = f"{FIGURES} console.log(JSON.stringify([await told('物价涨了多少'), await told('丙市物价涨了多少')]));"
    found = run(script, tmp_path)
    assert isinstance(found, list)
    assert found[0][0][2] == ["甲市0.1%", "乙市增长0.5%"]
    assert found[1] == []  # only a target is held: no answer to what was


def test_an_accident_of_characters_is_not_near_what_was_asked(tmp_path: Path) -> None:
    """多不多 is no 大学多不多; 世界 of 世界杯 and 共同 of 共同富裕 stand in any report."""
    words = UNITED.replace('synonyms: [["GDP", "国内生产总值"]]', 'synonyms: [["GDP", "国内生产总值"], ["大学多不多", ">", "旧村"]]').replace(
        'words: "治水', 'words: "世界 共同 治水'
    )
    words = words.replace("旧村更新完成。", "旧村更新完成，共同建世界一流。")
    script = f"""{words}
    const found = [];
    for (const query of ["飞机多不多", "世界杯", "共同富裕"]) found.push((await engine.search(query)).hits.length);
    console.log(JSON.stringify(found))"""
    assert run(script, tmp_path) == [0, 0, 0]


def test_a_place_within_an_offices_name_has_no_documents_of_its_own(tmp_path: Path) -> None:
    """番禺区 of 番禺区市桥街道, 杭州 that a report mentions; 金昌 at the head of a name that stands in the documents is no city. 怎么给街道 is no place."""
    script = """
    globalThis.location = { protocol: "http:" }; globalThis.window = {};
    const offices = [["a", "市桥街道", ["番禺区人民政府市桥街道办事处", "市桥街道"], ""]];
    globalThis.fetch = async () => ({ ok: true, json: async () => ({ today: 2026, indicators: [], offices }) });
    const { meaningOf, notices, unknownPlace } = await import("./meant.js");
    const held = ["番禺区", "杭州", "金昌", "金昌工业"];
    const lexicon = { segment: (text) => Array.from(text), rank: new Map(), simplify: (text) => text };
    const engine = { root: "http://x/", lexicon: async () => lexicon, fullLexicon: async () => lexicon, isOffice: () => false, store: { shards: [] },
      holds: async ([word]) => held.includes(word) };
    const said = [];
    for (const query of ["番禺区GDP", "杭州GDP", "金昌工业园"]) said.push((await notices(query, engine, { hits: [] })).map(({ text }) => text).join(""));
    const must = [];
    for (const query of ["番禺区2023年生产总值", "金昌工业园"]) must.push((await meaningOf(query, [query], engine)).unknown);
    console.log(JSON.stringify([said, await unknownPlace("怎么给街道提意见", engine), must]))"""
    told = ["本站没有番禺区的文件，只有那里的市桥街道的。", "本站没有杭州的文件。", ""]
    assert run(script, tmp_path) == [told, "", ["番禺区", ""]], "what does not name 番禺区 answers nothing: another city's figures stood below it"


def test_how_much_is_paid_out_is_asked_as_it_is_named(tmp_path: Path) -> None:
    """市桥老人每年发多少钱 was searched as 补贴, and 老人 was left out."""
    script = """
    const { plainly } = await import("./spoken.js");
    console.log(JSON.stringify(["老人每年发多少钱", "养老金一个月领多少钱", "全年发多少钱", "补贴多少钱"].map(plainly)))"""
    assert run(script, tmp_path) == ["老人发钱", "养老金领钱", "全年发钱", "补贴多少钱"]


def test_results_stand_before_targets_where_results_are_asked_for(tmp_path: Path) -> None:
    script = """
    globalThis.location = { protocol: "http:" };
    const { ranked } = await import("./engine.js"); const { toldYears } = await import("./told.js");
    const reports = [{ year: 2026, kind: "工作报告", date: "2026-01-20" }];
    const table = { reports, parents: [-1, -1] };
    const heads = ["二、2026年主要目标任务", "一、2025年工作回顾"];
    const shard = { table, texts: async (records) => records.map((i) => ({ heading: heads[i], text: "" })) };
    const said = [];
    for (const query of ["厕所改了多少", "厕所要改多少"]) {
      const hits = [0, 1].map((record) => ({ shard, record, report: reports[0], heads: 0, direct: 1 }));
      await toldYears(hits, [], query);
      said.push(ranked(hits).map(({ record }) => record));
    }
    console.log(JSON.stringify(said))"""
    assert run(script, tmp_path) == [[1, 0], [0, 1]]


def test_an_excerpt_begins_with_its_sentence_and_never_ends_within_a_figure(tmp_path: Path) -> None:
    lead = "2026年力争地区生产总值增长5%左右，进出口总额增长5%，社会消费品零售总额增长6%，规上工业增加值增长6%，为此建立调度体系。"
    far = f"全年经济平稳。固定资产投资30.1亿元，工业投资9.55亿元。{'其他工作照常推进。' * 12}办结率98%，追回38.4万元。"
    records = [{"heading": "", "text": text, "runIns": []} for text in (lead, far)]
    script = f"""
    import {{ excerptOf }} from "./excerpt.js";
    const [lead, far] = {json.dumps(records, ensure_ascii=False)};
    const shown = (record, words) => excerptOf(record, words).pieces.map((p) => p.text).join("");
    console.log(JSON.stringify([shown(lead, ["社会消费品"]), shown(far, ["固定资产", "办结率"])]))"""
    found = run(script, tmp_path)
    assert isinstance(found, list)
    assert found[0].startswith("2026年力争地区生产总值")
    assert "办结率98%" in found[1]
    assert not re.search(r"\d\.?……", found[1])
