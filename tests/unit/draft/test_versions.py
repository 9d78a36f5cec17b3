from __future__ import annotations

from datetime import UTC, datetime

from assistant.draft.versions import Difference, differences
from assistant.schema import Draft, DraftVersion, Paragraph
from tests.unit.draft.small_drafts import ALPHA, BETA, TOPIC, drafted, said

ONE, TWO, THREE = said("One.", ALPHA), said("Two.", BETA), said("Three.", ALPHA)


def _version(draft: Draft | None) -> DraftVersion:
    return DraftVersion(number=1, created=datetime.now(UTC), note="", topic=TOPIC, draft=draft)


def _changes(before: Draft | None, after: Draft | None) -> list[tuple[str, str]]:
    return [(one.change, one.text) for one in differences(_version(before), _version(after))]


def test_equal_versions_have_the_same_lines() -> None:
    assert differences(_version(drafted(ONE)), _version(drafted(ONE))) == [
        Difference("same", "Eviction", heading=True),
        Difference("same", "One [1]."),
    ]


def test_changed_sentence_is_removed_and_added() -> None:
    assert _changes(drafted(ONE, TWO), drafted(ONE, THREE)) == [
        ("same", "Eviction"), ("same", "One [1]."), ("removed", "Two [1]."), ("added", "Three [1].")
    ]  # fmt: skip


def test_other_marker_is_a_change() -> None:
    other = said("One.", ALPHA, markers=(2,))
    assert ("added", "One [2].") in _changes(drafted(ONE), drafted(other))


def test_renamed_theme_is_a_changed_heading() -> None:
    found = differences(_version(drafted(ONE)), _version(drafted(ONE, theme="Caches")))
    assert [(one.change, one.text) for one in found if one.heading] == [
        ("removed", "Eviction"),
        ("added", "Caches"),
    ]


def test_sentence_like_a_heading_is_none() -> None:
    heading = drafted(theme="One.")
    sentence = drafted(said("One."), theme="Eviction")
    assert {(one.change, one.heading) for one in differences(_version(heading), _version(sentence))} == {
        ("removed", True), ("added", True), ("added", False)
    }  # fmt: skip


def test_first_text_is_all_new() -> None:
    assert _changes(None, drafted(ONE)) == [("added", "Eviction"), ("added", "One [1].")]
    assert _changes(None, None) == []


def test_lines_of_both_versions_are_complete_and_in_order() -> None:
    before = Draft(topic=TOPIC, paragraphs=(Paragraph(theme="A", statements=(ONE, TWO)),))
    after = Draft(topic=TOPIC, paragraphs=(Paragraph(theme="B", statements=(TWO, THREE)),))
    found = _changes(before, after)
    assert [text for change, text in found if change != "added"] == ["A", "One [1].", "Two [1]."]
    assert [text for change, text in found if change != "removed"] == ["B", "Two [1].", "Three [1]."]
