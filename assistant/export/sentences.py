"""Sentences with their citations, for the languages in which documents are written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

from assistant.export.escape import escape_latex, escape_markdown
from assistant.schema import Statement, VerdictKind

_FAILURES: Final[dict[VerdictKind, str]] = {
    "number_not_in_source": "a number is not in the source",
    "wrong_paper": "the number belongs to another paper",
    "qualifier_dropped": "a qualifier of the source is missing",
    "unknown_source": "the cited source does not exist",
    "quote_not_found": "the quote is not in the source",
    "no_citation": "no source is cited",
    "not_supported": "the source does not support it",
}
_STOP: Final = re.compile(r"[.!?]*$")


class Citing(NamedTuple):
    """How a language writes text and citations."""

    escape: Callable[[str], str]
    cite: Callable[[list[str]], str]
    """Makes a citation of keys, with what stands between it and the word before."""


def _latex_citation(keys: list[str]) -> str:
    return rf"~\cite{{{','.join(keys)}}}"


def _pandoc_citation(keys: list[str]) -> str:
    return f" [{'; '.join(f'@{key}' for key in keys)}]"


LATEX: Final = Citing(escape_latex, _latex_citation)
PANDOC: Final = Citing(escape_markdown, _pandoc_citation)


def failure(statement: Statement) -> str:
    """Return in words why a statement is not supported."""
    return "; ".join(statement.reasons) or _FAILURES.get(statement.verdict, statement.verdict)


def numbered(statement: Statement) -> str:
    """Return a sentence as Markdown with the numbers of its citations as readers see them."""
    markers = dict.fromkeys(f"[{citation.marker}]" for citation in statement.citations)
    trailing = "".join(marker for marker in markers if marker not in statement.text)
    return escape_markdown(f"{statement.text} {trailing}")


def cited(statement: Statement, keys: Mapping[int, str], citing: Citing) -> str:
    """Return a sentence with keys for its numbers; citations at its end stand before the full stop."""
    numbers = [str(number) for number in dict.fromkeys(it.marker for it in statement.citations)]
    if not numbers:
        return citing.escape(statement.text)
    text = citing.escape(_with_all_markers(statement.text, numbers))
    marker = "|".join(re.escape(citing.escape(f"[{number}]")) for number in numbers)

    def cite(found: re.Match[str]) -> str:
        mentioned = [keys[int(number)] for number in re.findall(r"\d+", found[0])]
        citation = citing.cite(list(dict.fromkeys(mentioned)))
        return citation if found.start() else citation.lstrip(" ~")

    return re.sub(rf"(?: ?(?:{marker}))+", cite, text)


def prose(statements: Iterable[Statement], sentence: Callable[[Statement], str] = numbered) -> str:
    """Return sentences as Markdown: one that failed stands apart, with the reason; the others run on."""
    paragraphs: list[list[str]] = [[]]
    for statement in statements:
        if statement.verdict == "supported":
            paragraphs[-1].append(sentence(statement))
        else:
            reason = escape_markdown(failure(statement))
            paragraphs += [[f"**Not verified:** {sentence(statement)} *({reason})*"], []]
    return "\n\n".join(" ".join(sentences) for sentences in paragraphs if sentences)


def _with_all_markers(text: str, numbers: list[str]) -> str:
    # A marker that touched a word could be broken with it.
    apart = re.sub(rf"\s*(\[(?:{'|'.join(numbers)})\])", r" \1", text.strip())
    trailing = "".join(f" [{number}]" for number in numbers if f"[{number}]" not in text)
    return _STOP.sub(lambda stop: f"{trailing}{stop[0]}", apart, count=1)
