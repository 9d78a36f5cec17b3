from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.index.passages import embedded_text, passage_hash, split_passages
from assistant.index.wordpieces import WINDOW, WordPieces
from assistant.schema import Paper, Passage

_COUNT = WordPieces().count

_WORDS = st.sampled_from(
    ["We", "attention", "FlashAttention-3", "2.8$\\times$", "H_2O", "is", "fast.", "But", "slow."]
)


def _paper(abstract: str | None, title: str = "A title") -> Paper:
    return Paper(id="0", title=title, abstract=abstract)


@given(st.lists(_WORDS, max_size=400).map(" ".join))
@settings(max_examples=40, deadline=None)
def test_passages_are_slices_that_cover_the_abstract_in_order(abstract: str) -> None:
    passages = split_passages(_paper(abstract), _COUNT)
    assert all(passage.text == abstract[passage.start : passage.end] for passage in passages)
    assert "".join("".join(passage.text.split()) for passage in passages) == "".join(abstract.split())


@given(st.lists(_WORDS, max_size=600).map(" ".join))
@settings(max_examples=40, deadline=None)
def test_each_passage_fits_the_window_with_its_title(abstract: str) -> None:
    paper = _paper(abstract, title="Some title of a usual length: with a subtitle, as papers have")
    texts = [embedded_text(paper, passage) for passage in split_passages(paper, _COUNT)]
    # Wordpieces may differ by a few where sentences meet.
    assert max(_COUNT(texts)) + 2 <= WINDOW + 2


def test_short_abstract_is_one_passage() -> None:
    abstract = " One sentence. Another one.\n"
    (passage,) = split_passages(_paper(abstract), _COUNT)
    assert passage.text == "One sentence. Another one."


def test_windows_end_at_sentences_and_are_of_similar_length() -> None:
    abstract = " ".join(f"This is the sentence with number {n}." for n in range(40))
    passages = split_passages(_paper(abstract), _COUNT)
    lengths = _COUNT([passage.text for passage in passages])
    assert all(passage.text.endswith(".") for passage in passages)
    assert len(passages) == 2
    assert max(lengths) - min(lengths) < 20


@pytest.mark.parametrize("abstract", [None, "", "  \n "])
def test_paper_without_abstract_embeds_its_title(abstract: str | None) -> None:
    paper = _paper(abstract)
    (passage,) = split_passages(paper, _COUNT)
    assert (passage.start, passage.end, passage.text) == (0, 0, "")
    assert embedded_text(paper, passage) == "A title"


def test_endless_sentence_is_cut_at_spaces() -> None:
    abstract = "word " * 1000
    passages = split_passages(_paper(abstract), _COUNT)
    assert len(passages) > 3
    assert all(passage.text.strip("word ") == "" and passage.text.endswith("word") for passage in passages)


def test_endless_word_is_one_passage() -> None:
    assert len(split_passages(_paper("a" * 50_000), _COUNT)) == 1


def test_long_title_leaves_room_for_the_abstract() -> None:
    passages = split_passages(_paper("A sentence of some length. " * 40, title="title " * 400), _COUNT)
    assert len(passages) < 6


def test_embedded_text_is_folded_and_carries_the_title() -> None:
    paper = _paper("It is 2.8$\\times$ faster.")
    (passage,) = split_passages(paper, _COUNT)
    assert embedded_text(paper, passage) == "A title It is 2.8x faster."


def test_hash_depends_on_the_embedded_text_alone() -> None:
    passage = Passage(paper_id="0", start=0, end=4, text="Same")
    assert passage_hash(_paper("Same"), passage) == passage_hash(_paper("Same "), passage)
    assert passage_hash(_paper("Same"), passage) != passage_hash(_paper("Same", title="Other"), passage)
