"""Prints claims and comparisons: as blocks for people, as fields between tabs for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.console.terminal import Terminal
from assistant.export.claim_cells import claim_cells
from assistant.export.verdicts import (
    VerdictGroup,
    head_to_head_statements,
    ranking,
    ranking_statement,
    spelled,
    verdict_groups,
)
from assistant.export.wording import NOT_STATED
from assistant.ledger.pairs import JudgedPair
from assistant.schema import ComparedClaim, Comparison, Link, Metric

_WITHOUT_COST = frozenset[Metric](["quality", "utilization", "other"])
"""Metrics of which nobody asks what they cost in quality."""


def show_claims(terminal: Terminal, rows: Sequence[ComparedClaim]) -> None:
    """Print each claim with its paper, conditions and quote."""
    if not terminal.interactive:
        terminal.table((), map(_fields, rows))
        return
    for row in rows:
        _show_claim(terminal, row, "")


def show_comparison(terminal: Terminal, comparison: Comparison) -> None:
    """Print the claims, numbered, then what may be said about each pair and where the methods met."""
    if not comparison.rows:
        return
    if terminal.interactive:
        for number, row in enumerate(comparison.rows, start=1):
            _show_claim(terminal, row, f"{number:>3}  ")
    else:
        terminal.table((), ((str(n), *_fields(row)) for n, row in enumerate(comparison.rows, start=1)))
        terminal.line("")
    _show_verdicts(terminal, comparison)
    _show_meetings(terminal, comparison)
    for item in comparison.disagreements:
        terminal.line(f"{item.a + 1} and {item.b + 1} disagree: {item.reason}")
    if comparison.left_out:
        terminal.note(
            f"{comparison.left_out} further claims are not shown; ask more narrowly, or list all with "
            "`quotient claims`."
        )


def show_judged(terminal: Terminal, judged: Iterable[JudgedPair]) -> None:
    """Print one row per given pair."""
    rows = ((it.id, spelled(it.verdict), ranking(it), "; ".join(it.reasons)) for it in judged)
    terminal.table(("pair", "verdict", "ranking", "reasons"), rows)


def _show_claim(terminal: Terminal, row: ComparedClaim, number: str) -> None:
    cells = claim_cells(row)
    indent = max(len(number), 2)
    over = f" over {cells.baseline}" if cells.baseline else ", baseline not stated"
    of = f" · {cells.method or 'method not stated'}{over}"
    terminal.line((number, "dim"), (f"{cells.figure} ", "bold"), f"{cells.metric}{of}")
    terminal.line((cells.paper, "cyan"), indent=indent)
    if cells.setting:
        terminal.line(cells.setting, indent=indent)
    if row.claim.metric not in _WITHOUT_COST:
        terminal.line(f"quality: {_quality(row)}", indent=indent)
    terminal.line((f"“{row.claim.quote.text}”", "dim"), indent=indent)
    terminal.line("")


def _quality(row: ComparedClaim) -> str:
    """Return what is said of quality beside a speed or a saving."""
    if row.quality is None:
        return NOT_STATED
    return "in the quote" if row.quality.text in row.claim.quote.text else f"“{row.quality.text}”"


def _show_verdicts(terminal: Terminal, comparison: Comparison) -> None:
    """Print the ranking that is allowed or refused, then the reasons for each pair."""
    if not comparison.pairs:
        return
    terminal.line((ranking_statement(comparison), "bold"))
    terminal.line("")
    groups = verdict_groups(comparison.pairs)
    if not terminal.interactive:
        rows = ((it.numbers, spelled(it.verdict), it.ranking, "; ".join(it.reasons)) for it in groups)
        terminal.table((), rows)
        terminal.line("")
        return
    terminal.line(("In each pair, A is the first claim and B the second.", "dim"))
    for group in groups:
        _show_group(terminal, group)
    terminal.line("")


def _show_group(terminal: Terminal, group: VerdictGroup) -> None:
    style = {"comparable": "green", "with_caveat": "yellow", "not_comparable": "red"}[group.verdict]
    terminal.line((spelled(group.verdict), style), f", {group.ranking}: {group.numbers}")
    for reason in group.reasons:
        terminal.line(f"- {reason}", indent=2)


def _show_meetings(terminal: Terminal, comparison: Comparison) -> None:
    """Print what may be stated of methods that were measured against each other, and in which words."""
    titles = {row.claim.quote.paper_id: row.title for row in comparison.rows}
    for numbers, statement in head_to_head_statements(comparison.pairs):
        terminal.line(("Head to head ", "bold"), f"({numbers}): {statement}")
    for link in dict.fromkeys(comparison.head_to_head):
        _show_meeting(terminal, link, titles[link.from_paper])


def _show_meeting(terminal: Terminal, link: Link, title: str) -> None:
    terminal.line((f"Head to head with {link.mention}", "bold"), f", in {title}:")
    terminal.line(f"“{link.quote.text}”", indent=2)


def _fields(row: ComparedClaim) -> tuple[str, ...]:
    return tuple(NOT_STATED if cell is None else cell for cell in (*claim_cells(row), row.claim.quote.text))
