"""Tables that list persons with what is nobody's business (PII-04 … PII-06). A report in, findings out. Their figures are ``totals``'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from builder.checks.names import NAME, NO_NAME
from builder.checks.sheet import Sheet
from builder.model import Block, Report
from builder.problems import Location, Problem
from builder.text import when_asked

_PERSON = when_asked(
    r"[一-龥]{0,5}姓名\Z|(?:[一-龥]{0,4}户主|受助人|申请人|领取人|保障对象|救助对象|矫正对象|帮教对象|服务对象|对象|老人|患者|学生|参保人|就诊人|住院人"
    r"|(?:供养|优抚|奖扶|特扶|低保|慰问|照护|护理|监护|救济|帮扶|扶助|赡养)对象)\Z"
)
_MAY_BE_PERSON = when_asked(
    r"(?:受灾|受助|获助|困难|脱贫|搬迁|参保)?(?:当事人|被?申请人|农户|住户|家庭|大户|养殖户|种植户|业主|职工|残疾人|低保户|贫困户|脱贫户|监测户|搬迁户|困难户|特困人员|五保户|被征收人|被征地人|被拆迁人|承包人|承租人|家长|监护人|幼儿|儿童|孤儿|考生|村民|居民|群众|受益人|受益户|收款人|领款人|借款人|贷款人|参保人|死者|伤者|病人|信访人|举报人"
    r"|投诉人|受害人|人员|名单|持证人|学员|产妇|军人|遗属|军属|烈属|新生|毕业生|教师|代表人)(?:[（(][^）)]{0,6}[）)])?\Z"
)
_PHONE = when_asked(r"(?:联系|手机)?(?:电话|号码|方式)\Z")
_PRIVATE = when_asked(
    r"身份证|证件号|银行|账号|帐号|卡号|开户|残疾(?:类别|等级|证|类型)|病(?:种|情|因|史)|疾病|诊断|住址|家庭(?:地址|住址)|户籍地|出生(?:年月|日期)|手机|监护人|罪名|罪错|违法|前科|诉求|信访事项|血型|婚[姻育]|配偶|生育情况|宗教|学校班级|班级|刑罚|矫正期|刑期|自理能力|失能|致[困贫]原因|家庭类型|困难类型|纠纷|家庭(?:情况|状况|经济)"
)
_COUNTRY = when_asked(r"(?:所属|来源|投资|出口|对象)?(?:国别|国家)(?:名称)?\Z")
_REGION = when_asked(r"(?:中国)?(?:台湾|香港|澳门)(?:地区|特别行政区)?\Z")
_HOUSE = when_asked(r"(?:家庭|户籍|居住)?地址\Z|门牌号?\Z")
_DOOR = when_asked(r"\d{1,4}(?:栋|幢|座|单元|室|房)")
_HOME_PHONE = when_asked(r"(?:住宅|家庭|家中|个人|本人|家属|监护人)(?:联系)?电话\Z")
_NAMES = when_asked(rf"(?!{NO_NAME}){NAME}(?<![办所局队站组股科室村区会院校])\Z")
_AID = when_asked(r"(?:补贴|补助|救助|资助|慰问|低保|发放|优抚|抚恤|困难|扶助|赔偿|补偿|奖励|养老|贷款|助学|奖学)(?:金额?|标准|类别|类型|资金|款)|致贫|困难原因")
_OFFICE = when_asked(r"职务|职位|职称|岗位|单位职")
# Who is called so, or stands beside such a column, may be reached by all: a list of officers, doctors, guides.
_REACHED = when_asked(
    r"单位|部门|科室|机构|站所|社区|村|网格|片区|辖区|区域|河|路段|学校|医院|企业|责任|负责|分管|包保|包联|挂钩|驻|值班|联系人|办公|时间|地点|地址|服务|咨询|事项|专业|专长|技术|执业|资格|"
    r"证号|编号|律师|医[师生]|专家|讲师|教师|代表|委员|书记|主任|干部|民警|网格员|调解员|指导员|管理员|监督员|协管员|经纪人|志愿|传承|组织|支部|项目|产品|品种|店|合作社"
)
_NUMBER = when_asked(r"(?:0\d{2,3}[-—－ ]?)?[1-9]\d{6,10}\Z")
_TELLS_WHO = when_asked("身份证|证件号|银行|账号|帐号|卡号|住址|地址|手机")  # even where the name is hidden
_NOBODY = when_asked(r"某|\A\s*(?:合|总|小)\s*计")
_HIDDEN = when_asked(r"[*＊×]|[xX]{2}|\A[\s\-—/无]*+\Z")


def check_tables(report: Report, sheet: Sheet) -> Iterator[Problem]:
    """All tables of the body."""
    for table in all_tables(report.blocks):
        yield from _persons(table, sheet.path)
        yield from _countries(table, sheet.path)


def all_tables(blocks: Sequence[Block]) -> Iterator[Block]:
    """The tables of a body, those in quotes and lists too."""
    for block in blocks:
        if block.kind == "table":
            yield block
        if block.blocks:
            yield from all_tables(block.blocks)
        for item in block.items:
            yield from all_tables(item)


def _persons(table: Block, path: str) -> Iterator[Problem]:
    """A column of names beside a column of what is nobody's business; also set on its side, labels in the first column."""
    heads = [table.header] if any(c.text.strip() for c in table.header) else list(table.rows[:1])
    rows = [r for r in table.rows if r not in heads]
    columns = [[r[n].text for r in rows if n < len(r)] for n in range(len(heads[0]))] if heads else []
    yield from _list_of_persons([c.text for c in heads[0]] if heads else [], columns, table, path)
    side = [[c.text for c in row[1:]] for row in (table.header, *table.rows) if row]
    yield from _list_of_persons([row[0].text for row in (table.header, *table.rows) if row], side, table, path)


