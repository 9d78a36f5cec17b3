"""A request over two papers, a loopback model server and a writer that asks it."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator

import pytest
from pydantic import SecretStr

from assistant.models.openai import ChatOptions, ChatWriter
from assistant.schema import Delta, Evidence, Finish, Paper, WriteRequest
from tests.faults.model_server import ModelServer

KEY = "sk-canary-0123456789"

MARLIN = Paper(
    id="marlin",
    title="MARLIN: Mixed-Precision Kernels",
    abstract="We present MARLIN. It reaches up to 2.8x end-to-end inference speedup with vLLM.",
)
FLEXQ = Paper(
    id="flexq",
    title="FlexQ: Six-Bit Quantization",
    abstract="FlexQ quantizes weights to 6 bits. On average, it is 1.33x faster than SmoothQuant.",
)

MakeWriter = Callable[..., ChatWriter]


@pytest.fixture(scope="session", autouse=True)
def _imported() -> None:
    """Import what is slow before any test that counts seconds."""
    importlib.import_module("langchain_openai")


@pytest.fixture
def request_of_two() -> WriteRequest:
    """A question and the two papers that may be cited."""
    evidence = (Evidence(key=1, paper=MARLIN), Evidence(key=2, paper=FLEXQ))
    return WriteRequest(question="What inference speedup does MARLIN reach?", evidence=evidence)


@pytest.fixture
def server() -> Iterator[ModelServer]:
    """A model server that is honest until told otherwise."""
    with ModelServer() as running:
        yield running


@pytest.fixture
def writer(server: ModelServer) -> MakeWriter:
    """Make a writer that asks the server; options may be given."""

    def make(**given: object) -> ChatWriter:
        options: dict[str, object] = {
            "model": "stub-large",
            "api_key": SecretStr(KEY),
            "base_url": server.url,
            "timeout": 5.0,
            "retries": 1,
            **given,
        }
        return ChatWriter(ChatOptions(**options))  # pyright: ignore[reportArgumentType]  # names are the fields'

    return make


def text_of(output: list[Delta | Finish]) -> str:
    """The text of an answer."""
    return "".join(part.text for part in output if isinstance(part, Delta))


def finish_of(output: list[Delta | Finish]) -> Finish:
    """How an answer ended."""
    last = output[-1]
    assert isinstance(last, Finish)
    return last
