"""Words of the interface: one catalogue, keyed by the Chinese that templates name with ``t('…')``."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from builder.content.front_matter import Mapping as Node
from builder.content.front_matter import Scalar, parse_yaml
from builder.defaults import read_default


def catalogue(text: str) -> Mapping[str, str]:
    """words.yml → word and what is shown for it; an empty value shows the word itself."""
    root, problems = parse_yaml(text, "words.yml")
    assert isinstance(root, Node), problems
    return {key.value: node.value or key.value for key, node in root.entries if isinstance(node, Scalar)}


def translator(words: Mapping[str, str]) -> Callable[[str], str]:
    """The ``t`` of templates. A word that a site's own template adds is shown as it stands."""

    def translate(word: str) -> str:
        return words.get(word, word)

    return translate


def shipped_words() -> Mapping[str, str]:
    """The catalogue of the package."""
    return catalogue(read_default("words.yml"))
