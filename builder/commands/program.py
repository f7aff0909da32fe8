"""Where a site's workflow gets the program from: one place that cannot change behind the owner's back.

Unless the owner says otherwise it is what the program that runs was installed from. A bare package name would be looked up on a public index,
where a stranger may own it, so only two forms are taken: the owner's repository at a tag or commit, or a wheel file that lies in the site's own
repository.
"""

from __future__ import annotations

import json
import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path, PurePath
from urllib.parse import urlsplit
from urllib.request import url2pathname

REQUIREMENTS = "requirements.txt"
WHEELS = "wheels"

# A line of requirements.txt. POSIX, not Python: new_site/pages.yml holds the same pattern and asks it of the line before it installs.
_REF = r"([0-9a-f]{40}|v?[0-9]+(\.[0-9]+)+([.-]?(a|b|rc|alpha|beta|dev|post)\.?[0-9]*)?)"
_EXTRA = r"(\[[a-z]+(, ?[a-z]+)*\])?"  # parts of the program that only some need: [pdf]
PINNED = (
    rf"gongkai{_EXTRA} @ git\+https://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+@{_REF}"
    rf"|\./([A-Za-z0-9_-][A-Za-z0-9._-]*/)*gongkai-[0-9][A-Za-z0-9_.+]*-py3-none-any\.whl{_EXTRA}"
)

FORMS = ("git+https://代码托管网站/所有者/gongkai@v0.1.0", f"{WHEELS}/gongkai-0.1.0-py3-none-any.whl")


class ProgramRefused(Exception):
    """The program would not come from one fixed place; its text says why, in Chinese."""


def parse_program(text: str) -> str:
    """What the owner wrote → the one line of requirements.txt that installs it.

    ``text`` is a repository's address with a tag or a commit of 40 digits (``git+https://…/gongkai@v0.1.0``), or the path of a wheel file
    inside the site's folder; either with extras where pip takes them (``gongkai[pdf] @ git+…``, ``….whl[pdf]``). Raises ``ProgramRefused``.
    """
    given, extra = text.strip(), ""
    if named := re.match(rf"gongkai({_EXTRA}) @ *", given):
        given, extra = given[named.end() :], named[1]
    elif wheel := re.fullmatch(rf"(.+\.whl)({_EXTRA})", given):
        given, extra = wheel[1], wheel[2]
    if given.startswith("git+"):
        line = f"gongkai{extra} @ {given}"
    elif given.endswith(".whl"):
        line = "./" + given.replace("\\", "/").removeprefix("./") + extra
    else:
        line = given
    if re.fullmatch(PINNED, line):
        return line
    raise ProgramRefused(f"“{_shown(text)}”：{_why(given)}。两种写法：{FORMS[0]}（网址和版本标签），或 {FORMS[1]}（站点文件夹里的 wheel 文件）")


def wheel_of(line: str) -> str:
    """The wheel's path inside the site's folder; empty when the program comes from a repository or is still open."""
    return line.removeprefix("./").partition("[")[0] if line.startswith("./") else ""


def repository_of(line: str) -> str:
    """The address of the program's repository, its documents in it; empty when it comes as a wheel or is still open."""
    found = re.match(rf"gongkai{_EXTRA} @ git\+(?P<home>https://.+)@", line)
    return found["home"].removesuffix(".git") if found else ""


def installed_from(record: str) -> tuple[str, str]:
    """Where the program that runs was itself installed from: (what ``parse_program`` takes, the wheel's file); empty where that is no fixed place.

    ``record`` is the text of direct_url.json (PEP 610), which installers leave beside a package that came from an address or a file.
    """
    try:
        said = json.loads(record or "{}")
        url, vcs = str(said.get("url", "")), said.get("vcs_info") or {}
    except (ValueError, AttributeError):
        return "", ""
    if vcs.get("vcs") == "git":
        refs = (str(vcs.get("requested_revision", "")), str(vcs.get("commit_id", "")))
        source = next((f"git+{url}@{ref}" for ref in refs if re.fullmatch(_REF, ref)), "")
        return (source, "") if re.fullmatch(PINNED, f"gongkai @ {source}") else ("", "")
    if url.startswith("file:") and url.endswith(".whl"):
        wheel = url2pathname(urlsplit(url).path)
        source = f"{WHEELS}/{PurePath(wheel).name}"
        return (source, wheel) if re.fullmatch(PINNED, f"./{source}") else ("", "")
    return "", ""


def wheel_named(given: str, own: str) -> str:
    """The file to copy for a wheel that was named: the one that lies there, else the one of that name which this program was installed from."""
    if Path(given).is_file():
        return given
    return own if own and PurePath(own).name == PurePath(given.replace("\\", "/")).name else ""


def own_record() -> str:
    """The record of the program that runs; empty where it was not installed from an address or a file."""
    try:
        return distribution("gongkai").read_text("direct_url.json") or ""
    except PackageNotFoundError:
        return ""


def _why(given: str) -> str:
    """What is wrong with a source that was refused."""
    scheme, mark, rest = given.removeprefix("git+").partition("://")
    host, _, path = rest.partition("/")
    if mark and scheme == "http":
        return "http:// 没有加密，取来的程序可能在路上被替换；请用 https://"
    if mark and "@" in host:
        return "网址里不能写账号或口令，它会随仓库公开；取不到的私有程序请用 wheel 文件"
    if mark and (scheme != "https" or not given.startswith("git+")):
        return "网址应以 git+https:// 开头，并指向程序的代码仓库"
    if mark:
        return _why_ref(path.rpartition("@")[2] if "@" in path else "")
    if given.endswith(".whl"):
        outside = given.startswith(("/", "\\", "~")) or ".." in re.split(r"[/\\]", given) or re.match("[A-Za-z]:", given)
        return (
            f"wheel 文件要放在站点文件夹里，随仓库一起提交；请复制到 {WHEELS}/，写相对站点文件夹的路径"
            if outside
            else "wheel 文件应名为 gongkai-版本-py3-none-any.whl，路径只用英文字母、数字、“.”“_”“-”"
        )
    return "只写名称时，安装程序会到公共软件仓库按名称去找，那里的名称谁都可以抢注，装到的可能是别人的程序"


def _why_ref(ref: str) -> str:
    if not ref:
        return "没有写明版本，每次装到的可能都不一样；请在最后写 @ 和版本标签（如 @v0.1.0），或 40 位的提交编号"
    if re.fullmatch(rf"{_REF}{_EXTRA}", ref) and "[" in ref:
        return f"{ref[ref.index('[') :]} 要写在 gongkai 后面：gongkai[pdf] @ git+https://…"
    if re.fullmatch(_REF, ref):
        return "网址里只能有英文字母、数字和“.”“-”“_”“~”"
    return f"“@{ref}”不是版本标签（如 @v0.1.0），也不是 40 位的提交编号；分支的内容会变，每次装到的可能都不一样"


def _shown(text: str) -> str:
    """The text as it may be printed: an account or a token in an address stays out of logs."""
    return re.sub(r"(://)[^/@\s]+@", r"\1…@", text.strip())
