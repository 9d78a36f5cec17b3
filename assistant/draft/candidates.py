"""Which papers of the library may belong to a topic, with a suggested cut and the reasons."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant.answer.refuse import missing_names, why_unanswerable
from assistant.draft.protocols import Library
from assistant.errors import DraftError, UnknownTopicError
from assistant.schema import Candidate, Paper, Relevant
from assistant.text.asking import topic_words
from assistant.text.words import content_words

LEAST = 0.15
"""Probability from which on a paper is suggested.

Of 17 topics this finds the most core papers while about one suggested paper in ten is foreign; see the topics
task of the evals.
"""
NEAREST = 1.05
"""Nearness of the nearest paper below which the library holds nothing on a topic.

Topics of the sample and of 90 arXiv abstracts have at least 1.10, of 18 others all but one less than 1.
"""
MOST = 200
"""Papers that are suggested at most."""
SHOWN = 60
"""Candidates listed."""
_LONGEST_TOPIC = 400
"""Characters of a topic."""


def check_topic(topic: str) -> str:
    """Return a topic on one line.

    Raises:
        DraftError: It is empty or too long.
    """
    plain = " ".join(topic.split())
    if not any(letter.isalnum() for letter in plain):
        raise DraftError("The topic is empty; name what the related work is about, in a few words.")
    if len(plain) > _LONGEST_TOPIC:
        raise DraftError(
            f"The topic has {len(plain):,} characters, more than the {_LONGEST_TOPIC} read; shorten it."
        )
    return plain


def find_candidates(topic: str, library: Library, scope: Collection[str] | None = None) -> list[Candidate]:
    """Return candidate papers, the most likely first; the first ones that are likely enough are suggested.

    Raises:
        DraftError: The topic is empty or too long.
        UnknownTopicError: No paper is about it.
    """
    asked = check_topic(topic)
    judged = library.judge(asked, scope=scope)
    likely = [one for one in judged if one.probability >= LEAST][:MOST]
    refusal = _refusal(asked, likely, library, scope) if likely else ""
    if refusal is not None:
        raise UnknownTopicError(_nothing(asked, judged, refusal))
    names = {one.paper.id for one in likely}
    return [
        _candidate(one, asked, suggested=one.paper.id in names) for one in judged[: max(SHOWN, len(likely))]
    ]


def added_candidate(topic: str, paper: Paper, library: Library) -> Candidate:
    """Return a paper that a user adds, judged like those that were found."""
    judged = library.judge(topic, also=[paper])
    found = next((one for one in judged if one.paper.id == paper.id), Relevant(paper=paper, probability=0))
    candidate = _candidate(found, topic, suggested=found.probability >= LEAST)
    return candidate.model_copy(update={"reasons": ("added by you", *candidate.reasons)})


def _refusal(
    topic: str, likely: Sequence[Relevant], library: Library, scope: Collection[str] | None
) -> str | None:
    """Return why the likely papers are not about a topic, ``None`` when they are."""
    papers = [one.paper for one in likely]
    if missing_names(topic, papers):
        return why_unanswerable(topic, papers, library, scope, likely=likely[0].probability)
    return "" if library.nearness(topic, scope) < NEAREST else None


def _nothing(topic: str, judged: Sequence[Relevant], why: str) -> str:
    nearest = "; ".join(f"“{one.paper.title}”" for one in judged[:3])
    found = f" The nearest are {nearest}." if nearest else " Add papers first."
    return f"Nothing in your library is about {topic!r}.{f' {why}' if why else ''}{found}"


def _candidate(one: Relevant, topic: str, *, suggested: bool) -> Candidate:
    asked = topic_words(topic)
    title = set(content_words(one.paper.title))
    held = title | set(content_words(one.paper.abstract or ""))
    in_title = [word for stem, word in asked.items() if stem in title]
    in_abstract = [word for stem, word in asked.items() if stem in held - title]
    lacking = [word for stem, word in asked.items() if stem not in held]
    reasons = [
        f"{where} {', '.join(words)}"
        for where, words in (("title has", in_title), ("abstract has", in_abstract), ("lacks", lacking))
        if words
    ]
    if not suggested:
        reasons.append(f"probability {one.probability:.2f} is below the cut of {LEAST:.2f}")
    if not one.paper.abstract:
        reasons.append("has no abstract, so nothing can be told of it")
    return Candidate(
        paper_id=one.paper.id,
        title=one.paper.title,
        probability=one.probability,
        suggested=suggested and bool(one.paper.abstract),
        reasons=tuple(reasons),
    )
