"""What a portal prints around a document is cut away: navigation, reading tools, sharing, footers.

Comes in: the lines of a page. Goes out: the lines of the document, its title line, the record, and
a note for every line that was dropped without being known chrome. The rules name words of portals
in general, never one portal.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from builder.importers import agencies, record as records
from builder.importers.outline import is_numbered
from builder.importers.values import Found, Line, Note, Record, Source
from builder.text import fold, parse_date

_WORDS = frozenset(
    """首页 网站首页 无障碍 无障碍版 无障碍浏览 无障碍阅读 长者助手 长者版 长者模式 适老化 适老版 老年版 关怀版 登录 注册 退出 个人中心 用户中心
    选择语言 简体 繁体 简体版 繁体版 繁體 简 繁 english 打印 打印本页 打印此页 下载 收藏 保存 关闭 关闭窗口 关闭本页 返回 返回顶部 返回列表 返回首页 顶部
    字体 字号 字体大小 大 中 小 特大 默认 超大 分享 分享到 分享至 微信 微博 新浪微博 qq qq空间 朋友圈 抖音 头条号 扫一扫 手机版 电脑版 移动版 客户端 app
    小程序 公众号 政务微信 政务微博 二维码 智能问答 智能机器人 智能客服 我要纠错 纠错 网站纠错 语音播报 听读 朗读 播报 添加 关注 搜索 检索 高级搜索 站内搜索
    政府信息公开 规章库 政府信息公开指南 政府信息公开制度 法定主动公开内容 政府信息公开年报 依申请公开 信息公开 政务公开 机构专页 政务服务 互动交流 新闻中心 走进
    网站地图 站点地图 联系我们 关于我们 网站声明 隐私声明 使用帮助 帮助 rss 附件 附件下载 相关附件 相关链接 相关阅读 相关文档 相关信息 相关新闻 相关稿件 上一篇 下一篇 上一条
    下一条 没有了 无 暂无 责任编辑 a a+ a- t t+ t- + - -- — | / · • × ☆ ★ > < » 正文 详情 详细信息 更多 更多>> 展开 收起 查看 目录 索引""".lower().split()
)
_CHROME = re.compile(
    r"您?(?:现在|当前|目前)?(?:所在|的)*(?:当前)?的?位置(?:是)?\s*[:：>]?|当前位置|今天是|欢迎(?:访问|光临|来到|您)|设为首页|加入收藏|扫一扫|扫码|扫描二维码|手机(?:打开|查看|浏览|扫)|"
    r"二维码|[上下]一[篇条页]\s*[:：]|责任编辑|相关(?:链接|阅读|文档|信息|新闻|附件|稿件|文章|解读)\s*[:：]|分享(?:到|至)|打印(?:本|此)[页文]|关闭(?:窗口|本页)|返回(?:顶部|列表|首页)|"
    r"版权所有|copyright|ICP备|公网安备|网站标识码|主办(?:单位)?\s*[:：]|承办(?:单位)?\s*[:：]|协办(?:单位)?\s*[:：]|技术支持\s*[:：]|运行维护|建议(?:使用|您使用|用).{0,40}(?:浏览器|分辨率)|"
    r"智能(?:问答|机器人|客服)|[^。]{0,8}小程序\Z|客户端下载|[^。]{0,12}(?:官方)?(?:微信|微博|公众号)\Z|关注\s*·|政府网站年度报表|网站(?:支持|适老)|IPv6|未经(?:授权|许可)|"
    r"您?(?:是|为)?第\s*\d+\s*位访问|javascript|[^。，]{0,20}(?:政务服务网|政府门户网站|人民政府网站?|政府网)\Z",
    re.IGNORECASE,
)
_END_MARK = re.compile(
    r"(?:扫一扫|扫码|[上下]一[篇条]|相关(?:链接|阅读|文档|新闻|稿件|文章|解读|信息)|责任编辑|版权所有|主办(?:单位)?\s*[:：]|打印本?此?页|【打印|关闭窗口|分享到|智能问答|网站地图|手机版|附件\s*[:：]?\s*\Z)"
)
_CRUMBS = re.compile(r"\s*(?:>+|＞+|»|›|→|&gt;)\s*")
_PORTAL = re.compile(r"政府信息公开(?:网|平台|专栏|专页|目录)?\Z|信息公开(?:网|平台|专栏)\Z|政府门户网站\Z|门户网站\Z")
_PROSE_END = re.compile(r"[。！？!?；;：:…]['\"”’）)]*\Z")
_KIND_WORD = re.compile(r"总结|计划|报告|要点|安排|打算|思路|方案|规划|年报|公报|情况|汇报|回顾|清单|意见|通知|说明|讲话")
_BYLINE = re.compile(r"[（(]?\s*(?:20\d\d|二[〇○零]..)年.{1,30}日?(?:在|于).{4,60}[）)]?\Z|[—\-]{1,2}.{6,60}\Z")
_MAX_TITLE = 80


@dataclass(frozen=True, slots=True)
class Cut:
    """The document without its surroundings. ``tail_start`` indexes the closing lines (signature) in ``lines``."""

    lines: tuple[Line, ...]
    title: Found | None
    record: Record
    closing: tuple[Line, ...]
    notes: tuple[Note, ...]


def cut(source: Source) -> Cut:
    """Find where the document begins and ends, and read the record in what stands around it."""
    record: Record = dict(source.record)
    lines = [line for line in source.lines if not (line.kind == "table" and records.add_rows(record, line.rows, line.number))]
    start = _body_start(lines)
    end = _body_end(lines, start)
    unknown = _read_surroundings(lines[:start], record)
    title, title_lines = _title(unknown, record)
    after_title = [line for line in unknown if title_lines and line.number > title_lines[-1].number]
    kept = [line for line in after_title if not _same(line.text, title)]
    dropped = [line for line in unknown if line not in after_title and line not in title_lines and not _same(line.text, title)]
    closing, below = _closing(lines[end:])
    dropped += _read_surroundings(below, record)
    body = [*kept, *(line for line in lines[start:end] if not (line.number < lines[start].number + 3 and _same(line.text, title)))]
    return Cut(tuple([*body, *closing]), title, record, tuple(closing), tuple(_report(lines, start, end, kept, closing, dropped)))


def is_chrome(text: str) -> bool:
    """Is a line nothing but words of a portal's frame?"""
    if _CHROME.match(text.strip(" •·【[")) and len(text) < 120 and text.count("。") < 2:
        return True
    rest = text
    if records.starts_with_label(text):
        fields = [field for field, _ in records.labels_in(text)]
        if all(field.startswith("-") for field in fields):
            return len(text) < 60
        return False
    tokens = [t for t in re.split(r"[\s>＞|｜·•/【】\[\]（）()：:,，、“”\"《》]+", rest.lower()) if t]
    return all(t in _WORDS or re.fullmatch(r"[\d.:\-/]+", t) for t in tokens)


