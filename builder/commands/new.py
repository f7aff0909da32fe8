"""``gongkai new site``: a site that builds and deploys at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from builder.commands.program import REQUIREMENTS, wheel_of
from builder.defaults import read_default

_CONTENT = (
    "site.yml",
    "agencies.yml",
    "topics.yml",
    "terms.yml",
    "columns/guide.md",
    "columns/rules.md",
    "columns/catalog.md",
    "columns/annual.md",
    "columns/request.md",
    "columns/help.md",
    "columns/accessibility.md",
    "columns/about.md",
)

# Place in the site → file of new_site/ that is written there. content/ comes last: where it stands, a site has been made.
SITE_FILES = {
    "README.md": "README.md",
    ".gitignore": "gitignore",
    REQUIREMENTS: REQUIREMENTS,
    ".github/workflows/pages.yml": "pages.yml",
    **{f"content/{name}": name for name in _CONTENT},
}


class AlreadyThere(Exception):
    """The target exists; its text says which, in Chinese."""


@dataclass(frozen=True, slots=True)
class NewSite:
    """What was written, and which files were there before and are as they were."""

    written: tuple[Path, ...]
    kept: tuple[Path, ...]


def check_free(folder: Path) -> None:
    """Refuse a folder that holds a site already."""
    if (folder / "content").exists():
        raise AlreadyThere(f"{folder / 'content'} 已经有了；请换一个文件夹")


def new_site(folder: Path, program: str = "") -> NewSite:
    """An empty site with what its repository needs to publish it: workflow, README, list of what to ignore.

    ``program`` is the line that installs the program (``program.parse_program``); empty: open, the workflow stops until it is written.
    A file that exists, in a repository that was made before, is never touched.
    """
    check_free(folder)
    written: list[Path] = []
    kept: list[Path] = []
    for place, name in SITE_FILES.items():
        target = folder / place
        if target.exists():
            kept.append(target)
            continue
        text = read_default(f"new_site/{name}")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"{text}{program}\n" if program and place == REQUIREMENTS else text, encoding="utf-8", newline="\n")
        written.append(target)
    (folder / "content" / "reports").mkdir()
    return NewSite(tuple(written), tuple(kept))


def next_steps(folder: Path, program: str, kept: Collection[Path]) -> list[str]:
    """What the owner does now: three steps, and what is still missing for the workflow to run."""
    requirements, wheel = folder / REQUIREMENTS, wheel_of(program)
    missing: list[str] = []
    around = next((parent for parent in folder.resolve().parents if (parent / ".git").exists()), None)
    if around and not (folder / ".git").exists():
        missing.append(f"{folder} 在另一个 git 仓库 {around} 里；GitHub 只运行仓库最外层的工作流，请把它移到外面，作为单独的仓库")
    if requirements in kept:
        missing.append(f"请核对 {requirements}：自动公开要求其中只有一行，写明程序从哪里来" + (f"：{program}" if program else ""))
    elif not program:
        missing.append(f"程序从哪里来还没有写：请照 {requirements} 里的说明补上一行，否则自动公开会停在“安装程序”")
    if wheel and not (folder / wheel).is_file():
        missing.append(f"请把 wheel 文件放到 {folder / wheel}，一起提交")
    if folder / ".gitignore" in kept:
        missing.append(f"请核对 {folder / '.gitignore'}：其中应有 /site/、/.cache/ 和 /.venv/")
    return [
        *missing,
        "下一步：",
        f"1. gongkai import 报告.txt --site-root {folder}，核对后用 gongkai serve --site-root {folder} 看一看",
        f"2. 先读 {folder / 'README.md'}：公开的仓库，草稿和历史也是公开的；然后提交，推送到 GitHub",
        "3. 在 GitHub 仓库里选一次：Settings → Pages → Source：GitHub Actions。以后每次推送都自动检查、生成、公开",
    ]
