from __future__ import annotations

import pytest

from assistant.schema import Paper
from assistant.verify.owned import own_names


@pytest.mark.parametrize(
    ("title", "abstract", "names"),
    [
        ("Vela: Serving", "It is fast.", {"vela"}),
        ("On Serving", "We present the novel SGConv, faster than FlexGen.", {"sgconv"}),
        ("On Serving", "We propose a kind of runtime, called Vela, for servers.", {"vela"}),
        (
            "On Serving",
            "We propose a gated search (GAS) for servers.",
            {"gas"},
        ),
        ("On Serving", "LLMs are large. FlexGen is slow.", {"vela"} - {"vela"}),
    ],
)
def test_own_names_come_from_title_and_introduction(
    title: str, abstract: str, names: frozenset[str] | set[str]
) -> None:
    assert own_names(Paper(id="a", title=title, abstract=abstract)) == names
