from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.verify.alignment import align
from assistant.verify.assertions import assertion_faults
from assistant.verify.wording import Background

ONE = "The runtime quantizes weights before the first prompt arrives."
OTHER = "The cache evicts old entries once memory runs low."
NOTHING = Background(frozenset(), frozenset(), frozenset())


def test_a_copy_is_aligned_word_by_word() -> None:
    ((alignment,),) = align(ONE, [OTHER, ONE])
    assert [step.kind for step in alignment.steps] == ["equal"]
    assert alignment.density == 1.0


def test_two_sentences_made_one_are_taken_apart() -> None:
    parts = align(f"{ONE.rstrip('.')}, and the cache evicts old entries once memory runs low.", [ONE, OTHER])
    assert len(parts) == 2


def test_a_replaced_word_stands_beside_the_word_that_it_replaces() -> None:
    ((alignment,),) = align(ONE.replace("weights", "activations"), [ONE])
    (change,) = [step for step in alignment.steps if step.kind == "replace"]
    assert (change.mine[0].text, change.theirs[0].text) == ("activations", "weights")


def test_a_word_replaced_in_a_moved_phrase_is_found() -> None:
    (parts,) = align(
        "On long prompts, the runtime quantizes weights.", ["The runtime quantizes weights on short prompts."]
    )
    changes = [(step.mine[0].text, step.theirs[0].text) for step in parts[0].steps if step.kind == "replace"]
    assert ("long", "short") in changes


def test_a_text_about_something_else_is_not_aligned() -> None:
    assert align("Soil moisture varies in vineyards.", [ONE, OTHER]) == []


@given(
    st.text(alphabet="abc notwithBA,.;-0 ", max_size=60), st.text(alphabet="abc notwithBA,.;-0 ", max_size=60)
)
def test_any_two_texts_can_be_compared_and_a_text_agrees_with_itself(one: str, other: str) -> None:
    assert assertion_faults(one, [other], NOTHING).count >= 0
    assert assertion_faults(one, [one], NOTHING).count == 0
