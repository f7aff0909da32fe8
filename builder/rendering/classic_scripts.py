"""The modules of the search as classic scripts: a wait instead of many, and browsers load no modules from a folder. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

MODULES = (
    "fold", "where", "excerpt", "match", "figures", "asked", "widen", "shards", "engine", "filters", "view", "recent", "app",
)  # fmt: skip
ON_DEMAND = (  # what only some queries need, as a second file
    "lexicon", "pinyin", "typos", "units", "places", "spoken", "rewrite", "parts", "compared", "answers", "meant", "told", "steps", "plain",
)  # fmt: skip
_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([a-z]+)\.js";$', re.M)
_LATER = re.compile(r'\bimport\("\./([a-z]+)\.js"\)')
_INDENT = re.compile(r"^ +", re.M)  # no text of the modules runs over lines
_EXPORT = re.compile(r"^export ((?:async )?(?:function\*?|class|const|let) ([A-Za-z_]\w*))", re.M)


# Modules by name, and the way to those of the second file.
_SHARED_NAMES = """\
(function () {
"use strict";
const modules = (window.siteSearchModules = window.siteSearchModules || {});
const later = (name) => (modules.later = modules.later || new Promise((resolve, reject) => {
const script = document.createElement("script");
script.src = `${window.siteSearchRoot}static/search/more.js`;
script.onload = resolve;
script.onerror = reject;
document.head.append(script);
})).then(() => modules[name]);"""


def classic_bundle(modules: Mapping[str, str]) -> str:
    """Some of the engine's modules, in order of use, as one script."""
    parts = [_SHARED_NAMES]
    for name, source in modules.items():
        names = ", ".join(match[2] for match in _EXPORT.finditer(source))
        body = _IMPORT.sub(lambda m: f"const {{{m[1].replace(' as ', ': ')}}} = modules.{m[2]};", _EXPORT.sub(r"\1", source))
        body = _INDENT.sub("", _LATER.sub(r'later("\1")', body))
        parts.append(f"modules.{name} = (function () {{\n{body}\nreturn {{ {names} }};\n}})();")
    return "\n".join(parts) + "\n})();\n"
