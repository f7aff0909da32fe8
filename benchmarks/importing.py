"""Word files through other converters beside ours: how many of the numbers a reader sees in Word are kept.

    python benchmarks/importing.py          # mammoth, markitdown and pandoc are tried where they are installed

The documents are those of the tests: five templates of automatic numbering, each with what Word shows.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.unit.importers.test_word_numbers import DEPTHS, SHOWN
from tests.word_files import Word

Convert = Callable[[bytes], str]
PROSE = "全年修建道路12公里，栽种行道树3000株。"


def ours(data: bytes) -> str:
    from builder.importers.word import read

    return "\n".join(line.text for line in read(data).lines)


def mammoth(data: bytes) -> str:
    import mammoth as tool

    return re.sub("<[^>]+>", "\n", tool.convert_to_html(io.BytesIO(data)).value)


def markitdown(data: bytes) -> str:
    from markitdown import MarkItDown

    return MarkItDown().convert_stream(io.BytesIO(data), file_extension=".docx").text_content


def pandoc(data: bytes) -> str:
    import pypandoc

    with tempfile.NamedTemporaryFile(suffix=".docx") as file:
        file.write(data)
        file.flush()
        return pypandoc.convert_file(file.name, "gfm", extra_args=["--wrap=none"])


def document(name: str) -> bytes:
    word = Word.template(name)
    for place, depth in enumerate(DEPTHS):
        word.item(f"第{place}项工作", depth)
        word.say(PROSE)
    return word.data()


def kept(text: str, name: str) -> int:
    """Items before which the number stands that Word shows."""
    plain = re.sub(r"[\\#*\s]", "", text)
    labels = [label.removesuffix("甲").strip() for label in SHOWN[name]]
    return sum(f"{label}第{place}项工作" in plain for place, label in enumerate(labels))


def main() -> None:
    tools: list[Convert] = [ours, mammoth, markitdown, pandoc]
    print("| numbering | " + " | ".join(tool.__name__ for tool in tools) + " |\n|" + "---|" * (len(tools) + 1))
    for name in SHOWN:
        data, row = document(name), []
        for tool in tools:
            try:
                row.append(f"{kept(tool(data), name)} of {len(DEPTHS)}")
            except ImportError:
                row.append("not installed")
        print(f"| {name} ({SHOWN[name][0].removesuffix('甲').strip()} {SHOWN[name][1].removesuffix('甲').strip()}) | " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
