"""The task: asks every question, scores the answers one by one, and puts the scores together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from statistics import fmean, quantiles

from assistant.schema import Statement
from evals.gold import load_lines
from evals.job import Job
from evals.questions.asking import Failure, Run, ask_all
from evals.questions.gold import GoldQuestion
from evals.questions.measures import MEASURES
from evals.questions.samples import Sample
from evals.scores import Group, Metric, Miss, SampleScore, Score, Share

Graded = tuple[Sample, Mapping[str, Share]]
"""A sample with its shares, by the names of the measures that have something to say on it."""


def questions_task(job: Job) -> Score:
    """Score the answers to labelled questions; of several runs, the first is scored and the rest compared."""
    questions = load_lines(job.gold, GoldQuestion)
    runs = [ask_all(job, questions) for _ in range(max(job.runs, 1))]
    run = runs[0]
    graded = [_grade(sample) for sample in run.samples]
    return Score(
        n=len(graded),
        unscored=len(run.failures),
        metrics=(*_metrics(graded), *_stability(runs), *_spent(run.samples)),
        misses=tuple(_misses(graded, run.failures)),
        groups=tuple(_groups(graded)),
        samples=(*map(_sample_score, graded), *map(_unscored, run.failures)),
        writer=run.writer,
        prompts=tuple(sorted({name for sample in run.samples for name in sample.answer.prompts})),
    )


def _grade(sample: Sample) -> Graded:
    shares = {measure.name: measure.scorer(sample) for measure in MEASURES}
    return sample, {name: share for name, share in shares.items() if share is not None}


def _metrics(graded: Sequence[Graded]) -> Iterator[Metric]:
    for measure in MEASURES:
        yield measure.metric([shares[measure.name] for _, shares in graded if measure.name in shares])


def _groups(graded: Sequence[Graded]) -> Iterator[Group]:
    """Yield the metrics of each type and, where there are such, of each subtype, as the file has them."""
    names = dict.fromkeys(name for sample, _ in graded for name in _group_names(sample))
    for name in names:
        members = [it for it in graded if name in _group_names(it[0])]
        yield Group(name=name, n=len(members), metrics=tuple(_metrics(members)))


def _group_names(sample: Sample) -> tuple[str, ...]:
    kind, subtype = sample.gold.type, sample.gold.subtype
    return (kind, f"{kind}: {subtype}") if subtype else (kind,)


def _stability(runs: Sequence[Run]) -> Iterator[Metric]:
    """Yield how far runs agree: the Jaccard index of the pairs of sentence and cited paper, by question."""
    if len(runs) < 2:
        return
    values = [
        fmean(_jaccard(_pairs(a), _pairs(b)) for a, b in combinations(answers, 2))
        for outcomes in zip(*(run.outcomes for run in runs), strict=True)
        if (answers := [it for it in outcomes if isinstance(it, Sample)]) and len(answers) == len(runs)
    ]
    value = fmean(values) if values else None
    yield Metric(name="stability", value=value, detail=f"{len(values)} questions, {len(runs)} runs")


def _pairs(sample: Sample) -> frozenset[tuple[str, str]]:
    return frozenset((it.text, citation.paper_id) for it in sample.supported for citation in it.citations)


def _jaccard(a: frozenset[tuple[str, str]], b: frozenset[tuple[str, str]]) -> float:
    return len(a & b) / len(a | b) if a | b else 1.0


def _spent(samples: Sequence[Sample]) -> Iterator[Metric]:
    usages = [sample.answer.usage for sample in samples]
    detail = "estimated by us, in part or whole" if any(it.estimated for it in usages) else ""
    yield Metric(
        name="prompt tokens", value=sum(it.prompt_tokens for it in usages), detail=detail, count=True
    )
    yield Metric(
        name="completion tokens", value=sum(it.completion_tokens for it in usages), detail=detail, count=True
    )
    priced = [it.cost for it in usages if it.cost is not None]
    yield Metric(
        name="cost", value=sum(priced) if priced else None, detail=f"{len(priced)} answers with a price"
    )
    seconds = [sample.answer.seconds for sample in samples]
    for name, place in (("seconds, p50", 50), ("seconds, p95", 95)):
        value = quantiles(seconds, n=100, method="inclusive")[place - 1] if len(seconds) > 1 else None
        yield Metric(name=name, value=value, detail="of an answer")


def _misses(graded: Sequence[Graded], failures: Sequence[Failure]) -> Iterator[Miss]:
    for sample, shares in graded:
        for name, share in shares.items():
            for miss in share.misses:
                yield Miss(sample=sample.gold.id, kind=name, explanation=miss)
    for failure in failures:
        yield Miss(sample=failure.gold.id, kind="unscored", explanation=failure.reason)


def _sample_score(graded: Graded) -> SampleScore:
    sample, shares = graded
    answer = sample.answer
    values = {name: share.right / share.total if share.total else None for name, share in shares.items()}
    said = [f"({answer.message})"] if answer.message else []
    return SampleScore(
        id=sample.gold.id,
        group=_group_names(sample)[-1],
        input=" / ".join(sample.gold.asked),
        values=values,
        output=(*said, *map(_shown, answer.statements)),
        wanted=(*sample.gold.facts, *(f"must not: {text}" for text in sample.gold.must_not)),
    )


def _shown(statement: Statement) -> str:
    verdict = "" if statement.verdict == "supported" else f"{statement.verdict}: "
    titles = "; ".join(citation.title for citation in statement.citations)
    return f"{verdict}{statement.text} [{titles}]"


def _unscored(failure: Failure) -> SampleScore:
    gold = failure.gold
    return SampleScore(id=gold.id, group=gold.type, input=" / ".join(gold.asked), unscored=failure.reason)
