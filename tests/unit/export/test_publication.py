from __future__ import annotations

import pytest

from assistant.export.publication import addresses, publication
from assistant.schema import Paper


@pytest.mark.parametrize(
    ("venue", "kind"),
    [
        (None, "none"),
        ("", "none"),
        ("Journal of Workshops", "journal"),
        ("Workshop on Efficiency", "meeting"),
        ("Proc. VLDB Endow.", "meeting"),
        ("2024 IEEE Symposium", "meeting"),
    ],
)
def test_venue_tells_the_kind(venue: str | None, kind: str) -> None:
    assert publication(Paper(id="p1", title="T", venue=venue)) == kind


def test_page_at_arxiv_is_added_once() -> None:
    paper = Paper(id="p1", title="T", arxiv_id="2408.1", urls=("http://arxiv.org/abs/2408.1v2",))
    assert addresses(paper) == ["http://arxiv.org/abs/2408.1v2"]
    assert addresses(paper.model_copy(update={"urls": ()})) == ["https://arxiv.org/abs/2408.1"]
