from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from assistant.models.scripted import ScriptedWriter
from assistant.pipeline import Assistant
from assistant.schema import WriteRequest
from assistant.server import sharing
from assistant.settings import Settings
from ui import draft_steps

PAPERS = [
    {
        "title": "Swift: kernels for long context",
        "abstract": "Swift fuses attention kernels. It runs 2.4x faster than the baseline on long inputs.",
    },
    {
        "title": "Sparse decoding with $k$ experts",
        "abstract": "We decode with sparse experts. Memory falls by 31% at equal quality.",
    },
    {"title": "Notes on attention", "abstract": ""},
]

Drawn = dict[str, Any]

DRAFT_TOPIC = "post-training quantization"


@pytest.fixture
def papers_file(tmp_path: Path) -> Path:
    file = tmp_path / "papers.jsonl"
    file.write_text("\n".join(json.dumps(paper) for paper in PAPERS), encoding="utf-8")
    return file


@pytest.fixture
def writer() -> ScriptedWriter:
    return ScriptedWriter(
        lambda request: f"It runs 2.4x faster than the baseline on long inputs [{_key(request)}]."
    )


def _key(request: WriteRequest) -> int:
    return next(one.key for one in request.evidence if one.paper.title.startswith("Swift"))


@pytest.fixture
def empty(tmp_path: Path, writer: ScriptedWriter) -> Iterator[Assistant]:
    """An assistant over an empty library, shared with the pages."""
    with Assistant.open(tmp_path / "library", settings=Settings(), writer=writer) as opened, sharing(opened):
        yield opened


@pytest.fixture
def shelf(empty: Assistant, papers_file: Path) -> Assistant:
    """An assistant over three papers, one of them without an abstract, shared with the pages."""
    empty.add(papers_file)
    return empty


@pytest.fixture
def drawn() -> Callable[[AppTest, str], list[Drawn]]:
    """Return what the app's own components were given to draw, by the component's name."""

    def find(page: AppTest, name: str) -> list[Drawn]:
        protos = (element.proto for element in page.get("bidi_component"))
        return [json.loads(proto.json) for proto in protos if proto.component_name == f"quotient_{name}"]

    return find


@pytest.fixture
def begun(assistant: Assistant) -> str:
    """The id of a draft with candidates."""
    return draft_steps.started(assistant, DRAFT_TOPIC).id


@pytest.fixture
def grouped(assistant: Assistant, begun: str) -> str:
    """The id of a draft with themes."""
    draft_steps.grouped(assistant, begun)
    return begun


@pytest.fixture
def written(assistant: Assistant, grouped: str) -> str:
    """The id of a draft with a text."""
    thread = assistant.draft_jobs.start(grouped).thread
    assert thread
    thread.join(60)
    return grouped
