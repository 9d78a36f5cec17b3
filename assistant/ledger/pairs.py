"""Given pairs of claims, one JSON object a line, found in the ledger and judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.claims.compare import compare_pair
from assistant.claims.given import GivenFigure, known_claim, read_claim
from assistant.claims.links import find_links
from assistant.errors import IngestError, NotFoundError
from assistant.schema import Claim, Link, PairVerdict, Paper, Quote
from assistant.text.folding import folded
from assistant.text.units import canonical_unit

_PLAIN = frozenset({"x", "%", "pp"})


class _Line(BaseModel):
    # Lines also hold the labels of an annotator, which are none of our business here.
    model_config = ConfigDict(frozen=True, extra="ignore")


class Side(GivenFigure):
    """A claim by what is printed: the title of its paper, its words and its figure."""

    model_config = ConfigDict(extra="ignore")

    paper: str


class Pair(_Line):
    """Two claims to be judged."""

    id: str
    a: Side
    b: Side


class JudgedPair(PairVerdict):
    """The verdict on a given pair."""

    id: str
    resolved: bool
    """Whether both claims were found in the ledger; else what is printed was all that could be judged."""


def read_pairs(path: Path) -> list[Pair]:
    """Read pairs from a file of JSON lines; `IngestError` names the line that is none."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as exc:
        raise IngestError(
            f"The pairs {str(path)!r} cannot be read ({exc}); give a file of JSON lines."
        ) from exc
    return [
        _pair(line, f"{path.name}, line {number}") for number, line in enumerate(lines, 1) if line.strip()
    ]


def judge_pairs(
    pairs: Sequence[Pair], papers: Sequence[Paper], claims: Mapping[str, Sequence[Claim]]
) -> list[JudgedPair]:
    """Judge each pair; ``claims`` maps the ids of ``papers`` to what they claim.

    Raises:
        NotFoundError: A pair names a paper or words that are not there.
    """
    titled = {title_form(paper.title): paper for paper in papers}
    by_id = {paper.id: paper for paper in papers}
    links = find_links(papers, claims)
    return [_judge(pair, titled, by_id, claims=claims, links=links) for pair in pairs]


def title_form(title: str) -> str:
    """Return what all spellings of a title share."""
    return " ".join(folded(title).casefold().split())


def same_unit(a: str, b: str) -> bool:
    """Tell whether two printed units are of one class; a bare number fits all but ``x``, ``%`` and ``pp``."""
    left, right = _unit(a), _unit(b)
    return left == right or (not (left and right) and not {left, right} & _PLAIN)


def overlap(a: Quote, start: int, end: int) -> int:
    """Return how many characters a quote shares with ``start:end`` of the same text."""
    return min(a.end, end) - max(a.start, start)


def _pair(line: str, place: str) -> Pair:
    try:
        return Pair.model_validate_json(line)
    except ValidationError as exc:
        first = exc.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise IngestError(
            f"{place} is no pair of claims ({where}: {first['msg']}); give id, a and b, each with paper, "
            "quote, value, unit and metric."
        ) from exc


def _judge(
    pair: Pair,
    titled: Mapping[str, Paper],
    papers: Mapping[str, Paper],
    *,
    claims: Mapping[str, Sequence[Claim]],
    links: Sequence[Link],
) -> JudgedPair:
    sides = [_claim(side, _paper(pair, side, titled), claims) for side in (pair.a, pair.b)]
    verdict = compare_pair(sides[0][0], sides[1][0], papers, links)
    return JudgedPair(id=pair.id, resolved=all(known for _, known in sides), **verdict.model_dump())


def _paper(pair: Pair, side: Side, titled: Mapping[str, Paper]) -> Paper:
    paper = titled.get(title_form(side.paper))
    if paper is None:
        raise NotFoundError(f"Pair {pair.id!r}: no paper has the title {side.paper!r}; add its file first.")
    return paper


def _claim(side: Side, paper: Paper, claims: Mapping[str, Sequence[Claim]]) -> tuple[Claim, bool]:
    """Return the claim that states a figure and whether the ledger has it; else what its sentence says."""
    known = known_claim(paper, side, claims.get(paper.id, ()))
    return (known, True) if known else (read_claim(paper, side), False)


def _unit(printed: str) -> str:
    plain = folded(printed).strip(" $\\")
    return "x" if plain in {"×", "times"} else canonical_unit(plain)
