"""Scorers of what an answer cites, and whether its citations, quotations and figures hold.

The figures and quotations are looked up by code of this package, not by the gate, whose work is judged here.
Definitions: a sentence counts from 50 characters; a figure is faithful when a paper cited for its sentence
prints it in the same class of unit; it is swapped when only another paper of the library does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.schema import Citation, Statement
from evals.figures import Figure, figures, spelled
from evals.questions.samples import Sample
from evals.scores import Share
from evals.texts import Text

_SHORTEST_SENTENCE = 50
_SHORTEST_QUOTE = 4
"""Words from which quotation marks claim somebody's wording."""
_QUOTED = re.compile(r'"([^"]+)"')
_MARKER = re.compile(r"\[(\d+)\]")


def cited_recall(sample: Sample) -> Share | None:
    """Share of the relevant papers that are cited."""
    if not sample.gold.answerable:
        return None
    missing = sample.texts.titles(sorted(sample.relevant - sample.cited))
    return Share.of(len(sample.relevant & sample.cited), len(sample.relevant), "not cited: ", missing)


def cited_precision(sample: Sample) -> Share | None:
    """Share of the cited papers that are relevant or acceptable."""
    if not sample.gold.answerable:
        return None
    extra = sample.texts.titles(sorted(sample.cited - sample.allowed))
    return Share.of(len(sample.cited & sample.allowed), len(sample.cited), "cited beside them: ", extra)


def citation_validity(sample: Sample) -> Share:
    """Share of the citations, failed sentences included, that name a paper which was offered."""
    offered = {item.paper_id for item in sample.answer.evidence}
    statements = sample.answer.statements
    keys = [citation.paper_id for it in statements for citation in it.citations]
    unknown = [reason for it in statements for reason in _unresolved(it)]
    unknown += [f"{sample.texts.title(key)} was not offered" for key in keys if key not in offered]
    total = len(keys) + sum(len(_unresolved(it)) for it in statements)
    return Share.of(total - len(unknown), total, "no valid citation: ", unknown)


def cited_sentences(sample: Sample) -> Share:
    """Share of the sentences that carry a citation of their own."""
    counted = _sentences(sample)
    bare = [it.text for it in counted if not it.citations]
    return Share.of(len(counted) - len(bare), len(counted), "without a citation: ", bare)


def inherited_sentences(sample: Sample) -> Share:
    """Share of the sentences that carry a citation or follow one that does."""
    inherited = False
    right = 0
    for it in _sentences(sample):
        inherited = inherited or bool(it.citations)
        right += inherited
    return Share(right=right, total=len(_sentences(sample)))


def number_fidelity(sample: Sample) -> Share:
    """Share of the figures of supported cited sentences that a paper cited there prints."""
    counted = list(_figures(sample))
    wrong = [
        f"{figure.printed} in {it.text!r}" for it, figure, cited in counted if not _printed(figure, cited)
    ]
    return Share.of(len(counted) - len(wrong), len(counted), "not in a cited paper: ", wrong)


def rounded_numbers(sample: Sample) -> Share:
    """Share of those figures that no cited paper prints, but that are one of its figures rounded."""
    counted = list(_figures(sample))
    rounded = [
        f"{figure.printed} in {it.text!r}"
        for it, figure, cited in counted
        if not _printed(figure, cited) and any(text.rounds_to(figure) for text in cited)
    ]
    return Share.of(len(rounded), len(counted), "rounded: ", rounded)


def swapped_numbers(sample: Sample) -> Share:
    """Share of those figures that only a paper prints which is not cited there."""
    counted = list(_figures(sample))
    swapped = [
        f"{figure.printed} in {it.text!r}"
        for it, figure, cited in counted
        if not _printed(figure, cited) and _printed(figure, _uncited(sample, it))
    ]
    return Share.of(len(swapped), len(counted), "only in another paper: ", swapped)


def uncited_numbers(sample: Sample) -> Share:
    """Share of all figures, failed sentences included, that stand in sentences without a citation."""
    found = [(it, len(figures(it.text))) for it in sample.answer.statements]
    bare = [it.text for it, number in found if number and not it.citations]
    right = sum(number for it, number in found if not it.citations)
    return Share.of(right, sum(number for _, number in found), "figures without a citation: ", bare)


def quote_fidelity(sample: Sample) -> Share:
    """Share of the quotes of supported sentences, marked or shown as source, that stand in a cited paper."""
    outcomes = [outcome for it in sample.supported for outcome in _quotes(sample, it)]
    wrong = [quote for quote, holds in outcomes if not holds]
    return Share.of(len(outcomes) - len(wrong), len(outcomes), "not in the cited paper: ", wrong)


def wrong_supported(sample: Sample) -> Share:
    """Supported sentences with a figure that no cited paper prints; there must be none."""
    wrong = {it.text: None for it, figure, cited in _figures(sample) if not _printed(figure, cited)}
    return Share.of(len(wrong), len(sample.supported), "supported with a wrong figure: ", list(wrong))


def failed_statements(sample: Sample) -> Share:
    """Sentences that were shown as failed, with their verdict."""
    failed = [f"{it.verdict}: {it.text} ({'; '.join(it.reasons)})" for it in sample.failed]
    return Share.of(len(failed), len(sample.answer.statements), "", failed)


def _unresolved(statement: Statement) -> list[str]:
    known = {citation.marker for citation in statement.citations}
    inside = [f"[{mark}]" for mark in _MARKER.findall(statement.text) if int(mark) not in known]
    return list(statement.reasons) if statement.verdict == "unknown_source" else inside


def _sentences(sample: Sample) -> list[Statement]:
    return [it for it in sample.answer.statements if len(it.text) >= _SHORTEST_SENTENCE]


def _figures(sample: Sample) -> Iterator[tuple[Statement, Figure, Sequence[Text]]]:
    """Yield each figure of a supported sentence with the papers cited for the sentence."""
    for it in sample.supported:
        cited = sample.texts.get([citation.paper_id for citation in it.citations])
        for figure in figures(it.text) if it.citations else ():
            yield it, figure, cited


def _printed(figure: Figure, texts: Sequence[Text]) -> bool:
    return any(text.states(figure) for text in texts)


def _uncited(sample: Sample, statement: Statement) -> list[Text]:
    return sample.texts.others({citation.paper_id for citation in statement.citations})


def _quotes(sample: Sample, statement: Statement) -> Iterator[tuple[str, bool]]:
    texts = sample.texts.get([citation.paper_id for citation in statement.citations])
    said = spelled("\n".join(f"{it.paper.title}\n{it.paper.abstract or ''}" for it in texts))
    for match in _QUOTED.finditer(spelled(statement.text)):
        if len(match[1].split()) >= _SHORTEST_QUOTE:
            yield match[1], match[1].strip(" .,;") in said
    for citation in statement.citations:
        yield citation.quote, _is_slice(sample, citation)


def _is_slice(sample: Sample, citation: Citation) -> bool:
    """Tell whether the quote shown with a citation is the stored text at its place, to the letter."""
    stored = [getattr(it.paper, citation.field) or "" for it in sample.texts.get([citation.paper_id])]
    return bool(citation.quote) and [citation.quote] == [it[citation.start : citation.end] for it in stored]
