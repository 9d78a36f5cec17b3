"""What the extractive writer says about the sample, as further true sentences."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant import Assistant
from assistant.schema import Answer, Paper, Statement
from evals.attack.truths import Shelf, Truth
from evals.gold import DATA, OUR_PAPERS

QUESTIONS = DATA / "questions_dev.jsonl"


def answered(shelf: Shelf) -> Iterator[Truth]:
    """Yield the distinct sentences of the answers to our questions, with the papers that they cite."""
    known = {paper.id: paper for paper in shelf.papers}
    said: set[str] = set()
    for answer in _answers():
        for statement in answer.statements:
            cited = dict.fromkeys(citation.paper_id for citation in statement.citations)
            if statement.text not in said and all(id_ in known for id_ in cited):
                said.add(statement.text)
                yield _truth(statement, tuple(known[id_] for id_ in cited))


def _truth(statement: Statement, papers: tuple[Paper, ...]) -> Truth:
    """Return the statement with its papers as [1], [2] and so on; markers at its end were taken off before."""
    markers = list(dict.fromkeys(citation.marker for citation in statement.citations))
    text = statement.text
    inner = [marker for marker in markers if f"[{marker}]" in text]
    for key, marker in enumerate(markers, start=1):
        text = text.replace(f"[{marker}]", f"[#{key}]")
    last = "".join(f"[{key}]" for key, marker in enumerate(markers, start=1) if marker not in inner)
    return Truth(f"{text} {last}".replace("[#", "[").strip(), papers, "answer")


def _answers() -> Iterator[Answer]:
    with tempfile.TemporaryDirectory() as folder, Assistant.open(Path(folder)) as assistant:
        assistant.add(OUR_PAPERS[0])
        assistant.sync()
        for line in QUESTIONS.read_text(encoding="utf-8").splitlines():
            record: dict[str, Any] = json.loads(line)
            thread = None
            for question in record.get("turns", [record["question"]]):
                answer = assistant.ask(question, thread_id=thread)
                thread = answer.thread_id
                yield answer
