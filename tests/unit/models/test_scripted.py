"""The scripted writer says what it is told, and nothing after."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.errors import ModelError
from assistant.models.scripted import ScriptedWriter
from assistant.schema import Delta, Finish, WriteRequest

REQUEST = WriteRequest(question="Why?", evidence=())
WHOLE = Finish(complete=True, reason="stop")


def test_text_becomes_one_delta_and_a_finish() -> None:
    assert list(ScriptedWriter(["Because."]).write(REQUEST)) == [Delta(text="Because."), WHOLE]


def test_steps_are_given_in_order() -> None:
    cut = Finish(complete=False, reason="the stream was cut")
    steps = ["Be", Delta(text="cause.", keys=(1,)), cut]
    assert list(ScriptedWriter([steps]).write(REQUEST)) == [
        Delta(text="Be"),
        Delta(text="cause.", keys=(1,)),
        cut,
    ]


def test_nothing_follows_a_finish() -> None:
    assert list(ScriptedWriter([[WHOLE, "more"]]).write(REQUEST)) == [WHOLE]


def test_function_answers_each_request_lazily() -> None:
    reached: list[str] = []

    def reply(request: WriteRequest) -> Iterator[Delta | Finish]:
        yield Delta(text=request.question)
        reached.append("second")
        yield WHOLE

    output = ScriptedWriter(reply).write(REQUEST)
    assert next(output) == Delta(text="Why?")
    assert reached == []


def test_error_in_the_script_is_raised_where_it_stands() -> None:
    output = ScriptedWriter([["Be", ModelError("The server is away.")]]).write(REQUEST)
    assert next(output) == Delta(text="Be")
    with pytest.raises(ModelError, match="away"):
        next(output)


def test_script_that_has_run_out_says_so() -> None:
    writer = ScriptedWriter(["One."])
    list(writer.write(REQUEST))
    with pytest.raises(ModelError, match=r"ran out after 1 replies.*'Why\?'"):
        list(writer.write(REQUEST))


def test_requests_are_recorded() -> None:
    writer = ScriptedWriter(lambda _: "Because.")
    list(writer.write(REQUEST))
    assert writer.requests == [REQUEST]
