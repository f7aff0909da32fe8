"""``theme:`` of site.yml: colours, fonts and logo of a site's own; text that would be hard to read is a finding.

Comes in: the reader of site.yml. Goes out: a ``Theme``. A theme changes the look that a reader has chosen nothing for: dark, contrast and
the colour sets of the reader stay as they are (``static/css/modes.css``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from builder.content.fields import Reader
from builder.content.front_matter import Mapping as Node
from builder.content.front_matter import Scalar, parse_yaml
from builder.content.pictures import is_picture
from builder.defaults import read_default

LEAST = 7.0  # text on its ground, WCAG 1.4.6
_EDGE = 3.0  # what is no text, WCAG 1.4.11
_HEX = re.compile(r"#[0-9a-f]{6}\Z")
_FONT = re.compile(r"[^\W_](?:[\w .-]{0,60}\w)?\Z")

# The tokens that a theme may set, with what both editions have else (of two the one that stands out less).
TOKENS: Mapping[str, tuple[str, str]] = {
    "action": ("#0a3a7a", "按钮、链接和导航栏的颜色"),
    "on_action": ("#ffffff", "实心按钮上的文字"),
    "link": ("#0a3a7a", "链接；不写就同 action"),
    "visited": ("#4b2a7a", "看过的链接"),
    "bar": ("#0a3a7a", "导航栏的底色；不写就同 action"),
    "on_bar": ("#ffffff", "导航栏的文字"),
    "seal": ("#971717", "页首的线和“公开”印"),
    "ink": ("#1a1d23", "正文"),
    "ink_2": ("#414751", "次要的文字"),
    "paper": ("#ffffff", "页面的底色"),
    "wash": ("#f4f6f9", "表头等浅色的底"),
    "action_wash": ("#e8eff8", "到达的段落、主要数字的底色；不写就由 action 调淡"),
    "mark": ("#ffe9a3", "数字和检索词的底色"),
}
# What stands on what, for all that a theme can change. The colours of verdicts are the same on every site.
_TEXTS = (
    ("ink", "paper"), ("ink", "wash"), ("ink", "action_wash"), ("ink", "mark"), ("ink_2", "paper"), ("ink_2", "wash"), ("link", "paper"),
    ("link", "wash"), ("link", "action_wash"), ("visited", "paper"), ("visited", "wash"), ("action", "paper"), ("action", "action_wash"), ("on_action", "action"),
    ("on_bar", "bar"), ("seal", "paper"), ("#155c33", "paper"), ("#5f4200", "paper"),
)  # fmt: skip
_EDGES = (("#767f8c", "paper"),)
_FOLLOW = ("link", "bar", "action_wash")  # what follows from action
_FALLBACK = {"sans": "sans-serif", "serif": "serif"}


@dataclass(frozen=True, slots=True)
class Theme:
    """Tokens and fonts that differ from the package's, as (name, value); ``logo``: a picture in ``content/``."""

    colours: tuple[tuple[str, str], ...] = ()
    fonts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    logo: str = ""

    @property
    def css(self) -> str:
        """The tokens for the end of both editions' sheets: whatever a reader chooses is more specific."""
        lines = [f"--{name.replace('_', '-')}:{value}" for name, value in self.colours]
        lines += [f"--{name}:{','.join([*(_quoted(f) for f in fonts), _FALLBACK[name]])}" for name, fonts in self.fonts]
        return f":root{{{';'.join(lines)}}}" if lines else ""


NO_THEME = Theme()


def _quoted(font: str) -> str:
    return font if re.fullmatch(r"[a-z-]+", font) else f'"{font}"'


@cache
def palettes() -> dict[str, dict[str, str]]:
    """The package's palettes by name."""
    root, problems = parse_yaml(read_default("palettes.yml"), "palettes.yml")
    assert isinstance(root, Node), problems
    return {
        name.value: {key.value: value.value for key, value in palette.entries if isinstance(value, Scalar)}
        for name, palette in root.entries
        if isinstance(palette, Node)
    }


