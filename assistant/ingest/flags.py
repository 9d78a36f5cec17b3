"""Marks on papers whose text speaks to a model instead of a reader.

A mark changes nothing about the paper: it is kept, found and cited as any other, and shown with a warning.
The patterns aim at text that no abstract has a reason to hold, so that a mark means something.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

INJECTION_SUSPECT: Final = "injection-suspect"

_OLDER: Final = r"(?:previous|prior|preceding|earlier|above|foregoing|other|system|your|these|those)"
_ORDERS: Final = (
    r"(?:instructions?|prompts?|directions?|directives?|guidelines|rules|commands|context|text|messages?)"
)
_READER: Final = r"(?:ai|llm|language model|assistant|chatbot|model|gpt|claude|gemini|agent|reviewer)s?"

_ORDERED: Final = (
    rf"(?:ignore|disregard|forget)\s+(?:all\s+|any\s+|everything\s+)?(?:of\s+)?(?:the\s+|my\s+)?"
    rf"(?:{_OLDER}\s+)+{_ORDERS}",
    r"(?:ignore|disregard|forget)\s+(?:everything|all)\s+(?:you|that|above|before)\b",
    r"(?:always|only|you must|please|must|should)\s+(?:cite|recommend|rank|quote|mention)\s+"
    r"(?:only\s+)?this\s+paper",
    r"(?:^|[.!?:]\s+)(?:please\s+)?(?:cite|recommend|rank)\s+this\s+paper\b",
    r"\bgive\s+(?:a\s+)?(?:only\s+positive\s+reviews?|positive\s+reviews?\s+only)\b",
    r"\bdo\s+not\s+(?:highlight|mention|report|reveal)\s+(?:any\s+)?"
    r"(?:negatives|weaknesses|th(?:is|ese)\s+instructions?)",
    r"(?:^|[.!?\]\n]\s*)(?:note|attention|important|instructions?|message)\s+(?:to|for)\s+"
    rf"(?:all\s+|any\s+|the\s+)?{_READER}\b\s*(?:reading|summari[sz]ing|:)",
    rf"\bif\s+you\s+are\s+(?:an?\s+)?(?:large\s+)?{_READER}\b",
    r"\byou\s+are\s+now\s+(?:an?\s+|in\s+|the\s+)?\w+",
    r"\b(?:reveal|print|repeat|output|show|leak|tell me)\s+(?:me\s+)?your\s+(?:hidden\s+|full\s+)?"
    r"(?:system\s+)?(?:prompt|message|instructions)\b",
    r"\bin\s+your\s+(?:answer|response|reply|summary|review),?\s+"
    r"(?:always|only|you|say|state|write|do|include)\b",
)
_TAGS: Final = (
    r"</?\s*(?:system|assistant|instructions?|developer|evidence|paper|source|untrusted)\b[^<>,]{0,40}>",
    r"<\|(?:im_start|im_end|system|user|assistant|endoftext|eot_id|start_header_id|end_header_id)\|>",
    r"\[/?(?:inst|sys|system|assistant)\]|<<\s*/?sys\s*>>",
    r"(?:^|\n)\s*(?:#{2,}\s*)?(?:system|assistant|human|developer)\s*:\s",
    r"\bBEGIN\s+(?:SYSTEM|HIDDEN|NEW)\s+(?:PROMPT|INSTRUCTIONS?)\b",
    r"!\[[^\]]{0,200}\]\(\s*(?:https?:)?//|\]\(\s*javascript:"
    r"|<\s*(?:script|img|iframe|svg|object|embed|style|link)\b[^<>,]{0,200}>",
)
_SUSPECT: Final = re.compile("|".join(f"(?:{pattern})" for pattern in (*_ORDERED, *_TAGS)), re.IGNORECASE)

# Joiners stand alone between letters; a run of invisible characters, or of tag characters, hides a message.
_HIDDEN: Final = re.compile("[\u200b-\u200f\u2060-\u2064\ufeff]{3,}|[\U000e0000-\U000e007f]{2,}")
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff\U000e0000-\U000e007f]")


def flags_of(title: str, abstract: str | None) -> tuple[str, ...]:
    """Return the marks that a paper's text calls for, from its title and abstract as they are stored."""
    suspect = any(_is_suspect(text) for text in (title, abstract) if text)
    return (INJECTION_SUSPECT,) if suspect else ()


def _is_suspect(text: str) -> bool:
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    lines = (" ".join(line.split()) for line in plain.split("\n"))
    return bool(_HIDDEN.search(text) or _SUSPECT.search("\n".join(line for line in lines if line)))
