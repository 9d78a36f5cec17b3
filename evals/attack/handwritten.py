"""Paraphrases written by hand over papers of the sample."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

from evals.attack.truths import Shelf, Truth
from evals.gold import DATA, load_lines

PARAPHRASES = DATA / "paraphrases.jsonl"


class Paraphrase(BaseModel):
    """A sentence as a writer phrases it, and whether it is honest; ``paper`` begins the title."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    paper: str
    text: str
    honest: bool


def handwritten(shelf: Shelf) -> Iterator[Truth]:
    """Yield the honest paraphrases of the papers at hand."""
    for line in load_lines(PARAPHRASES, Paraphrase):
        paper = next((it for it in shelf.papers if it.title.startswith(line.paper)), None)
        if line.honest and paper:
            yield Truth(f"{line.text} [1]", (paper,), "by hand")
