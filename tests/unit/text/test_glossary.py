from __future__ import annotations

import pytest

from assistant.text.glossary import terms_in, uses


def test_term_comes_with_its_other_names_the_one_used_first() -> None:
    assert terms_in("Does MoE help?") == [("MoE", "mixture of experts")]
    assert terms_in("Does a mixture of experts help?") == [("mixture of experts", "MoE")]


@pytest.mark.parametrize("question", ["How fast are kernels?", "How is a search done on a beam?", "moet"])
def test_parts_of_a_term_are_not_the_term(question: str) -> None:
    assert terms_in(question) == []


def test_term_is_found_in_any_form_of_its_words() -> None:
    assert uses("We use Gaussian Processes.", "gaussian process")
    assert not uses("We process Gaussians.", "gaussian process")
