"""Invented reports: report ``i`` is a value of ``i`` alone, on every machine, so a corpus of 100 begins one of 1,000.

An office has ten reports, a plan and a summary of each of five years: promises and results to be compared. Places and
figures are invented, sentences are put together by chance; about 6,000 characters a report, 60 to 90 figures,
a thousand different words, as many as real reports of that length have.
What an index costs depends on how many there are.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

COMMON = Path(__file__).resolve().parents[1] / "builder" / "defaults" / "common_words.txt"
OFFICE_REPORTS, FIRST_YEAR = 10, 2019
CHAPTERS, PARAGRAPHS = 7, 9
EDITED = "修订：本段补充说明，全年另外走访群众321户。"


def _cut(words: str, length: int) -> tuple[str, ...]:
    return tuple(words[at : at + length] for at in range(0, len(words), length))


_A, _B = "云青龙凤临江河湖金银玉松柏梅兰竹桂桃柳枫榕泉溪潭石岭白沙长平安永", "山河湖溪泉塘湾港洲浦桥岭岗坪田原谷峰阳宁康乐兴隆昌华荣庆丰登明光景"
_NO_WORD = "〇零一二三四五六七八九十百千万亿两半多几第年月日时分秒元角个约近超余"  # what could be read as a figure
_DIGITS = "一二三四五六七八九"
_VERBS = _cut("推进深化落实完善加强规范优化健全强化巩固拓展统筹细化探索保障改进部署督促梳理排查", 2)
_WAYS = _cut("持续扎实全面深入有序着力稳步加快切实不断严格同步重点精准分类逐项按季按月", 2)
_THINGS = _cut(
    "工作机制责任清单办事流程日常管护队伍建设信息公开群众议事资金监管部门协作宣传引导风险排查档案整理数据共享现场督导问题台账"
    "应急预案设施维护政策兑现项目储备业务培训志愿服务热线办理标准执行效果评估经验交流物资调配夜间巡查网格走访公众监督台账更新",
    4,
)
# What a chapter is about, and what is counted there: name, unit, size.
_FIELDS: tuple[tuple[str, tuple[tuple[str, str, int], ...]], ...] = (
    ("教育", (("新增公办学位", "个", 900), ("改扩建学校", "所", 6), ("培训教师", "人次", 700), ("资助学生", "人", 400), ("课后服务覆盖率", "%", 0))),
    ("医疗卫生", (("新增床位", "张", 120), ("家庭医生签约", "人", 5000), ("义诊", "场", 40), ("慢性病随访", "人次", 3000), ("电子健康档案建档率", "%", 0))),
    ("养老服务", (("建成长者饭堂", "家", 8), ("适老化改造", "户", 160), ("探访独居老人", "人次", 2400), ("新增养老床位", "张", 90), ("护理员培训合格率", "%", 0))),
    ("就业", (("城镇新增就业", "人", 2600), ("举办招聘会", "场", 24), ("技能培训", "人次", 1500), ("帮扶失业人员再就业", "人", 500), ("零工市场匹配率", "%", 0))),
    ("交通", (("新建改建道路", "公里", 25), ("新增停车泊位", "个", 800), ("优化公交线路", "条", 7), ("加固桥梁", "座", 4), ("路灯亮灯率", "%", 0))),
    ("水务", (("新建污水管网", "公里", 40), ("整治内涝点", "处", 9), ("更换供水管网", "公里", 18), ("整治入河排污口", "个", 30), ("断面水质达标率", "%", 0))),
    ("住房", (("改造老旧小区", "个", 12), ("加装电梯", "台", 60), ("筹集保障性租赁住房", "套", 500), ("维修危旧房屋", "栋", 35), ("物业服务覆盖率", "%", 0))),
    ("生态环境", (("种植苗木", "株", 4000), ("建成口袋公园", "个", 6), ("查处扬尘问题", "宗", 70), ("新增绿地", "公顷", 15), ("空气质量优良天数比例", "%", 0))),
    ("安全生产", (("检查企业", "家次", 3200), ("整改隐患", "处", 2100), ("应急演练", "场", 36), ("安全培训", "人次", 2800), ("隐患整改率", "%", 0))),
    ("农业农村", (("建设高标准农田", "亩", 3500), ("改造农村户厕", "座", 300), ("培育家庭农场", "家", 20), ("修建机耕路", "公里", 16), ("生活垃圾收运率", "%", 0))),
    ("营商环境", (("走访企业", "家次", 900), ("解决企业诉求", "件", 300), ("签约项目", "个", 18), ("兑现惠企资金", "万元", 1800), ("网上办理率", "%", 0))),
    ("文化体育", (("文化活动", "场", 150), ("新建健身路径", "条", 14), ("图书馆新增藏书", "册", 9000), ("修缮历史建筑", "处", 5), ("设施开放率", "%", 0))),
)


@cache
def _words() -> tuple[str, ...]:
    """Common words without numerals, in an order of chance: which are frequent does not matter."""
    lines = COMMON.read_text(encoding="utf-8").splitlines()
    words = sorted(w for line in lines if not line.startswith("#") for w in line.split() if not set(w) & set(_NO_WORD))
    return tuple(sorted(words, key=lambda word: sha256(word.encode()).digest()))


@dataclass(frozen=True)
class Report:
    """One invented report."""

    id: str
    office: str  # its id
    office_name: str
    year: int
    kind: str
    title: str
    published: str
    body: str


class _Dice:
    """Choices from ``random()`` alone, the one method whose values Python promises to keep."""

    def __init__(self, seed: str) -> None:
        self._next = random.Random(seed).random

    def below(self, end: int) -> int:
        return int(end * self._next())

    def one(self, among: Sequence[str]) -> str:
        return among[self.below(len(among))]

    def word(self) -> str:
        """A word of the language, the first ones more often."""
        words = _words()
        return words[int(len(words) * self._next() ** 1.4)]

    def deed(self) -> str:
        return self.word() if self.below(2) else self.one(_VERBS)

    def thing(self) -> str:
        """What is worked at: one of the genre's own, or two words of the language."""
        return self.word() + self.word() if self.below(4) else self.one(_THINGS)

    def place(self) -> str:
        return self.one(_A) + self.one(_B)


