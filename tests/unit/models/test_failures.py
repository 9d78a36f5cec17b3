"""Every way in which a model server may fail: one clear sentence, in time, without the key."""

from __future__ import annotations

import logging
import time
import traceback
from typing import NamedTuple, get_args

import pytest

from assistant.errors import AssistantError, ModelError
from assistant.models.openai import list_models
from assistant.schema import WriteRequest
from tests.faults.model_server import Mode, ModelServer
from tests.unit.models.conftest import KEY, MakeWriter, finish_of, text_of


class Failing(NamedTuple):
    """A mode of the server, with what the message must say."""

    mode: Mode
    says: str
    retryable: bool
    requests: int = 1


WITHOUT_TEXT = [
    Failing("401", "refused the key", retryable=False),
    Failing("404", "does not know this model", retryable=False),
    Failing("429", "busy", retryable=True, requests=2),
    Failing("500", "failed \\(HTTP 500\\)", retryable=True, requests=2),
    Failing("502-html", "failed \\(HTTP 502\\)", retryable=True, requests=2),
    Failing("200-html", "not as an OpenAI-compatible", retryable=False),
    Failing("overflow", "longer than its context", retryable=False),
    Failing("empty-choices", "without a word", retryable=True),
    Failing("null-content", "without a word", retryable=True),
    Failing("silent", "sent nothing for 0.6 seconds", retryable=True),
    Failing("slow", "sent nothing for 0.6 seconds", retryable=True),
]

WITH_TEXT = [
    ("cut", "never said that it was finished"),
    ("drop", "broke the connection"),
    ("stall", "sent nothing for 0.6 seconds"),
    ("garbled-json", "garbled"),
    ("error-event", "ran out of memory"),
    ("length", "limit of 800 tokens"),
    ("content-filter", "content filter"),
]


def _writer_options(mode: str) -> dict[str, float]:
    return {"timeout": 0.6} if mode in {"silent", "slow", "stall"} else {}


@pytest.mark.parametrize("case", WITHOUT_TEXT, ids=lambda case: case.mode)
def test_failure_without_text_is_one_sentence(
    server: ModelServer, writer: MakeWriter, request_of_two: WriteRequest, case: Failing
) -> None:
    server.mode, server.interval = case.mode, 0.02 if case.mode == "slow" else 0
    with pytest.raises(ModelError, match=case.says) as caught:
        list(writer(**_writer_options(case.mode)).write(request_of_two))
    message = str(caught.value)
    assert message.startswith("The model server 127.0.0.1:")
    assert "'stub-large'" in message
    assert message.endswith(".")
    assert "\n" not in message
    assert caught.value.retryable is case.retryable
    assert len(server.requests) == case.requests


@pytest.mark.parametrize(("mode", "says"), WITH_TEXT)
def test_text_before_a_failure_stays_and_is_incomplete(
    server: ModelServer, writer: MakeWriter, request_of_two: WriteRequest, mode: Mode, says: str
) -> None:
    server.mode = mode
    output = list(writer(**_writer_options(mode)).write(request_of_two))
    assert text_of(output).startswith("It reaches up to 2.8x ")
    assert not finish_of(output).complete
    assert says in finish_of(output).reason
    assert finish_of(output).usage.prompt_tokens > 0


def test_cut_is_noticed_after_any_word(
    server: ModelServer, writer: MakeWriter, request_of_two: WriteRequest
) -> None:
    server.mode = "cut"
    for server.cut_after in range(1, 9):
        output = list(writer().write(request_of_two))
        assert len(text_of(output).split()) == server.cut_after
        assert not finish_of(output).complete


def test_endless_answer_is_cut_off(
    server: ModelServer, writer: MakeWriter, request_of_two: WriteRequest
) -> None:
    server.mode = "huge"
    output = list(writer(max_output_tokens=100).write(request_of_two))
    assert len(text_of(output)) == 2000
    assert "far past its limit of 100 tokens" in finish_of(output).reason


def test_limit_used_up_before_the_first_word_says_what_to_raise(
    server: ModelServer, writer: MakeWriter, request_of_two: WriteRequest
) -> None:
    server.mode, server.reply = "length", ""
    with pytest.raises(ModelError, match="QUOTIENT_MAX_OUTPUT_TOKENS") as caught:
        list(writer().write(request_of_two))
    assert not caught.value.retryable


def test_used_up_quota_is_no_reason_to_try_again(
    server: ModelServer, writer: MakeWriter, request_of_two: WriteRequest
) -> None:
    server.mode = "429"
    server.errors["429"] = (429, "insufficient_quota", "You exceeded your current quota.")
    with pytest.raises(ModelError, match="quota of this key is used up") as caught:
        list(writer(retries=0).write(request_of_two))
    assert not caught.value.retryable


@pytest.mark.parametrize("mode", ["silent", "slow", "429"])
def test_waiting_is_bounded_with_retries(
    server: ModelServer, writer: MakeWriter, request_of_two: WriteRequest, mode: Mode
) -> None:
    server.mode, server.interval = mode, 0.02
    begun = time.monotonic()
    with pytest.raises(ModelError):
        list(writer(timeout=0.6, retries=2).write(request_of_two))
    assert time.monotonic() - begun < 3


def test_unreachable_server_is_said_to_be_so(writer: MakeWriter, request_of_two: WriteRequest) -> None:
    with ModelServer() as gone:
        url = gone.url
    with pytest.raises(ModelError, match="cannot be reached") as caught:
        list(writer(base_url=url, retries=0).write(request_of_two))
    assert caught.value.retryable


@pytest.mark.parametrize("mode", get_args(Mode))
def test_key_is_in_no_message_log_or_traceback(
    server: ModelServer,
    writer: MakeWriter,
    request_of_two: WriteRequest,
    caplog: pytest.LogCaptureFixture,
    mode: Mode,
) -> None:
    caplog.set_level(logging.DEBUG)
    server.mode = mode
    asking = writer(**_writer_options(mode), retries=0)
    try:
        shown = repr(list(asking.write(request_of_two)))
    except AssistantError as failure:
        shown = "".join(traceback.format_exception(failure))
    assert KEY in server.requests[0].headers["authorization"]
    assert KEY not in shown
    assert KEY not in caplog.text
    assert KEY not in repr(asking)


def test_words_of_the_server_are_clipped_and_lose_the_key(
    server: ModelServer, writer: MakeWriter, request_of_two: WriteRequest
) -> None:
    server.errors["404"] = (400, "bad_request", f"Bad key {{key}} in\nrequest {'x' * 500}")
    server.mode = "404"
    with pytest.raises(ModelError, match=r"Bad key \[key\] in request x+'") as caught:
        list(writer().write(request_of_two))
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(
    ("mode", "says"), [("401", "refused the key"), ("200-html", "not as"), ("silent", "0.3 seconds")]
)
def test_failing_list_of_models_is_one_sentence(server: ModelServer, mode: Mode, says: str) -> None:
    server.mode = mode
    with pytest.raises(ModelError, match=says) as caught:
        list_models(server.url, KEY, timeout=0.3 if mode == "silent" else 5)
    assert KEY not in "".join(traceback.format_exception(caught.value))


def test_list_of_models_of_an_unreachable_server() -> None:
    with ModelServer() as gone:
        url = gone.url
    with pytest.raises(ModelError, match="cannot be reached"):
        list_models(url, None, timeout=1)
