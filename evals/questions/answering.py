"""Scorers of whether an answer says what it must, not what it must not, and refuses when it should."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.schema import Statement
from evals.figures import Figure, figures, holds, spelled
from evals.questions.samples import Sample
from evals.scores import Share


def required_numbers(sample: Sample) -> Share:
    """Share of the required figures stated, in a sentence that cites a relevant or acceptable paper.

    What the assistant says when it refuses counts too. A range is stated when both its ends are.
    """
    said = [it.text for it in sample.supported if _cites_allowed(sample, it)]
    missing = [
        number
        for number in sample.gold.numbers
        if not _stated(number, [*said, sample.answer.message, sample.answer.correction])
    ]
    return Share.of(
        len(sample.gold.numbers) - len(missing), len(sample.gold.numbers), "not stated: ", missing
    )


def forbidden_figures(sample: Sample) -> Share:
    """Count typical errors whose figures were shown; only a proxy, since it does not understand the sentence.

    A figure of a ``must_not`` text that neither the question nor the labelled facts and numbers hold must not
    stand in a sentence that cites a paper of the question. A sentence that says something true with that
    figure is counted as well, so each one is listed to be read.
    """
    shown: list[str] = []
    for text in sample.gold.must_not:
        forbidden = [figure for figure in figures(text) if not holds(figure, _granted(sample))]
        shown += [f"{text!r} in {sentence!r}" for sentence in _sentences_with(forbidden, sample)]
    return Share.of(len(shown), len(sample.gold.must_not), "to be read: ", shown)


def refused(sample: Sample) -> bool:
    """Tell whether the assistant declined to answer, or corrected what the question takes for granted."""
    return sample.answer.abstained or bool(sample.answer.correction)


def corrected(sample: Sample) -> bool:
    """Tell whether an answer says that something is wrong with the question, and cites a relevant paper."""
    return refused(sample) and bool(sample.cited & sample.relevant)


def refusal_recall(sample: Sample) -> Share | None:
    """Share of the questions that the library does not answer which were refused or corrected."""
    if sample.gold.answerable:
        return None
    return Share.of(refused(sample), 1, "answered, although ", [] if refused(sample) else ["it cannot be"])


def refusal_precision(sample: Sample) -> Share | None:
    """Share of the refused questions that the library does not answer."""
    return Share(right=not sample.gold.answerable, total=1) if refused(sample) else None


def false_refusals(sample: Sample) -> Share | None:
    """Share of the answerable questions that were refused."""
    if not sample.gold.answerable:
        return None
    said = [sample.answer.message or sample.answer.correction or "no sentence"] if refused(sample) else []
    return Share.of(refused(sample), 1, "refused: ", said)


def corrections(sample: Sample) -> Share | None:
    """Share of the false premises that were corrected with a relevant paper."""
    if not sample.gold.corrects:
        return None
    wanted = [] if corrected(sample) else sample.texts.titles(sorted(sample.relevant))
    return Share.of(corrected(sample), 1, "false premise not corrected by: ", wanted)


def nearest_shown(sample: Sample) -> Share | None:
    """Share of the refusals that show the papers that come nearest."""
    if not sample.answer.abstained:
        return None
    shown = bool(sample.answer.nearest) or bool(sample.cited)
    return Share.of(shown, 1, "no nearest paper ", [] if shown else ["shown"])


def nearest_labelled(sample: Sample) -> Share | None:
    """Share of the refusals that show a labelled paper, where there is one."""
    if not sample.answer.abstained or not sample.allowed:
        return None
    shown = {item.paper_id for item in sample.answer.nearest} | sample.cited
    missing = [] if shown & sample.allowed else sample.texts.titles(sorted(sample.allowed))
    return Share.of(not missing, 1, "none shown of: ", missing)


def _stated(number: str, said: Sequence[str]) -> bool:
    wanted = figures(number)
    if wanted:
        stated = [figure for text in said for figure in figures(text)]
        return all(holds(figure, stated) for figure in wanted)
    # A year is no figure elsewhere; here it is asked for.
    whole = re.compile(rf"(?<!\d){re.escape(spelled(number))}(?!\d)")
    return any(whole.search(spelled(text)) for text in said)


def _granted(sample: Sample) -> list[Figure]:
    gold = sample.gold
    texts = (*gold.asked, *gold.facts, *gold.bonus_facts, *gold.numbers)
    return [figure for text in texts for figure in figures(text)]


def _sentences_with(forbidden: Sequence[Figure], sample: Sample) -> list[str]:
    return [
        it.text
        for it in sample.supported
        if _cites_allowed(sample, it)
        and any(holds(figure, forbidden) for figure in figures(it.text) if not figure.name)
    ]


def _cites_allowed(sample: Sample, statement: Statement) -> bool:
    return any(citation.paper_id in sample.allowed for citation in statement.citations)
