"""Answers that are kept and given again."""

from __future__ import annotations

import pytest

from assistant.errors import StoreError
from assistant.models.openai import ChatOptions, ChatWriter
from assistant.schema import RepairRequest, WriteRequest
from tests.faults.model_server import Mode, ModelServer
from tests.unit.models.conftest import finish_of, text_of


class Kept(dict[str, str]):
    """A store in memory."""

    def put(self, key: str, text: str) -> None:
        self[key] = text


class Broken:
    """A store that can do nothing."""

    def get(self, key: str) -> str | None:
        raise StoreError("The disk is gone.")

    def put(self, key: str, text: str) -> None:
        raise StoreError("The disk is gone.")


@pytest.fixture
def store() -> Kept:
    return Kept()


def writer(server: ModelServer, store: object, **options: object) -> ChatWriter:
    given = {"model": "stub", "base_url": server.url, "timeout": 5.0, "retries": 0, **options}
    return ChatWriter(ChatOptions(**given), store=store)  # pyright: ignore[reportArgumentType]  # as named


def again(request: WriteRequest) -> WriteRequest:
    """The same question over the same evidence, as it is asked another time."""
    return WriteRequest(question=request.question, evidence=request.evidence, history=request.history)


def test_same_question_over_the_same_evidence_is_asked_once(
    server: ModelServer, store: Kept, request_of_two: WriteRequest
) -> None:
    first = list(writer(server, store).write(request_of_two))
    second = list(writer(server, store).write(again(request_of_two)))
    assert text_of(second) == text_of(first)
    assert len(server.chats) == 1
    usage = finish_of(second).usage
    assert (usage.cached, usage.cost, usage.prompt_tokens) == (True, 0, 0)
    assert not finish_of(first).usage.cached


@pytest.mark.parametrize(
    "change",
    [
        {"question": "What inference speedup does FlexQ reach?"},
        {"evidence": ()},
    ],
)
def test_another_request_is_another_answer(
    server: ModelServer, store: Kept, request_of_two: WriteRequest, change: dict[str, object]
) -> None:
    asked = writer(server, store)
    list(asked.write(request_of_two))
    list(asked.write(request_of_two.model_copy(update=change)))
    assert len(server.chats) == 2


@pytest.mark.parametrize("options", [{"model": "other"}, {"max_output_tokens": 99}])
def test_another_model_or_limit_is_another_answer(
    server: ModelServer, store: Kept, request_of_two: WriteRequest, options: dict[str, object]
) -> None:
    list(writer(server, store).write(request_of_two))
    list(writer(server, store, **options).write(again(request_of_two)))
    assert len(server.chats) == 2


@pytest.mark.parametrize("mode", ["cut", "length", "drop", "prompt-cut"])
def test_only_whole_answers_to_whole_prompts_are_kept(
    server: ModelServer, store: Kept, request_of_two: WriteRequest, mode: Mode
) -> None:
    server.mode = mode
    list(writer(server, store).write(request_of_two))
    assert store == {}


def test_repair_is_kept_apart_from_the_answer(
    server: ModelServer, store: Kept, request_of_two: WriteRequest
) -> None:
    for _ in range(2):
        list(writer(server, store).write(request_of_two))
        list(writer(server, store).repair(RepairRequest(request=request_of_two, failed=())))
    assert len(store) == len(server.chats) == 2


def test_store_that_fails_costs_a_request_and_not_the_answer(
    server: ModelServer, request_of_two: WriteRequest
) -> None:
    for _ in range(2):
        assert finish_of(list(writer(server, Broken()).write(request_of_two))).complete
    assert len(server.chats) == 2
