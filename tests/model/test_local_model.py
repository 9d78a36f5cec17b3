"""A real, small language model as the writer: what passes the gate is true to its source."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.pipeline import Assistant
from assistant.schema import Answer, Paper, Statement
from assistant.settings import Settings
from assistant.text.folding import folded

pytestmark = pytest.mark.model

ROOT = Path(__file__).parents[2]
ENVIRONMENT = ROOT / ".venv-model"
QUESTIONS = (
    "How does H2O decide which tokens stay in the cache?",
    "What approaches exist for reducing the KV cache in long-context inference?",
    "How is the training of large models scaled to many GPUs?",
    "What do six-bit weights cost in perplexity?",
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The address of the model server, started for this run."""
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        pytest.fail("The model is not installed; run `make test-model`.")
    quiet = ("env", "OMP_WAIT_POLICY=passive", "GOMP_SPINCOUNT=0")
    command = (*quiet, str(python), "-m", "evals.local_model", "--port", "0", "--model")
    with subprocess.Popen(
        [*command, str(ENVIRONMENT / "model.gguf")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=sys.stderr,
        text=True,
    ) as server:
        try:
            lines = iter(server.stdout or ())
            yield next(found[0] for line in lines if (found := re.search(r"http://\S+/v1", line)))
        finally:
            server.terminate()


@pytest.fixture(scope="module")
def answers(_sample_template: Path, tmp_path_factory: pytest.TempPathFactory, address: str) -> list[Answer]:
    """The answers, asked for once: each takes the model half a minute."""
    folder = shutil.copytree(_sample_template, tmp_path_factory.mktemp("model") / "library")
    settings = Settings(
        openai_base_url=address, model="local", context_tokens=900, max_output_tokens=250, timeout=600
    )
    with Assistant.open(folder, settings=settings) as assistant:
        return [assistant.ask(question) for question in QUESTIONS]


def test_supported_statements_have_no_number_that_their_sources_lack(
    answers: list[Answer], sample_papers: tuple[Paper, ...]
) -> None:
    texts = {paper.id: f"{paper.title} {paper.abstract}" for paper in sample_papers}
    wrong = [
        (statement.text, number)
        for answer in answers
        for statement in answer.statements
        if statement.verdict == "supported"
        for number in _NUMBER.findall(folded(statement.text))
        if not _stands(number, statement, texts)
    ]
    assert wrong == []


def test_most_sentences_are_cited_and_supported(answers: list[Answer]) -> None:
    said = [statement for answer in answers for statement in answer.statements]
    supported = [one for one in said if one.verdict == "supported"]
    assert len(supported) >= 4
    assert len(supported) >= len(said) / 2


def _stands(number: str, statement: Statement, texts: dict[str, str]) -> bool:
    cited = " ".join(folded(texts[citation.paper_id]) for citation in statement.citations)
    return number in _NUMBER.findall(cited)
