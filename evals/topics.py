"""The task on topics of related work: what is found for a topic, as long as no section is drafted.

A draft can only cite what was found for it, so this bounds what a draft can cover. Once sections are drafted,
`_shares` is what to replace: it takes a topic and papers in the order in which they were found, and could as
well take those that a draft cites.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ConfigDict

from evals.gold import load_lines
from evals.intervals import mean_metric
from evals.job import Job
from evals.libraries import fresh_library
from evals.scores import Miss, SampleScore, Score, Share
from evals.texts import Texts

DEPTHS = (10, 20, 30)


class GoldTopic(BaseModel):
    """A topic with the papers that its related work must and may cite."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    topic: str
    core: tuple[str, ...]
    optional: tuple[str, ...] = ()


def topics_task(job: Job) -> Score:
    """Score what is found for a topic: core papers among the first 10, 20 and 30, and foreign ones.

    Foreign are papers neither core nor optional among as many first papers as there are core ones.
    """
    lines = load_lines(job.gold, GoldTopic)
    with fresh_library(job) as assistant:
        texts = Texts(assistant.papers())
        scored = [it for it in lines if not texts.missing(it.core)]
        found = [[hit.paper.id for hit in assistant.search(it.topic, k=max(DEPTHS))] for it in scored]
    shares = [_shares(it, names, texts) for it, names in zip(scored, found, strict=True)]
    return Score(
        n=len(scored),
        unscored=len(lines) - len(scored),
        metrics=tuple(
            mean_metric(name, [it[name] for it in shares]) for name in (shares[0] if shares else ())
        ),
        misses=tuple(
            Miss(sample=it.id, kind=name, explanation=miss)
            for it, some in zip(scored, shares, strict=True)
            for name, share in some.items()
            for miss in share.misses
        ),
        samples=tuple(
            _sample(it, some, texts.titles(names))
            for it, some, names in zip(scored, shares, found, strict=True)
        ),
    )


def _shares(topic: GoldTopic, found: Sequence[str], texts: Texts) -> Mapping[str, Share]:
    core = texts.ids(topic.core)
    shares: dict[str, Share] = {}
    for depth in DEPTHS:
        missing = texts.titles(sorted(core - set(found[:depth])))
        shares[f"core recall@{depth}"] = Share.of(len(core) - len(missing), len(core), "not found: ", missing)
    first = found[: len(core)]
    foreign = texts.titles([name for name in first if name not in core | texts.ids(topic.optional)])
    shares["foreign among the first"] = Share.of(len(foreign), len(first), "found before: ", foreign)
    return shares


def _sample(topic: GoldTopic, shares: Mapping[str, Share], titles: Sequence[str]) -> SampleScore:
    values = {name: share.right / share.total if share.total else None for name, share in shares.items()}
    return SampleScore(id=topic.id, input=topic.topic, values=values, output=tuple(titles), wanted=topic.core)
