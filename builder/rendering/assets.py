"""Style sheets and scripts: several readable files in the house, few requests for the reader.

Comes in: the static files by name. Goes out: the same, with each line ``@import "part.css";`` (which at
the head of a sheet a browser would understand too) and ``//= part.js`` replaced by the file beside it, parts that are
included somewhere left out, comments, indents and the blanks of style sheets dropped: they are for those who read the source; and
style sheets made readable for older browsers (``older``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from posixpath import dirname, join

from builder.rendering.older import with_older_words

SHEETS = ("static/css/site.css", "static/css/elder.css")
OWN_SHEET = "static/css/own.css"
_INCLUDE = re.compile(r"^(?:@import \"([\w.-]+\.css)\";|//= ([\w.-]+\.js))$", re.MULTILINE)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_BLANK = re.compile(r"(?<=[{}:,;])\s+|(?<!\s)\s++(?=[{}>]|!important)|(?<=>)\s+|;(?=\s*\})")
_JS_COMMENT = re.compile(r"^[ \t]*//.*\n|^[ \t]+", re.MULTILINE)  # no string of ours goes over lines
_BLANK = re.compile(r"\n\s*\n+")


def bundle_assets(files: Mapping[str, bytes], theme: str = "") -> dict[str, bytes]:
    """Published static files by name. A part that does not exist is a KeyError that names it.

    The sheet of each edition ends with the site's theme and its ``own.css``, if it has one: what is said last holds.
    """
    included: set[str] = {OWN_SHEET}
    own = files.get(OWN_SHEET, b"").decode()
    texts = {name: _with_parts(name, content.decode(), files, included) for name, content in files.items() if name.endswith((".css", ".js"))}

    def published(name: str) -> bytes:
        text = texts[name]
        if name in SHEETS:
            text = "\n".join(filter(None, (text, theme, own)))
        text = _CSS_BLANK.sub("", with_older_words(_CSS_COMMENT.sub("", text))) if name.endswith(".css") else _JS_COMMENT.sub("", text)
        return _BLANK.sub("\n", text).strip().encode() + b"\n"

    return {name: published(name) if name in texts else content for name, content in files.items() if name not in included}


def _with_parts(name: str, text: str, files: Mapping[str, bytes], included: set[str]) -> str:
    def part(match: re.Match[str]) -> str:
        other = join(dirname(name), match[1] or match[2])
        included.add(other)
        return _with_parts(other, files[other].decode(), files, included)

    return _INCLUDE.sub(part, text)
