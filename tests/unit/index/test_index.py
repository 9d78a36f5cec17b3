from __future__ import annotations

import contextlib
import threading
from pathlib import Path

import pytest

from assistant.errors import ConfigurationError, StoreError
from assistant.index.index import Index
from assistant.library import Library
from assistant.schema import Ingested
from tests.unit.index.small_library import PAPERS, Opener, WordEmbedder, make_paper, search_all

CATS, DOGS, NAMES, BARE, SURVEY = (paper.id for paper in PAPERS)


def test_papers_are_found_by_words_as_soon_as_the_index_is_open(index: Index) -> None:
    assert index.search_text("purr", 3)[0][0] == CATS
    assert (index.state().full_text, index.state().vectors) == (5, 0)


def test_words_are_counted_in_the_papers_that_hold_them_in_any_form(index: Index) -> None:
    assert index.document_frequency(["cat", "cats", "kernel", "runs", "vineyard", "?", "half \ud800"]) == [
        *(1, 1, 2, 1, 0, 0, 0)
    ]


def test_nothing_is_found_by_meaning_before_anything_is_embedded(
    index: Index, embedder: WordEmbedder
) -> None:
    assert index.search_vectors("cats", 3) == []
    assert embedder.embedded == []


def test_papers_are_found_by_meaning_after_sync(index: Index) -> None:
    index.sync_vectors()
    assert index.search_vectors("sleeping cat", 1)[0][0] == CATS
    assert index.search_vectors("quantization", 1)[0][0] == BARE
    assert index.search_vectors("cats", 2, {DOGS, NAMES})[0][0] in {DOGS, NAMES}


def test_state_counts_papers_in_each_index(index: Index) -> None:
    index.sync_vectors()
    state = index.state()
    assert (state.papers, state.full_text, state.vectors) == (5, 5, 5)
    assert (state.embedder, state.dimension) == ("words", 64)


def test_progress_ends_with_all_papers(index: Index) -> None:
    seen: list[tuple[int, int]] = []
    index.sync_vectors(progress=lambda done, total: seen.append((done, total)))
    assert seen == [(0, 5), (4, 5), (5, 5)]


def test_second_sync_embeds_nothing(index: Index, embedder: WordEmbedder) -> None:
    index.sync_vectors()
    embedder.embedded.clear()
    index.sync_vectors()
    assert embedder.embedded == []


def test_each_passage_is_embedded_with_its_title(index: Index, embedder: WordEmbedder) -> None:
    index.sync_vectors()
    survey = [text for text in embedder.embedded if text.startswith("A long survey")]
    assert len(survey) > 1
    assert "Only a title about quantization" in embedder.embedded


def test_stop_ends_sync_between_batches_and_the_next_goes_on(index: Index, embedder: WordEmbedder) -> None:
    stop = threading.Event()
    embedder.before = stop.set
    index.sync_vectors(stop=stop)
    assert index.state().vectors == 4
    done = len(embedder.embedded)
    index.sync_vectors()
    assert index.state().vectors == 5
    assert len(set(embedder.embedded[done:]) & set(embedder.embedded[:done])) == 0


def test_papers_added_later_follow(index: Index, library: Library, embedder: WordEmbedder) -> None:
    index.sync_vectors()
    embedder.embedded.clear()
    whales = make_paper("Whales in gales", "Whales sing.")
    library.add(Ingested(papers=(whales,)), "more.txt")
    index.sync_text()
    assert index.search_text("whales", 1)[0][0] == whales.id
    index.sync_vectors()
    assert embedder.embedded == ["Whales in gales Whales sing.", "Whales sing."]
    assert index.search_vectors("singing whale", 1)[0][0] == whales.id


def test_papers_that_left_the_library_are_forgotten(index: Index, library: Library) -> None:
    index.sync_vectors()
    library.remove([CATS])
    index.sync_text()
    index.sync_vectors()
    assert index.search_text("purr", 3) == []
    assert CATS not in dict(index.search_vectors("cats", 5))
    assert index.state().vectors == index.state().full_text == 4


def test_empty_library_is_searchable(tmp_path: Path, embedder: WordEmbedder) -> None:
    with Library.open(tmp_path / "empty") as library:
        index = Index.open(library.folder, library=library, embedder=embedder)
        index.sync_vectors()
        index.rebuild()
        assert index.search_text("cats", 3) == index.search_vectors("cats", 3) == []
        assert index.state().vectors == 0
        index.close()


