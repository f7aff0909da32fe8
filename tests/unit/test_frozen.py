"""Quick frozen values do what those of ``dataclasses`` do."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, dataclass

import pytest

from builder.frozen import quick, replace


@dataclass(frozen=True, slots=True)
class Plain:
    own: str
    value: int | None
    names: tuple[str, ...] = ()


@quick
@dataclass(frozen=True, slots=True)
class Quick:
    own: str
    value: int | None
    names: tuple[str, ...] = ()


def test_made_shown_compared_and_hashed_alike() -> None:
    for given in (("a", 1), ("a", None, ("b",))):
        plain, made = Plain(*given), Quick(*given)
        assert repr(made) == repr(plain).replace("Plain", "Quick")
        assert dataclasses.astuple(made) == dataclasses.astuple(plain)
        assert hash(made) == hash(plain)
        assert made == Quick(*given)
        assert type(made) is Quick
    assert Quick(own="a", value=2) == Quick("a", 2, names=())


def test_frozen_once_made() -> None:
    made = Quick("a", 1)
    with pytest.raises(FrozenInstanceError):
        made.own = "b"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        replace(made, value=2).value = 3  # type: ignore[misc]


def test_wrong_arguments_are_refused() -> None:
    with pytest.raises(TypeError):
        Quick("a")  # type: ignore[call-arg]
    with pytest.raises(AttributeError):
        replace(Quick("a", 1), other=2)  # type: ignore[call-arg]


def test_changed_pickled_and_copied() -> None:
    made = Quick("a", 1, ("b",))
    assert replace(made, value=None) == Quick("a", None, ("b",)) == dataclasses.replace(made, value=None)
    assert replace(Plain("a", 1), own="b") == Plain("b", 1)
    assert made == Quick("a", 1, ("b",))
    assert pickle.loads(pickle.dumps(made)) == copy.deepcopy(made) == made
    assert len(pickle.dumps(made)) <= len(pickle.dumps(Plain("a", 1, ("b",))))
