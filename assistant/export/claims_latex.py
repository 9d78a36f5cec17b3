r"""Claims as LaTeX tables in the manner of booktabs, each cell of a paper with its ``\cite``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from assistant.claims.names import name_key
from assistant.export.cite_keys import cite_keys
from assistant.export.claim_cells import HEADINGS, claim_cells
from assistant.export.escape import escape_latex, latex_comment
from assistant.export.verdicts import head_to_head_statements, ranking_statement, spelled, verdict_groups
from assistant.schema import ComparedClaim, Comparison, Link, Paper

_DASH = "--"
_IN_CAPTION = 5
"""Reasons that a caption gives; all of them stand in comments below the table."""


def claims_to_latex(entries: Sequence[ComparedClaim], papers: Mapping[str, Paper]) -> str:
    r"""Return a table with one row per claim, its quote as a comment on the line above.

    ``papers`` holds the papers by id, best all of the library: the keys of ``\cite`` are those that
    `cite_keys` gives to them.
    """
    return _table(entries, papers, caption=["Claimed figures, each as its paper states it."])


def comparison_to_latex(comparison: Comparison, papers: Mapping[str, Paper]) -> str:
    r"""Return a table as in `claims_to_latex`; its caption names what is not comparable and why.

    A baseline that is the method of another compared paper gets its ``\cite`` as well.
    """
    caption = ["Claimed figures side by side.", ranking_statement(comparison), *_incomparable(comparison)]
    table = _table(comparison.rows, papers, caption=caption, links=comparison.head_to_head)
    return table + "".join(_verdicts(comparison))


def _incomparable(comparison: Comparison) -> Iterator[str]:
    """Yield which rows are not comparable by which reason, the most frequent reasons first."""
    apart: defaultdict[str, list[str]] = defaultdict(list)
    for pair in comparison.pairs:
        for reason in pair.reasons[:1] if pair.verdict == "not_comparable" else ():
            apart[reason].append(f"{pair.a + 1} and {pair.b + 1}")
    reasons = sorted(apart, key=lambda reason: -len(apart[reason]))
    said = [f"{', '.join(apart[reason])} ({reason})" for reason in reasons[:_IN_CAPTION]]
    if said:
        yield f"Not comparable, with A as the first row of a pair and B as the second: {'; '.join(said)}."
    if left := sum(len(apart[reason]) for reason in reasons[_IN_CAPTION:]):
        yield f"The source of this table gives the reasons for {left} further pairs."


def _table(
    entries: Sequence[ComparedClaim],
    papers: Mapping[str, Paper],
    *,
    caption: Sequence[str],
    links: Sequence[Link] = (),
) -> str:
    keys = cite_keys(papers.values())
    columns = "r" + "l" * 2 + r">{\raggedright\arraybackslash}p{0.13\linewidth}" * (len(HEADINGS) - 2)
    note = f"{_DASH} means that the abstract does not state it."
    lines = [
        latex_comment(r"Needs \usepackage{array,booktabs}"),
        r"\begin{table*}",
        r"\centering\small",
        rf"\caption{{{' '.join(escape_latex(text) for text in caption if text)} {note}}}",
        r"\label{tab:claims}",
        rf"\begin{{tabular}}{{@{{}}{columns}@{{}}}}",
        r"\toprule",
        " & ".join(["", *(escape_latex(heading) for heading in HEADINGS)]).lstrip() + r" \\",
        r"\midrule",
        *(
            line
            for n, entry in enumerate(entries, start=1)
            for line in _row(n, entry, _cited(entry, keys, links))
        ),
        r"\bottomrule",
        r"\end{tabular}",
        r"\end{table*}",
    ]
    return "\n".join(lines) + "\n"


def _cited(entry: ComparedClaim, keys: Mapping[str, str], links: Sequence[Link]) -> dict[str, str]:
    """Return the key that each cell cites, by the name of the cell."""
    claim = entry.claim
    own = keys[claim.quote.paper_id]
    cited = {"figure": own, "quality": own, "paper": own}
    for link in links:
        same = name_key(link.mention) in name_key(claim.baseline or "")
        if link.from_paper == claim.quote.paper_id and same:
            cited["baseline"] = keys[link.to_paper]
    return cited


def _row(number: int, entry: ComparedClaim, cited: Mapping[str, str]) -> Iterator[str]:
    """Yield the quote and then the row: a comment inside a row could swallow what follows it."""
    cells = claim_cells(entry)
    printed = cells._replace(figure=_multiplied(cells.figure, entry.claim.quantity.unit))
    yield latex_comment(f"{number}: {entry.claim.quote.text}")
    row = (_cell(cell, cited.get(name)) for name, cell in printed._asdict().items())
    yield " & ".join([str(number), *row]) + r" \\"


def _cell(text: str | None, key: str | None) -> str:
    if text is None:
        return _DASH
    return escape_latex(text) + (rf"~\cite{{{key}}}" if key else "")


def _multiplied(figure: str, unit: str) -> str:
    return f"{figure.removesuffix('x')}×" if unit == "x" else figure


def _verdicts(comparison: Comparison) -> Iterator[str]:
    for group in verdict_groups(comparison.pairs):
        reasons = "; ".join(group.reasons)
        yield latex_comment(f"{group.numbers}: {spelled(group.verdict)}, {group.ranking}: {reasons}") + "\n"
    for numbers, statement in head_to_head_statements(comparison.pairs):
        yield latex_comment(f"Head to head ({numbers}): {statement}") + "\n"
    for link in dict.fromkeys(comparison.head_to_head):
        yield latex_comment(f"Head to head with {link.mention}: {link.quote.text}") + "\n"
    for item in comparison.disagreements:
        yield latex_comment(f"{item.a + 1} and {item.b + 1} disagree: {item.reason}") + "\n"
