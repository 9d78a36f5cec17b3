"""Reports as Markdown: a table to look at, and a document in which every miss can be understood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from assistant.export.escape import escape_markdown
from evals.run import Report
from evals.scores import Group, Metric, Miss, SampleScore


def to_markdown(report: Report) -> str:
    """Return what was scored and every metric in Markdown, with a table by kind where there are kinds."""
    score = report.score
    lines = [_head(report), "", *_table(score.metrics)]
    if score.groups:
        lines += ["", *_groups(score.groups)]
    if report.against:
        lines += ["", f"Differences to {report.against}, sample by sample:", "", *_table(report.differences)]
    return "\n".join(lines)


def to_document(report: Report) -> str:
    """Return the tables and then every miss, with the question and what was answered where there are such."""
    samples = {sample.id: sample for sample in report.score.samples}
    lines = [f"# Evaluation of {report.task}", "", to_markdown(report), "", "## Misses", ""]
    misses = sorted(report.score.misses, key=lambda miss: miss.sample) if samples else report.score.misses
    for name, some in groupby(misses, key=lambda miss: miss.sample):
        lines += _sample(name, list(some), samples.get(name))
    if not misses:
        lines.append("None.")
    return "\n".join(lines).rstrip() + "\n"


def _head(report: Report) -> str:
    score = report.score
    parts = [
        f"{report.task} on {report.gold}: n = {score.n}",
        f"unscored {score.unscored}",
        f"commit {report.commit}",
        f"{report.seconds:g} s",
    ]
    if score.writer:
        parts += [f"writer {score.writer}", f"prompts {' '.join(score.prompts) or 'none'}"]
    return ", ".join(parts)


def _table(metrics: Sequence[Metric]) -> Iterator[str]:
    drawn = any(metric.low is not None for metric in metrics)
    middle, rule = (" | 95 % interval", "|---") if drawn else ("", "")
    yield f"| measure | value{middle} | counted |"
    yield f"|---|---{rule}|---|"
    for metric in metrics:
        interval = f" | {_interval(metric)}" if drawn else ""
        yield f"| {metric.name} | {_figure(metric)}{interval} | {metric.detail} |"


def _groups(groups: Sequence[Group]) -> Iterator[str]:
    """Yield a table of one row per metric and one column per kind of sample."""
    yield "| measure | " + " | ".join(f"{group.name} ({group.n})" for group in groups) + " |"
    yield "|---" * (len(groups) + 1) + "|"
    for row in zip(*(group.metrics for group in groups), strict=True):
        yield f"| {row[0].name} | " + " | ".join(map(_figure, row)) + " |"


def _sample(name: str, misses: Sequence[Miss], sample: SampleScore | None) -> Iterator[str]:
    yield from (f"### {escape_markdown(name)}", "")
    if sample:
        yield from (": ".join(filter(None, (sample.group, escape_markdown(sample.input)))), "")
    yield from (f"- **{miss.kind}**: {escape_markdown(miss.explanation)}" for miss in misses)
    if sample and sample.wanted:
        yield from ("", "Labelled:", "", *(f"- {escape_markdown(line)}" for line in sample.wanted))
    if sample and sample.output:
        yield from ("", "Answered:", "", *(f"- {escape_markdown(line)}" for line in sample.output))
    yield ""


def _interval(metric: Metric) -> str:
    return "" if metric.low is None or metric.high is None else f"{metric.low:.3f} to {metric.high:.3f}"


def _figure(metric: Metric) -> str:
    if metric.value is None:
        return "-"
    return f"{metric.value:.0f}" if metric.count else f"{metric.value:.3f}"
