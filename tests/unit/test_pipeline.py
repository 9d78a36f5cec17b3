from __future__ import annotations

import time
from pathlib import Path

import pytest
from pydantic import SecretStr

from assistant.building import build_writer
from assistant.errors import ConfigurationError, LockedError, NotFoundError, QuestionError
from assistant.models.scripted import ScriptedWriter
from assistant.pipeline import Assistant
from assistant.schema import StageEvent
from assistant.settings import Settings
from tests.faults.model_server import ModelServer

PAPERS = """\
{"title": "MARLIN: fast kernels", "abstract": "MARLIN runs quantized models up to 2.8x faster."}
{"title": "FlexQ: six bits", "abstract": "FlexQ stores weights in 6 bits."}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "papers.jsonl"
    path.write_text(PAPERS, encoding="utf-8")
    return path


def test_added_paper_is_found_before_it_has_a_vector(tmp_path: Path, file: Path) -> None:
    with Assistant.open(tmp_path / "library", settings=Settings()) as assistant:
        assistant.add(file)
        assert assistant.index_state().vectors == 0
        assert assistant.search("MARLIN")[0].paper.title == "MARLIN: fast kernels"


def test_vectors_follow_in_the_background(tmp_path: Path, file: Path) -> None:
    with Assistant.open(tmp_path / "library", settings=Settings()) as assistant:
        assistant.start_indexing()
        assistant.add(file)
        deadline = time.monotonic() + 30
        while assistant.index_state().vectors < 2 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert assistant.index_state().vectors == 2


def test_failed_background_work_is_told(tmp_path: Path, file: Path) -> None:
    with ModelServer("500") as server:
        settings = Settings(embedder="openai:none", openai_base_url=server.url, writer="extractive")
        with Assistant.open(tmp_path / "library", settings=settings) as assistant:
            assistant.start_indexing()
            assistant.add(file)
            deadline = time.monotonic() + 30
            while not assistant.index_state().problem and time.monotonic() < deadline:
                time.sleep(0.05)
            assert assistant.index_state().problem


def test_answers_and_threads_survive_closing(tmp_path: Path, file: Path) -> None:
    with Assistant.open(tmp_path / "library", settings=Settings()) as assistant:
        assistant.add(file)
        answer = assistant.ask("How much faster is MARLIN?")
    with Assistant.open(tmp_path / "library", settings=Settings()) as assistant:
        thread = assistant.threads.get(answer.thread_id)
    assert [turn.answer for turn in thread.turns] == [answer]
    assert thread.turns[0].state == "done"


def test_thread_goes_on(tmp_path: Path, file: Path) -> None:
    with Assistant.open(tmp_path / "library", settings=Settings()) as assistant:
        assistant.add(file)
        first = assistant.ask("How much faster is MARLIN?")
        second = assistant.ask("And how many bits has FlexQ?", thread_id=first.thread_id)
        assert second.thread_id == first.thread_id
        assert len(assistant.threads.get(first.thread_id).turns) == 2


def test_unknown_thread_and_empty_question_leave_nothing_behind(tmp_path: Path, file: Path) -> None:
    with Assistant.open(tmp_path / "library", settings=Settings()) as assistant:
        assistant.add(file)
        with pytest.raises(NotFoundError):
            assistant.ask("What is MARLIN?", thread_id="none")
        with pytest.raises(QuestionError):
            assistant.ask("  ")
        assert assistant.threads.list() == []


def test_abandoned_stream_is_kept_as_stopped(tmp_path: Path, file: Path) -> None:
    writer = ScriptedWriter(["MARLIN runs quantized models up to 2.8x faster [1]."])
    with Assistant.open(tmp_path / "library", settings=Settings(), writer=writer) as assistant:
        assistant.add(file)
        events = assistant.stream("How much faster is MARLIN?")
        assert isinstance(next(events), StageEvent)
        del events
        thread = assistant.threads.get(assistant.threads.list()[0].id)
        assert thread.turns[0].state == "stopped"


def test_drafts_are_kept_and_survive_closing(tmp_path: Path, file: Path) -> None:
    with Assistant.open(tmp_path / "library", settings=Settings()) as assistant:
        assistant.add(file)
        selected = tuple(paper.id for paper in assistant.papers())
        outline = assistant.drafting.outline("quantized models", selected)
        draft = assistant.drafts.create("Quantized models", outline=outline, selected=selected)
        job = assistant.draft_jobs.start(draft.id)
        assert job.thread
        job.thread.join(10)
    with Assistant.open(tmp_path / "library", settings=Settings()) as assistant:
        written = assistant.drafts.latest(draft.id).draft
    assert written
    assert written.coverage.cited == outline.papers


def test_closing_ends_the_drafts_at_work(tmp_path: Path, file: Path) -> None:
    with Assistant.open(tmp_path / "library", settings=Settings()) as assistant:
        assistant.add(file)
        selected = tuple(paper.id for paper in assistant.papers())
        outline = assistant.drafting.outline("quantized models", selected)
        job = assistant.draft_jobs.start(
            assistant.drafts.create("Models", outline=outline, selected=selected).id
        )
    assert job.thread
    assert not job.thread.is_alive()


def test_papers_can_be_drafted_before_they_have_vectors(tmp_path: Path, file: Path) -> None:
    with Assistant.open(tmp_path / "library", settings=Settings()) as assistant:
        assistant.add(file)
        found = assistant.drafting.candidates("quantized models")
        assert found[0].title == "MARLIN: fast kernels"
        assert assistant.drafting.outline("quantized models", [found[0].paper_id]).papers


def test_removed_paper_is_found_no_more(tmp_path: Path, file: Path) -> None:
    with Assistant.open(tmp_path / "library", settings=Settings()) as assistant:
        assistant.add(file)
        paper = assistant.papers()[0]
        assistant.remove([paper.id])
        assert [hit.paper.id for hit in assistant.search("MARLIN quantized models")] != [paper.id]
        assert len(assistant.papers()) == 1


def test_second_opening_is_refused_and_told_who_holds_the_folder(tmp_path: Path) -> None:
    with (
        Assistant.open(tmp_path / "library", settings=Settings(), command="quotient app"),
        pytest.raises(LockedError, match="quotient app"),
    ):
        Assistant.open(tmp_path / "library", settings=Settings())


def test_failed_opening_gives_the_folder_free(tmp_path: Path) -> None:
    broken = Settings(openai_base_url="http://127.0.0.1:9/v1")
    with pytest.raises(ConfigurationError):
        Assistant.open(tmp_path / "library", settings=broken)
    Assistant.open(tmp_path / "library", settings=Settings()).close()


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        (Settings(), "extractive"),
        (Settings(openai_api_key=SecretStr("k"), model="gpt-x"), "openai:gpt-x"),
        (Settings(openai_base_url="http://127.0.0.1:9/v1", model="llama3.2:3b"), "openai:llama3.2:3b"),
        (Settings(openai_api_key=SecretStr("k"), writer="extractive"), "extractive"),
        (Settings(openai_base_url="http://127.0.0.1:9/v1", writer="openai:qwen:7b"), "openai:qwen:7b"),
    ],
)
def test_writer_follows_the_settings(settings: Settings, name: str) -> None:
    assert build_writer(settings).name == name


def test_change_of_embedder_asks_for_a_rebuild_and_search_goes_on_by_words(
    sample_library: Path,
) -> None:
    with ModelServer() as server:
        settings = Settings(embedder="openai:other", openai_base_url=server.url, writer="extractive")
        with Assistant.open(sample_library, settings=settings) as assistant:
            with pytest.raises(ConfigurationError, match="doctor --rebuild"):
                assistant.sync()
            assert "MARLIN" in assistant.search("MARLIN kernels")[0].paper.title
            answer = assistant.ask("How fast is MARLIN?")
            assert any("doctor --rebuild" in warning for warning in answer.warnings)


def test_doctor_finds_missing_vectors_and_rebuild_mends_them(tmp_path: Path, file: Path) -> None:
    with Assistant.open(tmp_path / "library", settings=Settings()) as assistant:
        assistant.add(file)
        before = {check.name: check.ok for check in assistant.doctor()}
        after = {check.name: check.ok for check in assistant.doctor(rebuild=True)}
    assert before == {"library": True, "full text": True, "vectors": False, "prompts": True}
    assert set(after.values()) == {True}


def test_doctor_reaches_the_model_server(tmp_path: Path) -> None:
    with ModelServer() as server:
        settings = Settings(openai_base_url=server.url, model="stub-large")
        with Assistant.open(tmp_path / "library", settings=settings) as assistant:
            found = {check.name: check for check in assistant.doctor()}
    assert found["model server"].ok
    assert "stub-large" in found["model server"].detail
