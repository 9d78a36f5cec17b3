"""The ledger in the database: filters in SQL, corrections that last, and what was read by which version."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from assistant.errors import NotFoundError, StoreError
from assistant.library import Library
from assistant.schema import Claim, ClaimFilter, Ingested, Paper

MakePaper = Callable[..., Paper]

TEXT = "Our kernel is up to 2.8x faster than cuBLAS on an A100, and 1.9x faster than vLLM with LLaMA-2."


def claim(paper: Paper, value: float = 2.8, **fields: Any) -> Claim:  # noqa: ANN401 - whatever a claim has
    """A claim about the first words of an abstract, unless ``at`` gives others."""
    start, end = fields.pop("at", (0, 50))
    quantity = {"value": value, "unit": "x", **fields.pop("quantity", {})}
    words = (paper.abstract or "")[start:end]
    return Claim.model_validate(
        {
            "quote": {"paper_id": paper.id, "start": start, "end": end, "text": words},
            "metric": "speedup",
            "quantity": quantity,
            "direction": "improves",
            **fields,
        }
    )


@pytest.fixture
def first(library: Library, paper: MakePaper) -> Paper:
    """The first of two papers in the library."""
    papers = (paper("First", TEXT), paper("Second", TEXT + " Too."))
    library.add(Ingested(papers=papers), "f")
    return papers[0]


@pytest.fixture
def second(library: Library, first: Paper) -> Paper:
    return library.papers()[1]


def values(claims: Iterable[Claim]) -> list[float]:
    return [claim.quantity.value for claim in claims]


def test_claim_comes_back_as_it_was_stored(library: Library, first: Paper) -> None:
    full = claim(
        first,
        1.9,
        quantity={"value_max": 2.7, "bound": "range"},
        subject="Our kernel",
        baseline="cuBLAS",
        own=False,
        headline=True,
        setting={"hardware": "A100", "context_length": "4k", "scope": "kernel"},
    )
    library.claims.replace(first.id, [full], 1)
    assert library.claims.query(ClaimFilter()) == [full]


def test_claims_come_as_papers_and_sentences_stand(library: Library, first: Paper, second: Paper) -> None:
    library.claims.replace(second.id, [claim(second, 3)], 1)
    library.claims.replace(first.id, [claim(first, 2, at=(10, 60)), claim(first, 1)], 1)
    assert values(library.claims.query(ClaimFilter())) == [1, 2, 3]
    assert values(library.claims.query(ClaimFilter(limit=1, offset=1))) == [2]


def test_later_reading_takes_the_place_of_the_earlier(library: Library, first: Paper, second: Paper) -> None:
    for paper in (first, second):
        library.claims.replace(paper.id, [claim(paper, 1), claim(paper, 2)], 1)
    library.claims.replace(first.id, [claim(first, 5)], 2)
    assert values(library.claims.query(ClaimFilter())) == [5, 1, 2]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"metric": "memory"}, [75]),
        ({"min_value": 2.5}, [2.8, 1.9, 75]),
        ({"max_value": 2}, [1.9]),
        ({"unit": "%"}, [75]),
        ({"hardware": "a100"}, [2.8]),
        ({"hardware": "100%"}, []),
        ({"model": "llama"}, [1.9]),
        ({"baseline": "cublas"}, [2.8, 75]),
        ({"bound": "up_to"}, [2.8]),
        ({"own": False}, [75]),
        ({"headline": True, "min_value": 2}, [2.8]),
        ({"order": "largest", "limit": 2}, [75, 2.8]),
        ({"order": "smallest"}, [1.9, 2.8, 75]),
        ({"papers": ()}, []),
    ],
)
def test_filter_chooses(
    library: Library, first: Paper, wanted: dict[str, Any], expected: list[float]
) -> None:
    claims = [
        claim(
            first,
            2.8,
            quantity={"bound": "up_to"},
            headline=True,
            baseline="NVIDIA's cuBLAS",
            setting={"hardware": "an A100"},
        ),
        claim(first, 1.9, quantity={"value_max": 2.7, "bound": "range"}, setting={"model": "LLaMA-2"}),
        claim(first, 75, quantity={"unit": "%"}, metric="memory", own=False, baseline="cuBLAS"),
    ]
    library.claims.replace(first.id, claims, 1)
    chosen = ClaimFilter.model_validate(wanted)
    assert values(library.claims.query(chosen)) == expected
    assert library.claims.count(chosen.model_copy(update={"limit": None})) >= len(expected)


def test_claims_of_chosen_papers_only(library: Library, first: Paper, second: Paper) -> None:
    library.claims.replace_many({it.id: [claim(it, n)] for n, it in enumerate((first, second))}, 1)
    assert values(library.claims.query(ClaimFilter(papers=(second.id, "unknown")))) == [1]


def test_paper_waits_until_this_version_has_read_it(library: Library, first: Paper, second: Paper) -> None:
    assert library.claims.stale(1) == [first.id, second.id]
    library.claims.replace_many({first.id: [claim(first)], second.id: []}, 1)
    assert library.claims.stale(1) == []
    assert library.claims.stale(2, limit=1) == [first.id]


def test_paper_that_gains_its_abstract_is_read_again(library: Library, paper: MakePaper) -> None:
    library.add(Ingested(papers=(paper("Bare", None),)), "f")
    library.claims.replace(library.papers()[0].id, [], 1)
    library.add(Ingested(papers=(paper("Bare", TEXT),)), "f")
    assert library.claims.stale(1) == [paper("Bare", TEXT).id]


def test_claims_go_with_their_paper(library: Library, first: Paper) -> None:
    library.claims.replace(first.id, [claim(first)], 1)
    library.claims.edit(library.claims.entries(ClaimFilter())[0].key, "own", value=False)
    library.remove([first.id])
    assert library.claims.count() == 0
    library.claims.replace(first.id, [claim(first)], 1)
    assert library.claims.count() == 0


def test_failed_replacement_changes_nothing(library: Library, first: Paper, second: Paper) -> None:
    library.claims.replace(first.id, [claim(first, 1)], 1)
    broken = claim(second).model_copy(update={"metric": None})
    with pytest.raises(StoreError):
        library.claims.replace_many({first.id: [claim(first, 2)], second.id: [broken]}, 2)
    assert values(library.claims.query(ClaimFilter())) == [1]
    assert library.claims.stale(1) == [second.id]


def test_correction_is_shown_and_found(library: Library, first: Paper) -> None:
    library.claims.replace(first.id, [claim(first)], 1)
    (entry,) = library.claims.entries(ClaimFilter())
    edited = library.claims.edit(entry.key, "hardware", "H100")
    assert (edited.claim.setting.hardware, edited.claim.state, edited.edited) == (
        "H100",
        "edited",
        ("hardware",),
    )
    assert library.claims.entries(ClaimFilter(hardware="h100")) == [edited]
    assert library.claims.terms("hardware") == ["H100"]


def test_corrected_value_is_filtered_and_sorted_by(library: Library, first: Paper) -> None:
    library.claims.replace(first.id, [claim(first, 2), claim(first, 3, at=(10, 60))], 1)
    library.claims.edit(library.claims.entries(ClaimFilter())[0].key, "value", 4)
    assert values(library.claims.query(ClaimFilter(min_value=3, order="largest"))) == [4, 3]


def test_writing_what_was_found_takes_a_correction_back(library: Library, first: Paper) -> None:
    library.claims.replace(first.id, [claim(first)], 1)
    (entry,) = library.claims.entries(ClaimFilter())
    library.claims.edit(entry.key, "baseline", "vLLM")
    library.claims.edit(entry.key, "baseline", "")
    assert library.claims.entries(ClaimFilter()) == [entry]


def test_correction_outlives_a_reading_that_sees_more(library: Library, first: Paper) -> None:
    library.claims.replace(first.id, [claim(first)], 1)
    (entry,) = library.claims.entries(ClaimFilter())
    library.claims.edit(entry.key, "value", 2.9)
    library.claims.edit(entry.key, "metric", "latency")
    later = claim(first, 2.8, at=(4, 55), baseline="cuBLAS", headline=True)
    library.claims.replace(first.id, [claim(first, 9), later], 2)
    (kept,) = library.claims.entries(ClaimFilter(metric="latency"))
    assert (kept.key, kept.edited) == (entry.key, ("metric", "value"))
    assert (kept.claim.quantity.value, kept.claim.baseline, kept.claim.headline) == (2.9, "cuBLAS", True)
    assert library.claims.count() == 2


def test_correction_stays_with_its_baseline_when_a_figure_has_two(library: Library, first: Paper) -> None:
    library.claims.replace(first.id, [claim(first, baseline="cuBLAS"), claim(first, baseline="vLLM")], 1)
    (entry,) = library.claims.entries(ClaimFilter(baseline="vllm"))
    library.claims.edit(entry.key, "own", value=False)
    again = [claim(first, baseline=name, at=(2, 50)) for name in ("vLLM", "cuBLAS", "CUTLASS")]
    library.claims.replace(first.id, again, 2)
    assert [it.claim.baseline for it in library.claims.entries(ClaimFilter(own=False))] == ["vLLM"]


def test_corrected_claim_stays_when_it_is_not_found_again(library: Library, first: Paper) -> None:
    library.claims.replace(first.id, [claim(first)], 1)
    (entry,) = library.claims.entries(ClaimFilter())
    edited = library.claims.edit(entry.key, "subject", "the kernel")
    library.claims.replace(first.id, [claim(first, 1.9, at=(60, 80))], 2)
    library.claims.replace(first.id, [], 3)
    assert library.claims.entries(ClaimFilter()) == [edited]


def test_correction_taken_back_after_a_new_reading_gives_what_it_found(
    library: Library, first: Paper
) -> None:
    library.claims.replace(first.id, [claim(first)], 1)
    key = library.claims.entries(ClaimFilter())[0].key
    library.claims.edit(key, "baseline", "mine")
    library.claims.replace(first.id, [claim(first, baseline="cuBLAS")], 2)
    assert library.claims.edit(key, "baseline", "cuBLAS").edited == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [("value", "fast"), ("metric", "beauty"), ("own", None), ("text", "x"), ("state", "stated")],
)
def test_senseless_correction_is_refused(library: Library, first: Paper, name: str, value: object) -> None:
    library.claims.replace(first.id, [claim(first)], 1)
    before = library.claims.entries(ClaimFilter())
    with pytest.raises(StoreError, match=repr(name)):
        library.claims.edit(before[0].key, name, value)
    assert library.claims.entries(ClaimFilter()) == before


def test_unknown_claim_cannot_be_corrected(library: Library) -> None:
    with pytest.raises(NotFoundError, match="'nothing'"):
        library.claims.edit("nothing", "own", value=True)
