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
_PLACES = frozenset((POINT, *SIGNS.values()))


class Searched(Protocol):
    """What is read of a shard: the twins of its records and what its reports are called."""

    @property
    def twins(self) -> Iterable[str]: ...

    @property
    def names(self) -> Iterable[str]: ...


def pair_files(columns: Sequence[str]) -> list[dict[str, str]]:
    """Bucket by bucket: two neighbouring tokens as one string → a hexadecimal number, the lowest bit for the last shard.

    ``columns``: what ``shard_pairs`` says of each shard, newest first; counted from the oldest, so that a new shard is a
    bit more and moves no other. Nothing for a single shard: it has to be asked anyway. Two pairs that read the same
    share their bits.
    """
    if len(columns) < 2:
        return []
    masks: dict[str, int] = {}
    for number, column in enumerate(reversed(columns)):
        bit = 1 << number
        for pair in filter(None, column.split("\n")):
            masks[pair] = masks.get(pair, 0) | bit
    count = 1 << max(0, (len(masks) // PAIRS_A_FILE).bit_length())
    files: list[dict[str, int]] = [{} for _ in range(count)]
    buckets: dict[str, int] = {}
    for pair, mask in masks.items():
        first, _, second = pair.partition(" ")
        number = buckets.get(first, -1)
        if number < 0:
            number = buckets[first] = bucket(first, count)
        file = files[number]
        file[first + second] = file.get(first + second, 0) | mask
    return [{pair: f"{mask:x}" for pair, mask in sorted(file.items())} for file in files]


def shard_pairs(shard: Searched) -> str:
    """The neighbouring tokens of one shard, a pair a line: what can be kept of it while it does not change."""
    return "\n".join(sorted({f"{first} {second}" for first, second in _pairs(shard)}))


def joined_pairs(columns: Sequence[str]) -> str:
    """What parts of a shard say, as the whole says it."""
    return "\n".join(sorted({pair for column in columns for pair in column.split("\n") if pair}))


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
