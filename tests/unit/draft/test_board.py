from __future__ import annotations

import pytest

from assistant.draft.board import joined, limited, repurposed, retitled
from assistant.errors import DraftError
from assistant.schema import DraftTheme, Outline, Paper

OUTLINE = Outline(
    topic="kernels",
    themes=(
        DraftTheme(title="Sparsity", papers=("a", "b"), purpose="Old."),
        DraftTheme(title="Caches", papers=("c",), purpose="Old."),
    ),
)


def titles(outline: Outline) -> list[str]:
    return [theme.title for theme in outline.themes]


def test_theme_is_retitled_in_its_place() -> None:
    assert titles(retitled(OUTLINE, "a", "  Pruning\nof weights ")) == ["Pruning of weights", "Caches"]


def test_theme_that_is_gone_is_not_retitled() -> None:
    assert retitled(OUTLINE, "b", "New") == OUTLINE


@pytest.mark.parametrize(("to", "said"), [(" ", "is empty"), ("Caches", "Another theme is called 'Caches'")])
def test_title_that_is_empty_or_taken_is_refused(to: str, said: str) -> None:
    with pytest.raises(DraftError, match=said):
        retitled(OUTLINE, "a", to)


def test_theme_keeps_its_title_when_another_pair_shares_one() -> None:
    twins = OUTLINE.model_copy(
        update={"themes": (*OUTLINE.themes, DraftTheme(title="Caches", papers=("d",)))}
    )
    assert titles(retitled(twins, "a", "Pruning")) == ["Pruning", "Caches", "Caches"]
    assert [theme.papers for theme in joined(twins, "a", "d").themes] == [("b",), ("c",), ("d", "a")]


@pytest.mark.parametrize(
    ("paper", "first", "papers"),
    [("c", "a", [("a", "b", "c")]), ("b", "a", [("a", "b"), ("c",)]), ("a", "gone", [("a", "b"), ("c",)])],
)
def test_paper_joins_a_theme_once(paper: str, first: str, papers: list[tuple[str, ...]]) -> None:
    assert [theme.papers for theme in joined(OUTLINE, paper, first).themes] == papers


def test_theme_goes_with_its_last_paper() -> None:
    left = limited(OUTLINE, {"b", "foreign"})
    assert [(theme.title, theme.papers) for theme in left.themes] == [("Sparsity", ("b",))]


def test_purposes_follow_titles_and_the_papers_that_are_known() -> None:
    papers = {"a": Paper(id="a", title="Swift: fast kernels", abstract="Swift is fast.")}
    changed = repurposed(retitled(OUTLINE, "c", "KV caches"), papers)
    assert changed.themes[0].purpose == "What Swift did about sparsity, and what figures they state."
    assert changed.themes[1].purpose.endswith("did about KV caches, and what figures they state.")
