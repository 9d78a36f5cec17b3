"""How values read on the screen."""

from __future__ import annotations

from assistant.export.wording import cost
from assistant.schema import Answer, IndexState, Paper, StageEvent, Usage, VerdictKind

VERDICTS: dict[VerdictKind, str] = {
    "supported": "",
    "number_not_in_source": "number not in source",
    "wrong_paper": "other paper says this",
    "qualifier_dropped": "qualifier dropped",
    "unknown_source": "unknown source",
    "quote_not_found": "quote not found",
    "no_citation": "no source",
    "not_supported": "not supported",
}
"""The mark after a sentence, by verdict; a supported one has none."""


_WITHOUT_MODEL = frozenset({"extractive", "records"})
"""Writers that cost nothing."""


def stage_line(stage: StageEvent | None) -> str:
    """Say how far an answer is, with the counts reached so far."""
    if stage is None:
        return "Starting…"
    counts = {"Searched": stage.searched, "reading": stage.reading, "citing": stage.citing}
    said = [f"{name} {count:,}" for name, count in counts.items() if count]
    return f"{', '.join(said)}…" if said else "Searching…"


def writer_label(name: str) -> str:
    """Name a writer and its model, and the ledger where the figures come from its records."""
    writer, both, _ = name.partition(" and records")
    if both:
        return f"{writer_label(writer)}, and the ledger of claims"
    if name == "records":
        return "The ledger of claims, no model"
    if name == "extractive":
        return "Extractive writer, no model"
    provider, _, model = name.partition(":")
    return f"{model} ({provider})" if model else name


def answer_line(answer: Answer) -> str:
    """Say who wrote an answer, from how much, how long it took and what it cost."""
    cited = sum(item.cited for item in answer.evidence)
    parts = [
        writer_label(answer.writer),
        f"read {len(answer.evidence)}, cited {cited}" if answer.evidence else "",
        f"{answer.seconds:.1f} s",
        _tokens(answer.usage),
        "local, free"
        if answer.writer.removesuffix(" and records") in _WITHOUT_MODEL and not answer.usage.cost
        else cost(answer.usage),
    ]
    return " · ".join(part for part in parts if part)


def paper_line(paper: Paper) -> str:
    """Say when and where a paper appeared and which file it came from."""
    when = paper.date or (str(paper.year) if paper.year else "")
    who = paper.authors[0] + (" et al." if len(paper.authors) > 1 else "") if paper.authors else ""
    source = f"{paper.source.file}, line {paper.source.line}" if paper.source else ""
    return " · ".join(part for part in (who, when, paper.venue or "", source) if part)


def paper_badge(paper: Paper) -> str:
    """Mark a paper of which only the title is known."""
    return "title only" if paper.abstract is None else ""


def index_line(state: IndexState) -> str:
    """Say how many papers there are and how many can be found by meaning."""
    papers = "1 paper" if state.papers == 1 else f"{state.papers:,} papers"
    if not state.papers or is_indexed(state):
        return papers
    return f"{papers}, {state.vectors:,} with vectors, indexing…"


def is_indexed(state: IndexState) -> bool:
    """Tell whether all papers can be found by meaning."""
    return state.vectors >= state.papers


def _tokens(usage: Usage) -> str:
    total = usage.prompt_tokens + usage.completion_tokens
    if not total:
        return ""
    return f"{'about ' if usage.estimated else ''}{total:,} tokens"
