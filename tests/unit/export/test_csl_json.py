from __future__ import annotations

import pytest

from assistant.export.csl_json import csl_items
from assistant.schema import Paper


def item(**fields: object) -> dict[str, object]:
    paper = Paper.model_validate({"id": "p1", "title": "T", **fields})
    return dict(csl_items([paper], {"p1": "key2024t"})[0])


def test_item_is_named_by_its_key_and_has_every_field() -> None:
    assert item(
        title="A\nTitle",
        authors=("Gödel, Kurt", "李明"),
        year=2024,
        venue="Workshop on X",
        doi="10.1/x",
        arxiv_id="2408.1",
        abstract="It is 2x faster.",
    ) == {
        "id": "key2024t",
        "type": "paper-conference",
        "author": [{"family": "Gödel", "given": "Kurt"}, {"literal": "李明"}],
        "issued": {"date-parts": [[2024]]},
        "title": "A Title",
        "container-title": "Workshop on X",
        "DOI": "10.1/x",
        "number": "arXiv:2408.1",
        "URL": "https://arxiv.org/abs/2408.1",
        "abstract": "It is 2x faster.",
    }


@pytest.mark.parametrize(
    ("date", "year", "parts"),
    [
        ("2024-05-03", 2024, [[2024, 5, 3]]),
        ("2024-05", None, [[2024, 5]]),
        ("Oct 6", 2024, [[2024]]),
        ("2023-05-03", 2024, [[2024]]),
    ],
)
def test_date_is_as_exact_as_known(date: str, year: int | None, parts: list[list[int]]) -> None:
    assert item(date=date, year=year)["issued"] == {"date-parts": parts}


def test_nothing_is_said_of_what_is_not_known() -> None:
    assert item(date="Oct 6") == {"id": "key2024t", "type": "article", "title": "T"}
