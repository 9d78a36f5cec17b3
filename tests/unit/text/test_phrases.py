from __future__ import annotations

import pytest

from assistant.schema import Paper
from assistant.text.phrases import commonest_spelling, runs, terms_of
from assistant.text.words import content_words


def _terms(title: str, abstract: str = "") -> dict[str, float]:
    """The terms of a paper, each as the title or the abstract spells it."""
    return {
        commonest_spelling(stems, [f"{title}. {abstract}"]): weight
        for stems, weight in terms_of(title, abstract)
    }


def test_two_words_that_stand_for_themselves_are_a_term() -> None:
    assert "token eviction" in _terms("On caches", "We study token eviction.")


def test_word_before_another_is_no_term() -> None:
    found = _terms("Notes", "Token eviction is cheap. Token eviction is fast.")
    assert "token eviction" in found
    assert "token" not in found


def test_hyphens_join_the_words_of_a_term() -> None:
    assert "low-rank" in {spelled for _, spelled, alone in runs("It is low-rank.") if alone}


def test_stop_between_two_words_parts_them() -> None:
    spelled = [it for _, it, _ in runs("We keep tokens. Eviction follows, merging too.")]
    assert "tokens. Eviction" not in spelled
    assert not any(" " in it and "merging" in it for it in spelled)


def test_generic_words_name_nothing() -> None:
    assert _terms("A novel method", "We propose an efficient model. Results are good.") == {}


@pytest.mark.parametrize("name", ["KV", "LoRA", "vLLM", "GPU"])
def test_names_and_acronyms_are_no_terms(name: str) -> None:
    assert name.lower() not in _terms(f"On {name}", f"{name} is used. {name} is kept.")


def test_single_word_must_be_a_noun_of_the_title_or_repeated() -> None:
    assert "sparsity" in _terms("Sparsity")
    assert "sparsity" in _terms("Notes", "We like sparsity. Sparsity pays.")
    assert "sparsity" not in _terms("Notes", "We like sparsity.")


@pytest.mark.parametrize("word", ["sharing", "merging"])
def test_verb_of_the_title_must_be_repeated(word: str) -> None:
    assert word not in _terms(f"On {word}")
    assert word in _terms(f"On {word}", f"We like {word}. All {word} pays.")


def test_adverb_is_no_part_of_a_term() -> None:
    assert not any(
        "greedily" in term for term in _terms("Greedily merging", "Evicted greedily. Evicted greedily.")
    )


def test_term_of_the_title_weighs_more() -> None:
    title = _terms("Token eviction", "We study token eviction.")["token eviction"]
    abstract = _terms("Notes", "We study token eviction.")["token eviction"]
    assert title == 2 * abstract


def test_two_words_weigh_more_than_one() -> None:
    found = _terms("Sparsity and token eviction")
    assert found["token eviction"] > found["sparsity"]


def test_verb_at_the_end_is_no_term() -> None:
    assert "layers identified" not in _terms("Notes", "It has layers identified.")


def test_commonest_spelling_wins_and_a_noun_before_it() -> None:
    (stems,) = {stems for stems, *_ in runs("block sparsity") if len(stems) == 2}
    assert (
        commonest_spelling(stems, ["Block sparsity.", "Blocks sparsity.", "block sparsity"])
        == "block sparsity"
    )


def test_terms_are_the_same_twice_and_in_order() -> None:
    abstract = "We study token eviction and block sparsity. Gradient buffers are kept."
    found = terms_of("On sharding", abstract)
    assert found == terms_of("On sharding", abstract)
    assert list(found) == sorted(found)


@pytest.mark.parametrize("text", ["", "?", "$x$ {y} \\z % \n", "缓存 压缩", "42 7 3.5", "-- -a- b--c"])
def test_text_without_words_has_no_terms(text: str) -> None:
    assert terms_of(text, text) == ()


def test_every_term_of_the_sample_is_spelled_in_its_paper(papers: list[Paper]) -> None:
    for paper in papers[:25]:
        text = f"{paper.title}. {paper.abstract}"
        for stems, weight in terms_of(paper.title, paper.abstract or ""):
            assert tuple(content_words(commonest_spelling(stems, [text]))) == stems
            assert weight >= 1
