"""The Jinja environment: autoescape, undefined names are errors, a site's own templates first."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import FunctionType, MethodType
from typing import Any

import jinja2
from jinja2 import ChoiceLoader, Environment, FileSystemBytecodeCache, FileSystemLoader, PrefixLoader, StrictUndefined
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context, Macro
from jinja2.utils import internalcode

from builder.packaged import packaged_templates
from builder.rendering.body import escaped
from builder.rendering.breaks import phrases
from builder.text import show_date


def make_environment(own_templates: Sequence[Path] = (), private: Path | None = None) -> Environment:
    """Templates are looked up in the site's folder, then in the package; ``@base/`` names the package's.

    Compiled ones are kept in ``private``, which nobody else can write in: they are code. A template is read once: whoever wants to see what has
    become of it makes a new environment.
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


class _Kept(FileSystemBytecodeCache):
    """What cannot be kept, or was kept in part, is compiled again."""

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except Exception:
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def keep_compiled(private: Path | None) -> FileSystemBytecodeCache | None:
    """Jinja asks by a template's name and source; what else decides how it is compiled, Jinja and this module, is in the name of the folder."""
    if private is None:
        return None
    key = hashlib.sha256(f"{jinja2.__version__} {Path(__file__).read_text(encoding='utf-8')}".encode()).hexdigest()[:12]
    folder = private / f"templates-{key}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        return None
    return _Kept(str(folder))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


__all__ = ["make_environment", "packaged_templates"]
