"""Several files at once: files that state their office come first, so that the others can be matched to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from builder.importers.values import ImportOptions, ImportResult, UnreadableDocumentError
from builder.model import Agency

ImportOne = Callable[[bytes, str, ImportOptions], ImportResult]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: a result, or the reason why it could not be read."""

    name: str
    result: ImportResult | None
    failure: str = ""


def import_each(
    files: Sequence[tuple[str, bytes]], options: ImportOptions, one: ImportOne
) -> tuple[tuple[Outcome, ...], tuple[Agency, ...]]:
    """(base name, bytes) of each file → outcomes in the same order, and the offices that are new.

    Two passes: the first only learns which offices the files themselves state. Ids do not collide:
    each takes its place in ``ImportOptions.taken`` for those after it.
    """
    first = {index: _attempt(name, data, options, one) for index, (name, data) in enumerate(files)}
    stating = [i for i, outcome in first.items() if outcome.result and outcome.result.stated_agency]
    order = stating + [i for i in first if i not in stating]
    outcomes = dict(first)
    new: list[Agency] = []
    for index in order:
        outcome = first[index]
        if outcome.result is None:
            continue
        outcome = _attempt(*files[index], options, one)
        outcomes[index] = outcome
        result = outcome.result
        if result is None:
            continue
        if result.agency and result.is_new_agency:
            new.append(result.agency)
            options = replace(options, agencies=(*options.agencies, result.agency))
        options = replace(options, taken=options.taken | {result.report_id})
    return tuple(outcomes[i] for i in range(len(files))), tuple(new)


def _attempt(name: str, data: bytes, options: ImportOptions, one: ImportOne) -> Outcome:
    try:
        return Outcome(name, one(data, name, options))
    except UnreadableDocumentError as error:
        return Outcome(name, None, str(error))
    except Exception as error:  # a mistake of ours: it is told for the file that brought it out, the others go on
        return Outcome(name, None, f"导入程序出错（{type(error).__name__}）；请另存为 .txt 再试，并把这个文件报告给开发者")
