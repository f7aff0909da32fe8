"""Frozen dataclasses with slots that are made, changed and pickled several times as quickly; no house imports.

``@dataclass(frozen=True)`` sets each field by ``object.__setattr__``, which is most of the work where a hundred thousand small
values are made of a report's clauses. ``quick`` fills a twin of the class that has the same slots and is not frozen, then tells the value
its true class; once made it is as frozen as before.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, TypeVar

T = TypeVar("T")
_become = object.__dict__["__class__"].__set__


def quick(cls: type[T]) -> type[T]:
    """Decorates ``@dataclass(frozen=True, slots=True)`` without ``__post_init__``; what it does stays the same."""
    found = dataclasses.fields(cls)  # type: ignore[arg-type]
    names = [f.name for f in found]
    twin = type(cls.__name__, cls.__bases__, {"__slots__": tuple(names)})
    defaults = {f"_is_{f.name}": f.default for f in found if f.default is not dataclasses.MISSING}
    given = ", ".join(f"{name}=_is_{name}" if f"_is_{name}" in defaults else name for name in names)
    known = {"_become": _become, "_twin": twin, "_own": cls, "_new": object.__new__, **defaults}
    source = [f"def __init__(self, {given}):", " _become(self, _twin)", *(f" self.{name} = {name}" for name in names), " self.__class__ = _own"]
    source += ["def changed(value, changes):", " made = _new(_twin)", *(f" made.{name} = value.{name}" for name in names)]
    source += [" for name, told in changes.items(): setattr(made, name, told)", " made.__class__ = _own", " return made"]
    source += ["def __reduce__(self):", f" return _own, ({''.join(f'self.{name}, ' for name in names)})"]
    made: dict[str, Any] = {}
    exec("\n".join(source), known, made)  # noqa: S102 - the names of fields, as dataclasses does it
    for name in ("__init__", "__reduce__"):
        setattr(cls, name, made[name])
    _CHANGED[cls] = made["changed"]
    return cls


_CHANGED: dict[type, Any] = {}

if TYPE_CHECKING:
    from dataclasses import replace as replace
else:

    def replace(value, /, **changes):
        """``dataclasses.replace``, for quick ones without looking at each field's definition."""
        changed = _CHANGED.get(type(value))
        return changed(value, changes) if changed else dataclasses.replace(value, **changes)
