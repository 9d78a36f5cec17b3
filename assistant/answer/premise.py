"""What a question takes for granted and a paper contradicts: "why is it slower?", where it is faster.

It is held against the sentences that speak of it: a contrary word beside the same words, a thing that the
paper removes, a "most" where the share is small, or a loss denied for a figure that has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answer.extractive.wording import wordings
from assistant.answer.figures.reply import Reply, offered
from assistant.answer.figures.telling import Sentence
from assistant.schema import Relevant, ScoredSentence
from assistant.text.asking import parts_of
from assistant.text.folding import folded
from assistant.text.quantities import find_quantities
from assistant.text.thesaurus import related
from assistant.verify.opposites import are_alike, are_opposed
from assistant.verify.tokens import Token, key_of, tokens_of

SENTENCES = 10
"""Sentences of the paper asked about that are held against the question, the nearest first."""
LEAST_SCORE = 0.25
"""Score from which on a sentence speaks of what the question is about."""
_GOES_ON = 0.5
"""Share of its score that a sentence hands on to the next one."""
_WINDOW = 4
"""Telling words on either side within which contrary words must share another word."""

_PRESUPPOSES = re.compile(
    r"\b(?:why|how come|how is it that|how (?:does|do|did)|how much (?:slower|worse|larger|bigger"
    r"|longer|more)"
    r"|by (?:which|what|how much) (?:trick|means|mechanism|factor|margin|does|do|did)|in (?:what|which) way"
    r"|what (?:\w+ )?(?:makes?|gives?|lets?|causes?|caused|explains?|explained|enable[sd]?|keeps?"
    r"|brings?|prevents?)"
    r"|which (?:\w+ )?(?:trick|mechanism|feature|property|weakness(?:es)?|parts?)|what is the reason"
    r"|what (?:trick|mechanism|feature|property|reason))\b|^(?:since|given that|because|considering that)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\b(?:why|how|what|which|where|when|who)\b", re.IGNORECASE)
_ASKED_OPENLY = re.compile(r"[,;]? and (?:is|are|does|do|did|can|was|were|has|have) [^,;?]*", re.IGNORECASE)
_ASKS_OPENLY = re.compile(r"\bor\b|\bwhether\b|^(?:is|are|does|do|did|can|was|were)\b|\?.+\?", re.IGNORECASE)
_REMOVES = re.compile(
    r"\b(?:eliminat\w+|remov\w+|avoid\w*|without|obviat\w+|no need (?:for|of)|not (?:require|need|rely)\w*"
    r"|instead of|rather than|free(?:s|d)? (?:of|from)|get(?:s|ting)? rid of|dispens\w+ with"
    r"|replac(?:e|es|ed|ing)"
    r"|discard(?:s|ed|ing)?|circumvent\w*|bypass\w*)\b",
    re.IGNORECASE,
)
_REMOVED_WITHIN = 3
"""Telling words after a removing word within which stands what is removed."""
_PHRASE_END = re.compile(r",|;| (?:in|for|with|by|to|that|which|when|while|and|or|but|as|at|from) ")
_FREE_OF = re.compile(r"\b(?P<thing>[\w-]+)-free\b")
_SPARED = re.compile(
    r"\b(?:loss|degrad\w*|drop|sacrific\w*|compromis\w*|penalty|significant|noticeable|obvious)\b",
    re.IGNORECASE,
)
"""What methods boast to do without; it was never theirs."""
_ALIKE = frozenset(
    key_of(word)
    for word in ["same", "similar", "different", "identical", "distinct", "first", "last", "all", "one"]
)
"""Words that a sentence may say the contrary of about something else at any time."""
_BESIDE = 3
"""Shared words from which on two contrary words speak of the same thing."""
_MOST = re.compile(
    r"\b(?:most|nearly all|almost all|the majority of|all|always|usually|reliably)\b", re.IGNORECASE
)
_FEW = 50.0
_NO_LOSS = re.compile(
    r"\b(?:no|without(?: any)?|zero|not any) (?:[\w-]+ )?(?:loss|accuracy|quality|degradation|drop"
    r"|cost|error|penalty)\b"
    r"|\b(?:lossless(?:ly)?|los(?:e|es|ing) (?:no|nothing))\b",
    re.IGNORECASE,
)
_SOME_LOSS = re.compile(
    r"(?:<|less than|below|under|within|only)\s?\d[\d.]*|\b(?:gap|loss|drop|degradation)\b", re.IGNORECASE
)
_CLAUSE = re.compile(r",|;| and | but | while | whereas ")
_FOLDS = {
    "twofold": 2,
    "threefold": 3,
    "fourfold": 4,
    "fivefold": 5,
    "sixfold": 6,
    "eightfold": 8,
    "tenfold": 10,
}


@dataclass(frozen=True)
class Contradiction:
    """A sentence of a paper against what a question takes for granted."""

    paper: Relevant
    sentence: ScoredSentence
    taken: str
    """The words of the question that do not hold."""
    said: str
    """What the paper says instead."""

    @property
    def text(self) -> str:
        """The sentence as the abstract has it."""
        return (self.paper.paper.abstract or "")[self.sentence.start : self.sentence.end]


def contradiction(question: str, papers: Sequence[Relevant]) -> Contradiction | None:
    """Return the sentence of these papers that most plainly contradicts what a question takes for granted."""
    text = folded(question)
    several = sum(_ASKS.search(part) is not None for part in parts_of(text)) > 1
    if several or _ASKS_OPENLY.search(text):
        return None
    rules = _RULES if presupposes(text) else (_removed,)
    text = _ASKED_OPENLY.sub(" ", text)
    found = [
        (clash.weight, -number, Contradiction(paper, sentence, clash.taken, clash.said))
        for number, (paper, sentence) in enumerate(
            (paper, one) for paper in papers for one in _nearest(paper)
        )
        for rule in rules
        for clash in rule(text, folded((paper.paper.abstract or "")[sentence.start : sentence.end]))
    ]
    return max(found, key=lambda one: one[:2])[2] if found else None


def presupposes(question: str) -> bool:
    """Tell whether a question takes something for granted, as "why" and "by what factor" do."""
    return _PRESUPPOSES.search(folded(question)) is not None


def instead(reason: str, papers: Sequence[Relevant]) -> Reply:
    """Return why papers do not bear out a question, with the sentence of each that comes nearest to it."""
    evidence = offered([one.paper for one in papers])
    nearest = [
        (item.key, paper, max(paper.sentences, key=lambda one: one.score, default=None))
        for item, paper in zip(evidence, papers, strict=True)
    ]
    sentences = [
        Sentence(
            tuple(wordings((paper.paper.abstract or "")[one.start : one.end], paper.paper, again=False)),
            (key,),
        )
        for key, paper, one in nearest
        if one
    ]
    return Reply(evidence, tuple(sentences), correction=reason)


def reply_to(found: Contradiction) -> Reply:
    """Return the sentence that contradicts, and a note on what the question took for granted."""
    evidence = offered([found.paper.paper])
    texts = wordings(found.text, found.paper.paper, again=False)
    note = f"The question takes “{found.taken}” for granted; the paper says “{found.said}”."
    return Reply(evidence, (Sentence(tuple(texts), (1,)),), correction=note)


def _nearest(paper: Relevant) -> list[ScoredSentence]:
    """Return the sentences that speak of what is asked, or go on from one that does."""
    before = (0.0, *(one.score for one in paper.sentences))
    scored = [
        (max(one.score, _GOES_ON * last), one) for one, last in zip(paper.sentences, before, strict=False)
    ]
    near = sorted(scored, key=lambda pair: (-pair[0], pair[1].start))[:SENTENCES]
    return [one for score, one in near if score >= LEAST_SCORE]


@dataclass(frozen=True)
class _Clash:
    """Words of the question against words of a sentence; the weight says how plainly."""

    taken: str
    said: str
    weight: int


def _contrary(question: str, sentence: str) -> Iterator[_Clash]:
    """Yield words of both that exclude each other, beside the same further words."""
    asked, said = tokens_of(question), tokens_of(sentence)
    held = {token.key for token in said}
    for place, token in enumerate(asked):
        for other_place, other in enumerate(said):
            if token.key not in held | _ALIKE and are_opposed(token.key, other.key):
                shared = _shared(asked, place, said, other_place)
                if shared >= _BESIDE:
                    yield _Clash(token.text, other.text, shared)


def _shared(asked: Sequence[Token], place: int, said: Sequence[Token], other: int) -> int:
    """Count the words that two contrary words have around them; the one next to both counts three times."""
    near, far = _around(asked, place), _around(said, other)
    beside = sum(
        are_alike(*pair) for pair in zip(_neighbours(asked, place), _neighbours(said, other), strict=True)
    )
    return sum(any(are_alike(key, match) for match in far) for key in near) + 2 * beside


def _around(tokens: Sequence[Token], place: int) -> frozenset[str]:
    """Return the keys of the telling words near a place."""
    before = [token.key for token in tokens[:place] if token.telling][-_WINDOW:]
    after = [token.key for token in tokens[place + 1 :] if token.telling][:_WINDOW]
    return frozenset([*before, *after])


def _neighbours(tokens: Sequence[Token], place: int) -> tuple[str, str]:
    """Return the keys of the telling words right before and after a place; a mark where there is none."""
    before = next((token.key for token in reversed(tokens[:place]) if token.telling), "")
    after = next((token.key for token in tokens[place + 1 :] if token.telling), " ")
    return before or "^", after


def _removed(question: str, sentence: str) -> Iterator[_Clash]:
    """Yield what the question gives a method and the sentence says it does without."""
    if _REMOVES.search(question):
        return
    asked = {token.key: token.text for token in tokens_of(question) if token.telling and not token.name}
    for match in _FREE_OF.finditer(sentence):
        for token in tokens_of(match["thing"].replace("-", " ")):
            if taken := asked.get(token.key):
                yield _Clash(taken, match.group(), 3)
    for match in _REMOVES.finditer(sentence):
        phrase = _PHRASE_END.split(sentence[match.end() :], maxsplit=1)[0]
        if _SPARED.search(phrase):
            continue
        for token in [token for token in tokens_of(phrase) if token.telling][:_REMOVED_WITHIN]:
            kin = next((asked[key] for key in asked if key in related(token.key)), None)
            if taken := asked.get(token.key) or asked.get(f"re{token.key}", kin):
                yield _Clash(taken, f"{match.group()}{phrase}", 3)


def _few(question: str, sentence: str) -> Iterator[_Clash]:
    """Yield a "most" against a share below one half."""
    most = _MOST.search(question)
    shares = [it for it in find_quantities(sentence) if it.unit == "%"]
    if most and shares and all(float(it.value) < _FEW for it in shares):
        yield _Clash(most.group(), " and ".join(sentence[it.start : it.end] for it in shares), 4)


def _lossy(question: str, sentence: str) -> Iterator[_Clash]:
    """Yield a figure for which the question denies a loss and the sentence states one."""
    denied = _NO_LOSS.search(question)
    if not denied:
        return
    asked = {float(it.value) for it in find_quantities(question)} | {
        float(size) for word, size in _FOLDS.items() if word in question.lower()
    }
    for clause in _CLAUSE.split(sentence):
        figures = {float(it.value) for it in find_quantities(clause)}
        if asked & figures and _SOME_LOSS.search(clause) and not _NO_LOSS.search(clause):
            yield _Clash(denied.group(), clause.strip(), 5)


_RULES = (_contrary, _lossy, _few, _removed)
"""What a paper does without contradicts any question; the others, one that takes something for granted."""
