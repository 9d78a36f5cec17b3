"""What is exchanged for what by the attack. The gate does not read these tables."""

from __future__ import annotations

from collections.abc import Mapping

_TURNED = """
faster slower|reduces increases|reduce increase|reduced increased|reducing increasing|higher lower
improves degrades|improve degrade|improved degraded|improving degrading|outperforms underperforms
outperform underperform|outperforming underperforming|decreases increases|decrease increase
decreased increased|decreasing increasing|lowers raises|better worse|larger smaller|greater smaller|more fewer
accelerates slows down|accelerate slow down|enhances impairs|enhance impair|enhancing impairing|best worst
positive negative|strong weak|stronger weaker|cheaper costlier|shorter longer|superior inferior|rises falls
efficient inefficient|effective ineffective|stable unstable|robust fragile|minimizes maximizes
minimize maximize|minimizing maximizing|increase decrease|increases decreases|boosts hampers|boost hamper
gains losses|simple complex|early late|sparse dense|local global|low high|small large|easy difficult
accurate inaccurate|lightweight heavyweight|reduction increase|improvement deterioration|upper lower
outperformed underperformed|maximum minimum|short long|narrow wide|strengthens weakens|mitigates aggravates
mitigate aggravate|alleviates worsens|consistent inconsistent|reliable unreliable|limited unlimited
surpasses falls behind|exceeds falls short of|highest lowest
"""
_SIMILAR = """
weights activations|activations weights|training inference|inference training|prefill decoding
encoder decoder|decoder encoder|keys values|queries keys|pruning quantization|quantization pruning
latency throughput|throughput latency|accuracy latency|memory bandwidth|compute memory|layers heads|heads layers
pre-training fine-tuning|pretraining fine-tuning|fine-tuning pre-training|image text|images videos
video image|videos images|text image|audio video|forward backward|supervised unsupervised
precision recall|recall precision|teacher student|student teacher|server client|generator discriminator
classification regression|regression classification|detection segmentation|segmentation detection
convolution attention|attention convolution|transformer convolutional|nodes edges|rows columns
hardware software|software hardware|input output|inputs outputs|offline online|online offline|static dynamic
linear quadratic|spatial temporal|temporal spatial|depth width|gradients activations|tokens layers
parameters tokens|graph tree|agents users|users agents|proteins molecules|source target|target source
"""


def _pairs(text: str, *, both: bool = False) -> dict[str, str]:
    """Read pairs of terms; of several words, those in the middle belong to the second term."""
    pairs = [pair.strip().split(" ", 1) for line in text.strip().split("\n") for pair in line.split("|")]
    found = {one: other for one, other in pairs}
    return {**{other: one for one, other in pairs}, **found} if both else found


DIRECTIONS: Mapping[str, str] = {
    **_pairs(_TURNED, both=True),
    "scales up": "scales down",
}
TERMS: Mapping[str, str] = _pairs(_SIMILAR)
UNITS: Mapping[str, tuple[str, ...]] = {
    "x": ("%", " GB"),
    "%": ("x", " points"),
    "pp": ("%",),
    "gb": (" MB", " TB"),
    "mb": (" GB",),
    "ms": (" s",),
    "s": (" ms",),
    "h": (" days",),
    "min": (" hours",),
    "B": ("M",),
    "M": ("B",),
    "K": ("M",),
    "bit": (" bytes",),
    "tflops": (" GFLOPS",),
    "fps": (" ms",),
}
HEDGES: Mapping[str, tuple[str, ...]] = {
    r"\bup to (?=[0-9~])": ("", "at least ", "about "),
    r"\bon average\b": ("", "at best"),
    r"\bat least (?=[0-9a-z])": ("", "at most "),
    r"\bat most (?=[0-9a-z])": ("", "at least "),
    r"\bmore than (?=[0-9])": ("less than ", ""),
    r"\bless than (?=[0-9])": ("more than ", ""),
    r"\bover (?=[0-9]+(?:\.[0-9]+)?[%x])": ("up to ", ""),
    r"\bnearly ": ("", "more than "),
    r"\balmost ": ("",),
    r"\bapproximately (?=[0-9])": ("exactly ", "at least "),
    r"\bpartially ": ("fully ", ""),
    r"\bmost of the ": ("all of the ",),
    r"\bmost (?=(?:existing|previous|prior|current|cases|tasks|models|methods)\b)": ("all ", ""),
    r"\bsome (?=(?:existing|previous|prior|current|cases|tasks|models|methods)\b)": ("all ",),
    r"\bmany (?=(?:existing|previous|prior|current|cases|tasks|models|methods)\b)": ("all ", "few "),
    r"\boften\b": ("always", "rarely", ""),
    r"\busually\b": ("always", "rarely"),
    r"\bsometimes\b": ("always",),
    r"\btypically\b": ("always", "rarely"),
}
_FINITE = "does do can could will would is are was were has have should may".split()
_VERBS = (
    "achieve require outperform improve reduce support enable provide show demonstrate generalize "
    "preserve maintain capture scale yield allow generate learn surpass enhance need introduce lead depend"
).split()
NEGATIONS: Mapping[str, str] = {
    r"\b(does|do|did) not (\w+)": r"\2",
    r"\b(is|are|was|were|can|will|has|have|should|would|could|may) not\b": r"\1",
    r"\bcannot\b": "can",
    r"\bwithout (?!any\b)": "with ",
    r"\bwithout any ": "with ",
    r"\bno (?=(?:\w+ )?(?:\w+))(?!longer|more than|less than|matter)": "some ",
    r"\bfails? to (?=\w)": "manages to ",
    r"\bnever ": "always ",
    rf"(?<![-\w])({'|'.join(_FINITE)}) (?!not\b|no\b|there\b|[^\w])(?=[a-z])": r"\1 not ",
    rf"\b({'|'.join(_VERBS)})s\b": r"does not \1",
    rf"\b(to|that|which|and|it|they|we) ({'|'.join(_VERBS)})\b": r"\1 not \2",
    rf"\b({'|'.join(_VERBS)})(s)\b": r"fail\2 to \1",
    r"\bwith (?=(?:minimal|significant|high|strong|good|little|more|fewer|a|an|the)\b)": "without ",
    r"\bneither\b": "both",
}
