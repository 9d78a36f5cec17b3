"""The task on topics of related work: what a draft cites, whether it says it truly, and how it is grouped.

Papers are those that Quotient suggests for the topic, all of them. Themes are scored apart, on the papers of
the labelled outline, by the adjusted Rand index (Hubert and Arabie 1985): 1 for the labelled groups, 0 for
what chance would give.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import comb

from pydantic import BaseModel, ConfigDict

from assistant.errors import AssistantError
from assistant.pipeline import Assistant
from assistant.schema import Answer, Draft, DraftOptions, EvidenceItem
from evals.gold import load_lines
from evals.intervals import mean_metric, pooled_metric
from evals.job import Job
from evals.libraries import fresh_library
from evals.questions import citing
from evals.questions.gold import GoldQuestion
from evals.questions.samples import Sample
from evals.scores import Metric, Miss, SampleScore, Score, Share
from evals.texts import Texts

_MEASURES: tuple[tuple[str, Callable[[Sample], Share | None]], ...] = (
    ("core papers cited", citing.cited_recall),
    ("papers cited that belong", citing.cited_precision),
    ("citation validity", citing.citation_validity),
    ("cited-sentence rate", citing.cited_sentences),
    ("number fidelity", citing.number_fidelity),
    ("quote fidelity", citing.quote_fidelity),
    ("failed statements shown", citing.failed_statements),
    ("supported statements with a wrong number", citing.wrong_supported),
)
_POOLED = frozenset(name for name, _ in _MEASURES[1:])
COVERAGE = "coverage contract holds"
THEMES = "themes (adjusted Rand index)"


class GoldTopic(BaseModel):
    """A topic with the papers that its related work must and may cite, and their outline."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    topic: str
    core: tuple[str, ...]
    optional: tuple[str, ...] = ()
    outline: tuple[str, ...] = ()
    """Lines ``theme: 3, 7`` with the numbers of papers in the order of their file, from 1."""

    def groups(self) -> dict[int, int]:
        """Return the theme of each paper by its number; a paper of several themes belongs to the first."""
        found: dict[int, int] = {}
        for theme, line in enumerate(self.outline):
            for number in re.findall(r"\d+", line.rpartition(":")[2]):
                found.setdefault(int(number), theme)
        return found


@dataclass(frozen=True)
class _Graded:
    """A topic with its draft and scores."""

    gold: GoldTopic
    draft: Draft
    shares: Mapping[str, Share]


def topics_task(job: Job) -> Score:
    """Draft each topic from the papers suggested for it, and score the drafts and the themes."""
    lines = load_lines(job.gold, GoldTopic)
    with fresh_library(job) as assistant:
        texts = Texts(assistant.papers())
        scored = [it for it in lines if not texts.missing(it.core)]
        graded: list[_Graded] = []
        for done, it in enumerate(scored, start=1):
            graded.append(_grade(it, assistant, texts))
            if job.progress:
                job.progress(done, len(scored))
    return Score(
        n=len(scored),
        unscored=len(lines) - len(scored),
        metrics=tuple(_metric(name, graded) for name in (graded[0].shares if graded else ())),
        misses=tuple(
            Miss(sample=one.gold.id, kind=name, explanation=miss)
            for one in graded
            for name, share in one.shares.items()
            for miss in share.misses
        ),
        samples=tuple(_sample_score(one) for one in graded),
    )


def _metric(name: str, graded: Sequence[_Graded]) -> Metric:
    shares = [one.shares[name] for one in graded if name in one.shares]
    return pooled_metric(name, shares) if name in _POOLED else mean_metric(name, shares)


def _grade(gold: GoldTopic, assistant: Assistant, texts: Texts) -> _Graded:
    draft = _drafted(gold.topic, assistant)
    sample = Sample(_question(gold), _answer(draft, texts), texts)
    shares = {name: share for name, measure in _MEASURES if (share := measure(sample))}
    why = [f"{one.title}: not cited, no reason" for one in draft.coverage.missing if not one.reason]
    shares[COVERAGE] = Share(float(draft.coverage.holds), 1, (*why, *draft.coverage.extraneous))
    if len(gold.groups()) > 1:
        shares[THEMES] = Share(_agreement(gold, assistant), 1)
    return _Graded(gold, draft, shares)


def _drafted(topic: str, assistant: Assistant) -> Draft:
    drafting = assistant.drafting
    try:
        found = drafting.candidates(topic)
        selected = [one.paper_id for one in found if one.suggested]
        outline = drafting.outline(topic, selected)
        return [event.draft for event in drafting.stream(outline, selected, DraftOptions())][-1]
    except AssistantError:
        return Draft(topic=topic)


def _question(gold: GoldTopic) -> GoldQuestion:
    """Return the topic as the measures of answers see it."""
    return GoldQuestion(
        id=gold.id,
        type="topic",
        question=gold.topic,
        relevant=gold.core,
        acceptable=gold.optional,
        answerable=True,
    )


def _answer(draft: Draft, texts: Texts) -> Answer:
    return Answer(
        thread_id="",
        question=draft.topic,
        abstained=not draft.paragraphs,
        writer=draft.writer,
        statements=tuple(it for paragraph in draft.paragraphs for it in paragraph.statements),
        evidence=tuple(
            EvidenceItem(key=key, paper_id=id_, title=texts.title(id_), cited=id_ in draft.coverage.cited)
            for key, id_ in enumerate(draft.coverage.selected, start=1)
        ),
    )


def _agreement(gold: GoldTopic, assistant: Assistant) -> float:
    """Return how well the themes of the labelled papers agree with the outline."""
    papers = assistant.papers()
    labelled = {papers[number - 1].id: theme for number, theme in sorted(gold.groups().items())}
    outline = assistant.drafting.outline(gold.topic, list(labelled))
    given = {id_: place for place, theme in enumerate(outline.themes) for id_ in theme.papers}
    return adjusted_rand([labelled[id_] for id_ in given], list(given.values()))


def adjusted_rand(one: Sequence[int], other: Sequence[int]) -> float:
    """Return the adjusted Rand index of two groupings of the same things, at most 1."""
    both, first, second = (
        sum(comb(count, 2) for count in Counter(labels).values())
        for labels in (zip(one, other, strict=True), one, other)
    )
    chance = first * second / max(1, comb(len(one), 2))
    most = (first + second) / 2
    return (both - chance) / (most - chance) if most != chance else 1.0


def _sample_score(one: _Graded) -> SampleScore:
    values = {name: share.right / share.total if share.total else None for name, share in one.shares.items()}
    paragraphs = tuple(
        f"{paragraph.theme}: {' '.join(it.text for it in paragraph.statements)}"
        for paragraph in one.draft.paragraphs
    )
    return SampleScore(
        id=one.gold.id, input=one.gold.topic, values=values, output=paragraphs, wanted=one.gold.core
    )
