"""A claim with the words around it, as one side of a comparison."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from math import isclose

from assistant.claims.grammar.contrasts import Contrast, find_contrasts
from assistant.claims.grammar.effects import is_relative
from assistant.claims.grammar.figures import find_figures
from assistant.claims.grammar.phrases import phrase
from assistant.claims.grammar.sentences import Sentence
from assistant.claims.names import is_proper_name, method_names, name_key
from assistant.schema import Claim, Paper
from assistant.text.folding import fold, folded
from assistant.text.qualifiers import Qualifier
from assistant.text.sentences import split_sentences
from assistant.text.units import canonical_unit

_JOIN = re.compile(r"[;.]|,? and |, | while | whereas | but ")
_LEVEL = re.compile(
    r"\b(?:(?<!up )to|from|at|is|was)(?: (?:only|just|about|around|nearly|up to|as low as))* ?\$?$"
)
_VERSUS = re.compile(r" ?(?:vs\.?|versus) ?")
_CHANGED_BY = re.compile(
    r"(?:\bby|\b(?:gain|improve|increase|decrease|reduc|sav|boost|drop|margin)\w*(?: of)?)"
    r" (?:[a-z]+ ){0,4}[~$+]?$|[+]$"
)
"""What stands before a difference in units of measure: "by 0.5 dB", "a gain of 2 BLEU"."""
_MORE = re.compile(
    r" (?:\w+ )?(?:more|less|fewer|higher|lower|faster|slower|longer|shorter|better|worse|gains?"
    r"|improvements?|reductions?|increases?|drops?)\b"
)
_COMPARED = re.compile(r"\b[Cc]ompar\w+ (?:[\w-]+ ){0,4}?(?:to|with|against) ")
_BEATEN_BY = re.compile(
    r"\b(?:outperform|surpass|exceed|beat|improv)\w*\b[^,;]* by (?:[a-z]+ )*(?:[\d.]+ ?%?,? and )?$"
)
_DEVICE = re.compile(
    r"\b(?:(?:RTX|GTX|Titan|Tesla|Jetson|Quadro|Radeon|Ryzen|Xeon|Snapdragon|iPhone|Pixel|TPU)"
    r"[ -]?\w+(?: Pro)?|[AHVBTLP]\d{2,4}|GH\d{3}|GB\d{3}|MI\d{3}X?|DGX[ -]?\w+)\b"
)
_ON_DATA = re.compile(
    r"\b(?:on|for) (?:the |a |an )?(?P<name>(?:[\w-]+ ){1,4}?(?:datasets?|benchmarks?|data|documents|images"
    r"|sets?|splits?|subsets?|tasks?|questions|problems|cases|scenarios?|settings?))\b"
)
_FEW = 3
"""Words ahead of a figure that say too little by themselves, as in a list of figures."""
_NEAR = 16
"""Words ahead of a figure that may speak of it."""
_SHARES = frozenset(["%", "pp", "fraction", "order"])
_ABSOLUTE_SHARES = frozenset(["utilization", "quality", "other"])
"""Metrics whose percentages are levels unless something is said to change."""
_WORD = re.compile(r"[\w^]+(?:[-.][\w^]+)*(?:\(\))?")


@dataclass(frozen=True, eq=False)
class Side:
    """A claim and its paper; what the claim leaves open is read from its quote, then from its sentence.

    All that a comparison asks of one side is worked out once.
    """

    claim: Claim
    paper: Paper

    @cached_property
    def quote(self) -> str:
        """The folded quote."""
        return folded(self.claim.quote.text)

    @cached_property
    def read(self) -> Sentence:
        """The sentence that holds the quote, with its figures."""
        quote = self.claim.quote
        text = (self.paper.abstract if quote.field == "abstract" else self.paper.title) or ""
        for position, span in enumerate(split_sentences(text)):
            if span.start <= quote.start < span.end:
                part = fold(text[span.start : max(span.end, quote.end)])
                return Sentence(position, span.start, part, find_figures(part.text))
        part = fold(quote.text)
        return Sentence(0, quote.start, part, find_figures(part.text))

    @cached_property
    def sentence(self) -> str:
        """The folded sentence that holds the quote."""
        return self.read.text

    @cached_property
    def place(self) -> int | None:
        """Which figure of the sentence is the claim's."""
        quote = self.claim.quote
        inside = [
            index
            for index, figure in enumerate(self.read.figures)
            if quote.start <= self.read.source(figure.start, figure.end).start < quote.end
        ]
        figures = self.read.figures
        found = [index for index in inside if self._is(figures[index].value)]
        found += [index for index in inside if self._is(figures[index].value_max)]
        return found[0] if found else None

    def _is(self, end: float | None) -> bool:
        """Tell whether an end of a figure is the claim's value, which may be printed as a fraction."""
        value = self.claim.quantity.value
        return end is not None and (isclose(end, value) or isclose(end, 100 * value))

    @cached_property
    def contrasts(self) -> dict[int, Contrast]:
        """Which figures of the sentence are set against which others."""
        return find_contrasts(self.read)

    @cached_property
    def counterpart(self) -> int | None:
        """The figure that this one is set against, this one itself where others are; else ``None``."""
        if self.place in self.contrasts:
            return self.contrasts[self.place].against
        return self.place if any(it.against == self.place for it in self.contrasts.values()) else None

    @cached_property
    def names_subject(self) -> bool:
        """Tell whether its sentence names the subject, rather than say "it"."""
        return self.claim.subject is not None and folded(self.claim.subject) in self.sentence

    @cached_property
    def alike(self) -> int:
        """How many figures of this unit its sentence gives."""
        if self.place is None:
            return 0
        unit = self.read.figures[self.place].unit
        return sum(figure.unit == unit for figure in self.read.figures)

    @cached_property
    def dataset(self) -> str | None:
        """The data stated, or the words beside the figure that describe them: "on the binary dataset"."""
        described = _ON_DATA.search(self.after) or _ON_DATA.search(self.before)
        return self.claim.setting.dataset or (described["name"] if described else None)

    @cached_property
    def names(self) -> frozenset[str]:
        """Keys of the names of the paper's own method."""
        return frozenset(map(name_key, method_names(self.paper)))

    @cached_property
    def label(self) -> str:
        """A short name of the paper for reasons."""
        return next(iter(method_names(self.paper)), self.paper.title)

    @cached_property
    def baseline(self) -> str | None:
        """The baseline stated, or what the sentence says before the figure that it compares with."""
        if self.claim.baseline or not self.claim.own:
            return self.claim.baseline
        compared = list(_COMPARED.finditer(self.lead))
        return phrase(self.lead[compared[0].end() :]) if len(compared) == 1 else None

    @cached_property
    def subject(self) -> str:
        """The subject for a reader."""
        return self.claim.subject or next(iter(method_names(self.paper)), "a method without a name")

    @cached_property
    def subject_key(self) -> str:
        """What all spellings of the subject share."""
        return name_key(self.claim.subject or "")

    @cached_property
    def subject_names(self) -> frozenset[str]:
        """Keys of the proper names in the subject."""
        return proper_names(self.claim.subject or "")

    @cached_property
    def after(self) -> str:
        """What the sentence says of the figure after it, or after the last one of its plain list.

        It ends at the next figure or at the next item of a list.
        """
        if self.place is None:
            return ""
        last = self.read.run(self.place)[-1]
        if _VERSUS.fullmatch(self.read.after(last)):
            last += 1
        return _JOIN.split(self.read.after(last), maxsplit=1)[0]

    @cached_property
    def before(self) -> str:
        """What the sentence says between the figure ahead of this one and this one."""
        return self.quote if self.place is None else self.read.before(self.place)

    @cached_property
    def lead(self) -> str:
        """All that the sentence says up to the figure."""
        return self.quote if self.place is None else self.sentence[: self.read.figures[self.place].start]

    @cached_property
    def near(self) -> str:
        """The words around the figure, without those of the figure ahead of it unless the two are listed."""
        words = self.before.split()
        return " ".join([*(words if len(words) > _FEW else self.lead.split())[-_NEAR:], self.after])

    @cached_property
    def unit(self) -> str:
        """Our name of the claim's unit."""
        return canonical_unit(self.claim.quantity.unit)

    @cached_property
    def hardware(self) -> str | None:
        """The hardware stated, or the devices that the quote names."""
        return self.claim.setting.hardware or ", ".join(sorted(set(_DEVICE.findall(self.quote)))) or None

    @cached_property
    def hedges(self) -> frozenset[Qualifier]:
        """How the figure is qualified."""
        none: frozenset[Qualifier] = frozenset()
        found = none if self.place is None else self.read.figures[self.place].hedges
        best: frozenset[Qualifier] = frozenset(["up to"]) if self.claim.quantity.bound == "up_to" else none
        return found | best

    @cached_property
    def relative(self) -> bool:
        """Tell whether the figure is a ratio or a change rather than an absolute level."""
        claim = self.claim
        if self.unit == "x" or claim.metric == "speedup":
            return True
        if self.unit in {"%", "fraction"} and claim.metric not in _ABSOLUTE_SHARES:
            return True
        if claim.direction == "neutral":
            return self._changes()
        if self.unit not in _SHARES:
            return _CHANGED_BY.search(self.before) is not None or _MORE.match(self.after) is not None
        return not _LEVEL.search(self.before)

    def _changes(self) -> bool:
        """Tell whether the words around a percentage or difference say that it is one of a change."""
        if self.place is None or self.unit not in {"%", "pp", "db"}:
            return False
        return is_relative(self.read, self.place) or _BEATEN_BY.search(self.lead) is not None


def proper_names(text: str) -> frozenset[str]:
    """Return the keys of the proper names in a phrase."""
    return frozenset(name_key(word) for word in _WORD.findall(text) if is_proper_name(word))


def differ(field: str, one: str | None, other: str | None) -> str:
    """Return a reason for a reader: a field and what either claim states of it."""
    if not one and not other:
        return f"{field}: not stated in A or B"
    return f"{field}: {one or 'not stated'} in A, {other or 'not stated'} in B"
