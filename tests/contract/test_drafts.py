"""What users are promised of drafts, on the sample papers and six topics."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.draft.editing import edited, text_of
from assistant.errors import DraftError
from assistant.export.formats import export
from assistant.manuscript.check import check_manuscript
from assistant.pipeline import Assistant
from assistant.schema import Draft, DraftOptions, Outline, Statement
from assistant.settings import Settings

DATA = Path(__file__).parents[2] / "evals" / "data" / "topics_dev.jsonl"
TOPICS = [json.loads(line)["topic"] for line in DATA.read_text(encoding="utf-8").splitlines()]
CACHES = "KV cache compression for long-context inference"


@pytest.fixture(scope="module")
def shared(_sample_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The sample library, opened once: drafts are all that these tests add to it."""
    folder = tmp_path_factory.mktemp("drafts") / "library"
    shutil.copytree(_sample_template, folder)
    with Assistant.open(folder, settings=Settings()) as opened:
        yield opened


@pytest.fixture(scope="module")
def drafts(shared: Assistant) -> dict[str, Draft]:
    return {topic: _drafted(shared, topic)[1] for topic in TOPICS}


def _drafted(assistant: Assistant, topic: str) -> tuple[Outline, Draft]:
    """The outline of the suggested papers and what is written from it."""
    selected = [one.paper_id for one in assistant.drafting.candidates(topic) if one.suggested]
    outline = assistant.drafting.outline(topic, selected)
    *_, last = assistant.drafting.stream(outline, selected, DraftOptions())
    return outline, last.draft.model_copy(update={"seconds": 0.0})


def _statements(draft: Draft) -> list[Statement]:
    return [one for paragraph in draft.paragraphs for one in paragraph.statements]


def test_every_statement_is_supported(drafts: dict[str, Draft]) -> None:
    statements = [one for draft in drafts.values() for one in _statements(draft)]
    assert len(statements) > 60
    assert [one.text for one in statements if one.verdict != "supported" or not one.citations] == []


def test_exported_drafts_pass_the_check_of_manuscripts(
    drafts: dict[str, Draft], shared: Assistant, tmp_path: Path
) -> None:
    papers = {paper.id: paper for paper in shared.papers()}
    for number, draft in enumerate(drafts.values()):
        made = export(draft, "latex", papers, name=f"draft-{number}")
        assert made.beside
        (tmp_path / made.beside[0]).write_bytes(made.beside[1])
        path = tmp_path / f"draft-{number}.tex"
        path.write_bytes(made.content)
        report = check_manuscript(path, list(papers.values()))
        # Rows of the table print what an abstract may give in words, such as "half".
        assert [one.text for one in report.failed if not one.text.split(",")[0].isdigit()] == []
        assert report.unknown_keys == ()
        assert len(report.sentences) >= len(_statements(draft))


def test_every_selected_paper_is_cited_and_no_other(drafts: dict[str, Draft]) -> None:
    for draft in drafts.values():
        assert draft.coverage.holds
        assert draft.coverage.missing == ()
        cited = {citation.paper_id for one in _statements(draft) for citation in one.citations}
        assert cited == set(draft.coverage.selected) == set(draft.coverage.cited)


def test_citations_are_exact_slices_and_numbered_by_appearance(
    shared: Assistant, drafts: dict[str, Draft]
) -> None:
    for draft in drafts.values():
        numbers = dict.fromkeys(
            (citation.paper_id, citation.marker) for one in _statements(draft) for citation in one.citations
        )
        assert sorted(marker for _, marker in numbers) == list(range(1, len(numbers) + 1))
        for citation in (citation for one in _statements(draft) for citation in one.citations):
            paper = shared.paper(citation.paper_id)
            text = paper.title if citation.field == "title" else paper.abstract or ""
            assert text[citation.start : citation.end] == citation.quote


def test_no_sentence_stands_twice_in_a_paragraph_or_says_we(drafts: dict[str, Draft]) -> None:
    for draft in drafts.values():
        for paragraph in draft.paragraphs:
            texts = [one.text for one in paragraph.statements]
            assert len(set(texts)) == len(texts)
            assert not any(
                f" {word} " in f" {text.lower()} " for text in texts for word in ("we", "our", "us")
            )


def test_themes_have_different_titles_and_hold_each_paper_once(drafts: dict[str, Draft]) -> None:
    for draft in drafts.values():
        titles = [theme.title for theme in draft.themes]
        papers = [id_ for theme in draft.themes for id_ in theme.papers]
        assert len(set(titles)) == len(titles) > 1
        assert sorted(papers) == sorted(draft.coverage.selected)


def test_text_that_nobody_changed_is_checked_to_the_same_draft(
    shared: Assistant, drafts: dict[str, Draft]
) -> None:
    for draft in drafts.values():
        papers = [shared.paper(id_) for id_ in draft.coverage.selected]
        texts = [(one.theme, text_of(one)) for one in draft.paragraphs]
        assert edited(draft, texts, papers, {}) == draft


def test_draft_is_the_same_in_a_library_opened_anew(drafts: dict[str, Draft], sample_library: Path) -> None:
    with Assistant.open(sample_library, settings=Settings()) as anew:
        assert [_drafted(anew, topic)[1] for topic in TOPICS[:3]] == [drafts[topic] for topic in TOPICS[:3]]


def test_sentences_read_like_related_work(drafts: dict[str, Draft]) -> None:
    text = " ".join(one.text for one in _statements(drafts[CACHES]))
    assert "H2O and KVMerger both deal with eviction." in text
    assert "CSKV is a training-efficient Channel Shrinking technique for KV cache compression." in text
    assert "In experiments, CSKV can reduce the memory overhead of the KV cache by 80%" in text


def test_topic_that_the_library_lacks_names_the_nearest_papers(shared: Assistant) -> None:
    with pytest.raises(
        DraftError, match=r"Nothing in your library is about 'medieval poetry'.*The nearest are"
    ):
        shared.drafting.candidates("medieval poetry")


def test_draft_is_written_in_the_background_and_survives_closing(sample_library: Path) -> None:
    with Assistant.open(sample_library, settings=Settings()) as assistant:
        selected = tuple(one.paper_id for one in assistant.drafting.candidates(CACHES) if one.suggested)
        outline = assistant.drafting.outline(CACHES, selected)
        draft = assistant.drafts.create(CACHES, outline=outline, selected=selected)
        job = assistant.draft_jobs.start(draft.id)
        deadline = time.monotonic() + 20
        while not job.done and time.monotonic() < deadline:
            time.sleep(0.02)
        assert job.error == ""
    with Assistant.open(sample_library, settings=Settings()) as assistant:
        written = assistant.drafts.latest(draft.id)
    assert written.note == "Written by extractive"
    assert written.draft
    assert written.draft.coverage.holds
