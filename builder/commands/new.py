"""``gongkai new site``: a site that builds and deploys at once."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.checks.collection import SAMPLE_AGENCY
from builder.commands.program import REQUIREMENTS, repository_of, wheel_of
from builder.content.kinds import shipped_kinds
from builder.content.schemas import SCHEMAS, editor_files
from builder.defaults import read_default
from builder.model import ReportKind

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

INBOX = "inbox"
_SAMPLE = f"content/reports/{SAMPLE_AGENCY}/{SAMPLE_AGENCY}-2025-zongjie-jihua.md"

# What the README says of the documents where it is not known in which repository they lie.
_DOCUMENTS = "程序代码的 `docs/` 文件夹，从 `docs/index.md` 读起；手边没有的，向给你程序的人要。"

# Place in the site → file of new_site/ that is written there.
SITE_FILES = {
    "README.md": "README.md",
    ".gitignore": "gitignore",
    REQUIREMENTS: REQUIREMENTS,
    ".github/workflows/pages.yml": "pages.yml",
    ".github/workflows/inbox.yml": "inbox.yml",
    f"{INBOX}/README.md": "inbox.md",
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


def new_site(folder: Path, program: str = "", wheel: str = "", *, sample: bool = True) -> NewSite:
    """A site with what its repository needs to publish it: workflows, README, list of what to ignore, settings of editors.

    ``program`` is the line that installs the program (``program.parse_program``); empty: open, the workflow stops until it is written. ``wheel``
    is a file that goes where the line says. ``sample``: one report that says of itself that it is made up.
    A file that exists, in a repository that was made before, is never touched.
    """
    check_free(folder)
    texts = {place: read_default(f"new_site/{name}") for place, name in SITE_FILES.items()}
    texts[REQUIREMENTS] += f"{program}\n" if program else ""
    if home := repository_of(program):
        texts["README.md"] = texts["README.md"].replace(_DOCUMENTS, f"{home} 的 `docs/` 文件夹，从 `docs/index.md` 读起。")
    if sample:
        texts["content/agencies.yml"] += read_default("new_site/sample_agency.yml")
        texts[_SAMPLE] = read_default("new_site/sample.md")
    written: list[Path] = []
    kept: list[Path] = []
    # content/ comes last: where it stands, a site has been made.
    for place, text in sorted((editor_files(shipped_kinds()) | texts).items(), key=lambda item: item[0].startswith("content/")):
        target = folder / place
        if target.exists():
            kept.append(target)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
        written.append(target)
    place = wheel_of(program)
    if wheel and place and not (folder / place).exists() and Path(wheel).is_file():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(wheel, folder / place)
        written.append(folder / place)
    (folder / "content" / "reports").mkdir(exist_ok=True)
    return NewSite(tuple(written), tuple(kept))


def write_editor_files(root: Path, kinds: Sequence[ReportKind]) -> list[Path]:
    """Write what editors are told anew, as this version of the program has it; settings that exist are the owner's, and stay."""
    written: list[Path] = []
    for place, text in editor_files(kinds).items():
        target = root / place
        if target.exists() and not place.startswith(SCHEMAS):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
        written.append(target)
    return written


def start_repository(folder: Path, written: Sequence[Path]) -> bool:
    """Make the folder a git repository with what was ``written`` and the content in its first commit to be; nothing else that lies there is added.

    Not where it is, or lies in, a repository already, nor where git is not installed.
    """
    git = shutil.which("git")
    if git is None or _repository_around(folder):
        return False
    places = [path.relative_to(folder).as_posix() for path in written]
    commands = (("init", "--quiet"), ("symbolic-ref", "HEAD", "refs/heads/main"), ("add", "--", *places, "content"))
    runs = (subprocess.run([git, "-C", str(folder), *command], capture_output=True, check=False) for command in commands)  # noqa: S603 - our own words
    return all(run.returncode == 0 for run in runs)


def _nameless(folder: Path) -> bool:
    """Would a commit here stop with "Author identity unknown"? Asked of git itself, which knows where a name may stand."""
    git = shutil.which("git")
    return git is not None and subprocess.run([git, "-C", str(folder), "var", "GIT_AUTHOR_IDENT"], capture_output=True, check=False).returncode != 0  # noqa: S603


def _repository_around(folder: Path) -> Path | None:
    here = folder.resolve()
    return next((place for place in (here, *here.parents) if (place / ".git").exists()), None)


def next_steps(folder: Path, program: str, kept: Collection[Path], *, started: bool = False, reports: bool = False) -> list[str]:
    """What the owner does now: three steps, and what is still missing for the workflow to run.

    ``started``: the folder was made a repository; ``reports``: it has reports of its own.
    """
    requirements, wheel = folder / REQUIREMENTS, wheel_of(program)
    missing: list[str] = []
    around = _repository_around(folder)
    if around and around != folder.resolve():
        missing.append(f"{folder} 在另一个 git 仓库 {around} 里；GitHub 只运行仓库最外层的工作流，请把它移到外面，作为单独的仓库")
    if requirements in kept:
        missing.append(f"请核对 {requirements}：自动公开要求其中只有一行，写明程序从哪里来" + (f"：{program}" if program else ""))
    elif not program:
        missing.append(f"程序从哪里来还没有写：请照 {requirements} 里的说明补上一行，否则自动公开会停在“安装程序”")
    if wheel and not (folder / wheel).is_file():
        missing.append(f"请把 wheel 文件放到 {folder / wheel}，一起提交")
    if folder / ".gitignore" in kept:
        missing.append(f"请核对 {folder / '.gitignore'}：其中应有 /site/、/.cache/ 和 /.venv/")
    if started and _nameless(folder):
        missing.append(
            'git 还不知道是谁在提交。先敲 git config --global user.name "姓名或单位" 和 git config --global user.email "邮箱"，每台电脑一次；写进提交历史，公开的仓库里谁都看得到'
        )
    where = "" if folder == Path() else f" --site-root {folder}"
    commit = 'git commit -m "新建网站"' if started else "提交"
    return [
        *missing,
        "下一步：",
        f"1. {'核对导入的文件' if reports else f'gongkai import 报告.docx{where}'}：gongkai check{where} 没有错误才能公开；用 gongkai serve{where} 看一看",
        f"2. 先读 {folder / 'README.md'}：公开的仓库，草稿和历史也是公开的；然后 {commit}，推送到 GitHub",
        "3. 在 GitHub 仓库里选一次：Settings → Pages → Source：GitHub Actions。以后每次推送都自动检查、生成、公开",
    ]