def report(number: int) -> Report:
    """The report of this number."""
    office, turn = divmod(number, OFFICE_REPORTS)
    dice = _Dice(f"office {office}")
    name = f"{dice.place()}市{dice.place()}街道{office + 1}号片区办事处"
    first = dice.below(len(_FIELDS))
    year, kind = FIRST_YEAR + turn // 2, "总结" if turn % 2 else "计划"
    dice = _Dice(f"report {number}")
    chapters = [_chapter(dice, _FIELDS[(first + at) % len(_FIELDS)], at, year, kind) for at in range(CHAPTERS)]
    day = f"{year + 1}-01-{10 + dice.below(18)}" if kind == "总结" else f"{year}-02-{10 + dice.below(18)}"
    opening = f"{year}年，{name}围绕群众关心的事情安排工作，以下分{CHAPTERS}个方面说明。"
    return Report(
        f"r{number:06d}", f"o{office:05d}", name, year, kind, f"{name}{year}年工作{kind}", day, "\n\n".join([opening, *chapters]) + "\n"
    )


def _chapter(dice: _Dice, field: tuple[str, tuple[tuple[str, str, int], ...]], at: int, year: int, kind: str) -> str:
    topic, counted = field
    parts = [f"## {_DIGITS[at]}、{dice.one(_WAYS)}{dice.one(_VERBS)}{topic}工作"]
    for turn in range(PARAGRAPHS):
        prose = _sentence(dice, topic) + _sentence(dice, topic)
        told = _figure(dice, counted[turn % len(counted)], year, kind, dice.place() if turn >= len(counted) else "")
        parts.append(told + prose if turn % 2 else prose + told)
    return "\n\n".join(parts)