def read_theme(r: Reader) -> Theme:
    """The theme, its colours checked against each other."""
    chosen = dict(palettes()[r.choice("palette", palettes(), default="blue")])
    own = r.mapping_at("colours")
    if own is not None:
        chosen |= _colours(own)
        own.close(TOKENS)
    fonts = r.mapping_at("fonts")
    stacks = tuple((name, found) for name in _FALLBACK if (found := _fonts(fonts, name))) if fonts else ()
    if fonts:
        fonts.close()
    logo = r.text("logo")
    if logo and (not is_picture(logo) or re.search(r"[/\\:]", logo)):
        r.problem("logo", "theme.logo", f"“{logo}”", "和 site.yml 放在一起的 PNG、JPEG 或 GIF 图片，如 logo.png", "把图片放到 site.yml 旁边，只写文件名")
        logo = ""
    colours = completed(chosen)
    holder = own or r
    for key, faint in _by_cause(chosen).items():
        on, below, ratio = min(faint, key=lambda pair: pair[2])
        what = f"“{on}”（{_hex(on, colours)}）在“{below}”（{_hex(below, colours)}）上的对比度是 {ratio:.1f}:1"
        least, better = _EDGE if (on, below) in _EDGES else LEAST, _readable(key, chosen)
        holder.problem(key, "theme.contrast", what, f"不低于 {least:.0f}:1，人人看得清", f"改成 {better}，或更深（更浅）的颜色" if better else "和别的颜色一起改")
    return Theme(tuple(sorted((k, v) for k, v in colours.items() if v != TOKENS[k][0])), stacks, logo)


def _colours(r: Reader) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in TOKENS:
        value = r.text(name).lower()
        if not value and r.mapping.get(name):  # behind an unquoted # all is a comment
            r.problem(name, "theme.colour", "空值", "加引号的六位颜色值，如 \"#0a3a7a\"", "给颜色值加引号：YAML 里 # 后面的是注释")
        elif value and not _HEX.match(value):
            r.problem(name, "theme.colour", f"“{value}”", "加引号的六位颜色值，如 \"#0a3a7a\"", "改成这种写法")
        elif value:
            found[name] = value
    return found


def _fonts(r: Reader, name: str) -> tuple[str, ...]:
    fonts = r.texts(name)
    for font in fonts:
        if not _FONT.match(font):
            r.problem(name, "theme.font", f"“{font}”", "读者电脑上字体的名称，如 Source Han Sans SC", "只写名称，一项一个")
    return tuple(f for f in fonts if _FONT.match(f))


def completed(chosen: Mapping[str, str]) -> dict[str, str]:
    """All tokens: what was chosen, what follows from it, and the package's own."""
    said = dict(chosen)
    if "action" in said:
        said = {"link": said["action"], "bar": said["action"], "action_wash": _mixed(said["action"], said.get("paper", "#ffffff"))} | said
    return {name: said.get(name, default) for name, (default, _) in TOKENS.items()}


Faint = tuple[str, str, float]  # what stands on what, and their contrast


def too_faint(colours: Mapping[str, str]) -> Iterator[Faint]:
    """What is too near its ground."""
    for pairs, least in ((_TEXTS, LEAST), (_EDGES, _EDGE)):
        for on, below in pairs:
            found = contrast(_hex(on, colours), _hex(below, colours))
            if found < least:
                yield on, below, found


def _by_cause(chosen: Mapping[str, str]) -> dict[str, list[Faint]]:
    """By the colour that the site chose, or that another follows from, what it makes hard to read."""
    found: dict[str, list[Faint]] = {}
    for on, below, ratio in too_faint(completed(chosen)):
        causes = (name if name in chosen else "action" if name in _FOLLOW and "action" in chosen else "" for name in (on, below))
        found.setdefault(next(filter(None, causes), on), []).append((on, below, ratio))
    return found


def _readable(key: str, chosen: Mapping[str, str]) -> str:
    """The nearest shade of a chosen colour with which all that it stands on and under can be read; empty where there is none."""
    own = completed(chosen).get(key, "#000000")
    for step in range(1, 21):
        for end in ("#000000", "#ffffff"):
            if key not in _by_cause({**chosen, key: (shade := _mixed(end, own, step / 20))}):
                return shade
    return ""


def _hex(name: str, colours: Mapping[str, str]) -> str:
    return colours.get(name, name)


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _mixed(colour: str, ground: str, share: float = 0.09) -> str:
    return "#" + "".join(f"{round(b + (a - b) * share):02x}" for a, b in zip(_rgb(colour), _rgb(ground), strict=True))


def _luminance(colour: str) -> float:
    parts = [c / 255 for c in _rgb(colour)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """Contrast of two colours as WCAG counts it: 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