def test_rebuild_gives_the_same_results_and_embeds_nothing(index: Index, embedder: WordEmbedder) -> None:
    index.sync_vectors()
    before = search_all(index)
    embedder.embedded.clear()
    index.rebuild()
    assert embedder.embedded == []
    assert search_all(index) == before


def test_reopened_index_gives_the_same_results(open_index: Opener, embedder: WordEmbedder) -> None:
    index = open_index(embedder)
    index.sync_vectors()
    before = search_all(index)
    assert search_all(open_index(embedder)) == before


def test_other_embedder_is_refused_by_name_and_words_still_find(open_index: Opener) -> None:
    open_index(WordEmbedder("first")).sync_vectors()
    other = open_index(WordEmbedder("second", 32))
    for attempt in (other.sync_vectors, lambda: other.search_vectors("cats", 1)):
        with pytest.raises(ConfigurationError, match=r"'first' \(64 .*'second' \(32 .*doctor --rebuild"):
            attempt()
    assert other.search_text("purr", 1)[0][0] == CATS
    assert other.state().vectors == 0


def test_rebuild_moves_the_library_to_the_configured_embedder(open_index: Opener) -> None:
    open_index(WordEmbedder("first")).sync_vectors()
    second = WordEmbedder("second", 32)
    index = open_index(second)
    index.rebuild()
    assert index.search_vectors("cats", 1)[0][0] == CATS
    assert (index.state().vectors, index.state().dimension) == (5, 32)
    assert index.sentences.known(PAPERS)[CATS].shape == (2, 32)


def test_going_back_to_an_embedder_embeds_nothing_again(open_index: Opener) -> None:
    open_index(WordEmbedder("first")).sync_vectors()
    open_index(WordEmbedder("second", 32)).rebuild()
    back = WordEmbedder("first")
    open_index(back).rebuild()
    assert back.embedded == []


def test_other_dimension_of_the_same_embedder_is_refused_until_rebuilt(open_index: Opener) -> None:
    open_index(WordEmbedder(dimension=64)).sync_vectors()
    index = open_index(WordEmbedder(dimension=32))
    with pytest.raises(ConfigurationError, match=r"\(64 dimensions\).*\(32 dimensions\)"):
        index.sync_vectors()
    index.rebuild()
    assert index.search_vectors("cats", 1)[0][0] == CATS


def test_dimension_that_only_the_server_knows_is_learned(open_index: Opener) -> None:
    index = open_index(WordEmbedder(dimension=None))
    assert index.state().dimension == 0
    index.sync_vectors()
    assert index.state().dimension == 64
    assert open_index(WordEmbedder(dimension=None)).state().vectors == 5


def test_server_that_changes_its_dimension_is_noticed(open_index: Opener, library: Library) -> None:
    open_index(WordEmbedder(dimension=None)).sync_vectors()
    library.add(Ingested(papers=(make_paper("Whales", "Whales sing."),)), "more.txt")
    changed = WordEmbedder(dimension=None)
    index = open_index(changed)
    changed.dimension = 32
    with pytest.raises(ConfigurationError, match=r"\(64 dimensions\).*\(32 dimensions\)"):
        index.sync_vectors()


def test_searches_and_sync_run_side_by_side(index: Index) -> None:
    searched: list[int] = []
    thread = threading.Thread(target=index.sync_vectors)
    thread.start()
    while thread.is_alive():
        searched.append(len(index.search_text("cats", 3)) + len(index.search_vectors("cats", 3)))
    thread.join()
    assert len(index.search_vectors("cats", 5)) == 5
    assert all(count >= 1 for count in searched)


def test_search_during_a_rebuild_answers_or_says_why_not(index: Index) -> None:
    index.sync_vectors()
    thread = threading.Thread(target=lambda: [index.rebuild() for _ in range(3)])
    thread.start()
    while thread.is_alive():
        with contextlib.suppress(StoreError):
            index.search_vectors("cats", 3)
        assert index.search_text("cats", 3) is not None
    assert index.search_vectors("cats", 1)[0][0] == CATS


def test_half_a_surrogate_pair_is_a_query_like_any_other(index: Index) -> None:
    index.sync_vectors()
    assert index.search_text("cats \ud800", 1)[0][0] == CATS
    assert index.search_vectors("cats \ud800", 1)[0][0] == CATS