def _figure(dice: _Dice, counted: tuple[str, str, int], year: int, kind: str, where: str) -> str:
    name, unit, size = counted
    amount = f"{80 + dice.below(200) / 10:.1f}" if unit == "%" else f"{1 + size // 2 + dice.below(size)}"
    at = f"在{where}社区" if where else ""
    grown = f"，比上年增长{1 + dice.below(150) / 10:.1f}%" if kind == "总结" and unit != "%" and dice.below(2) else ""
    return f"{year}年，{at}{name}{'力争达到' if kind == '计划' else '完成'}{amount}{unit}{grown}。"


def _sentence(dice: _Dice, topic: str) -> str:
    shape, where, done = dice.below(4), dice.place(), dice.one(_WAYS) + dice.deed()
    if shape == 0:
        return f"{dice.one(_WAYS)}{dice.deed()}{topic}{dice.thing()}，由{where}社区牵头，{done}{dice.thing()}。"
    if shape == 1:
        return f"在{where}村、{dice.place()}社区{dice.deed()}{dice.thing()}，{done}{dice.thing()}，{dice.deed()}{dice.thing()}。"
    if shape == 2:
        return f"针对{where}路一带{dice.thing()}不够到位的问题，{done}{dice.thing()}，向居民通报{dice.thing()}。"
    return f"{dice.deed()}{dice.thing()}和{dice.thing()}，{done}{where}片区的{dice.thing()}。"


def edited(one: Report) -> str:
    """Its text after a clerk has added a sentence in the middle."""
    parts = one.body.split("\n\n")
    parts[len(parts) // 2 + 1] += EDITED
    return "\n\n".join(parts)


def _front(fields: Sequence[str], body: str) -> str:
    return "---\n" + "\n".join(fields) + "\n---\n\n" + body


def path_for(layout: str, one: Report) -> str:
    """Where a report lies below the root of a site."""
    return f"content/reports/{one.office}/{one.id}.md" if layout == "gongkai" else f"content/reports/{one.id}.md"


def text_for(layout: str, one: Report, body: str) -> str:
    """The file of a report for one of the programs; the body is the same in all."""
    if layout == "gongkai":
        fields = [f"id: {one.id}", f"title: {one.title}", f"agency: {one.office}", f"kind: {one.kind}", f"year: {one.year}", "period: 全年"]
        fields += [f"written: {one.published}", f"published: {one.published}", "edition: 原文", "source: {name: 本网}"]
    elif layout == "hugo":
        fields = [f"title: {one.title}", f"date: {one.published}", f"offices: [{one.office_name}]", f'years: ["{one.year}"]', f"kinds: [{one.kind}]"]
    else:
        fields = [f"title: {one.title}", f"date: {one.published}", f"category: {one.office_name}", f"tags: {one.year}, {one.kind}", f"slug: {one.id}"]
    return _front(fields, body)


def write(layout: str, root: Path, size: int) -> None:
    """The corpus as content of one of the programs."""
    offices: dict[str, str] = {}
    for number in range(size):
        one = report(number)
        offices[one.office] = one.office_name
        path = root / path_for(layout, one)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text_for(layout, one, one.body), encoding="utf-8")
    if layout == "gongkai":
        listed = "".join(f"- {{id: {key}, name: {name}}}\n" for key, name in offices.items())
        (root / "content" / "agencies.yml").write_text(listed, encoding="utf-8")
        (root / "content" / "site.yml").write_text("name: 测速站\nprofile: mirror\n", encoding="utf-8")


def edit(layout: str, root: Path, number: int) -> None:
    """The clerk's correction in one file."""
    one = report(number)
    (root / path_for(layout, one)).write_text(text_for(layout, one, edited(one)), encoding="utf-8")
