"""Marks that a model copied are taken out, wherever the pieces were cut."""

from __future__ import annotations

from collections.abc import Generator

import pytest

from assistant.models.unmarked import unmarked
from assistant.schema import Delta, Finish
from tests.unit.models.conftest import finish_of, text_of

SAID = "¦§ It is fast [1.1]. ¦§It is small [f00d]. A ¦ stays, as does f00."


def _pieces(size: int) -> Generator[Delta | Finish, None, None]:
    for start in range(0, len(SAID), size):
        yield Delta(text=SAID[start : start + size])
    yield Finish(complete=True, reason="stop", warnings=("one",))


@pytest.mark.parametrize("size", range(1, 9))
def test_marks_are_left_out_however_the_text_is_cut(size: int) -> None:
    output = list(unmarked(_pieces(size), ("f00d", "¦§"), notes=("two",)))
    assert " ".join(text_of(output).split()) == "It is fast [1.1]. It is small . A ¦ stays, as does f00."
    assert finish_of(output).warnings == ("one", "two")
