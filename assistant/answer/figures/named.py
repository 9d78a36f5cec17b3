"""Questions about the figures of papers that they name: what one claims, and how several compare."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from assistant.answer.figures.asked import Asked
from assistant.answer.figures.chosen import Told, by_quote, of_named, over_baseline
from assistant.answer.figures.clauses import named_wordings
from assistant.answer.figures.conditions import conditions, unmet
from assistant.answer.figures.reply import Reply, keys_of, labels, offered
from assistant.answer.figures.shelf import Shelf
from assistant.answer.figures.subjects import label_of
from assistant.answer.figures.telling import Sentence, tell_all
from assistant.answer.figures.verdicts import side_by_side
from assistant.claims.names import name_key
from assistant.schema import Claim, Paper, Quote
from assistant.text.naming import mentions
from assistant.text.sentences import split_sentences


def reply_on(asked: Asked, subjects: Sequence[Paper], found: Sequence[Paper], shelf: Shelf) -> Reply | None:
    """Return what the named papers claim; ``None`` when they claim nothing of what is asked.

    ``found`` holds further papers of which some may report on the same methods.
    """
    missing = unmet(conditions(asked.question, subjects), subjects)
    if missing := [name for name in missing if name != asked.baseline]:
        if (asked.compares or asked.several) and not unmet(missing, found):
            return None  # Another paper is meant, too, by a name that is not its method's.
        return _unmentioned(missing, subjects, found)
    claims = shelf.claims_of(subjects)
    if asked.baseline and len(subjects) == 1:
        return _over(asked, asked.baseline, subjects[0], claims)
    kin = _kin(subjects, found, shelf)
    claims = {**claims, **shelf.claims_of(kin)}
    told = [one for paper in [*subjects, *kin] for one in _told(asked, paper, claims)]
    if not told and len(subjects) == 1:
        return None
    evidence = offered([*subjects, *kin])
    keys = keys_of(evidence)
    compares = len(subjects) > 1
    sentences = tell_all(told, claims, keys, quality=compares)
    if compares:
        named = [one for one in told if one.paper in subjects]
        sentences += side_by_side(named, shelf.compare([one.lead for one in named]), keys)
    whole = bool(told) and not asked.more and {one.paper.id for one in told} == keys.keys()
    return Reply(evidence, tuple(sentences), whole=whole)


def _unmentioned(missing: Sequence[str], subjects: Sequence[Paper], found: Sequence[Paper]) -> Reply:
    """Return that the papers named do not mention a name, and the sentence of the paper that does."""
    said = ", ".join(f"“{name}”" for name in missing)
    reason = f"The abstract of {labels(subjects)} does not mention {said}."
    owner = next((paper for paper in found if paper not in subjects and not unmet(missing, [paper])), None)
    quote = _naming(missing, owner) if owner else None
    if owner is None or quote is None:
        return Reply(offered(subjects), refusal=reason)
    sentence = Sentence(tuple(named_wordings(quote, owner)), (1,))
    return Reply(offered([owner]), (sentence,), correction=f"{reason} That of {labels([owner])} does.")


def _naming(names: Sequence[str], paper: Paper) -> Quote | None:
    """Return the first sentence of a paper that holds all these names."""
    abstract = paper.abstract or ""
    for span in split_sentences(abstract):
        text = abstract[span.start : span.end]
        if not unmet(names, [Paper(id=paper.id, title="", abstract=text)]):
            return Quote(paper_id=paper.id, start=span.start, end=span.end, text=text)
    return None


def _told(asked: Asked, paper: Paper, claims: Mapping[str, Sequence[Claim]]) -> list[Told]:
    return by_quote(of_named(claims.get(paper.id, ()), asked, paper), {paper.id: paper})


def _over(asked: Asked, baseline: str, paper: Paper, claims: Mapping[str, Sequence[Claim]]) -> Reply | None:
    """Return what a paper claims over a baseline, or over which others its figures are."""
    own = claims.get(paper.id, ())
    over = over_baseline(own, baseline)
    evidence = offered([paper])
    if not over and not asked.more and not mentions(paper, baseline):
        others = list(dict.fromkeys(claim.baseline for claim in own if claim.own and claim.baseline))
        said = f" Its figures are over {', '.join(others)}." if others else ""
        return Reply(evidence, refusal=f"{labels([paper])} states no figure over “{baseline}”.{said}")
    told = by_quote(over, {paper.id: paper}) or _told(asked, paper, claims)
    if not told:
        return None
    return Reply(evidence, tuple(tell_all(told, claims, keys_of(evidence))), whole=not asked.more)


def _kin(subjects: Sequence[Paper], found: Sequence[Paper], shelf: Shelf) -> list[Paper]:
    """Return papers whose own figures are of a method that the question names: a journal version, say."""
    names = [label for paper in subjects if (label := label_of(paper))]
    near = [paper for paper in found if paper not in subjects and any(mentions(paper, one) for one in names)]
    claims = shelf.claims_of(near)
    keys = set(map(name_key, names))
    return [paper for paper in near if any(_is_of(claim, keys) for claim in claims.get(paper.id, ()))]


def _is_of(claim: Claim, keys: Collection[str]) -> bool:
    return claim.own and name_key(claim.subject or "") in keys
