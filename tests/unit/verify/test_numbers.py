from __future__ import annotations

import pytest

from assistant.verify.numbers import figure_faults
from assistant.verify.reading import read

SOURCES = [
    read("Alpha delivers 1.33x inference acceleration and 1.21x memory savings over Base."),
    read("The kernel of Alpha was tuned on three suites with an A100 and LLaMA-2-70B."),
    read("The model shrinks from 12.6 GB to 2.5 GB."),
    read("It is 5.3x to 15.2x faster on sequences of 8192 tokens."),
]


@pytest.mark.parametrize(
    "text",
    [
        "Alpha delivers 1.21x memory savings.",
        "Memory savings of Alpha are 1.21x and its acceleration is 1.33x.",
        "Alpha was tuned on 3 suites with LLaMA-2.",
        "With 5.3-15.2x, it is faster on sequences of 8,192 tokens.",
        "The model shrinks from 12.6 to 2.5 GB.",
    ],
)
def test_figures_in_their_context_pass(text: str) -> None:
    assert figure_faults(read(text), SOURCES) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Alpha delivers 1.34x inference acceleration.", "absent"),
        ("Alpha delivers 1.33% inference acceleration.", "absent"),
        ("Alpha was tuned with LLaMA-2-7B.", "absent"),
        ("Alpha was tuned with an H100.", "absent"),
        ("It is 15.2x faster on sequences.", "absent"),
        ("Alpha delivers 1.21x inference acceleration and 1.33x memory savings over Base.", "misplaced"),
        ("Memory savings of 1.33x come with Alpha.", "misplaced"),
        ("The model shrinks from 2.5 to 12.6 GB.", "misplaced"),
        ("Alpha delivers 1.33x acceleration, then 1.33x savings.", "misplaced"),
        ("Alpha delivers up to 1.21x memory savings.", "hedge"),
    ],
)
def test_faults_of_figures(text: str, kind: str) -> None:
    assert [fault.kind for fault in figure_faults(read(text), SOURCES)][:1] == [kind]


def test_about_may_be_added() -> None:
    assert figure_faults(read("Alpha delivers about 1.21x memory savings."), SOURCES) == []
