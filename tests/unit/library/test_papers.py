from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import NotFoundError, StoreError
from assistant.library import Library
from assistant.library.papers import BATCH
from assistant.schema import AddReport, Ingested, Paper, Problem, Skipped, Source

MakePaper = Callable[..., Paper]

AWKWARD = (
    "2.8$\\times$ – naïve 𝛼, e\u0301 vs é, tab\there, line\r\nbreak, nul\x00",
    "quote ' \" ; DROP TABLE papers;--",
    " leading and trailing space ",
    "\u202bعربى\u202c 中文 🧪 \u200b\ufeff",
)


def add(library: Library, *papers: Paper, file: str = "file.txt") -> AddReport:
    return library.add(Ingested(papers=papers), file)


def reasons(report: AddReport) -> list[str]:
    return [it.reason for it in report.skipped]


@pytest.mark.parametrize("text", AWKWARD)
def test_text_comes_back_verbatim(library: Library, paper: MakePaper, text: str) -> None:
    stored = paper(text, text, authors=(text, "B"), venue=text, urls=(text,), flags=(text,))
    add(library, stored)
    assert library.papers() == [stored]


def test_every_field_comes_back(library: Library, paper: MakePaper) -> None:
    stored = paper(
        "T",
        authors=("Ada", "Grace"),
        year=2024,
        date="1 May 2024",
        venue="V",
        doi="10.1/x",
        arxiv_id="2405.00001",
        urls=("https://example.org",),
        source=Source(format="list", file="a.txt", line=3),
        flags=("f",),
    )
    assert set(stored.model_fields_set) == set(Paper.model_fields)
    add(library, stored)
    assert library.paper(stored.id) == stored


def test_papers_keep_the_order_in_which_they_came(library: Library, paper: MakePaper) -> None:
    papers = [paper(f"Title {number}") for number in range(3 * BATCH)]
    add(library, *papers[:BATCH])
    add(library, *papers)
    assert library.papers() == papers
    assert library.count() == len(papers)


def test_report_counts_stay_true_over_two_adds(library: Library, paper: MakePaper) -> None:
    papers = [paper(f"Title {number}") for number in range(BATCH + 5)]
    first, second = add(library, *papers), add(library, *papers)
    assert (len(first.added), first.merged, first.skipped) == (len(papers), (), ())
    assert (second.added, second.merged) == ((), ())
    assert reasons(second) == ["already in the library"] * len(papers)


def test_new_field_of_a_known_paper_is_merged_once(library: Library, paper: MakePaper) -> None:
    add(library, paper("T"))
    report = add(library, paper("T", year=2024))
    assert report.merged == (paper("T").id,)
    assert reasons(add(library, paper("T", year=2024))) == ["already in the library"]
    assert library.papers() == [paper("T", year=2024)]


def test_abstract_takes_the_place_of_its_bare_title(library: Library, paper: MakePaper) -> None:
    bare, whole = paper("Some Title", None, year=2024), paper("some title", "Text.")
    add(library, bare, paper("Other"))
    report = add(library, whole)
    assert (report.added, report.merged) == ((), (whole.id,))
    assert [it.title for it in library.papers()] == ["some title", "Other"]
    assert library.paper(whole.id).year == 2024
    with pytest.raises(NotFoundError):
        library.paper(bare.id)


def test_two_abstracts_of_one_bare_title_replace_it_only_once(library: Library, paper: MakePaper) -> None:
    add(library, paper("T", None))
    report = add(library, paper("T", "One."), paper("T", "Two."))
    assert (len(report.merged), len(report.added)) == (1, 1)
    assert [it.abstract for it in library.papers()] == ["One.", "Two."]


def test_bare_title_of_a_stored_abstract_is_left_out(library: Library, paper: MakePaper) -> None:
    add(library, paper("T", "Text."))
    assert reasons(add(library, paper("t", None))) == ["already in the library with its abstract"]
    assert library.count() == 1


def test_repeats_and_problems_are_reported_by_line(library: Library, paper: MakePaper) -> None:
    at = {line: Source(format="list", file="a.txt", line=line) for line in (1, 9)}
    papers = (paper("T", source=at[1]), paper("T", source=at[9]))
    problem = Problem(line=4, text="???", reason="no title")
    report = library.add(Ingested(papers=papers, problems=(problem,)), "a.txt")
    assert report.file == "a.txt"
    assert report.skipped == (
        Skipped(title="???", reason="no title", line=4),
        Skipped(title="T", reason="repeated in this file", line=9),
    )


def test_progress_counts_only_what_is_committed(library: Library, paper: MakePaper) -> None:
    seen: list[tuple[int, int, int]] = []
    papers = tuple(paper(f"Title {number}") for number in range(2 * BATCH + 1))

    def progress(done: int, total: int) -> None:
        seen.append((done, total, library.count()))

    library.add(Ingested(papers=papers), "f", progress=progress)
    total = len(papers)
    assert seen == [(BATCH, total, BATCH), (2 * BATCH, total, 2 * BATCH), (total, total, total)]


def test_file_without_papers_changes_nothing(library: Library) -> None:
    assert library.add(Ingested(papers=()), "empty.txt") == AddReport(file="empty.txt")


def test_failure_halfway_keeps_whole_batches_and_says_how_many(library: Library, paper: MakePaper) -> None:
    papers = [paper(f"Title {number}") for number in range(2 * BATCH)]
    broken = papers[-1].model_copy(update={"venue": "half a pair \ud800"})
    with pytest.raises(StoreError, match=f"'f.txt', {BATCH} of {2 * BATCH} papers are saved"):
        add(library, *papers[:-1], broken, file="f.txt")
    assert library.papers() == papers[:BATCH]
    assert len(add(library, *papers).added) == BATCH


def test_many_ids_are_read_in_the_given_order(library: Library, paper: MakePaper) -> None:
    papers = [paper(f"Title {number}") for number in range(1201)]
    add(library, *papers)
    ids = [it.id for it in reversed(papers)]
    assert list(library.get_many([*ids, "unknown"]).values()) == papers[::-1]


def test_unknown_paper_is_named(library: Library) -> None:
    with pytest.raises(NotFoundError, match="'nope'"):
        library.paper("nope")


def test_removed_paper_is_gone_and_can_come_back(library: Library, paper: MakePaper) -> None:
    add(library, paper("T"), paper("U"))
    assert library.remove([paper("T").id, "unknown"]) == 1
    assert [it.title for it in library.papers()] == ["U"]
    assert add(library, paper("T")).added == (paper("T").id,)
    assert [it.title for it in library.papers()] == ["U", "T"]


def test_papers_survive_reopening(tmp_path: Path, paper: MakePaper) -> None:
    with Library.open(tmp_path) as library:
        add(library, paper("T"))
    with Library.open(tmp_path) as library:
        assert library.papers() == [paper("T")]
