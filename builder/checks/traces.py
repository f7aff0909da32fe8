"""What the making of a text leaves in it: tracked changes, notes to a colleague, broken fields, broken characters, an assistant's talk (PAGE-08).

And where it leads that no reader can follow: files of a desk, addresses of an inner network. A report or a column's sheet in, findings out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from builder.checks.names import SURNAME
from builder.checks.placeholders import LEFT_IN
from builder.checks.sheet import Sheet
from builder.model import Paragraph
from builder.problems import Location, Problem
from builder.text import when_asked


@dataclass(frozen=True, slots=True)
class _Trace:
    """One kind: ``hints``, of which every match has one, what to call it, whether it stops an official site."""

    what: str
    pattern: re.Pattern[str]
    hints: tuple[str, ...]


_OPEN, _CLOSE = r"[（(【\[［]", r"[）)】\]］]"
_ABOUT = "(?:此处|这里|此数|该数|数据|数字|本段|此段|这段|这句|此句|上面|需|请|待|再|还要|仍要|未|尚未|名称|金额|时间|日期|与|跟|和|找|等)"
_CHECKED = "(?:核实|核对|核一?下|待核|再核|复核|核准|查实|查证|确认|补充|补上|补齐|更新|存疑|有误|有疑问|不准|不对|对一下|查一下|问一下|改一下|删掉|修改)"
_VERBS = ("看", "核", "改", "补", "查", "问", "对", "审", "删", "校", "调", "确认", "核对", "核实", "修改", "补充", "更新", "调整", "把关")
_DO = f"(?:{'|'.join(_VERBS)})"
_DONE_NOW = tuple(verb + end for verb in _VERBS for end in ("下", "一下", "看"))
_WHO = rf"(?:(?<![一-龥])(?:小|老)[{SURNAME}]|(?<![一-龥])[{SURNAME}](?:科长?|局长?|处长?|主任|股长|队长|所长?|总|书记|镇长|部长|委员|姐|哥|工|主席|站长|秘书|老师))"
_TO_A_COLLEAGUE = "写给自己或同事的话"
_TRACES = (
    _Trace(
        "修订或批注的痕迹",
        when_asked(
            r"(?:(?:已?删除|插入|添加)的(?:内容|文字|文本|部分)|带格式的|设置了?格式|格式化的|(?:删除|插入|移动)\[[^\]\n]{1,12}\]) ?[：:]"
            rf"|批注 ?{_OPEN}[^）)】\]］\n]{{1,12}}{_CLOSE} ?[：:]?|(?<=\n)批注 ?\d{{0,3}} ?[：:]|{_OPEN}批注[：:]|【?(?:批注|修改意见|审稿意见|"
            rf"领导意见)】?[：:](?=[^\n]{{0,30}}(?:改|删|核|补|数))"
            r"|\b(?:Deleted|Inserted|Formatted|Commented? ?\[[^\]\n]{1,12}\]) ?[：:]|\{(?:\+\+|--|~~|>>)|(?<=\n)(?:<{7}|>{7}) |<{7} ?HEAD"
        ),
        ("删除的", "插入的", "添加的", "带格式的", "了格式", "设置格式", "格式化的", "删除[", "插入[", "移动[", "批注", "修改意见", "审稿意见", "领导意见",
         "Deleted", "Inserted", "Formatted", "Comment", "{++", "{--", "{~~", "{>>", "<<<<", ">>>>"),
    ),
    # One kind in seven patterns: each begins with something rare, or is tried where a rare word stands; together they read every character of a text.
    _Trace(
        _TO_A_COLLEAGUE,
        when_asked(
            rf"{_OPEN}(?:(?!已|经)[^（(【\[［）)】\]］\n，。；]{{0,6}}{_ABOUT}[^（(【\[［）)】\]］\n，。；]{{0,8}}{_CHECKED}[^（(【\[［）)】\]］\n]{{0,8}}{_CLOSE}(?!》)"
            rf"|[?？]{{1,4}}{_CLOSE}|[^（(【\[［）)】\]］\n]{{0,14}}(?:是否|对吗|对不对|吗|哪|去年|不是|数)[^（(【\[［）)】\]］\n]{{0,8}}[?？]{_CLOSE}"
            rf"|[^（(【\[［）)】\]］\n]{{0,20}}(?:再写|再定|再议|再说|再问|再补|再改|再加|问问|看看|后补|待领导|[待等]审[定核批]|你再|您再|咱们?再|没写完|未写完|写到这)[^（(【\[［）)】\]］\n]{{0,12}}{_CLOSE})"
        ),
        ("核", "查", "确认", "补", "更新", "存疑", "有误", "疑问", "不准", "不对", "一下", "删掉", "修改", "?", "？", "再", "问问", "看看", "待领导", "待审", "等审", "写完",
         "写到这"),
    ),
    _Trace(
        _TO_A_COLLEAGUE,
        when_asked(rf"{_WHO}[，,：: ]?(?:请|麻烦|帮忙?|你|您|再|来)?[^，。；\n]{{0,4}}{_DO}(?:一?下|看)|{_DO}一?下(?:这个?|该|此)(?:个|段|处|句)?(?:数|表|段|句|处|名|日期)"),
        _DONE_NOW,
    ),
    _Trace(
        _TO_A_COLLEAGUE,
        when_asked(rf"{_WHO}[，,：:][^。；\n]{{0,16}}(?:{_DO}一?下|{_DO}看|问问|看看|改改|核核|补补|想想|对不对|行不行|可以吗|[吗吧][？?])"),
        (*_DONE_NOW, "问问", "看看", "改改", "核核", "补补", "想想", "对不对", "行不行", "可以吗", "吗？", "吗?", "吧？", "吧?"),
    ),
    _Trace(_TO_A_COLLEAGUE, when_asked(rf"(?:麻烦|帮忙|辛苦|请你|劳烦)[^，。；\n]{{0,10}}{_DO}(?:一?下|看看|看一?下)"), ("麻烦", "帮忙", "辛苦", "请你", "劳烦")),
    _Trace(
        _TO_A_COLLEAGUE,
        when_asked(
            r"(?:这|那|此|该)(?:个|组|条|些)?(?:数|数字|数据|表|段|句话?)(?:，)?[^，。；\n]{0,10}(?:对不对|不对吧|对吗|准不准|准吗|对一下|核一下|查一下|问一下|改一下|还没|从哪|怎么来)"
        ),
        ("对不对", "不对吧", "对吗", "准不准", "准吗", "对一下", "核一下", "查一下", "问一下", "改一下", "还没", "从哪", "怎么来"),
    ),
    _Trace(
        _TO_A_COLLEAGUE,
        when_asked(
            r"(?:先|暂时?)(?:这样写|空着|留空|不写|放着)|回头再?(?:改|补|核|查)|(?:数据|数字|数)还没(?:报|来|到|出来|给)"
            r"|等[^，。；\n]{1,12}(?:报来|报数|给数|发来|反馈)[^，。；\n]{0,3}再?(?:补|填|改|更新)|(?:暂|先)(?:时)?(?:用|按|沿用|抄)(?:了)?[去上]年的?(?:数|稿|内容|材料)"
        ),
        ("这样写", "空着", "留空", "不写", "放着", "回头", "还没", "报来", "报数", "给数", "发来", "反馈", "去年", "上年"),
    ),
    _Trace(
        _TO_A_COLLEAGUE,
        when_asked(r"@(?:小|老)?[一-龥]{2,4}(?=[\s，。：:；、]|请|看|核|补)|(?<![A-Za-z])(?:NOTE|XXX|PS|P\.S\.)[：:]"),
        ("@", "NOTE", "XXX", "PS", "P.S"),
    ),
    _Trace(
        _TO_A_COLLEAGUE,
        when_asked(rf"(?:编者|编辑|校对|审稿)注[：:]|{_OPEN}[^（(【\[［）)】\]］\n]{{0,8}}此处[^（(【\[［）)】\]］\n]{{0,16}}(?:删去|删掉|略去|删除)[^（(【\[［）)】\]］\n]{{0,8}}{_CLOSE}"),
        ("者注", "辑注", "对注", "稿注", "此处"),
    ),
    _Trace(
        "没有配对的加粗记号",
        when_asked(r"(?:(?<=\n)|(?<=[。；：\s]))\*\*(?=[一-龥“]{4})"),
        ("**",),
    ),
    _Trace(
        "没有解析的域、公式",
        when_asked(
            r"错误[！!] ?(?:未|超链接|不是|文档|没有|表格|图表|书签|自引用|链接|主文档|开关)[^，。；\n]{0,12}|Error! ?(?:Reference|Bookmark|"
            r"Hyperlink|No |Not |Unknown|Objects|Main)[^，。；\n]{0,24}"
            r"|#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!)|(?<![#\w])#{5,}(?![#\w])|"
            r"\{ ?(?:PAGE|NUMPAGES|TOC|SEQ|REF|HYPERLINK|MERGEFIELD|DATE|PAGEREF|INCLUDEPICTURE)\b[^{}\n]{0,60}\}"
            r"|«[一-龥A-Za-z_0-9]{1,20}»|PAGEREF _|_Toc\d{6,12}|\\\* ?MERGEFORMAT|(?<![\w.])\d\.\d{1,12}E[+]\d{2,3}(?!\w)|"
            r"新建 ?(?:Microsoft )?(?:Word|Excel|WPS|DOCX?|XLSX?|文本)?[ \w]{0,6}(?:文档|工作表)(?: ?[（(]\d[)）])?\.?(?:docx?|xlsx?|wps|txt)"
            r"|第[ \u3000]{1,6}页(?:[，,/ \u3000]{0,4}共[ \u3000]{0,6}\d{0,4}[ \u3000]{0,6}页)?|第 ?\d{1,4} ?页[，,/ \u3000]{0,4}共 ?\d{0,4} ?页|[Pp]age \d{1,4} of \d{1,4}"
        ),
        ("错误！", "错误!", "rror!", "#", "{", "«", "PAGEREF", "_Toc", "MERGEFORMAT", "E+", "新建", "页", "age "),
    ),
    _Trace(
        "乱码",
        when_asked(
            r"锟斤拷|锟斤|斤拷|烫烫烫|屯屯屯|\ufffd+|ï¿½|ï»¿|â€[\u0080-\u00bf\u2013-\u2122œ]|(?<![石玉铜骨])[锛銆](?!子)[\x80-\uffff]|鈥[\x80-\uffff]|鐨[\u4e00-\u9fff€]"
            r"|(?:[\u00c2-\u00df][\u0080-\u00bf]|[\u00e0-\u00ef][\u0080-\u00bf\u0152-\u017e\u0192\u02c6\u02dc\u2013-\u2122]{2}){1,40}|[\ue000-\uf8ff]+"
            r"|&(?:nbsp|amp|lt|gt|quot|ldquo|rdquo|lsquo|rsquo|mdash|hellip|middot|#\d{2,5}|#x[0-9A-Fa-f]{2,5});|\\u[0-9a-fA-F]{4}|[□▯]{3,}|(?:%E[4-9](?:%[0-9A-Fa-f]{2}){2}){2,20}(?![^\s]{0,80}://)"
        ),
        (),
    ),
    _Trace(
        "生成文字的程序说的话",
        when_asked(
            r"作为(?:一个|一名|一款|您的)?(?:人工智能|AI|大?语言模型|智能助[手理]|大模型)(?:语言模型|助[手理]|模型)?[，,我]|作为(?:一个|一名|一款)(?:人工智能|AI)?(?:语言)?模型"
            r"|以下(?:内容)?是(?:为您|根据您|我为|按照?您|为你|按你)[^。\n]{0,16}|根据[您你](?:提供|的要求|的需求|给出|上传)[^。\n]{0,10}"
            r"|希望(?:以上|这份|这篇|这些|对您|对你|能对)[^。\n]{0,16}(?:有所?帮助|帮到|符合您|满足您)|(?:如需|如果|若|如)[^。；\n]{0,24}(?:请|可以|欢迎)?(?:随时)?(?:告诉我|告知我|让我知道)"
            r"|我(?:无法|不能|没有办法|不具备)(?:直接)?(?:核实|提供|访问|获取|联网|查询|验证)|(?:截至|根据|在)我的(?:知识|训练|数据)|"
            r"(?<=\n)(?:好的|当然可?以?|没问题)[，,！!] ?(?:以下|这是|下面|我)"
            r"|请(?:您)?根据(?:实际|具体)情况(?:自行)?(?:修改|填写|替换|调整|补充)|(?:本文|内容|此文|以上|全文|答案|报告|文字)[^。\n]{0,4}(?:由|经|是)(?:AI|人工智能|ChatGPT|DeepSeek|文心一言|豆包|通义千问|Kimi|智谱清言?)(?:大?模型)?(?:自动|辅助)?(?:生成|撰写|润色|写作)"
            r"|As an AI(?: language model)?|I'm sorry, but|ChatGPT说|</?think>|需要我(?:再|继续|帮您|为您)[^。\n]{0,16}吗"
        ),
        (*(f"作为{one}" for one in ("一个", "一名", "一款", "您的", "人工智能", "AI", "大语言", "语言模型", "智能助", "大模型")),
         *(f"以下{of}是{who}" for of in ("", "内容") for who in ("为您", "为你", "根据您", "我为", "按照", "按您", "按你")),
         "根据您", "根据你", "希望以上", "希望这", "希望对您", "希望对你", "希望能对", "我知道", "知我", "诉我", "我无法", "我不能", "我没有办法", "我不具备",
         "我的知识", "我的训练", "我的数据", "\n好的", "\n当然", "\n没问题", "请根据", "请您根据",
         *(f"{by}{who}" for by in "由经是" for who in ("AI", "人工智能", "ChatGPT", "DeepSeek", "文心", "豆包", "通义", "Kimi", "智谱")),
         "As an AI", "I'm sorry", "ChatGPT说", "think>", "需要我"),
    ),
)  # fmt: skip
_GARBLED = when_asked(r"[锟烫屯锛銆鈥鐨\ufffd□▯\u00c2-\u00ef\ue000-\uf8ff]|â")
_END = r"[^\s，。；：、（）()《》“”<>\"]"
_INNER = r"(?:192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}|127\.0(?:\.\d{1,3}){2}|169\.254(?:\.\d{1,3}){2})"
_LOCAL = when_asked(
    rf"(?<![A-Za-z0-9])[A-Za-z]:[\\/](?!/){_END}{{1,200}}|(?<![A-Za-z0-9\\])\\{{1,2}}[A-Za-z0-9._-]{{2,40}}\\{_END}{{1,200}}|(?i:file|smb|nfs|afp):/{{2,3}}{_END}{{1,200}}"
    rf"|(?<![\w/])/(?:home|Users|root|mnt|Volumes|var/www)/{_END}{{1,200}}|(?i:https?|ftp)://(?:[\w.-]{{1,40}}@)?(?:{_INNER}|10(?:\.\d{{1,3}}){{3}})(?![\d.])(?:[:/]{_END}{{0,200}})?"
    rf"|(?<![\d.]){_INNER}(?![\d.]\d)(?:[:/]{_END}{{0,200}})?|(?<![\d.])10(?:\.\d{{1,3}}){{3}}(?![\d.])[:/]{_END}{{1,200}}"
    rf"|(?:IP|ip|服务器|内网|地址|网址|系统)[^，。；\n\d]{{0,8}}(?<![\d.])10(?:\.\d{{1,3}}){{3}}(?![\d.])"
    rf"|(?<![A-Za-z0-9.-])localhost(?![A-Za-z0-9.-])(?:[:/]{_END}{{0,200}})?|(?i:https?|ftp)://[A-Za-z0-9-]{{1,40}}(?:\.(?:local|lan|internal|intranet|corp|home))?(?![A-Za-z0-9.-])(?:[:/]{_END}{{0,200}})?"
    rf"|(?<![A-Za-z0-9.-])[A-Za-z0-9-]{{2,40}}\.(?:local|lan|internal|intranet|corp)(?![A-Za-z0-9.-])"
)
_LOCAL_HINT = when_asked(r"[\\/][A-Za-z0-9]|:[\\/]|\d\.\d{1,3}\.\d{1,3}\.\d|localhost|[A-Za-z0-9]\.(?:local|lan|inter|intra|corp)")
_SHOWN, _FAR = 24, 120  # characters of a trace that are told; within which it and its hint stand


def check_traces(sheet: Sheet) -> Iterator[Problem]:
    """All of them; the first of a kind that overlaps another is told."""
    told: set[int] = set()
    for trace in _TRACES:
        garbled = not trace.hints and (_GARBLED.search("".join(sheet.signs)) or sheet.has("&", "\\u", "%E"))
        spans = [(0, len(sheet.text))] if garbled else sheet.near(sheet.places(*trace.hints), _FAR, _FAR)
        for m in (m for span in spans for m in trace.pattern.finditer(sheet.text, *span)):
            if told.isdisjoint(range(*m.span())) and not LEFT_IN.search(m[0]):  # told as what nobody filled in
                told.update(range(*m.span()))
                found, expected = f"{trace.what}“{m[0].strip()[:_SHOWN]}”", "写好、核对过的文字"
                yield sheet.problem(m.span(), "text.trace", found, expected, "核对原件，删去或改正；确须这样写的，写 waivers", severity="error")


def check_local(sheet: Sheet, paragraphs: Iterable[Paragraph] = ()) -> Iterator[Problem]:
    """Files of a computer and addresses of an inner network, in words and behind them."""
    told: set[str] = set()
    for m in _LOCAL.finditer(sheet.text) if _LOCAL_HINT.search(sheet.text) else ():
        told.add(m[0])
        yield sheet.warn(m.span(), "link.local", _leads(m[0]), _OPEN_TO_ALL, _MEND)
    for paragraph in paragraphs:
        for href in (mark.href for mark in paragraph.inlines if mark.tag == "a"):
            if href not in told and (local := _LOCAL.match(href)):
                yield Problem(Location(sheet.path, paragraph.line), "warning", "link.local", "", _leads(local[0]), _OPEN_TO_ALL, _MEND)


_OPEN_TO_ALL, _MEND = "人人打得开的网址", "删去，或换成公开的网址、附件"


def _leads(address: str) -> str:
    return f"“{address[:_SHOWN]}”只在单位的电脑或内网里打得开"
