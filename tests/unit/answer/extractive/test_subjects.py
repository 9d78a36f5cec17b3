from __future__ import annotations

import pytest

from assistant.answer.extractive.subjects import Subject, subjects_of
from tests.unit.draft.small_drafts import ALPHA, DELTA, GAMMA, paper


def test_paper_is_called_by_its_method_though_it_has_authors() -> None:
    named = ALPHA.model_copy(update={"authors": ("Ann Author",)})
    assert subjects_of([named]) == [Subject("AlphaCache", "AlphaCache")]


def test_paper_without_a_method_is_called_by_its_authors() -> None:
    assert subjects_of([GAMMA, DELTA]) == [Subject("Xiao et al."), Subject("Author and Writer")]


def test_single_author_stands_for_a_study_that_is_one_thing() -> None:
    (subject,) = subjects_of([paper("a", "On caches", "Text.", authors=("Ann Author",))])
    assert subject.name == "A study by Author"
    assert not subject.plural


def test_survey_is_called_a_survey() -> None:
    (subject,) = subjects_of([paper("a", "Caches: A Survey of many")])
    assert subject.name in {"One survey", "Caches"}
    assert subjects_of([paper("a", "A survey on caches")]) == [Subject("One survey")]


def test_papers_without_any_name_are_counted_by_kind() -> None:
    studies = [paper(letter, f"On caches {letter}") for letter in "abcd"]
    survey = paper("s", "A survey on caches")
    names = [subject.name for subject in subjects_of([*studies[:2], survey, *studies[2:]])]
    assert names == ["One study", "Another study", "One survey", "A further study", "A further study"]


@pytest.mark.parametrize("authors", [("李 明",), ("Ольга Петрова",), ("محمد علي",), ("Jürgen Groß-Müller",)])
def test_names_in_any_script_are_kept(authors: tuple[str, ...]) -> None:
    (subject,) = subjects_of([paper("a", "On caches", "Text.", authors=authors)])
    assert subject.name == f"A study by {authors[0].split()[-1]}"


@pytest.mark.parametrize("authors", [("",), (" ", "Jr."), (",",)])
def test_authors_without_a_name_are_none(authors: tuple[str, ...]) -> None:
    (subject,) = subjects_of([paper("a", "On caches", "Text.", authors=authors)])
    assert subject.name == "One study"
