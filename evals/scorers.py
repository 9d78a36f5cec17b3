"""Scores claims, verdicts on pairs, and links against labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import get_args

from assistant.ledger.pairs import JudgedPair, title_form
from assistant.schema import Comparability, Link, Paper
from evals.gold import LABELLED_SETTING, GoldClaim, GoldLink, GoldPair
from evals.matching import Found, Matching, match, same_text, same_words
from evals.scores import Metric, Miss, Score, accuracy, match_metrics, share

_Texts = tuple[str | None, str | None]
"""What is labelled and what was found."""


def score_claims(gold: Sequence[GoldClaim], found: Sequence[Found], *, unscored: int) -> Score:
    """Score found claims: the match, then each field on strictly matched lines."""
    strict, lenient = match(gold, found), match(gold, found, lenient=True)
    sizes = {"found": len(found), "labelled": len(gold)}
    metrics = (
        *match_metrics("strict", len(strict.pairs), **sizes),
        *match_metrics("lenient", len(lenient.pairs), **sizes),
        *_plain_fields(strict),
        *chain.from_iterable(_text_field(name, pairs) for name, pairs in _texts(strict).items()),
        *_settings(strict),
    )
    misses = tuple(chain(_match_misses(strict), _field_misses(strict)))
    return Score(n=len(gold), unscored=unscored, metrics=metrics, misses=misses)


def score_pairs(gold: Sequence[GoldPair], judged: Sequence[JudgedPair]) -> Score:
    """Score verdicts by macro-F1 over their kinds, and rankings; an unsafe one is drawn where none may be."""
    both = list(zip(gold, judged, strict=True))
    verdicts = [(label, got) for label, got in both if label.counts("verdict")]
    rankings = [(label, got) for label, got in both if label.counts("may_rank")]
    f1s = [
        _f1(kind, [(label.verdict, got.verdict) for label, got in verdicts])
        for kind in get_args(Comparability)
    ]
    counted = [metric.value for metric in f1s if metric.value is not None]
    unsafe = sum(got.may_rank and not label.may_rank for label, got in rankings)
    metrics = (
        Metric(
            name="macro-F1",
            value=sum(counted) / len(counted) if counted else None,
            detail=f"{len(verdicts)} pairs",
        ),
        *f1s,
        accuracy("verdict accuracy", (label.verdict == got.verdict for label, got in verdicts)),
        accuracy("may_rank accuracy", (label.may_rank == got.may_rank for label, got in rankings)),
        Metric(name="unsafe rankings", value=unsafe, detail=f"of {len(rankings)} pairs", count=True),
        accuracy("both claims found", (got.resolved for _, got in both)),
    )
    misses = tuple(chain(_verdict_misses(verdicts), _ranking_misses(rankings)))
    return Score(n=len(verdicts), unscored=len(gold) - len(verdicts), metrics=metrics, misses=misses)


def score_links(
    gold: Sequence[GoldLink], links: Sequence[Link], papers: Sequence[Paper], *, unscored: int
) -> Score:
    """Score links: labelled mentions that were found, and links between papers that no label connects."""
    ids = {title_form(paper.title): paper.id for paper in papers}
    titles = {paper.id: paper.title for paper in papers}
    labelled = [(ids[title_form(line.source)], ids[title_form(line.target)], line) for line in gold]
    hits = [(line, _links_of(line, source, target, links=links)) for source, target, line in labelled]
    between = {(source, target) for source, target, _ in labelled}
    false = [link for link in links if (link.from_paper, link.to_paper) not in between]
    metrics = (
        accuracy("found", (bool(found) for _, found in hits)),
        Metric(name="false links", value=len(false), detail=f"of {len(links)} links", count=True),
        accuracy("relation", (_same_relation(line, found) for line, found in hits if found)),
    )
    misses = (
        *(
            Miss(sample=line.source, kind="missed link", explanation=f"{line.mention} is {line.target!r}")
            for line, found in hits
            if not found
        ),
        *(
            Miss(
                sample=titles[it.from_paper],
                kind="false link",
                explanation=f"{it.mention} as {titles[it.to_paper]!r} in {it.quote.text!r}",
            )
            for it in false
        ),
    )
    return Score(n=len(gold), unscored=unscored, metrics=metrics, misses=misses)


def _plain_fields(matching: Matching) -> Iterator[Metric]:
    yield accuracy("bound", (label.bound == it.claim.quantity.bound for label, it in matching.pairs))
    for name in ("direction", "own", "headline"):
        yield accuracy(
            name, (getattr(label, name) == getattr(it.claim, name) for label, it in matching.pairs)
        )


def _texts(matching: Matching) -> dict[str, list[_Texts]]:
    """Return the texts of each field of the matched claims."""
    named: dict[str, list[_Texts]] = {
        name: [(getattr(label, name), getattr(it.claim, name)) for label, it in matching.pairs]
        for name in ("subject", "baseline")
    }
    for name in LABELLED_SETTING:
        named[f"setting {name}"] = [
            (label.setting.get(name), getattr(it.claim.setting, name)) for label, it in matching.pairs
        ]
    return named


def _text_field(name: str, pairs: Sequence[_Texts]) -> tuple[Metric, ...]:
    stated = [pair for pair in pairs if pair[0] is not None]
    return (
        accuracy(name, (same_words(*pair) for pair in pairs)),
        accuracy(f"{name}, exact", (same_text(*pair) for pair in pairs)),
        accuracy(f"{name}, where stated", (same_words(*pair) for pair in stated)),
    )


def _settings(matching: Matching) -> tuple[Metric, ...]:
    texts = _texts(matching)
    pairs = [pair for name, some in texts.items() if name.startswith("setting") for pair in some]
    empty = [found is not None for label, found in pairs if label is None]
    invented = sum(empty)
    filled = sum(found is not None for _, found in pairs)
    return (
        *_text_field("all setting fields", pairs),
        share("invented-condition rate", invented, len(empty)),
        share("invented, of the fields filled", invented, filled),
    )


def _match_misses(matching: Matching) -> Iterator[Miss]:
    for label in matching.missed:
        end = "" if label.value_max is None else f"-{label.value_max:g}"
        figure = f"{label.metric} {label.value:g}{end} {label.unit}"
        yield Miss(sample=label.paper, kind="missed", explanation=f"{figure}: {label.quote!r}")
    for found in matching.extra:
        figure = f"{found.claim.metric} {found.claim.quantity.value:g} {found.claim.quantity.unit}"
        yield Miss(
            sample=found.paper.title, kind="extra", explanation=f"{figure}: {found.claim.quote.text!r}"
        )


def _field_misses(matching: Matching) -> Iterator[Miss]:
    texts = _texts(matching)
    for place, (label, found) in enumerate(matching.pairs):
        compared = {
            "bound": (label.bound, found.claim.quantity.bound),
            "direction": (label.direction, found.claim.direction),
            **{name: pairs[place] for name, pairs in texts.items()},
        }
        for name, (wanted, got) in compared.items():
            if not same_words(wanted, got):
                what = f"labelled {wanted!r}, found {got!r}: {label.quote!r}"
                yield Miss(sample=label.paper, kind=name, explanation=what)


def _f1(kind: str, pairs: Sequence[tuple[str, str]]) -> Metric:
    counts = Counter(pairs)
    labelled = sum(label == kind for label, _ in pairs)
    given = sum(got == kind for _, got in pairs)
    right = counts[kind, kind]
    value = 2 * right / (labelled + given) if labelled + given else None
    return Metric(name=f"F1 {kind}", value=value, detail=f"{right} right, {given} given, {labelled} labelled")


def _verdict_misses(pairs: Sequence[tuple[GoldPair, JudgedPair]]) -> Iterator[Miss]:
    for label, got in pairs:
        if label.verdict != got.verdict:
            what = f"labelled {label.verdict}, judged {got.verdict}: {'; '.join(got.reasons)}"
            yield Miss(sample=label.id, kind="verdict", explanation=what)


def _ranking_misses(pairs: Sequence[tuple[GoldPair, JudgedPair]]) -> Iterator[Miss]:
    for label, got in pairs:
        if label.may_rank != got.may_rank:
            kind = "unsafe ranking" if got.may_rank else "ranking refused"
            yield Miss(sample=label.id, kind=kind, explanation="; ".join(got.reasons))


def _links_of(line: GoldLink, source: str, target: str, *, links: Sequence[Link]) -> list[Link]:
    """Return the links that name the labelled mention, those in the labelled words if there are such."""
    found = [
        link
        for link in links
        if (link.from_paper, link.to_paper) == (source, target) and same_words(line.mention, link.mention)
    ]
    quoted = line.quote
    near = [it for it in found if quoted and (it.quote.text in quoted or quoted in it.quote.text)]
    return near or found


def _same_relation(line: GoldLink, found: Sequence[Link]) -> bool:
    return any((link.relation == "baseline") == (line.relation == "baseline") for link in found)
