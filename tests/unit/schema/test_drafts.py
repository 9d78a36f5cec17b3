from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from assistant.schema import Coverage, DraftOptions, DraftTheme, DraftVersion, Missing, Outline


def test_outline_lists_its_papers_in_order() -> None:
    themes = (DraftTheme(title="A", papers=("p", "q")), DraftTheme(title="B", papers=("r",)))
    assert Outline(topic="T", themes=themes).papers == ("p", "q", "r")


@pytest.mark.parametrize("papers", [(("p",), ("p",)), (("p", "p"), ())])
def test_paper_stands_under_one_theme_once(papers: tuple[tuple[str, ...], ...]) -> None:
    themes = tuple(DraftTheme(title=str(n), papers=ids) for n, ids in enumerate(papers))
    with pytest.raises(ValidationError, match="a paper stands under two themes"):
        Outline(topic="T", themes=themes)


@pytest.mark.parametrize(
    ("coverage", "holds"),
    [
        (Coverage(), True),
        (Coverage(selected=("p",), cited=("p",)), True),
        (Coverage(selected=("p",), missing=(Missing(paper_id="p", title="T", reason="No abstract"),)), True),
        (Coverage(selected=("p",), missing=(Missing(paper_id="p", title="T", reason=""),)), False),
        (Coverage(selected=("p",), cited=("p",), extraneous=("q",)), False),
    ],
)
def test_coverage_holds_when_nothing_is_missing_without_a_reason_or_cited_beside(
    coverage: Coverage, *, holds: bool
) -> None:
    assert coverage.holds is holds


@pytest.mark.parametrize("wrong", [{"length": "huge"}, {"tone": "glowing"}, {"language": ""}])
def test_options_that_do_not_exist_are_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        DraftOptions.model_validate(wrong)


def test_versions_count_from_one() -> None:
    with pytest.raises(ValidationError):
        DraftVersion(number=0, created=datetime.now(UTC), note="", topic="T")


def test_version_comes_back_from_json_as_it_was() -> None:
    outline = Outline(topic="T", themes=(DraftTheme(title="$x$ {a} \\b", papers=("p",)),))
    version = DraftVersion(
        number=2,
        created=datetime(2026, 1, 1, tzinfo=UTC),
        note="",
        topic="T",
        outline=outline,
        selected=("p",),
    )
    assert DraftVersion.model_validate_json(version.model_dump_json()) == version
