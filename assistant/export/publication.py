"""Where a paper appeared and where it is found."""

from __future__ import annotations

import re
from typing import Final, Literal

from assistant.export.escape import verbatim_url
from assistant.schema import Paper

Publication = Literal["journal", "meeting", "none"]

_MEETING: Final = re.compile(r"\b(?:proceedings|proc\.|conference|conf\.|symposium|workshop)(?!\w)", re.I)


def publication(paper: Paper) -> Publication:
    """Return in what kind of publication a paper appeared, told by the name of its venue."""
    if not paper.venue:
        return "none"
    return "meeting" if _MEETING.search(paper.venue) else "journal"


def doi_link(doi: str) -> str:
    """Return the address that a DOI stands for."""
    return f"https://doi.org/{verbatim_url(doi)}"


def arxiv_link(arxiv_id: str) -> str:
    """Return the address of an arXiv paper."""
    return f"https://arxiv.org/abs/{verbatim_url(arxiv_id)}"


def addresses(paper: Paper) -> list[str]:
    """Return the addresses of a paper as stored, and its page at arXiv where it is not among them."""
    page = arxiv_link(paper.arxiv_id) if paper.arxiv_id else ""
    known = not page or any(page.partition("://")[2] in url for url in paper.urls)
    return [*paper.urls, *([] if known else [page])]
