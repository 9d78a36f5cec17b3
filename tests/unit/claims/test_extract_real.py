"""On real abstracts: other line ends and other spellings of one figure change no claim."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from assistant.claims.extract import extract_claims
from assistant.ingest import read_papers
from assistant.schema import Paper

_DATA = Path(__file__).parents[3] / "evals" / "data"
_PAPERS = [
    paper
    for name in ("daily_papers.txt", "arxiv_dev_papers.jsonl")
    for paper in read_papers(_DATA / name).papers
]
_FACTOR = re.compile(r"(?<![\w.$^-])(\d+(?:\.\d+)?)(?:x|times|\\times)(?![\w$-])")
_PERCENT = re.compile(r"(?<=\d)\\?%")


def read(paper: Paper, abstract: str) -> list[str]:
    """Return the claims of a paper with another abstract as text, without quotes, in one spelling."""
    found = extract_claims(paper.model_copy(update={"abstract": abstract}))
    return [re.sub(r"\\+%", "%", claim.model_dump_json(exclude={"quote"})) for claim in found]


def test_all_abstracts_are_there() -> None:
    assert len(_PAPERS) == 75 + 40
    assert sum(len(extract_claims(paper)) for paper in _PAPERS) > 150


@pytest.mark.parametrize("paper", _PAPERS, ids=lambda paper: paper.title[:30])
class TestRealAbstract:
    @pytest.mark.parametrize("width", [30, 72])
    def test_other_line_ends_change_nothing(self, paper: Paper, width: int) -> None:
        abstract = paper.abstract or ""
        wrapped = textwrap.fill(abstract, width, break_long_words=False, break_on_hyphens=False)
        assert read(paper, wrapped) == read(paper, abstract)

    @pytest.mark.parametrize("form", [r"\1x", r"\1 ×", r"\1times", r"\1 times", r"$\1\\times$"])
    def test_other_spellings_of_a_factor_change_nothing(self, paper: Paper, form: str) -> None:
        abstract = paper.abstract or ""
        assert read(paper, _FACTOR.sub(form, abstract)) == read(paper, abstract)

    @pytest.mark.parametrize("sign", ["%", r"\%"])
    def test_other_spellings_of_a_percent_sign_change_nothing(self, paper: Paper, sign: str) -> None:
        abstract = paper.abstract or ""
        assert read(paper, _PERCENT.sub(lambda _: sign, abstract)) == read(paper, abstract)
