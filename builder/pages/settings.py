"""/settings/: reading preferences, and what browser and phone offer to readers without script."""

from __future__ import annotations

from dataclasses import dataclass

from builder.pages.page import Crumb, Page


@dataclass(frozen=True, slots=True)
class Advice:
    """A part of the page: plain lines, then name and how-to pairs."""

    id: str
    title: str
    lines: tuple[str, ...] = ()
    steps: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SettingsView:
    advice: tuple[Advice, ...]


_ADVICE = (
    Advice(
        "elder",
        "长者版",
        ("长者版是大字、一栏、少按钮：首页、文件、专题、机构的台账、搜索和帮助都有，文字和标准版一样多，别的页打开标准版。不需要脚本，可以收藏，也可以发给别人。",),
    ),
    Advice(
        "browser",
        "电脑浏览器",
        ("本站跟随浏览器和系统的设置：系统里调大了字、打开了深色或高对比，本站就照办。",),
        (
            ("放大整页", "按住 Ctrl 键再按加号；按减号缩小，按 0 复原。苹果电脑按 Command 键。"),
            ("只放大文字", "Chrome、Edge：设置 › 外观 › 字号。Firefox：设置 › 常规 › 字体大小。"),
            ("深色和高对比", "Windows：设置 › 辅助功能 › 对比度主题。苹果电脑：系统设置 › 辅助功能 › 显示。"),
            ("指针变大", "Windows：设置 › 辅助功能 › 鼠标指针。苹果电脑：系统设置 › 辅助功能 › 显示 › 指针。"),
            ("读出声音", "Edge：右键菜单里的“大声朗读”。苹果电脑：系统设置 › 辅助功能 › 朗读内容。"),
        ),
    ),
    Advice(
        "phone",
        "手机和平板",
        (),
        (
            ("放大文字", "设置 › 显示与亮度（或“显示”）› 字体大小。微信里：我 › 设置 › 关怀模式。"),
            ("临时放大", "两个手指按在屏幕上，慢慢张开。"),
            ("读出声音", "苹果：设置 › 辅助功能 › 朗读内容 › 朗读屏幕，然后两指从上往下划。安卓：设置 › 无障碍 › 随选朗读。"),
            ("读屏软件", "苹果：旁白。安卓：TalkBack 或手机自带的屏幕朗读。华为：设置 › 辅助功能 › 无障碍 › 屏幕朗读。"),
        ),
    ),
    Advice(
        "keys",
        "快捷键",
        (
            "上面的“Alt 快捷键”打开以后才起作用，平时是关着的。按住 Alt 键，再按下面的键。在输入框里打字时不起作用。",
            "Alt+1 到 Alt+6 可能和浏览器换标签的键相同；跳到正文和搜索，也可以用每页开头的两个跳转链接。",
        ),
        (
            ("跳到各区", "1 导航区，2 视窗区（标题），3 服务区，4 交互区，5 列表区，6 正文区"),
            ("朗读", "V 或 X 朗读和暂停，S 语速，P 指读，B 大字幕，Esc 停止"),
            ("显示", "C 阅读标尺，M 鼠标指针，T 长者版（纯文本），R 恢复默认"),
            ("帮助", "问号（同时按 Alt 和 Shift）"),
        ),
    ),
)


def settings_page() -> Page:
    """The same advice in both editions; the form above it appears where script runs."""
    return Page(
        "settings/",
        "settings",
        "显示与朗读设置",
        SettingsView(_ADVICE),
        "字号、配色、间距、指针、朗读语速和辅助；没有脚本时怎样在浏览器和手机里设置",
        (Crumb("显示与朗读设置"),),
    )
