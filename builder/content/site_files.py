"""site.yml, agencies.yml and columns: text → typed values, all mistakes at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Literal, TypeVar, cast

from builder.content.characters import check_body, check_parsed, clean_body
from builder.content.fields import ID_PATTERN, Reader, parse_entries, read_licence, read_waiver
from builder.content.front_matter import Mapping, Scalar, parse_yaml, split_front_matter
from builder.content.sections import parse_body
from builder.content.site_address import EXPECTED, site_address
from builder.content.theme import NO_THEME, Theme, read_theme
from builder.content.topics import repeated_ids
from builder.manifest import MANIFEST
from builder.model import NO_LICENCE, Agency, Block, Licence, Paragraph, Section, Waiver
from builder.problems import Location, Problem
from builder.text import printable

T = TypeVar("T")

EDITION_IDS = ("standard", "elder", "zh-hant", "en")
BUILT_EDITIONS = ("standard", "elder")
MENU_ADDRESS = re.compile(r"(?:https?://[^\s<>\"'\\\\]+|[a-z0-9][a-z0-9._-]*(?:/[a-z0-9][a-z0-9._-]*)*/?(?:\?[^\s<>\"#]*)?(?:#[\w.-]+)?)\Z")
KEPT = (".git", "CNAME")  # what a host needs in the output folder, and no build writes


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who runs the site. In the mirror profile this is never the office itself."""

    name: str = ""
    contact: str = ""
    phone: str = ""
    address: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Marks of an official site (PAGE-02); never printed by a mirror (PROF-02)."""

    site_id_code: str = ""
    icp: str = ""
    police: str = ""


@dataclass(frozen=True, slots=True)
class Features:
    compare: bool = True
    downloads: bool = True
    open_data: bool = True
    questions: bool = True
    default_topics: bool = True


@dataclass(frozen=True, slots=True)
class Feedback:
    """Where a reader reports a mistake (找错)."""

    email: str = ""
    issues_url: str = ""


@dataclass(frozen=True, slots=True)
class MenuLink:
    """An item of ``navigation``: an address below the base, or of another site."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class SiteInfo:
    """site.yml. ``base_url`` ends in ``/`` or is empty (then absolute addresses are left out)."""

    name: str
    profile: Literal["mirror", "official"] = "mirror"
    base_url: str = ""
    publisher: Publisher = Publisher()
    identity: Identity = Identity()
    feedback: Feedback = Feedback()
    editions: tuple[str, ...] = BUILT_EDITIONS
    features: Features = Features()
    licence: Licence = NO_LICENCE  # of the data and of the site's own words; none is assumed
    keep: tuple[str, ...] = KEPT  # names in the output folder that belong to somebody else and stay there
    navigation: tuple[MenuLink, ...] = ()
    theme: Theme = NO_THEME

    @property
    def is_mirror(self) -> bool:
        return self.profile == "mirror"


