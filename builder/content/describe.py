"""What a reader of content asks for → a JSON Schema of it. The readers are the one table of fields: nothing is listed twice.

A ``Describer`` stands in for a ``Reader``: it answers as an empty file would and writes down each key with the shape wanted, so a field that is
added to a reader is in the schema at once. A schema is as generous as the reader: a number may stand for text, a single item for a list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from builder.content.fields import DATE_PATTERN, EMAIL_PATTERN, FLAGS, ID_PATTERN, WEB_ADDRESS_PATTERN, Missing, Reader
from builder.content.front_matter import Mapping as Node
from builder.content.front_matter import Node as AnyNode

T = TypeVar("T")
Schema = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"  # the newest that the YAML plug-ins of editors know whole
_SCALAR = ["string", "number", "boolean"]
_TEXT: Schema = {"type": [*_SCALAR, "null"]}


def describe(read: Callable[[Reader], object], words: Mapping[str, str]) -> Schema:
    """The schema of a mapping that ``read`` reads. ``words``: what a field means, by its key (``publisher.phone``)."""
    seen = Describer()
    read(seen)
    return seen.schema(words)


class Describer(Reader):
    """Takes the questions of a reader, and answers nothing."""

    def __init__(self, prefix: str = "") -> None:
        super().__init__(Node((), 1), "", [], prefix)
        self.forms: dict[str, list[Schema]] = {}
        self.required: list[str] = []
        self.inner: list[Describer] = []

    def schema(self, words: Mapping[str, str]) -> Schema:
        """What was asked for so far, as an object; keys in the order of the questions."""
        properties = {key: self._property(key, forms, words) for key, forms in self.forms.items()}
        return {
            "type": "object",
            "properties": properties,
            **({"required": self.required} if self.required else {}),
            "additionalProperties": False,
        }

    def _property(self, key: str, forms: list[Schema], words: Mapping[str, str]) -> Schema:
        kept = [form for form in forms if form != _TEXT] if all(form == _TEXT or "enum" in form for form in forms) else forms
        shapes = [_worded(form, words) for form in kept or [_TEXT]]
        told = words.get(self.prefix + key, "")
        return {**({"description": told} if told else {}), **(shapes[0] if len(shapes) == 1 else {"anyOf": shapes})}

    def _note(self, key: str, form: Schema, *, required: bool = False) -> None:
        forms = self.forms.setdefault(key, [])
        if form not in forms:
            forms.append(form)
        if required and key not in self.required:
            self.required.append(key)

    def _within(self, key: str) -> Describer:
        return Describer(f"{self.prefix}{key}.")

    def node(self, key: str) -> AnyNode | None:
        return None

    def text(self, key: str, *, required: bool = False, default: str = "") -> str:
        self._note(key, {"type": _SCALAR} if required else _TEXT, required=required)
        return default

    def choice(self, key: str, allowed: Iterable[str], *, default: str = "", required: bool = False, also: Iterable[str] = ()) -> str:
        options = list(allowed)
        form: Schema = {"enum": options if required else [*options, None]}
        more = [value for value in also if value not in options]
        self._note(key, {"anyOf": [form, {"enum": more}]} if more else form, required=required)
        return default

    def identifier(self, key: str, *, required: bool = True) -> str:
        self._note(key, _matching(ID_PATTERN.pattern, required), required=required)
        return ""

    def web_address(self, key: str) -> str:
        self._note(key, _matching(WEB_ADDRESS_PATTERN.pattern))
        return ""

    def email(self, key: str) -> str:
        self._note(key, _matching(EMAIL_PATTERN.pattern))
        return ""

    def integer(self, key: str, low: int, high: int, *, default: int = 0, missing: Missing | None = None) -> int:
        kinds = ["integer", "string", *([] if missing else ["null"])]
        self._note(key, {"type": kinds, "minimum": low, "maximum": high, "pattern": "^[0-9]{1,9}$"}, required=missing is not None)
        return default

    def flag(self, key: str, *, default: bool = False) -> bool:
        self._note(key, {"enum": [True, False, *FLAGS, None]})
        return default

    def moment(self, key: str, *, missing: Missing | None = None) -> tuple[date | None, str]:
        self._note(key, _matching(DATE_PATTERN.pattern.replace("?:", ""), missing is not None), required=missing is not None)
        return None, ""

    def texts(self, key: str) -> tuple[str, ...]:
        self._note(key, {"type": [*_SCALAR, "array", "null"], "items": {"type": _SCALAR}})
        return ()

    def mapping_at(self, key: str, example: str = "") -> Reader:
        inner = self._within(key)
        self._note(key, {"type": ["object", "null"], "within": inner})
        return inner

    def each(self, key: str, read: Callable[[Reader], T], example: str = "") -> tuple[T, ...]:
        inner = self._within(key)
        read(inner)
        self._note(key, {"type": ["array", "object", "null"], "items": {"within": inner}})
        return ()

    def text_or(self, key: str, short: Callable[[str], T], read: Callable[[Reader], T]) -> T:
        inner = self._within(key)
        read(inner)
        self._note(key, {"anyOf": [_TEXT, {"within": inner}]})
        return short("")

    def texts_or_each(self, key: str, short: Callable[[str, int], T], read: Callable[[Reader], T], wanted: str) -> tuple[T, ...]:
        inner = self._within(key)
        read(inner)
        item: Schema = {"anyOf": [{"type": _SCALAR}, {"within": inner}]}
        self._note(key, {"anyOf": [_TEXT, {"within": inner}, {"type": "array", "items": item}]})
        return ()

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        self._note(key, {"type": ["object", "null"], "additionalProperties": _TEXT})
        return ()

    def close(self, known: Iterable[str] = ()) -> None:
        return


def _matching(pattern: str, required: bool = False) -> Schema:
    """Text of a form: Python's pattern as JSON Schema's."""
    return {"type": ["string"] if required else ["string", "null"], "pattern": f"^{pattern.removesuffix(chr(92) + 'Z')}$"}


def _worded(form: Schema, words: Mapping[str, str]) -> Schema:
    """A form with the mappings within it written out."""
    out: Schema = {}
    for key, value in form.items():
        if key == "within":
            assert isinstance(value, Describer)
            out = {**value.schema(words), **{k: v for k, v in form.items() if k != "within"}}
            break
        if isinstance(value, dict):
            out[key] = _worded(value, words)
        elif key == "anyOf":
            out[key] = [_worded(one, words) for one in value]
        else:
            out[key] = value
    return out
