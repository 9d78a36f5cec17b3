"""Says results in words: each function prints one kind of value to a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.console.terminal import Terminal
from assistant.export.wording import cost
from assistant.schema import AddReport, Answer, Check, Hit, Paper, Statement, Usage, VerdictKind
from assistant.settings import SettingRow

_SHOWN_SKIPS = 10

_VERDICTS: dict[VerdictKind, str] = {
    "supported": "supported",
    "number_not_in_source": "a number is not in the cited abstract",
    "wrong_paper": "a number belongs to another paper",
    "qualifier_dropped": "a qualifier of the source is missing",
    "unknown_source": "it cites a paper that was not offered",
    "quote_not_found": "the quoted words are not in the cited abstract",
    "no_citation": "it cites no paper",
    "not_supported": "the cited abstract does not say this",
}


def show_reports(terminal: Terminal, reports: Sequence[AddReport], total: int) -> None:
    """Print what an import changed, with the first reasons for what it left out."""
    added = sum(len(report.added) for report in reports)
    merged = sum(len(report.merged) for report in reports)
    skipped = [item for report in reports for item in report.skipped]
    terminal.line(
        f"{added} added, {merged} merged, {len(skipped)} skipped; the library holds {total} papers."
    )
    for item in skipped[:_SHOWN_SKIPS]:
        place = f" (line {item.line})" if item.line else ""
        terminal.line(f"skipped “{_one_line(item.title)}”{place}: {item.reason}", indent=2)
    if len(skipped) > _SHOWN_SKIPS:
        terminal.line(f"and {len(skipped) - _SHOWN_SKIPS} more", indent=2)


def show_correction(terminal: Terminal, statement: Statement) -> None:
    """Print a sentence that takes the place of a failed one, or why that one stays as it is."""
    if statement.verdict == "supported":
        terminal.line(("corrected: ", "green"), _with_markers(statement))
    else:
        terminal.line((f"still not verified: {statement.text} ({'; '.join(statement.reasons)})", "red"))


def show_statement(terminal: Terminal, statement: Statement) -> None:
    """Print one sentence with its citation numbers, and why it failed if it did."""
    text = _with_markers(statement)
    if statement.verdict == "supported":
        terminal.line(text)
        return
    terminal.line(("✗ ", "bold red"), text)
    reasons = "; ".join(statement.reasons)
    terminal.line((f"not verified: {reasons or _VERDICTS[statement.verdict]}", "red"), indent=2)


def show_sources(terminal: Terminal, answer: Answer) -> None:
    """Print what follows the sentences: a refusal or the numbered sources, then writer, time and cost."""
    for said in filter(None, (answer.message, answer.correction)):
        terminal.line(said)
    for nearest in answer.nearest:
        terminal.line(f"{nearest.paper_id}  {_one_line(nearest.title)}", indent=2)
    if any(statement.citations for statement in answer.statements):
        terminal.line("")
        terminal.line(("Sources", "bold"))
    for marker, (title, quotes) in sorted(_sources(answer).items()):
        terminal.line((f"[{marker}] ", "bold"), _one_line(title))
        for quote in quotes:
            terminal.line((f"“{_one_line(quote)}”", "dim"), indent=4)
    terminal.line("")
    terminal.line((f"{answer.writer} · {answer.seconds:.1f} s{_usage(answer.usage)}", "dim"))
    for warning in answer.warnings:
        terminal.note(f"Warning: {warning}")
    if answer.incomplete:
        terminal.note("The answer is incomplete.")
    terminal.note(f"To go on: quotient ask --thread {answer.thread_id} QUESTION")


def show_hits(terminal: Terminal, hits: Sequence[Hit]) -> None:
    """Print one line per paper found, best first."""
    for hit in hits:
        terminal.line((hit.paper.id, "cyan"), f"  {hit.score:.3f}  {_one_line(hit.paper.title)}")


def show_papers(terminal: Terminal, papers: Sequence[Paper]) -> None:
    """Print one line per paper."""
    for paper in papers:
        note = "" if paper.abstract else "  (title only)"
        terminal.line((paper.id, "cyan"), f"  {_one_line(paper.title)}{note}")


def show_paper(terminal: Terminal, paper: Paper) -> None:
    """Print everything known about one paper."""
    terminal.line((_one_line(paper.title), "bold"))
    source = paper.source
    rows = {
        "id": paper.id,
        "authors": ", ".join(paper.authors),
        "published": " ".join(filter(None, (paper.venue, paper.date or str(paper.year or "")))),
        "doi": paper.doi,
        "arxiv": paper.arxiv_id,
        "links": " ".join(paper.urls),
        "from": f"{source.file}, line {source.line}" if source else "",
        "flags": ", ".join(paper.flags),
    }
    for name, value in rows.items():
        if value:
            terminal.line((f"{name}: ", "dim"), value)
    terminal.line("")
    terminal.line(paper.abstract or "(only the title is known)")


def show_checks(terminal: Terminal, checks: Sequence[Check]) -> None:
    """Print the findings of an examination."""
    for check in checks:
        mark = ("✓ ", "green") if check.ok else ("✗ ", "bold red")
        terminal.line(mark, f"{check.name}: {check.detail}")


def show_settings(terminal: Terminal, rows: Sequence[SettingRow]) -> None:
    """Print each setting with where its value came from."""
    for row in rows:
        terminal.line(f"{row.name} = {row.value or '(not set)'}", (f"  ({row.origin})", "dim"))


def reports_record(reports: Sequence[AddReport], total: int) -> dict[str, object]:
    """Return what an import changed as plain values."""
    return {
        "added": [paper for report in reports for paper in report.added],
        "merged": [paper for report in reports for paper in report.merged],
        "skipped": [
            {"file": report.file, **item.model_dump()} for report in reports for item in report.skipped
        ],
        "papers": total,
    }


def hit_record(hit: Hit) -> dict[str, object]:
    """Return a paper that was found as plain values."""
    ranks = hit.model_dump(include={"score", "dense_rank", "lexical_rank"})
    return {"paper_id": hit.paper.id, "title": hit.paper.title, **ranks, "abstract": hit.paper.abstract}


def _sources(answer: Answer) -> dict[int, tuple[str, list[str]]]:
    """Map each citation number to its paper's title and the distinct quotes, in order of appearance."""
    sources: dict[int, tuple[str, list[str]]] = {}
    for citation in (citation for statement in answer.statements for citation in statement.citations):
        quotes = sources.setdefault(citation.marker, (citation.title, []))[1]
        if citation.quote and citation.quote not in quotes:
            quotes.append(citation.quote)
    return sources


def _with_markers(statement: Statement) -> str:
    markers = dict.fromkeys(f"[{citation.marker}]" for citation in statement.citations)
    trailing = "".join(marker for marker in markers if marker not in statement.text)
    return f"{statement.text} {trailing}".rstrip()


def _usage(usage: Usage) -> str:
    about = "about " if usage.estimated else ""
    read, written = usage.prompt_tokens, usage.completion_tokens
    tokens = f"{about}{read:,} tokens read, {written:,} written" if read or written else ""
    return "".join(f" · {part}" for part in (tokens, cost(usage)) if part)


def _one_line(text: str) -> str:
    return " ".join(text.split())
