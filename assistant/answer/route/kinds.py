"""The kind of a question, told by its words."""

from __future__ import annotations

import re

from assistant.schema import QuestionKind
from assistant.text.folding import folded
from assistant.text.naming import rare_names

_KINDS = (
    r"(?:papers?|works?|methods?|systems?|stud(?:y|ies)|approach(?:es)?|abstracts?|schemes?|authors?|models?"
    r"|frameworks?|benchmarks?|datasets?|techniques?|algorithms?|compan(?:y|ies)|groups?|articles?|surveys?)"
)
_PLURAL = r"(?:papers|works|methods|systems|studies|approaches|abstracts|articles)"
_ASKS = r"(?:asks?|says?|do|does|did|can|could|have|has|had|be|is|are|was|were)"

_LOOKUP = re.compile(
    r"\bstand(?:s)? for\b|\bexpand(?:ed)?\b|\babbreviat\w+|\bacronym\b|\bspelled out\b|\bshort for\b"
    r"|\b(?:a|the) (?:[\w-]+ )?(?:called|named)\b|^(?:what|who)(?:'s| is| are) (?:an? |the )?[\w^_.+-]+\W*$"
    r"|\bwhere is [\w^_.+-]+ (?:mentioned|named|defined)\b|\bwhat does [\w^_.+-]+ mean\b",
    re.IGNORECASE,
)
_AGGREGATE = re.compile(
    rf"\b(?:which|how many|all|any|list|among|in which)\b(?: [\w/^'-]+){{0,5}}? {_KINDS}\b"
    rf"|\bwhat (?:[\w/^'-]+ ){{0,3}}?{_PLURAL}\b"
    r"|^(?:and )?(?:who|where|which (?:of|ones?))\b|\bwhich of (?:these|those|them)\b|^list\b"
    r"|\bis there (?:a|any|another) (?:[\w-]+ )*?(?:paper|work|study|method)\b|\bthat any (?:paper|work|study|method)\b",
    re.IGNORECASE,
)
_COMPARISON = re.compile(
    r"\b(?:compare[sd]?|comparison|versus|vs\.?|contradict\w*|clash\w*|disagree\w*|agree|difference"
    r"|against each other|side by side|be ranked|rank (?:them|these|the)|who is right|is (?:one|either) better"
    r"|which is (?:the )?(?:faster|better|smaller|larger|cheaper|stronger)"
    r"|the same (?:thing|metric|baseline|quantity|method))\b|\b(?:do|does|did|they) (?:.* )?differ\b"
    r"|\b(?:both|each|two|three|four|either)\b.*\b(?:papers?|works?|methods?|claims?|do|does|states?|reports?|gains?)\b"
    r"|\bone (?:paper|work|study)\b.*\b(?:another|the other)\b|\bset\b.*\bbeside\b",
    re.IGNORECASE,
)
_SYNTHESIS = re.compile(
    r"\b(?:what|which) (?!two|three|four|five)(?:(?!of\b)[\w-]+ ){0,3}?(?:approaches|options|techniques|ways|strategies|remedies"
    r"|ideas|directions|solutions|lines of work|trends|means|themes|measures)\b"
    rf"|\bhow (?:do|have|are) (?:the |these |those |stored )*(?:[\w-]+ )*?{_PLURAL}\b"
    rf"|\bwhat (?:do|does|have) (?:the |these |those |stored )*(?:[\w/-]+ )*?{_PLURAL}\b"
    rf"|\bwhat (?:work|research)\b|\bwhat (?:is|has) (?:being|been) (?:done|tried|proposed)\b"
    rf"|\bhow far (?:have|has)\b|\b(?:overview|summari[sz]e|survey|review) (?:of |the )|\b(?:tell me what|related work)\b"
    rf"|\b(?:these|the|stored) {_PLURAL} (?:offer|propose|suggest|say)\b|\bhow (?:is|are) .* (?:being|made|kept)\b"
    r"|\bwhat (?:exists|is there|do we know)\b",
    re.IGNORECASE,
)
_BROAD = re.compile(
    r"^(?:and |so )?how (?:can|could|might|should|may|to|is|are|does one|do (?:people|we|you|they|researchers))\b"
    r"|\bwhere can (?:it|they|one)\b",
    re.IGNORECASE,
)
_LONGEST_LOOKUP = 3
"""Words of a query that is a bare term, such as "H_2O" or "projection DPP"."""


def kind_of(question: str) -> QuestionKind:
    """Return the kind of a question that stands alone."""
    text = folded(question).strip()
    if _LOOKUP.search(text) or _is_bare_term(text):
        return "lookup"
    if _COMPARISON.search(text):
        return "comparison"
    if _SYNTHESIS.search(text):
        return "synthesis"
    if _AGGREGATE.search(text):
        return "aggregate"
    return "fact"


def is_broad(question: str) -> bool:
    """Tell whether a question for one fact may also mean a theme: "How can models ... still be trained?"."""
    return _BROAD.search(folded(question)) is not None


def _is_bare_term(text: str) -> bool:
    words = text.rstrip("?.! ").split()
    return len(words) <= _LONGEST_LOOKUP and (bool(rare_names(text)) or len(words) <= 2)
