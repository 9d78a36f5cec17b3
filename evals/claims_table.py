"""Writes every claim found in the sample papers as one table to be read by eye."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from assistant.claims.extract import extract_claims
from assistant.export.escape import escape_markdown
from assistant.ingest import read_papers
from assistant.schema import Claim, Paper

TABLE = Path(__file__).parent / "sample_claims.md"
PAPERS = Path(__file__).parent / "data" / "daily_papers.txt"
REMARKS = Path(__file__).parent / "data" / "sample_claims_remarks.json"
"""What is wrong or missing, found by reading: paper title -> remarks."""

_HEAD = "| figure | metric | effect | subject | baseline | setting | quote |\n|---|---|---|---|---|---|---|"


def main() -> None:
    """Write the table beside this module."""
    remarks: dict[str, list[str]] = json.loads(REMARKS.read_text(encoding="utf-8"))
    TABLE.write_text(table(read_papers(PAPERS).papers, remarks), encoding="utf-8")


def table(papers: Sequence[Paper], remarks: Mapping[str, Sequence[str]]) -> str:
    """Return the claims of each paper as Markdown, with what a reader has to say on them."""
    claims = {paper.id: extract_claims(paper) for paper in papers}
    number = sum(map(len, claims.values()))
    silent = sum(not found for found in claims.values())
    lines = [
        "# Claims found in the sample papers",
        "",
        f"{number} claims in {len(papers)} papers, {silent} of them without any; made by "
        "`python -m evals.claims_table`.",
    ]
    for place, paper in enumerate(papers, start=1):
        lines += _section(place, paper, claims[paper.id], remarks.get(paper.title, ()))
    return "\n".join(lines) + "\n"


def _section(place: int, paper: Paper, claims: Sequence[Claim], remarks: Sequence[str]) -> Iterator[str]:
    yield from ("", f"## {place}. {escape_markdown(paper.title)}", "")
    if claims:
        yield from (_HEAD, *map(_row, claims))
    else:
        yield "No claim."
    if remarks:
        yield from ("", *(f"- Remark: {escape_markdown(remark)}" for remark in remarks))


def _row(claim: Claim) -> str:
    setting = "; ".join(f"{name}: {value}" for name, value in claim.setting if value is not None)
    cells = (
        _figure(claim),
        claim.metric,
        claim.direction if claim.own else f"{claim.direction} (background)",
        claim.subject or "—",
        claim.baseline or "—",
        setting or "—",
        claim.quote.text,
    )
    return "| " + " | ".join(escape_markdown(" ".join(cell.split())) for cell in cells) + " |"


def _figure(claim: Claim) -> str:
    figure = claim.quantity
    value = f"{figure.value:g}" if figure.value_max is None else f"{figure.value:g} to {figure.value_max:g}"
    bound = "" if figure.bound in {"exact", "range"} else figure.bound.replace("_", " ") + " "
    return f"{bound}{value} {figure.unit}"


if __name__ == "__main__":
    main()
