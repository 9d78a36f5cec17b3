r"""Claims as LaTeX tables in the manner of booktabs, each cell of a paper with its ``\cite``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from assistant.claims.names import name_key
from assistant.export.cite_keys import cite_keys
from assistant.export.claim_cells import HEADINGS, claim_cells
from assistant.export.escape import escape_latex, latex_comment
from assistant.export.verdicts import head_to_head_statements, ranking_statement, spelled, verdict_groups
from assistant.export.wording import short_title, shortened
from assistant.schema import ComparedClaim, Comparison, Link, Paper

_DASH = "--"
_WIDTHS = (0.11, 0.13, 0.13, 0.13, 0.16, 0.15, 0.15)
"""Shares of the line for all columns but that of numbers."""
_COLUMNS = (
    "@{}r"
    + "".join(
        rf">{{\raggedright\arraybackslash\hspace{{0pt}}}}p{{\dimexpr{width}\linewidth-2\tabcolsep}}"
        for width in _WIDTHS
    )
    + "@{}"
)
_LONGEST = 8
"""Longest word that every column holds without breaking it."""
_ON_ONE_PAGE = (
    (
        r"% Needs \usepackage{{array,booktabs}}",
        r"\begin{{table*}}",
        r"\centering\footnotesize\setlength{{\tabcolsep}}{{3pt}}\extrarowheight=2pt",
        "{caption}",
        r"\begin{{tabular}}{{{columns}}}",
        r"\toprule",
        r"{head} \\",
        r"\midrule",
    ),
    (r"\bottomrule", r"\end{tabular}", r"\end{table*}"),
)
_OVER_PAGES = (
    (
        r"% Needs \usepackage{{array,booktabs,longtable}}",
        r"\begingroup\footnotesize\setlength{{\tabcolsep}}{{3pt}}\extrarowheight=2pt\setlength{{\LTcapwidth}}{{\linewidth}}",
        r"\begin{{longtable}}{{{columns}}}",
        r"{caption}\\",
        r"\toprule",
        r"{head} \\",
        r"\midrule",
        r"\endfirsthead",
        r"\toprule",
        r"{head} \\",
        r"\midrule",
        r"\endhead",
    ),
    (r"\bottomrule", r"\end{longtable}", r"\endgroup"),
)
_PAIRS = 10
_IN_CAPTION = 5
"""Reasons that a caption gives; all of them stand in comments below the table."""


def claims_to_latex(entries: Sequence[ComparedClaim], papers: Mapping[str, Paper]) -> str:
    r"""Return a table with one row per claim, its quote as a comment on the line above.

    ``papers`` holds the papers by id, best all of the library: the keys of ``\cite`` are those that
    `cite_keys` gives to them.
    """
    return _table(
        entries, cite_keys(papers.values()), caption=["Claimed figures, each as its paper states it."]
    )


def comparison_to_latex(comparison: Comparison, papers: Mapping[str, Paper]) -> str:
    r"""Return a table as in `claims_to_latex`; its caption names what is not comparable and why.

    A baseline that is the method of another compared paper gets its ``\cite`` as well.
    """
    return _comparison(comparison, cite_keys(papers.values()), over_pages=False)


def comparison_over_pages(comparison: Comparison, keys: Mapping[str, str]) -> str:
    """Return the table of `comparison_to_latex` with short titles as one that may run over pages.

    ``keys`` holds the keys of its papers by their ids.
    """
    rows = tuple(row.model_copy(update={"title": short_title(row.title)}) for row in comparison.rows)
    return _comparison(comparison.model_copy(update={"rows": rows}), keys, over_pages=True)


def _comparison(comparison: Comparison, keys: Mapping[str, str], *, over_pages: bool) -> str:
    caption = ["Claimed figures side by side.", ranking_statement(comparison), *_incomparable(comparison)]
    table = _table(
        comparison.rows, keys, caption=caption, links=comparison.head_to_head, over_pages=over_pages
    )
    return table + "".join(_verdicts(comparison))


def _incomparable(comparison: Comparison) -> Iterator[str]:
    """Yield which rows are not comparable by which reason, the most frequent reasons first."""
    apart: defaultdict[str, list[str]] = defaultdict(list)
    for pair in comparison.pairs:
        for reason in pair.reasons[:1] if pair.verdict == "not_comparable" else ():
            apart[reason].append(f"{pair.a + 1} and {pair.b + 1}")
    reasons = sorted(apart, key=lambda reason: -len(apart[reason]))
    said = [f"{_some(apart[reason])} ({shortened(reason, 200)})" for reason in reasons[:_IN_CAPTION]]
    if said:
        yield f"Not comparable, with A as the first row of a pair and B as the second: {'; '.join(said)}."
    if left := sum(len(apart[reason]) for reason in reasons[_IN_CAPTION:]):
        yield f"The source of this table gives the reasons for {left} further pairs."


def _some(pairs: Sequence[str]) -> str:
    """Return pairs in words, at most ten of them: TeX cannot measure a caption of several pages."""
    left = len(pairs) - _PAIRS
    return ", ".join(pairs[:_PAIRS]) + (f" and {left} further pairs" if left > 0 else "")


def _table(
    entries: Sequence[ComparedClaim],
    keys: Mapping[str, str],
    *,
    caption: Sequence[str],
    links: Sequence[Link] = (),
    over_pages: bool = False,
) -> str:
    note = f"{_DASH} means that the abstract does not state it."
    said = (
        rf"\caption{{{' '.join(escape_latex(text) for text in caption if text)} {note}}}\label{{tab:claims}}"
    )
    opening, closing = _OVER_PAGES if over_pages else _ON_ONE_PAGE
    head = ["", *(escape_latex(heading) for heading in HEADINGS)]
    rows = (
        line
        for n, entry in enumerate(entries, start=1)
        for line in _row(n, entry, _cited(entry, keys, links))
    )
    lines = [
        *(line.format(caption=said, columns=_COLUMNS, head=" & ".join(head).lstrip()) for line in opening),
        *rows,
        *closing,
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
    return escape_latex(text, longest=_LONGEST) + (rf" \cite{{{key}}}" if key else "")


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
