"""On real abstracts: another number, baseline or hedge changes that field of that claim and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.claims.extract import extract_claims
from assistant.claims.names import is_proper_name
from assistant.ingest import read_papers
from assistant.schema import Claim, Paper

_DATA = Path(__file__).parents[3] / "evals" / "data"
_PAPERS = [
    paper
    for name in ("daily_papers.txt", "arxiv_dev_papers.jsonl")
    for paper in read_papers(_DATA / name).papers
    if extract_claims(paper)
]
_NEW_NAME = "Zorbax-7"
_NUMERAL = re.compile(r"(?<![\w.,^-])\d+(?:\.\d+)?(?![\d,])")


def read(paper: Paper, abstract: str) -> list[dict[str, Any]]:
    """Return the fields of each claim, without the place of its quote."""
    found = extract_claims(paper.model_copy(update={"abstract": abstract}))
    return [claim.model_dump(exclude={"quote"}) for claim in found]


def replaced(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


def numerals(paper: Paper, claim: Claim) -> Iterator[re.Match[str]]:
    """Return where the quote prints the value, if it does so once and no other claim prints it there."""
    text = paper.abstract or ""
    found = [
        match
        for match in _NUMERAL.finditer(text, claim.quote.start, claim.quote.end)
        if float(match.group()) == claim.quantity.value
    ]
    if len(found) == 1 and claim.quantity.value_max is None:
        yield found[0]


def another(numeral: str) -> str:
    """Return a number of the same length and sort: other digits, never a year or a round one."""
    return re.sub(r"\d", lambda digit: str((int(digit[0]) + 3) % 10 or 4), numeral)


_NUMBERS = [
    pytest.param(paper, match.span(), id=f"{paper.title[:20]} {match.group()}")
    for paper in _PAPERS
    for claim in extract_claims(paper)
    for match in numerals(paper, claim)
]
_BASELINES = [
    pytest.param(paper, claim.baseline, id=f"{paper.title[:20]} {claim.baseline}")
    for paper in _PAPERS
    for claim in extract_claims(paper)
    if claim.baseline and is_proper_name(claim.baseline) and " " not in claim.baseline
]


def test_there_is_enough_to_change() -> None:
    assert len(_NUMBERS) > 80
    assert len(_BASELINES) > 15


@pytest.mark.parametrize(("paper", "place"), _NUMBERS)
def test_another_number_changes_the_values_that_were_printed_there(
    paper: Paper, place: tuple[int, int]
) -> None:
    text = paper.abstract or ""
    old, new = text[slice(*place)], another(text[slice(*place)])
    before, after = read(paper, text), read(paper, replaced(text, *place, new))
    assert len(before) == len(after)
    changes = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
    assert changes
    for one, other in changes:
        assert (one["quantity"].pop("value"), other["quantity"].pop("value")) == (float(old), float(new))
        assert one == other


@pytest.mark.parametrize(("paper", "name"), _BASELINES)
def test_another_name_of_the_baseline_is_followed_and_nothing_else_changes(paper: Paper, name: str) -> None:
    text = paper.abstract or ""
    word = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    renamed = [
        {
            field: word.sub(_NEW_NAME, value) if isinstance(value, str) else value
            for field, value in claim.items()
        }
        for claim in read(paper, text)
    ]
    assert read(paper, word.sub(_NEW_NAME, text)) == renamed
