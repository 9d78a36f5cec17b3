"""Words in quotation marks must stand in a cited paper exactly as quoted."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.text.folding import folded

_QUOTED = re.compile(r'"([^"]+)"|(?<![\w])\'([^\']+(?:\'\w[^\']*)*)\'(?!\w)')
_SHORTEST = 4
"""Words from which quotation marks claim somebody's wording; shorter ones often just name a term."""


def false_quotes(text: str, sources: Iterable[str]) -> list[str]:
    """Return the quotations of a statement that no source holds; spelling is folded, case is not."""
    folded_sources = [folded(source) for source in sources]
    quotes = [(match.group(1) or match.group(2)).strip() for match in _QUOTED.finditer(folded(text))]
    return [quote for quote in quotes if len(quote.split()) >= _SHORTEST and not _held(quote, folded_sources)]


def _held(quote: str, sources: list[str]) -> bool:
    wording = quote.rstrip(".,;")
    capital = wording[:1].swapcase() + wording[1:]
    return any(wording in source or capital in source for source in sources)