def _list_of_persons(heads: Sequence[str], values: Sequence[Sequence[str]], table: Block, path: str) -> Iterator[Problem]:
    labels = ["".join(h.split()) for h in heads]
    yield from _homes_and_plates(labels, values, table, path)
    if any(_OFFICE.search(h) for h in labels):
        return
    if not any(_PERSON.match(h) or (_MAY_BE_PERSON.match(h) and _of_names(v)) for h, v in zip(labels, values, strict=True)):
        return
    aided = any(_AID.search(h) for h in labels)
    hidden = all(_HIDDEN.search(name) or _NOBODY.search(name) for h, v in zip(labels, values, strict=True) if _PERSON.match(h) or _MAY_BE_PERSON.match(h) for name in v)
    for label, column in zip(labels, values, strict=True):
        private = (_PRIVATE if not hidden else _TELLS_WHO).search(label) or (aided and _PHONE.search(label))
        what = private or (not hidden and _AID.search(label))
        if what and len(label) <= 16 and any(not _HIDDEN.search(v) for v in column):
            place = Location(path, (table.header or table.rows[0])[0].line)
            expected, action = "不含个人信息的表格", "删去或遮盖这一列；依法须公示的，核对范围和期限，写 waivers"
            if private:
                yield Problem(place, "error", "pii.table", "", f"表格列出姓名和“{label}”", expected, action)
            else:
                yield Problem(place, "error", "pii.list", "", f"表格列出姓名和“{label}”", expected, action)
            return
    yield from _telephones(labels, values, table, path)


def _telephones(labels: Sequence[str], values: Sequence[Sequence[str]], table: Block, path: str) -> Iterator[Problem]:
    """A telephone of his own beside each name, where nothing says that they serve the public."""
    if any(_REACHED.search(h) for h in labels) or not any(_of_names(v) for v in values):
        return
    for label, column in zip(labels, values, strict=True):
        numbers = [v.strip() for v in column]
        if _PHONE.search(label) and len(set(numbers)) == len(numbers) > 1 and all(_NUMBER.match(n) for n in numbers):
            place = Location(path, (table.header or table.rows[0])[0].line)
            yield Problem(place, "warning", "pii.phone", "", f"表格列出姓名和“{label}”", "不含个人电话的表格", "删去或改为办公电话；是办公电话的，写 waivers")


def _of_names(column: Sequence[str]) -> bool:
    return len(column) > 1 and all(_NAMES.match(v.strip()) for v in column)


def _countries(table: Block, path: str) -> Iterator[Problem]:
    """A column of countries with Hong Kong, Macao or Taiwan in it (WORD-05)."""
    for n, head in enumerate(table.header):
        for row in table.rows if _COUNTRY.match(head.text.strip()) else ():
            if n < len(row) and _REGION.match(row[n].text.strip()):
                found, expected = f"“{head.text.strip()}”一列里有“{row[n].text.strip()}”", "“国家和地区”，或把港澳台和国家分开列（新华社新闻报道中的禁用词和慎用词，2016年修订）"
                yield Problem(Location(path, row[n].line), "error", "word.wrong", "", found, expected, "核对原件，改写表头")


def _homes_and_plates(labels: Sequence[str], values: Sequence[Sequence[str]], table: Block, path: str) -> Iterator[Problem]:
    """A telephone at home, an address down to the room beside a column of names, whatever that column is called."""
    place = Location(path, table.rows[0][0].line if table.rows else 0)
    of_names = any(map(_of_names, values)) or any(map(_PERSON.match, labels))
    for label, column in zip(labels, values, strict=True):
        if _HOME_PHONE.search(label) and any(re.search(r"\d{7}", v) and not _HIDDEN.search(v) for v in column):
            yield Problem(place, "warning", "pii.phone", "", f"表格列出“{label}”", "不含个人电话的表格", "删去或改为办公电话；是办公电话的，写 waivers")
        elif of_names and _HOUSE.search(label) and any(_DOOR.search(v) and not _HIDDEN.search(v) for v in column):
            yield Problem(place, "warning", "pii.address", "", f"表格列出姓名和“{label}”", "只写到街道、乡镇的地址", "删去门牌；是办公地址的，写 waivers")
