"""The Jinja environment: autoescape, undefined names are errors, a site's own templates first."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from types import FunctionType, MethodType
from typing import Any

import jinja2
from jinja2 import BytecodeCache, ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context, Macro
from jinja2.utils import internalcode

from builder.compiled import made_folder, place_beside, put
from builder.packaged import packaged_templates
from builder.rendering.body import escaped
from builder.rendering.breaks import phrases
from builder.text import beginning, show_date


def make_environment(own_templates: Sequence[Path] = (), private: Path | None = None) -> Environment:
    """Templates are looked up in the site's folder, then in the package; ``@base/`` names the package's.

    Compiled ones are kept, the site's in ``private``, which nobody else can write in: they are code. A template is read once: whoever wants to
    see what has become of it makes a new environment.
    """
    packaged = FileSystemLoader(packaged_templates())
    loader = ChoiceLoader([*(FileSystemLoader(p) for p in own_templates), packaged, PrefixLoader({"@base": packaged})])
    env = _Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=keep_compiled(private),
    )
    env.context_class, env.code_generator_class = _Quick, _Plainly
    env.filters["date"] = show_date
    env.filters["iso"] = _iso
    env.filters["phrases"] = phrases
    env.filters["beginning"] = beginning
    return env


class _Plainly(CodeGenerator):
    """What a template prints is only joined with what stands around it, so it need not be made a ``Markup`` of its own first."""

    def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")


class _Environment(Environment):
    escaped = staticmethod(escaped)


class _Quick(Context):
    """Macros and plain functions, of which a page calls thousands, are called at once; all else as Jinja calls it."""

    @internalcode
    def call(self, called: Any, /, *args: Any, **named: Any) -> Any:
        kind = type(called)
        if kind is Macro:
            named.pop("_loop_vars", None)
            named.pop("_block_vars", None)
            return called(self.eval_ctx, *args, **named)
        if (kind is FunctionType or kind is MethodType) and not hasattr(called, "jinja_pass_arg"):
            named.pop("_loop_vars", None)
            named.pop("_block_vars", None)
            return called(*args, **named)
        return super().call(called, *args, **named)


def compile_templates(env: Environment) -> None:
    """Have all templates at hand before processes are forked, or each compiles them anew. One that cannot be compiled is told of by who uses it."""
    for name in env.list_templates(filter_func=lambda name: name.endswith(".html") and not name.startswith("@base/")):
        with suppress(Exception):
            env.get_template(name)


class _Kept(BytecodeCache):
    """Compiled templates as files, by folder of the templates. What cannot be kept, was kept in part or was compiled by other code is compiled again."""

    def __init__(self, shipped: Path | None, own: Path | None) -> None:
        self._packaged, self._shipped, self._own = packaged_templates(), shipped, own

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The file; empty where there is no place for it."""
        folder = self._shipped if filename and Path(filename).is_relative_to(self._packaged) else self._own
        return str(folder / f"{super().get_cache_key(name, filename)}.{sys.implementation.cache_tag}") if folder else ""

    def get_source_checksum(self, source: str) -> str:
        """Of all that decides how it is compiled: Jinja and this module too."""
        return super().get_source_checksum(_compiler() + source)

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            with Path(bucket.key).open("rb") as file:
                bucket.load_bytecode(file)
        except Exception:
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.key:
            with suppress(OSError):
                put(Path(bucket.key), bucket.bytecode_to_string())


@cache
def _compiler() -> str:
    return f"{jinja2.__version__} {hashlib.sha256(Path(__file__).read_bytes()).hexdigest()}"


def keep_compiled(private: Path | None) -> BytecodeCache:
    """Templates that ship are kept as modules are, beside their source: who can write there can write code. A site's own, in ``private``."""
    own = made_folder(private / "templates", 0o700) if private else None
    beside = None if sys.dont_write_bytecode else place_beside(packaged_templates())
    return _Kept(beside or own, own)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


__all__ = ["make_environment", "packaged_templates"]
