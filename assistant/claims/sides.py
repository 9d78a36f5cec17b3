"""A claim with the words around it, as one side of a comparison."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from math import isclose

from assistant.claims.names import method_names, name_key
from assistant.schema import Claim, Paper
from assistant.text.folding import folded
from assistant.text.qualifiers import Qualifier, find_qualifiers
from assistant.text.quantities import Quantity, find_quantities
from assistant.text.sentences import split_sentences
from assistant.text.units import canonical_unit

_JOIN = re.compile(r"[;.]|,? and |, | while | whereas | but ")
_LEVEL = re.compile(
    r"\b(?:(?<!up )to|from|at|is|was)(?: (?:only|just|about|around|nearly|up to|as low as))* ?\$?$"
)
_DEVICE = re.compile(
    r"\b(?:(?:RTX|GTX|Titan|Tesla|Jetson|Quadro|Radeon|Ryzen|Xeon|Snapdragon|iPhone|Pixel|TPU)"
    r"[ -]?\w+(?: Pro)?|[AHVBTLP]\d{2,4}|GH\d{3}|GB\d{3}|MI\d{3}X?|DGX[ -]?\w+)\b"
)
_FEW = 3
"""Words ahead of a figure that say too little by themselves, as in a list of figures."""
_NEAR = 16
"""Words ahead of a figure that may speak of it."""
_ABSOLUTE_SHARES = frozenset(["utilization", "quality", "other"])
"""Metrics whose percentages are levels unless something is said to change."""


@dataclass(frozen=True, eq=False)
class Side:
    """A claim and its paper; what the claim leaves open is read from its quote, then from its sentence."""

    claim: Claim
    paper: Paper

    @cached_property
    def quote(self) -> str:
        """The folded quote."""
        return folded(self.claim.quote.text)

    @cached_property
    def sentence(self) -> str:
        """The folded sentence that holds the quote."""
        text, at = self.paper.abstract or "", self.claim.quote.start
        for span in split_sentences(text):
            if span.start <= at < span.end:
                return folded(text[span.start : max(span.end, self.claim.quote.end)])
        return self.quote

    @cached_property
    def names(self) -> frozenset[str]:
        """Keys of the names of the paper's own method."""
        return frozenset(map(name_key, method_names(self.paper)))

    @cached_property
    def label(self) -> str:
        """A short name of the paper for reasons."""
        return next(iter(method_names(self.paper)), self.paper.title)

    @cached_property
    def figures(self) -> list[Quantity]:
        """The figures of the sentence."""
        return find_quantities(self.sentence)

    @cached_property
    def place(self) -> int | None:
        """Which figure of the sentence is the claim's."""
        start = max(0, self.sentence.find(self.quote))
        for index, figure in enumerate(self.figures):
            inside = start <= figure.start < start + len(self.quote)
            if inside and isclose(float(figure.value), self.claim.quantity.value):
                return index
        return None

    @cached_property
    def after(self) -> str:
        """What the sentence says of the figure after it: up to the next figure or the next item of a list."""
        if self.place is None:
            return ""
        following = self.figures[self.place + 1 :]
        rest = self.sentence[self.figures[self.place].end : following[0].start if following else None]
        return _JOIN.split(rest, maxsplit=1)[0]

    @cached_property
    def before(self) -> str:
        """What the sentence says between the figure ahead of this one and this one."""
        ahead = self.figures[self.place - 1].end if self.place else 0
        return self.lead[ahead:] if self.place is not None else self.quote

    @cached_property
    def lead(self) -> str:
        """All that the sentence says up to the figure."""
        return self.quote if self.place is None else self.sentence[: self.figures[self.place].start]

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
        found = none if self.place is None else find_qualifiers(self.sentence, self.figures)[self.place]
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
        return claim.direction != "neutral" and not _LEVEL.search(self.before)
