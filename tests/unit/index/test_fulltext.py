from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.errors import StoreError
from assistant.index.fulltext import FullText
from assistant.schema import Paper

CATS = Paper(id="cats", title="Cats on mats", abstract="They purr for hours, unlike dogs.")
DOGS = Paper(id="dogs", title="Dogs in fog", abstract="They bark. Post-training quantization of models.")
NAMES = Paper(
    id="names", title="FlashAttention-3 and H$_2$O", abstract="W4A8 is 2.8$\\times$ faster; see TKLQT."
)


@pytest.fixture
def text(tmp_path: Path) -> Iterator[FullText]:
    text = FullText(tmp_path / "fulltext.db")
    text.upsert([CATS, DOGS, NAMES])
    yield text
    text.close()


def _ids(found: list[tuple[str, float]]) -> list[str]:
    return [name for name, _ in found]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("barking", "dogs"),
        ("CATS", "cats"),
        ("quantized", "dogs"),
        ("posttraining", "dogs"),
        ("post training", "dogs"),
        ("h_2o", "names"),
        ("H2O", "names"),
        ("H₂O", "names"),
        ("w4a8", "names"),
        ("tklqt", "names"),
        ("FlashAttention-3", "names"),
        ("flashattention3", "names"),
        ("flashattention", "names"),
        ("2.8x", "names"),
        ("2.8×", "names"),
        ("what is TKLQT?", "names"),
    ],
)
def test_words_are_found_however_they_are_written(text: FullText, query: str, expected: str) -> None:
    assert _ids(text.search(query, 3)) == [expected]


def test_title_counts_more_than_abstract(text: FullText) -> None:
    assert _ids(text.search("dogs", 3)) == ["dogs", "cats"]


def test_scores_fall(text: FullText) -> None:
    scores = [score for _, score in text.search("dogs cats fog", 3)]
    assert scores == sorted(scores, reverse=True)


def test_equal_scores_are_ordered_by_id(text: FullText) -> None:
    twins = [Paper(id=name, title="Zebra crossing") for name in ("b", "c", "a")]
    text.upsert(twins)
    assert _ids(text.search("zebra", 2)) == ["a", "b"]


def test_scope_is_applied_before_k(text: FullText) -> None:
    assert _ids(text.search("dogs", 1, {"cats", "names"})) == ["cats"]
    assert text.search("dogs", 3, set()) == []


@pytest.mark.parametrize(
    "query",
    [
        "",
        "   ",
        "_",
        "'",
        '"',
        '"cats',
        "cats AND",
        "NOT",
        "NEAR(",
        "title:",
        "cats*^",
        "(",
        "a\x00b",
        "…?!",
        "—",
    ],
)
def test_nothing_in_a_query_is_an_operator(text: FullText, query: str) -> None:
    assert set(_ids(text.search(query, 3))) <= {"cats"}


@given(query=st.text(max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_text_is_a_query(text: FullText, query: str) -> None:
    assert len(text.search(query, 3)) <= 3


def test_very_long_query_is_answered(text: FullText) -> None:
    query = "cats " + " ".join(f"word{n}-part" for n in range(10_000))
    assert len(query) > 100_000
    assert _ids(text.search(query, 3)) == ["cats"]


def test_stop_words_alone_are_looked_up(text: FullText) -> None:
    assert _ids(text.search("they", 3)) == ["cats", "dogs"]


def test_upsert_replaces_the_text_of_a_paper(text: FullText) -> None:
    text.upsert([CATS.model_copy(update={"title": "Lions"})])
    assert _ids(text.search("lions", 3)) == ["cats"]
    assert text.search("mats", 3) == []


def test_removed_papers_are_not_found(text: FullText) -> None:
    text.remove(["cats", "unknown"])
    assert text.ids() == {"dogs", "names"}
    assert text.search("purr", 3) == []


def test_papers_outlive_the_process(text: FullText) -> None:
    text.close()
    again = FullText(text.path)
    assert again.ids() == {"cats", "dogs", "names"}
    again.close()


def test_cleared_index_is_empty_and_usable(text: FullText) -> None:
    text.clear()
    assert text.ids() == set()
    text.upsert([CATS])
    assert _ids(text.search("cats", 3)) == ["cats"]


def test_file_that_is_no_database_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "fulltext.db"
    path.write_bytes(b"garbage " * 1000)
    text = FullText(path)
    assert text.ids() == set()
    text.close()


def test_folder_that_cannot_be_used_is_reported(tmp_path: Path) -> None:
    (tmp_path / "fulltext.db").mkdir()
    with pytest.raises(StoreError, match="full-text index"):
        FullText(tmp_path / "fulltext.db")


def test_use_after_close_is_reported(text: FullText) -> None:
    text.close()
    with pytest.raises(StoreError, match="doctor --rebuild"):
        text.search("cats", 1)


def test_threads_share_an_index(text: FullText) -> None:
    def add_and_search(number: int) -> list[str]:
        text.upsert([Paper(id=f"p{number}", title=f"Unique{number}")])
        return _ids(text.search(f"unique{number}", 3))

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(add_and_search, range(40)))
    assert found == [[f"p{number}"] for number in range(40)]
