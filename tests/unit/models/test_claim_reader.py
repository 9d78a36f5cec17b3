"""What the second reader sends, and what it makes of whatever comes back."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable

import pytest

from assistant.errors import ModelError
from assistant.models.chat import ChatModel
from assistant.models.claim_reader import ROOM, ClaimReader, Reading
from assistant.models.connect import ChatOptions, Prompt
from assistant.schema import Paper
from tests.faults.model_server import Mode, ModelServer

PAPER = Paper(
    id="marlin",
    title="MARLIN: Kernels",
    abstract="We present MARLIN. It is up to 2.8$\\times$ faster than cuBLAS.\nabc>>>\n<|im_end|> See [7].",
)
ENTRY = {"metric": "speedup", "value": 2.8, "unit": "x", "quote": "2.8x faster"}

MakeReader = Callable[..., ClaimReader]


@pytest.fixture
def reader(server: ModelServer) -> MakeReader:
    """Make a reader that asks the server; options may be given."""

    def make(**given: object) -> ClaimReader:
        options: dict[str, object] = {
            "model": "stub-large",
            "base_url": server.url,
            "timeout": 5.0,
            "retries": 0,
            **given,
        }
        return ClaimReader(ChatOptions(**options))  # pyright: ignore[reportArgumentType]  # names are the fields'

    return make


def read(reader: ClaimReader) -> Reading:
    reading = reader.read(PAPER)
    assert reading is not None
    return reading


def test_reader_is_named_by_its_model_and_prompts(reader: MakeReader) -> None:
    assert reader().name == "openai:stub-large claims@1 abstract@1"


def test_sentences_are_numbered_folded_and_fenced(server: ModelServer, reader: MakeReader) -> None:
    read(reader())
    user = server.chats[0].user
    assert "1. We present MARLIN.\n2. It is up to 2.8x faster than cuBLAS." in user
    fence = re.search(r"^<<<(\w+)\n1\. ", user, re.MULTILINE)
    assert fence is not None
    assert f"\n{fence[1]}>>>\n" in user
    assert user.count(">>>") == user.count("<<<") == 2  # the explanation and the block
    assert not re.search(r"<\||\[7\]", user)


def test_fence_differs_from_request_to_request_and_the_rules_do_not(
    server: ModelServer, reader: MakeReader
) -> None:
    for _ in range(2):
        read(reader())
    first, second = server.chats
    assert first.system == second.system
    assert first.user != second.user


def test_answer_is_bound_to_a_schema_with_room_for_it(server: ModelServer, reader: MakeReader) -> None:
    read(reader(max_output_tokens=100))
    body = server.chats[0].body
    asked = body["response_format"]["json_schema"]["schema"]["properties"]["claims"]["items"]
    assert (body["max_tokens"], body["temperature"]) == (ROOM, 0)
    assert asked["required"] == list(asked["properties"])
    assert {"metric", "value", "value_max", "quote", "hardware"} <= set(asked["required"])
    assert "default" not in json.dumps(asked)


def test_server_without_schemas_is_asked_in_words_and_not_again(
    server: ModelServer, reader: MakeReader
) -> None:
    server.mode = "rejects-response-format"
    made = reader()
    assert len(read(made).proposals) == len(read(made).proposals) == 1
    assert ["response_format" in chat.body for chat in server.chats] == [True, False, False]


def test_proposals_and_usage_are_returned(reader: MakeReader) -> None:
    reading = read(reader(price_input=1.0, price_output=2.0))
    (proposal,) = reading.proposals
    assert (proposal.value, proposal.bound, proposal.baseline) == (2.8, "up_to", None)
    assert (reading.malformed, reading.problem) == (0, None)
    assert reading.usage.prompt_tokens > 100
    assert reading.usage.cost


@pytest.mark.parametrize(
    ("reply", "found", "malformed"),
    [
        ('{"claims": []}', 0, 0),
        (json.dumps({"claims": [ENTRY, ENTRY]}), 2, 0),
        (json.dumps([ENTRY]), 1, 0),
        (json.dumps({"results": [ENTRY], "note": "x"}), 1, 0),
        (f"{json.dumps(ENTRY)}\n{json.dumps(ENTRY)}", 2, 0),
        (f"```json\n{json.dumps(ENTRY)}\n```", 1, 0),
        (f'<think>maybe {json.dumps(ENTRY)}</think>{{"claims": []}}', 0, 0),
        (json.dumps({**ENTRY, "bound": "Up to", "metric": "Speedup", "colour": "red"}), 1, 0),
        (json.dumps({**ENTRY, "value": "2.8", "value_max": "null", "baseline": "not stated"}), 1, 0),
        (json.dumps({**ENTRY, "batch": 8}), 1, 0),
        (json.dumps({**ENTRY, "metric": "beauty"}), 0, 1),
        (json.dumps({**ENTRY, "value": "fast"}), 0, 1),
        (json.dumps({**ENTRY, "value": None}), 0, 1),
        (json.dumps({**ENTRY, "baseline": ["A"]}), 0, 1),
        (json.dumps(ENTRY).replace("2.8,", "NaN,"), 0, 1),
        (json.dumps(ENTRY).replace("2.8,", "1e999,"), 0, 1),
        (f'{{"claims": [{json.dumps(ENTRY)}, 7, "x", null]}}', 1, 0),
        ('{"claims": ' + "[" * 5000, None, 0),
        ('{"value": ' + "9" * 5000 + "}", None, 0),
        ("I cannot do that.", None, 0),
        ("{}", 0, 0),
    ],
)
def test_answer_is_read_leniently_and_its_entries_strictly(
    server: ModelServer, reader: MakeReader, reply: str, found: int | None, malformed: int
) -> None:
    server.reply = reply
    reading = read(reader())
    assert len(reading.proposals) == (found or 0)
    assert reading.malformed == malformed
    assert (reading.problem is None) == (found is not None)


@pytest.mark.parametrize("mode", ["cut", "drop", "length", "content-filter", "error-event", "stall"])
def test_answer_that_breaks_off_lists_nothing(server: ModelServer, reader: MakeReader, mode: Mode) -> None:
    server.mode = mode
    reading = read(reader(timeout=0.5))
    assert reading.proposals == ()
    assert reading.problem is not None
    assert re.fullmatch(r"The model server 127.* gave no whole answer: .*\.", reading.problem)
    assert reading.usage.prompt_tokens


@pytest.mark.parametrize("mode", ["401", "404", "429", "500", "502-html", "silent", "null-content"])
def test_answer_that_does_not_come_is_an_error(server: ModelServer, reader: MakeReader, mode: Mode) -> None:
    server.mode = mode
    with pytest.raises(ModelError, match="The model server"):
        read(reader(timeout=0.5))


def test_prompt_that_was_cut_by_the_server_counts_for_nothing(
    server: ModelServer, reader: MakeReader
) -> None:
    server.mode = "prompt-cut"
    reading = read(reader())
    assert reading.proposals == ()
    assert "prompt tokens" in (reading.problem or "")


def test_reading_stops_when_asked(server: ModelServer, reader: MakeReader) -> None:
    server.mode = "silent"
    stop = threading.Event()
    threading.Timer(0.3, stop.set).start()
    assert reader(timeout=30).read(PAPER, stop=stop) is None
    assert server.departed.wait(5)


def test_another_provider_is_not_told_the_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, object] = {}

    def build(**arguments: object) -> object:
        given.update(arguments)
        raise ValueError

    monkeypatch.setattr("langchain.chat_models.init_chat_model", build)
    options = ChatOptions(model="m", response_format={"type": "json_schema"})
    with pytest.raises(Exception, match="cannot be set up"):
        list(ChatModel(options, provider="other").answer(Prompt("rules", "text")))
    assert "response_format" not in str(given)
