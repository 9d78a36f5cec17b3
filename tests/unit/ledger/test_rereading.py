"""A newer reader goes over all papers in the background, and leaves alone what the user wrote."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.claims.extract import EXTRACTION_VERSION, extract_claims
from assistant.ledger import ledger as module
from assistant.pipeline import Assistant
from assistant.schema import Claim, ClaimFilter, Paper
from assistant.settings import Settings

ABSTRACT = "We present FastNet. FastNet is up to 2.8x faster than SlowNet. It needs 75% less memory."


def longer_quotes(paper: Paper) -> list[Claim]:
    """Read like a newer version that quotes more words, knows a condition and finds nothing on memory."""
    return [
        claim.model_copy(
            update={
                "quote": claim.quote.model_copy(update={"start": 0, "text": ABSTRACT[: claim.quote.end]}),
                "setting": claim.setting.model_copy(update={"hardware": "A100"}),
            }
        )
        for claim in extract_claims(paper)
        if claim.metric == "speedup"
    ]


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Assistant]:
    file = tmp_path / "papers.jsonl"
    file.write_text(json.dumps({"title": "FastNet: Serving", "abstract": ABSTRACT}) + "\n", encoding="utf-8")
    with Assistant.open(tmp_path / "library", settings=Settings()) as opened:
        opened.add(file)
        yield opened


def wait_for_background(assistant: Assistant) -> None:
    assistant.start_indexing()
    deadline = time.monotonic() + 30
    while assistant.index_state().vectors < 1 and time.monotonic() < deadline:
        time.sleep(0.05)


def test_newer_version_reads_again_in_the_background_and_keeps_corrections(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    speed, memory = assistant.ledger.entries(ClaimFilter())
    assistant.ledger.edit(speed.key, "baseline", "QuickNet")
    assistant.ledger.edit(memory.key, "subject", "the server")
    monkeypatch.setattr(module, "EXTRACTION_VERSION", EXTRACTION_VERSION + 1)
    monkeypatch.setattr(module, "extract_claims", longer_quotes)
    wait_for_background(assistant)
    first, second = assistant.ledger.entries(ClaimFilter())
    assert (first.key, first.claim.baseline, first.edited) == (speed.key, "QuickNet", ("baseline",))
    assert (first.claim.quote.start, first.claim.setting.hardware) == (0, "A100")
    assert (second.key, second.claim.subject, second.edited) == (memory.key, "the server", ("subject",))
    assert assistant.ledger.refresh() == 0


def test_what_a_newer_version_no_longer_finds_goes_unless_it_was_corrected(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "EXTRACTION_VERSION", EXTRACTION_VERSION + 1)
    monkeypatch.setattr(module, "extract_claims", longer_quotes)
    assert [it.claim.metric for it in assistant.ledger.entries(ClaimFilter())] == ["speedup"]
