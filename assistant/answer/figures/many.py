"""Questions over all papers of a topic, answered completely or refused with what comes nearest."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer.figures.aggregates import Found, derived_note, gather, nearest
from assistant.answer.figures.asked import Asked
from assistant.answer.figures.chosen import Told, by_quote
from assistant.answer.figures.clauses import named_wordings
from assistant.answer.figures.conditions import conditions
from assistant.answer.figures.counts import Count, Counted, find_counts
from assistant.answer.figures.printed import spelled
from assistant.answer.figures.reply import Reply, keys_of, labels, offered
from assistant.answer.figures.shelf import Shelf, grouped
from assistant.answer.figures.subjects import about
from assistant.answer.figures.telling import Sentence, tell_all
from assistant.answer.figures.verdicts import side_by_side
from assistant.claims.names import name_key
from assistant.schema import Claim

SET_BESIDE = 4
"""Papers at most of which the figures are compared with each other."""


def reply_over(asked: Asked, shelf: Shelf) -> Reply | None:
    """Return which papers claim what is asked for; ``None`` where no claim is of the kind."""
    among = about(asked.topic, shelf.find(asked.topic)) if asked.topic else None
    if among is not None and not among:
        return None
    claims = shelf.largest(asked.metrics, among)
    papers = shelf.papers_of(claims)
    found = gather(claims, asked, _conditions(asked), papers)
    if found.told:
        return _listed(asked, found, claims, shelf)
    return _nothing_fits(asked, nearest(claims, asked, papers))


def reply_against(baseline: str, asked: Asked, shelf: Shelf) -> Reply | None:
    """Return which papers measure themselves against a method; ``None`` where none does."""
    claims = [claim for claim in shelf.over(baseline) if not asked.metrics or claim.metric in asked.metrics]
    told = by_quote(claims, shelf.papers_of(claims))
    evidence = offered(one.paper for one in told)
    sentences = tell_all(told, grouped(claims), keys_of(evidence))
    return Reply(evidence, tuple(sentences)) if told else None


def reply_counting(count: Count, shelf: Shelf) -> Reply | None:
    """Return which papers work with so many of a thing; ``None`` where none says with how many."""
    stated = find_counts(count, shelf.find(count.noun))
    fits = list({(one.paper.id, one.quote.start): one for one in stated if count.holds(one.value)}.values())
    if not fits:
        return _no_count(count, stated)
    evidence = offered(one.paper for one in fits)
    keys = keys_of(evidence)
    sentences = [Sentence(tuple(named_wordings(one.quote, one.paper)), (keys[one.paper.id],)) for one in fits]
    return Reply(evidence, tuple(sentences))


def _conditions(asked: Asked) -> list[str]:
    topic = name_key(asked.topic or "")
    return [name for name in conditions(asked.question, ()) if name_key(name) not in topic]


def _listed(asked: Asked, found: Found, claims: Sequence[Claim], shelf: Shelf) -> Reply:
    evidence = offered(one.paper for one in found.told)
    keys = keys_of(evidence)
    lead = f"The {asked.superlative} of these" if asked.superlative else ""
    sentences = tell_all(found.told, grouped(claims), keys, lead=lead)
    notes = [note for one in found.told if (note := derived_note(one, asked))]
    if asked.counts:
        notes.insert(0, f"counted: {len(evidence)} paper{'s' if len(evidence) > 1 else ''}")
    if asked.superlative or asked.compares:
        first = list({one.paper.id: one for one in reversed(found.told)}.values())[::-1][:SET_BESIDE]
        beside = first[:2] if asked.superlative else first
        sentences += side_by_side(beside, shelf.compare([one.lead for one in beside]), keys)
    return Reply(evidence, tuple(sentences), notes=tuple(notes))


def _nothing_fits(asked: Asked, near: Told | None) -> Reply | None:
    kind = f"about {asked.topic} " if asked.topic else ""
    if asked.superlative and asked.metrics and not asked.threshold:
        named = " or ".join(sorted(asked.metrics))
        return Reply((), refusal=f"No paper {kind}in your library claims a figure of {named} that fits.")
    if asked.threshold is None or near is None:
        return None
    said = f"{spelled(near.lead.quantity)} ({labels([near.paper])})"
    refusal = (
        f"No paper {kind}in your library claims {asked.threshold.printed}; the nearest figure is {said}."
    )
    return Reply(offered([near.paper]), refusal=refusal)


def _no_count(count: Count, stated: Sequence[Counted]) -> Reply | None:
    if not stated:
        return None
    near = min(stated, key=lambda one: abs(one.value - count.limit))
    said = f"{near.printed} ({labels([near.paper])})"
    refusal = f"No paper in your library states {count.printed}; the nearest number is {said}."
    return Reply(offered([near.paper]), refusal=refusal)
