"""Whole answers with a model server that cites sentences, mends what it said, or keeps to no form."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.pipeline import Assistant
from assistant.schema import StatementEvent
from assistant.settings import Settings
from assistant.text.sentences import split_sentences
from tests.faults.model_server import ModelServer

QUESTION = "Which speedups do kernels for low-bit weights reach on GPUs?"
OTHER = "How is the training of large models scaled to many GPUs?"


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer() as running:
        yield running


def opened(folder: Path, server: ModelServer, **settings: object) -> Assistant:
    given = {"openai_base_url": server.url, "model": "stub", "timeout": 5, "retries": 0, **settings}
    return Assistant.open(folder, settings=Settings.model_validate(given))


@pytest.fixture
def assistant(sample_library: Path, server: ModelServer) -> Iterator[Assistant]:
    with opened(sample_library, server) as one:
        yield one


def test_cited_sentences_are_quoted(assistant: Assistant, server: ModelServer) -> None:
    server.mode = "pinning"
    answer = assistant.ask(OTHER)
    assert answer.statements
    for statement in answer.statements:
        assert statement.verdict == "supported"
        [citation] = statement.citations
        abstract = assistant.paper(citation.paper_id).abstract or ""
        assert (citation.start, citation.end) in [(it.start, it.end) for it in split_sentences(abstract)]


def test_failed_sentences_are_shown_and_then_corrected(assistant: Assistant, server: ModelServer) -> None:
    server.mode = "repairing"
    events = list(assistant.stream(OTHER))
    statements = [event for event in events if isinstance(event, StatementEvent)]
    corrections = [event for event in statements if event.replaces is not None]
    assert corrections
    shown = [event.statement for event in statements if event.replaces is None]
    for event in corrections:
        assert event.replaces is not None
        assert shown[event.replaces].verdict != "supported"
    mended = [event for event in corrections if event.statement.verdict == "supported"]
    turn = assistant.threads.get(assistant.threads.list()[0].id).turns[-1]
    for event in mended:
        assert event.replaces is not None
        assert turn.statements[event.replaces] == event.statement
    assert turn.answer
    assert turn.answer.statements == turn.statements
    assert len(server.chats) == 2


def test_both_requests_are_counted_and_their_prompts_named(assistant: Assistant, server: ModelServer) -> None:
    server.mode = "repairing"
    answer = assistant.ask(OTHER)
    sent = [sum(len(it["content"]) for it in chat.body["messages"]) // 3 for chat in server.chats]
    assert len(sent) == 2
    assert answer.usage.prompt_tokens == sum(sent)
    assert "repair@1" in answer.prompts


@pytest.mark.parametrize("mode", ["stubborn", "hallucinating"])
def test_repeated_mistake_stays_marked(assistant: Assistant, server: ModelServer, mode: str) -> None:
    server.mode = mode  # pyright: ignore[reportAttributeAccessIssue]  # one of the modes
    answer = assistant.ask(OTHER)
    assert len(server.chats) == 2
    false = {text.rpartition(" [")[0] or text.rstrip(".") for text in server.falsehoods}
    supported = {one.text.rstrip(".") for one in answer.statements if one.verdict == "supported"}
    altered = {text for text in false if any(char.isdigit() for char in text)} - supported
    failed = {one.text.rstrip(".") for one in answer.statements if one.verdict != "supported"}
    assert altered & failed
    assert not any("731" in text for text in supported)


def test_answer_without_any_form_is_shown_and_not_believed(assistant: Assistant, server: ModelServer) -> None:
    server.mode = "formless"
    answer = assistant.ask(OTHER)
    assert answer.statements
    assert {one.verdict for one in answer.statements} == {"no_citation"}
    assert not any(one.text.startswith(("#", "*")) for one in answer.statements)


def test_repeated_question_costs_nothing(assistant: Assistant, server: ModelServer) -> None:
    first, second = assistant.ask(OTHER), assistant.ask(OTHER)
    assert len(server.chats) == 1
    assert second.statements == first.statements
    assert second.usage.cached
    assert second.usage.cost == 0


def test_kept_answers_pass_the_gate_anew(assistant: Assistant, server: ModelServer) -> None:
    server.mode = "hallucinating"
    first, second = assistant.ask(OTHER), assistant.ask(OTHER)
    assert len(server.chats) == 2  # the answer and its repair, once
    assert [one.verdict for one in second.statements] == [one.verdict for one in first.statements]
    assert "number_not_in_source" in {one.verdict for one in second.statements}


def test_cache_can_be_switched_off(sample_library: Path, server: ModelServer) -> None:
    with opened(sample_library, server, cache=False) as assistant:
        for _ in range(2):
            assert not assistant.ask(OTHER).usage.cached
    assert len(server.chats) == 2


def test_long_thread_is_summed_up_and_what_is_false_in_it_forgotten(
    sample_library: Path, server: ModelServer
) -> None:
    with opened(sample_library, server, context_tokens=600) as assistant:
        thread_id = assistant.ask(OTHER).thread_id
        for part in ("data", "memory", "stages", "kernels"):
            assistant.ask(f"{OTHER} What about {part}?", thread_id=thread_id)
        server.mode = "hallucinating"
        answer = assistant.ask(f"{OTHER} Anything else?", thread_id=thread_id)
    assert "summary@1" in answer.prompts
    asked = next(
        chat.user for chat in reversed(server.chats) if "\nQuestion: " in chat.user and "<<<" in chat.user
    )
    assert "99x" not in asked
