"""content/terms.yml → ``Term``s and problems: policies, meetings, documents, places that deserve a gloss."""

from __future__ import annotations

from dataclasses import dataclass

from builder.content.fields import Reader, parse_entries
from builder.content.topics import read_names, repeated_ids, shared_names
from builder.problems import Problem


@dataclass(frozen=True, slots=True)
class Term:
    """A word with a gloss. ``kind`` is what it is (政策, 会议 …); ``source`` where the gloss comes from."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""
    gloss: str = ""
    source: str = ""
    line: int = 0

    @property
    def url(self) -> str:
        """Address below the site's base: ``terms/<id>/``."""
        return f"terms/{self.id}/"

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


def parse_terms(text: str, path: str) -> tuple[tuple[Term, ...], list[Problem]]:
    """terms.yml. Ids are unique, a name belongs to one term only."""
    terms, problems = parse_entries(text, path, read_term)
    problems += repeated_ids(((t.id, t.line) for t in terms), path, "term")
    problems += shared_names([(name, term.id, term.line) for term in terms for name in term.names], path, "term")
    return tuple(t for t in terms if t.id and t.name), problems


def read_term(r: Reader) -> Term:
    return Term(
        id=r.identifier("id"),
        name=r.text("name", required=True),
        aliases=read_names(r, "aliases"),
        kind=r.text("kind"),
        gloss=r.text("gloss", required=True),
        source=r.text("source"),
        line=r.mapping.line,
    )