@dataclass(frozen=True, slots=True)
class Column:
    """A statutory or service column (公开指南 …): ``id`` is its address and its file's name."""

    id: str
    title: str
    summary: str
    order: int
    updated: date | None
    sections: tuple[Section, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    blocks: tuple[Block, ...] = ()
    path: str = ""
    waivers: tuple[Waiver, ...] = ()
    place: Literal["menu", "footer"] = "footer"  # where pages lead to a column of the site's own
    pictures: tuple[tuple[str, bytes], ...] = ()  # that it shows, by file name
    updated_line: int = 1  # of its file, where ``updated`` stands


def parse_site(text: str, path: str) -> tuple[SiteInfo, list[Problem]]:
    """site.yml → ``SiteInfo``; with errors the values are defaults and must not be used."""
    root, problems = parse_yaml(text, path)
    if not isinstance(root, Mapping):
        if not problems:
            problems = [
                Problem(Location(path, 1), "error", "site.empty", "name", "文件是空的" if root is None else "不是“键: 值”", "至少有 name", "写上“name: 网站名称”")
            ]
        return SiteInfo(""), problems
    r = Reader(root, path, problems)
    info = read_site(r)
    r.close()
    _check_profile(r, info)
    return info, problems


def read_site(r: Reader) -> SiteInfo:
    """The fields of site.yml."""
    name = r.text("name", required=True)
    profile = cast(Literal["mirror", "official"], r.choice("profile", ("mirror", "official"), default="mirror"))
    said = r.text("base_url")
    base_url = site_address(said)
    if said and not base_url:
        r.problem("base_url", "site.base-url", f"“{said}”", EXPECTED, "改正网址")
    return SiteInfo(
        name=name,
        profile=profile,
        base_url=base_url,
        publisher=_nested(
            r,
            "publisher",
            lambda p: Publisher(*(p.text(k) for k in ("name", "contact", "phone", "address", "hours"))),
            Publisher(),
        ),
        identity=_nested(r, "identity", lambda p: Identity(*(p.text(k) for k in ("site_id_code", "icp", "police"))), Identity()),
        editions=_editions(r),
        features=_nested(
            r,
            "features",
            lambda p: Features(*(p.flag(field.name, default=True) for field in fields(Features))),
            Features(),
        ),
        feedback=_nested(r, "feedback", lambda p: Feedback(p.email("email"), p.web_address("issues_url")), Feedback()),
        licence=read_licence(r),
        keep=_keep(r),
        navigation=tuple(link for link in r.each("navigation", _menu_link) if link.title and link.url),
        theme=_nested(r, "theme", read_theme, NO_THEME),
    )


def _menu_link(r: Reader) -> MenuLink:
    """An item of the menu; whether its page is there is asked when all pages are known (``checks/authored``)."""
    title, url = r.text("title", required=True), r.text("url", required=True)
    if url and not MENU_ADDRESS.match(url):
        r.problem("url", "site.navigation", f"“{url}”", "站内地址，如 kinds/zongjie/，或 http://、https:// 开头的网址", "改正地址；站内地址不以“/”开头")
        url = ""
    return MenuLink(title, url)


def is_government_host(host: str) -> bool:
    """Does a domain belong to a government site (PROF-01)? The last is 政务 as browsers send it."""
    return host.lower().endswith((".gov.cn", ".政务", ".xn--zfr164b"))


def _check_profile(r: Reader, info: SiteInfo) -> None:
    if info.profile == "official":
        for key in ("name", "contact", "phone", "address", "hours"):
            if not getattr(info.publisher, key):
                r.problem(
                    "publisher",
                    "profile.publisher",
                    f"没有写 {key}",
                    "正式站点必须公开的联系信息（条例第十二条）",
                    f"补上 publisher.{key}",
                )
        if not re.fullmatch(r"\d{10}|bm\d{8}", info.identity.site_id_code):
            r.problem(
                "identity", "profile.site-id", f"“{info.identity.site_id_code}”", "10 位网站标识码", "补上 identity.site_id_code"
            )
        for key, name in (("icp", "ICP 备案编号"), ("police", "公安机关备案编号")):
            if not getattr(info.identity, key):
                r.problem(
                    "identity", "profile.identity", f"没有写 {key}", f"{name}（PAGE-02：每页页脚必须有）", f"补上 identity.{key}"
                )
        if not (info.feedback.issues_url or info.feedback.email):
            r.problem(
                "feedback",
                "profile.feedback",
                "没有找错入口",
                "“我为政府网站找错”的网址或邮箱（PAGE-02）",
                "补上 feedback.issues_url 或 feedback.email",
            )
        host = re.match(r"https?://([^/:]+)", info.base_url)
        if host and not is_government_host(host[1]):
            r.problem(
                "base_url",
                "profile.domain",
                f"“{host[1]}”",
                "以 .gov.cn 或 .政务 结尾的域名（国办发〔2017〕47号）",
                "改用 mirror，或换域名",
            )
    elif any((info.identity.site_id_code, info.identity.icp, info.identity.police)):
        r.problem(
            "identity", "profile.identity", "镜像站填了官方标识", "不填（PROF-02：不得显示）", "删去 identity", severity="warning"
        )


def _nested(r: Reader, key: str, read: Callable[[Reader], T], default: T) -> T:
    inner = r.mapping_at(key)
    if inner is None:
        return default
    value = read(inner)
    inner.close()
    return value


def _editions(r: Reader) -> tuple[str, ...]:
    wanted = r.texts("editions") or BUILT_EDITIONS
    for name in wanted:
        if name not in EDITION_IDS:
            r.problem("editions", "site.edition", f"“{name}”", "、".join(BUILT_EDITIONS), "改正或删去")
        elif name not in BUILT_EDITIONS:
            r.problem(
                "editions", "site.edition", f"“{name}”", "、".join(BUILT_EDITIONS), "先删去：这一版本尚未提供", severity="warning"
            )
    kept = tuple(e for e in BUILT_EDITIONS if e in wanted)
    return kept if "standard" in kept else ("standard", *kept)


def _keep(r: Reader) -> tuple[str, ...]:
    """Names, not paths: what is kept moves as a whole. ``[]`` keeps nothing. The build compares them with what it writes."""
    names, node = r.texts("keep"), r.node("keep")
    if node is None or (isinstance(node, Scalar) and not node.value.strip()):
        return KEPT
    for name in names:
        if not name.isprintable() or re.search(r'[/\\:*?"<>|]', name) or not name.strip(". "):
            wanted = "输出文件夹第一层的名称，如 CNAME（不含“/”“\\”，不是 . 或 ..）"
            r.problem("keep", "site.keep", f"“{printable(name)}”", wanted, "只写名称，或删去")
        elif name.casefold() == MANIFEST:
            r.problem("keep", "site.keep", f"“{name}”由网站自己生成", "网站不生成的名称", "从 keep 里删去它")
    return names


def read_agency(r: Reader) -> Agency:
    """The fields of an entry of agencies.yml."""
    return Agency(
        r.identifier("id"),
        r.text("name", required=True),
        r.texts("short_names"),
        r.texts("former_names"),
        r.text("uscc"),
        r.text("region"),
        r.text("phone"),
        r.text("address"),
        r.text("hours"),
        r.web_address("url"),
    )


def parse_agencies(text: str, path: str) -> tuple[tuple[Agency, ...], list[Problem]]:
    """agencies.yml. Ids are unique, a name belongs to one office only: else one office would stand for the other on every page."""
    lines: list[int] = []

    def read(r: Reader) -> Agency:
        agency = read_agency(r)
        if agency.uscc and not uscc_is_valid(agency.uscc):
            r.problem(
                "uscc",
                "uscc.check",
                f"“{agency.uscc}”",
                "校验位正确的 18 位统一社会信用代码（GB 32100-2015）",
                "核对原件",
                severity="warning",
            )
        lines.append(r.mapping.line)
        return agency

    agencies, problems = parse_entries(text, path, read)
    problems += repeated_ids(((a.id, line) for a, line in zip(agencies, lines, strict=True)), path, "agency")
    problems += _code_of_two(agencies, lines, path)
    seen: dict[str, tuple[str, int]] = {}
    for agency, line in zip(agencies, lines, strict=True):
        for name in dict.fromkeys((agency.id, *agency.names)):
            owner, at = seen.setdefault(name, (agency.id, line))
            if name and owner != agency.id:
                problems.append(
                    Problem(
                        Location(path, line),
                        "error",
                        "agency.ambiguous",
                        "name",
                        f"“{name}”已属于 {owner}（第 {at} 行），又属于 {agency.id}",
                        "每个名称只属于一个机构",
                        "改掉其中一个",
                    )
                )
    return agencies, problems


def _code_of_two(agencies: Sequence[Agency], lines: Sequence[int], path: str) -> Iterator[Problem]:
    """One credit code is of one body; a government and its general office may share it."""
    first: dict[str, Agency] = {}
    for agency, line in zip(agencies, lines, strict=True):
        other = first.setdefault(agency.uscc.upper(), agency) if agency.uscc else agency
        if other is not agency and not ("人民政府" in agency.name and "人民政府" in other.name and "办公" in agency.name + other.name):
            found = f"“{agency.uscc}”，{other.name}也是这个代码"
            yield Problem(Location(path, line), "warning", "uscc.check", "uscc", found, "一个机构一个代码", "核对两个机构的代码")


def parse_column(text: str, path: str, column_id: str) -> tuple[Column | None, list[Problem]]:
    """A column's Markdown file with title, summary, order, updated and waivers."""
    front, front_line, body, body_line, problems = split_front_matter(text.replace("\r\n", "\n").lstrip("\ufeff"), path)
    if problems:
        return None, problems
    root, problems = parse_yaml(front, path, front_line)
    if not isinstance(root, Mapping):
        return None, problems or [
            Problem(Location(path, 1), "error", "front-matter.empty", "", "元数据是空的" if root is None else "元数据不是“键: 值”", "至少有 title", "补上 title")
        ]
    r = Reader(root, path, problems)
    record = read_column(r)
    r.close()
    if not ID_PATTERN.match(column_id):
        r.problem("", "column.name", f"文件名“{column_id}.md”", "小写字母、数字和连字符，如 guide.md", "给文件改名：它就是栏目的网址")
    problems += check_body(body, path, body_line)
    parsed = parse_body(clean_body(body), body_line, path=path)
    problems += parsed.problems
    problems += check_parsed(parsed.sections, parsed.paragraphs, parsed.blocks, path)
    column = replace(record, id=column_id, path=path, sections=parsed.sections, paragraphs=parsed.paragraphs, blocks=parsed.blocks)
    return column, problems


def read_column(r: Reader) -> Column:
    """The fields at the top of a column's file."""
    return Column(
        id="",
        title=r.text("title", required=True),
        summary=r.text("summary"),
        order=r.integer("order", 0, 999, default=500),
        updated=r.day("updated"),
        waivers=r.each("waivers", read_waiver),
        place=cast(Literal["menu", "footer"], r.choice("place", ("menu", "footer"), default="footer")),
        updated_line=r.line("updated"),
    )


_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = tuple(pow(3, i, 31) for i in range(17))


def uscc_is_valid(code: str) -> bool:
    """统一社会信用代码: 18 characters, check character by GB 32100-2015 (weights 3^i mod 31)."""
    if len(code) != 18 or any(c not in _USCC for c in code):
        return False
    total = sum(_USCC.index(c) * w for c, w in zip(code[:17], _USCC_WEIGHTS, strict=True))
    return _USCC[(31 - total % 31) % 31] == code[17]
