"""Drafts with a model server that is honest, wrong, silent or broken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.pipeline import Assistant
from assistant.schema import Draft, DraftOptions, Statement
from assistant.settings import Settings
from tests.faults.model_server import ModelServer

TOPIC = "Low-bit quantization kernels for LLM serving"


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer() as running:
        yield running


@pytest.fixture
def assistant(sample_library: Path, server: ModelServer) -> Iterator[Assistant]:
    given = {"openai_base_url": server.url, "model": "stub", "timeout": 2, "retries": 0}
    with Assistant.open(sample_library, settings=Settings.model_validate(given)) as one:
        yield one


def drafted(assistant: Assistant, **options: str) -> Draft:
    found = assistant.drafting.candidates(TOPIC)
    selected = [one.paper_id for one in found if one.suggested][:5]
    outline = assistant.drafting.outline(TOPIC, selected)
    settings = DraftOptions.model_validate({"table": False, **options})
    return [event.draft for event in assistant.drafting.stream(outline, selected, settings)][-1]


def said(draft: Draft) -> list[Statement]:
    return [it for paragraph in draft.paragraphs for it in paragraph.statements]


def test_model_writes_and_every_selected_paper_is_cited(assistant: Assistant, server: ModelServer) -> None:
    server.mode = "pinning"
    draft = drafted(assistant)
    assert draft.writer == "openai:stub"
    assert draft.coverage.holds
    assert not draft.coverage.missing
    assert {"section@1", "section_write@1"} <= set(draft.prompts)
    assert draft.usage.prompt_tokens > 0


def test_brief_names_the_topic_the_plan_and_the_manner(assistant: Assistant, server: ModelServer) -> None:
    server.mode = "pinning"
    drafted(assistant, tone="critical", language="German", length="short")
    asked = server.requests[-1].user
    assert TOPIC in asked
    assert "one sentence: what it does" in asked
    assert "cannot be compared" in asked
    assert "Write in German." in asked


def test_planted_falsehoods_are_shown_as_failed(assistant: Assistant, server: ModelServer) -> None:
    server.mode = "hallucinating"
    draft = drafted(assistant)
    failed = [it for it in said(draft) if it.verdict != "supported"]
    assert failed
    assert all(it.reasons for it in failed)
    assert draft.coverage.holds


@pytest.mark.parametrize("mode", ["500", "silent", "200-html", "401", "empty-choices"])
def test_draft_is_told_from_the_abstracts_where_the_model_fails(
    assistant: Assistant, server: ModelServer, mode: str
) -> None:
    server.mode = mode  # pyright: ignore[reportAttributeAccessIssue]
    draft = drafted(assistant)
    assert {it.verdict for it in said(draft)} == {"supported"}
    assert not draft.coverage.missing
    assert any("sentences of the abstracts" in warning for warning in draft.warnings)
    assert len(server.requests) <= 2


def test_what_came_before_a_broken_stream_is_kept(assistant: Assistant, server: ModelServer) -> None:
    server.mode = "drop"
    draft = drafted(assistant)
    assert not draft.coverage.missing
    assert draft.warnings
