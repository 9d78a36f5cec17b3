"""What every writer promises, whoever it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator
from typing import cast

import pytest

from assistant.answer.extractive import ExtractiveWriter
from assistant.answer.writing import Writer
from assistant.models.openai import ChatOptions, ChatWriter
from assistant.models.scripted import ScriptedWriter
from assistant.schema import Delta, Evidence, Finish, Paper, Turn, WriteRequest
from tests.faults.model_server import ModelServer

REQUEST = WriteRequest(
    question="How fast is MARLIN inference?",
    evidence=(
        Evidence(
            key=1,
            paper=Paper(id="a", title="MARLIN", abstract="MARLIN inference is up to 2.8x faster. It rests."),
        ),
        Evidence(
            key=4, paper=Paper(id="b", title="FlexQ", abstract="FlexQ inference is 1.33x faster than MARLIN.")
        ),
        Evidence(key=6, paper=Paper(id="c", title="Only a title about fast inference")),
    ),
    history=(Turn(question="What is MARLIN?", answer="MARLIN is a kernel."),),
)

NOTHING = WriteRequest(question="How fast is MARLIN inference?", evidence=())


@pytest.fixture(params=["extractive", "scripted", "chat"])
def writer(request: pytest.FixtureRequest) -> Iterator[Writer]:
    """Each writer in turn."""
    makers: dict[str, Callable[[ModelServer], Writer]] = {
        "extractive": lambda _: ExtractiveWriter(),
        "scripted": lambda _: ScriptedWriter(lambda _: ["MARLIN inference is up to ", "2.8x faster [1]."]),
        "chat": lambda server: ChatWriter(ChatOptions(model="stub", base_url=server.url, timeout=10)),
    }
    with ModelServer() as server:
        yield makers[request.param](server)


class TestWriter:
    """The contract of `assistant.answer.writing.Writer`."""

    def test_finish_is_last_and_only(self, writer: Writer) -> None:
        output = list(writer.write(REQUEST))
        assert [isinstance(part, Finish) for part in output] == [False] * (len(output) - 1) + [True]
        assert len(output) > 1

    def test_whole_answer_is_complete(self, writer: Writer) -> None:
        finish = list(writer.write(REQUEST))[-1]
        assert isinstance(finish, Finish)
        assert finish.complete
        assert finish.reason

    def test_cited_keys_are_those_of_the_evidence(self, writer: Writer) -> None:
        deltas = [part for part in writer.write(REQUEST) if isinstance(part, Delta)]
        written = "".join(delta.text for delta in deltas)
        keys = {key for delta in deltas for key in delta.keys or ()}
        keys |= {int(found) for found in re.findall(r"\[(\d+)\]", written)}
        assert keys
        assert keys <= {item.key for item in REQUEST.evidence}

    def test_same_request_gives_the_same_text(self, writer: Writer) -> None:
        first, second = (
            "".join(part.text for part in writer.write(REQUEST) if isinstance(part, Delta)) for _ in range(2)
        )
        assert first == second

    def test_no_evidence_ends_in_a_finish_all_the_same(self, writer: Writer) -> None:
        assert isinstance(list(writer.write(NOTHING))[-1], Finish)

    @pytest.mark.parametrize("taken", [0, 1])
    def test_closing_early_is_clean(self, writer: Writer, taken: int) -> None:
        output = cast("Generator[Delta | Finish, None, None]", writer.write(REQUEST))
        for _ in range(taken):
            next(output)
        output.close()
        assert list(output) == []
        assert isinstance(list(writer.write(REQUEST))[-1], Finish)

    def test_name_and_prompts_are_told(self, writer: Writer) -> None:
        assert re.fullmatch(r"extractive|scripted|[a-z_]+:\S+", writer.name)
        assert all(re.fullmatch(r"[a-z_]+@\d+", ref) for ref in writer.prompts)
