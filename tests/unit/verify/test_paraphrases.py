"""Sentences as a writer phrases them: the honest must pass the gate, the dishonest must not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.schema import Evidence, Paper
from assistant.verify.gate import Gate

PARAPHRASES = [
    json.loads(line)
    for line in (Path(__file__).parents[3] / "evals" / "data" / "paraphrases.jsonl")
    .read_text("utf-8")
    .splitlines()
]
HONEST = [(it["paper"], it["text"]) for it in PARAPHRASES if it["honest"]]
DISHONEST = [(it["paper"], it["text"]) for it in PARAPHRASES if not it["honest"]]


def gate_for(papers: list[Paper], title: str) -> tuple[Gate, int]:
    """Return a gate over eight papers, and the key of the one whose title starts so."""
    at = next(i for i, paper in enumerate(papers) if paper.title.startswith(title))
    offered = [papers[(at + 9 * step) % len(papers)] for step in range(8)]
    return Gate([Evidence(key=i, paper=paper) for i, paper in enumerate(offered, start=1)]), 1


@pytest.mark.parametrize(("title", "sentence"), HONEST)
def test_an_honest_paraphrase_is_supported(papers: list[Paper], title: str, sentence: str) -> None:
    gate, key = gate_for(papers, title)
    statement = gate.check(f"{sentence} [{key}]")
    assert statement.verdict == "supported", statement.reasons


@pytest.mark.parametrize(("title", "sentence"), DISHONEST)
def test_a_dishonest_paraphrase_is_not_supported(papers: list[Paper], title: str, sentence: str) -> None:
    gate, key = gate_for(papers, title)
    assert gate.check(f"{sentence} [{key}]").verdict != "supported"