def is_prose(line: Line) -> bool:
    """Does a line belong to the text of a document rather than to its head or frame?"""
    text = line.text
    if line.kind == "table":
        return True
    if is_chrome(text) or records.starts_with_label(text) or _is_breadcrumb(text):
        return False
    if is_numbered(text):
        return True
    if _PROSE_END.search(text):
        return len(text) >= 14 or bool(re.match(r"(?:各位|同志们|尊敬的|现将|[一-龥]{2,16}[：:]\Z)", text))
    return len(text) >= 60 and bool(re.search("[，。；,;]", text))


def _body_start(lines: Sequence[Line]) -> int:
    return next((i for i, line in enumerate(lines) if is_prose(line)), len(lines))


def _body_end(lines: Sequence[Line], start: int) -> int:
    """One past the last line of prose; text after a clear end mark (扫一扫, 上一篇 …) does not count."""
    total = sum(len(line.text) for line in lines[start:]) or 1
    stop = len(lines)
    after = 0
    for i in range(len(lines) - 1, start, -1):
        after += len(lines[i].text)
        if after * 4 > total:
            break
        if _END_MARK.match(lines[i].text.lstrip("•·【[ ")) and not (is_numbered(lines[i].text)):
            stop = i
    for i in range(stop - 1, start - 1, -1):
        line = lines[i]
        if is_prose(line) or (len(line.text) >= 30 and not is_chrome(line.text)):
            return i + 1
    return stop


