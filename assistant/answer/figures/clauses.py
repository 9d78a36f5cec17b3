"""A record put into a sentence: the paper's own words, with whoever they call "it" or "ours" named."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer.figures.subjects import label_of
from assistant.claims.names import is_proper_name, name_key
from assistant.claims.sides import Side
from assistant.schema import Claim, Paper, Quote
from assistant.text.folding import folded
from assistant.text.prose import closed

_SHORTEST = 6
"""Words that a clause needs to be understood by itself."""
_OPENING = re.compile(
    r"^(?:(?:moreover|furthermore|additionally|however|importantly|notably|most notably|specifically|finally"
    r"|concretely|in addition|for example|for instance|as a result|consequently|therefore|thus|hence|besides"
    r"|also|overall|on the other hand|in particular|remarkably|meanwhile|that is|in this way|further"
    r"|to this end|and|but)\b,? )+",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"^(?:it|they|the latter)(?= (?!(?:is|was) (?:shown|known|possible|important)\b)\w)", re.IGNORECASE
)
_THAT_IT = re.compile(r"\b(?P<before>that |, )it(?= \w+(?:s|ed)\b)")
_OURS = re.compile(
    r"\b(?:our|the proposed) (?:[\w-]+ ){0,3}?(?:method|approach|framework|system|model|mechanism|VM"
    r"|methodology|scheme|algorithm|technique|design|work)\b",
    re.IGNORECASE,
)
_OUR_TESTS = re.compile(
    r"our (?:\w+ )?(?:experiments?|results?|evaluations?|analys[ei]s|findings|benchmarks?)\b", re.IGNORECASE
)
_AUTHORS = ((re.compile(r"\b[Ww]e\b"), "the authors"), (re.compile(r"\b[Oo]urs?\b"), "their"))
_COMPARED = re.compile(
    r"\b(?:over|than|compar\w+|versus|vs|against|baselines?|relative to|outperform\w*|surpass\w*|original"
    r"|prior|previous|existing|state-of-the-art|counterparts?)\b",
    re.IGNORECASE,
)
_PLAIN_OPENINGS = frozenset(
    [
        *("the", "a", "an", "this", "these", "those", "when", "with", "in", "on", "at", "by", "for", "to"),
        *("as", "it", "its", "their", "our", "we", "experiments", "extensive", "evaluations", "empirical"),
        *("results", "compared", "using", "experimental", "while", "under", "after", "through", "among"),
        *("both", "comprehensive"),
    ]
)
"""Words that a sentence begins with in a capital that is not theirs."""


def wordings(claims: Sequence[Claim], paper: Paper, quality: Quote | None) -> list[str]:
    """Return sentences that state the claims of one quote, the best first, each true to its words.

    What the clause leaves out and its sentence says, such as a baseline, asks for the sentence.
    """
    side = Side(claims[0], paper)
    clause, sentence = side.quote.strip(" ,;"), side.sentence
    alone = _stands_alone(clause, claims, paper, quality)
    texts = [clause, sentence] if alone else [sentence]
    named = [_named(text, paper, claims[0].subject) for text in texts]
    return list(dict.fromkeys([*named, closed(sentence)]))


def named_wordings(quote: Quote, paper: Paper) -> list[str]:
    """Return a quoted sentence that says whose result it is, and the sentence as it stands."""
    text = folded(quote.text).strip(" ,;")
    return list(dict.fromkeys([_named(text, paper), closed(text)]))


def baseline_is_open(claims: Sequence[Claim], text: str) -> bool:
    """Tell whether ratios are stated without what they are measured against, and the text names nothing."""
    ratios = [claim for claim in claims if claim.metric == "speedup"]
    return bool(ratios) and not any(one.baseline for one in ratios) and _COMPARED.search(text) is None


def with_remark(text: str, remark: str) -> str:
    """Return a sentence with a remark in brackets at its end."""
    return f"{text.rstrip('.')} ({remark})."


def _stands_alone(clause: str, claims: Sequence[Claim], paper: Paper, quality: Quote | None) -> bool:
    """Tell whether a clause has a subject and all that its sentence says of its figures."""
    words = clause.split()
    stated = [claim.baseline for claim in claims if claim.baseline]
    settings = [value for claim in claims for value in (claim.setting.hardware, claim.setting.model) if value]
    complete = all(folded(value) in clause for value in [*stated, *settings])
    told = quality is None or folded(quality.text) in clause
    return len(words) >= _SHORTEST and complete and told and _starts_with_subject(clause, paper)


def _starts_with_subject(clause: str, paper: Paper) -> bool:
    label = label_of(paper)
    if label and name_key(label) in name_key(" ".join(clause.split()[:4])):
        return True
    return (
        _PRONOUN.match(clause) is not None
        or re.match(r"(?:our|the|we|this)\b", clause, re.IGNORECASE) is not None
    )


def _named(text: str, paper: Paper, subject: str | None = None) -> str:
    """Return a clause that says whose result it is: a name stands for "it" and "our method"."""
    label = label_of(paper) or (subject if is_proper_name(subject or "") else None)
    text = _OPENING.sub("", text).strip()
    return closed(_of_authors(_with_name(text, label)) if label else _of_title(text, paper))


def _with_name(text: str, label: str) -> str:
    if name_key(label) in name_key(text):
        return re.sub(r"^[Oo]ur (?=[\w-]+ of )", "the ", text)
    for pattern, put in ((_PRONOUN, label), (_OURS, label), (_THAT_IT, rf"\g<before>{label}")):
        if pattern.search(text):
            return pattern.sub(put, text, count=1)
    if _OUR_TESTS.match(text):
        return f"For {label}, {text[4:]}"
    if re.match(r"our (?!\w+ing\b)", text, re.IGNORECASE):
        return f"{_possessive(label)} {text[4:]}"
    return f"For {label}, {_lower(text)}"


def _of_title(text: str, paper: Paper) -> str:
    """Return a sentence about "the authors" after the title of their paper."""
    theirs = _of_authors(text)
    return theirs if theirs == text else f'In "{folded(paper.title)}", {_lower(theirs)}'


def _of_authors(text: str) -> str:
    for pattern, put in _AUTHORS:
        text = pattern.sub(put, text)
    return text


def _possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def _lower(text: str) -> str:
    """Return text with a small first letter unless its first word is a name."""
    first = text.split(maxsplit=1)[0] if text else ""
    plain = first[1:].islower() or len(first) == 1
    common = plain and first.lower() in _PLAIN_OPENINGS
    return text[:1].lower() + text[1:] if common else text


def with_lead(lead: str, text: str) -> str:
    """Return a sentence after some words of ours and a colon."""
    return f"{lead}: {_lower(text)}"
