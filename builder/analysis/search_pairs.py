"""Which shards can hold a phrase? Neighbouring tokens → the shards in which they stand side by side.

Comes in: shards with their twins. Goes out: files of pairs, one bit a shard. A phrase can only stand in a shard that
has all its pairs, so that a rare word asks one shard of fifty. The browser's half is in search/where.js.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from builder.analysis.tokens import HEAD, POINT, SIGNS, SPACE, tokenize

PAIRS_A_FILE = 500
SLICES = 256  # a power of two: what an edit changes is found, and made anew, slice by slice
_PLACES = frozenset((POINT, *SIGNS.values()))
_NEXT = "\f"


class Searched(Protocol):
    """What is read of a shard: the twins of its records and what its reports are called."""

    @property
    def twins(self) -> Iterable[str]: ...

    @property
    def names(self) -> Iterable[str]: ...


def shard_pairs(shard: Searched) -> str:
    """The neighbouring tokens of one shard, a pair a line, slice after slice: what can be kept of it while it does not change."""
    slices: list[set[str]] = [set() for _ in range(SLICES)]
    numbers: dict[str, int] = {}
    for first, second in _pairs(shard):
        number = numbers.get(first, -1)
        if number < 0:
            number = numbers[first] = bucket(first, SLICES)
        slices[number].add(f"{first} {second}")
    return _NEXT.join("\n".join(sorted(pairs)) for pairs in slices)


def joined_pairs(columns: Sequence[str]) -> str:
    """What parts of a shard say, as the whole says it."""
    return _NEXT.join("\n".join(sorted({pair for column in columns for pair in _lines(column)})) for columns in slices_of(columns))


def slices_of(columns: Sequence[str]) -> list[tuple[str, ...]]:
    """What ``shard_pairs`` says of each shard, in the same order, slice by slice: of each, a column a shard."""
    return list(zip(*(column.split(_NEXT) for column in columns), strict=True))


def count_of_pairs(columns: Sequence[str]) -> int:
    """How many pairs a slice has."""
    return len(set().union(*map(_lines, columns)))


def file_count(pairs: int) -> int:
    """Over how many files so many pairs are spread: a power of two."""
    return 1 << max(0, (pairs // PAIRS_A_FILE).bit_length())


def gathered(slices: Sequence[Sequence[str]], count: int) -> list[tuple[str, ...]]:
    """The slices; where there are fewer files than slices, those of each file as one."""
    step = min(count, SLICES)
    return [tuple("\n".join(filter(None, same)) for same in zip(*slices[number::step], strict=True)) for number in range(step)]


def pair_files(columns: Sequence[str], count: int, number: int) -> dict[int, dict[str, str]]:
    """Those of ``count`` files that one of the gathered slices fills: two neighbouring tokens as one string → a hexadecimal number.

    A bit a shard, the lowest for the oldest, so that a new shard is a bit more and moves no other. Two pairs that read the same share their bits.
    """
    files: dict[int, dict[str, int]] = {n: {} for n in range(number, count, SLICES)}
    buckets: dict[str, int] = {}
    for shard, column in enumerate(reversed(columns)):
        bit = 1 << shard
        for pair in _lines(column):
            first, _, second = pair.partition(" ")
            at = buckets.get(first, -1)
            if at < 0:
                at = buckets[first] = bucket(first, count)
            file = files[at]
            file[first + second] = file.get(first + second, 0) | bit
    return {n: {pair: f"{mask:x}" for pair, mask in sorted(file.items())} for n, file in files.items()}


def _lines(column: str) -> list[str]:
    return column.split("\n") if column else []


def bucket(token: str, count: int) -> int:
    """The file of the pairs that begin with a token; ``bucketOf`` in where.js reckons the same."""
    number = 0
    for char in token:
        number = (number * 31 + ord(char)) % 1_000_003
    return number % count


def _pairs(shard: Searched) -> Iterator[tuple[str, str]]:
    known: dict[str, str] = {}
    for stream in (*shard.twins, *(" ".join(tokenize(name)) for name in shard.names)):
        last = ""
        for token in stream.split(" "):
            core = known.get(token)
            if core is None:
                core = known[token] = _core(token)
            if core and last:
                yield last, core
            # A space of the original takes no place; a mark that stands alone parts what it stands between.
            last = core or (last if token == SPACE else "")


def _core(token: str) -> str:
    """What a query can ask for of a token: letters, digits and signs, in lower case."""
    plain = token.removesuffix(HEAD).lower()
    return "".join(c for c in plain if c in _PLACES or unicodedata.category(c) in _COUNTED)


_COUNTED = frozenset(("Lu", "Ll", "Lt", "Lm", "Lo", "Nl", "Nd"))
