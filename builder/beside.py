"""Files that lie beside a content file and are published with it: attachments and pictures. The edge that reads them.

Comes in: a report or column and where its file lies. Goes out: bytes by file name; one that is missing, leads elsewhere or is not
what its name says is an error on the line that names it.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from pathlib import Path

from builder.checks.attached import check_picture
from builder.content.attachments import attachment_type, content_fault
from builder.content.pictures import is_picture, picture_fault
from builder.model import Picture, Report
from builder.problems import Location, Problem


def attachment_bytes(report: Report, path: Path, root: Path, problems: list[Problem]) -> dict[str, bytes]:
    """The report's attachments by file name; ``path``: its own file."""
    found: dict[str, bytes] = {}
    for number, attachment in enumerate(report.meta.attachments):
        name = attachment.file
        if not name:
            continue
        place = report.place(f"attachments.{number}.file")
        data = _read(path.parent / name, root, lambda real: attachment_type(real) is not None)
        if data is None:
            said, wanted = f"没有文件“{name}”", "与报告放在一起的附件"
            problems.append(Problem(place, "error", "attachment.missing", "attachments", said, wanted, "放好附件或删去这一项"))
        elif data is _ELSEWHERE:
            said = f"“{name}”是通往别处的链接"
            problems.append(Problem(place, "error", "attachment.link", "attachments", said, "文件本身", "把文件复制到报告旁边"))
        elif fault := content_fault(name, data):
            said, remedy = f"“{name}”{fault}", "用原来的程序打开并另存，或改成真实的后缀"
            problems.append(Problem(place, "error", "attachment.content", "attachments", said, "内容和后缀一致的文件", remedy))
        else:
            found[name] = data
    return found


def picture_bytes(
    pictures: Iterable[Picture], shown: str, path: Path, root: Path, problems: list[Problem], told: Container[str] = ()
) -> dict[str, bytes]:
    """The pictures of the file ``path``, which messages name ``shown``; ``told``: those that are attached too, looked through as such."""
    found: dict[str, bytes] = {}
    for picture in pictures:
        name, place = picture.file, Location(shown, picture.line)
        data = found.get(name) or _read(path.parent / name, root, is_picture)
        if data is None:
            said = f"没有图片“{name}”"
            problems.append(Problem(place, "error", "image.missing", "", said, "放在这个文件旁边的图片", "放好图片，或删去这一行"))
        elif data is _ELSEWHERE:
            said = f"图片“{name}”是通往别处的链接"
            problems.append(Problem(place, "error", "image.link", "", said, "文件本身", "把图片复制到这个文件旁边"))
        elif fault := picture_fault(name, data):
            wanted = "完整、不动、后缀和内容一致的图片"
            problems.append(Problem(place, "error", "image.content", "", f"图片“{name}”{fault}", wanted, "用看图的程序打开，另存为 PNG 或 JPEG"))
        else:
            if name not in found and name not in told:
                problems += check_picture(place, name, data)
            found[name] = data
    return found


_ELSEWHERE = b"\0elsewhere"


def _read(path: Path, root: Path, allows: Callable[[str], bool]) -> bytes | None:
    """The bytes; None where there is no such file. A link may lead to another file of content/ only under a name that could stand here itself."""
    try:
        real = path.resolve(strict=True)
        if not real.is_file():
            return None
        return real.read_bytes() if real.is_relative_to((root / "content").resolve()) and allows(real.name) else _ELSEWHERE
    except (OSError, ValueError):
        return None