def _closing(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Signature, date and closing remarks directly under the text; what follows is frame."""
    closing: list[Line] = []
    for i, line in enumerate(lines):
        text = line.text
        if line.kind != "table" and (is_chrome(text) or records.starts_with_label(text) or _END_MARK.match(text) or _is_breadcrumb(text)):
            return closing, list(lines[i:])
        closing.append(line)
    return closing, []


def _read_surroundings(lines: Sequence[Line], record: Record) -> list[Line]:
    """Read labels, breadcrumbs and page heads; return the lines that are none of these."""
    unknown: list[Line] = []
    skip = False
    for i, line in enumerate(lines):
        if skip:
            skip = False
            continue
        text = line.text
        bare = records.bare_label(text)
        following = lines[i + 1].text if i + 1 < len(lines) else ""
        if bare and following and not bare.startswith("-") and not records.bare_label(following) and not records.starts_with_label(following):
            if not is_chrome(following):
                records.add(record, bare, following, line.number, "信息公开记录")
                skip = True
        elif _is_breadcrumb(text):
            crumbs = _CRUMBS.split(re.sub(r"\A.*?位置\s*[:：]?", "", text))
            offices = [c.strip() for c in crumbs if agencies.is_office(c.strip())]
            if offices:
                record.setdefault("agency@crumb", Found(offices[-1], line.number, "导航路径"))
        elif any(True for _ in records.labels_in(text)) and records.starts_with_label(text):
            for field, value in records.labels_in(text):
                records.add(record, field, value, line.number, "信息公开记录")
        elif _PORTAL.search(text) and agencies.office_in(_PORTAL.sub("", text)):
            record.setdefault("agency@head", Found(agencies.office_in(_PORTAL.sub("", text)), line.number, "页眉"))
        elif not is_chrome(text):
            unknown.append(line)
    return unknown


def _is_breadcrumb(text: str) -> bool:
    return bool(re.match(r"\s*您?(?:现在|当前|目前)?(?:所在)?的?(?:当前)?位置", text)) or (
        len(_CRUMBS.findall(text)) >= 2 and len(text) < 120 and "。" not in text
    )


def _title(unknown: Sequence[Line], record: Record) -> tuple[Found | None, list[Line]]:
    """The title the record states, else the head line that looks most like one; with its lines."""
    stated = record.get("title")
    if stated and len(stated.value) <= _MAX_TITLE:
        return stated, [line for line in unknown if _same(line.text, stated)][-1:]
    scored = [(score, i) for i, line in enumerate(unknown) if (score := _title_score(line)) > 0]
    if not scored:
        return None, []
    best, at = max(scored)
    if best < 2 and len(unknown) > 2:
        return None, []
    lines = [unknown[at]]
    text = unknown[at].text
    above = unknown[at - 1] if at else None
    if above and above.number == unknown[at].number - 1 and re.match(r"(?:关于|20\d\d|[上下]半年|工作|政府工作报告)", text) and agencies.is_office(above.text):
        # A title set on two lines: the office above, the rest below.
        text = above.text + text
        lines.insert(0, above)
    return Found(text, lines[0].number, "标题行"), lines


def _title_score(line: Line) -> int:
    text = line.text
    if len(text) < 4 or len(text) > _MAX_TITLE or text.endswith(("。", "；", "：", ":")) or _BYLINE.match(text):
        return 0
    if parse_date(text) and len(text) < 16:
        return 0
    score = 1
    score += 3 * bool(_KIND_WORD.search(text))
    score += 2 * bool(re.search(r"(?:19|20)\d\d", text))
    score += 2 * (line.kind == "heading" and line.level <= 2)
    return score


def _same(text: str, title: Found | None) -> bool:
    return title is not None and fold(text) == fold(title.value)


def _report(
    lines: Sequence[Line], start: int, end: int, kept: Sequence[Line], closing: Sequence[Line], dropped: Sequence[Line]
) -> list[Note]:
    notes: list[Note] = []
    head, tail = start - len(kept), len(lines) - end - len(closing)
    if head > 0 or tail > 0:
        notes.append(Note("changed", "", f"去掉正文以外的 {head} 行页首、{tail} 行页尾（记录表、导航、阅读工具等）"))
    notes += [Note("changed", "", f"未收入正文：“{line.text[:40]}”，请核对", line.number) for line in dropped]
    return notes
