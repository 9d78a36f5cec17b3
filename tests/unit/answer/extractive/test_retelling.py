from __future__ import annotations

import pytest

from assistant.answer.extractive.retelling import retellings
from assistant.answer.extractive.subjects import Subject
from assistant.schema import Paper
from tests.unit.draft.small_drafts import ALPHA, GAMMA

ALPHA_CACHE = Subject("AlphaCache", "AlphaCache")
ALPHA_AGAIN = Subject("AlphaCache", "AlphaCache", again=True)
STUDY = Subject("One study")
STUDY_AGAIN = Subject("One study", again=True)
XIAO = Subject("Xiao et al.")
XIAO_AGAIN = Subject("Xiao et al.", again=True)


def _told(text: str, subject: Subject = ALPHA_CACHE) -> str:
    return _all(text, subject)[0]


def _all(text: str, subject: Subject) -> list[str]:
    paper: Paper = ALPHA if subject.method else GAMMA
    return retellings(text, paper, subject)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "In this paper, we propose AlphaCache, a novel cache that evicts entries.",
            "AlphaCache is a cache that evicts entries.",
        ),
        (
            "We introduce a novel cache, called AlphaCache, to evict entries.",
            "AlphaCache is a cache to evict entries.",
        ),
        ("We propose a new method named AlphaCache.", "AlphaCache is a method."),
        ("We propose AlphaCache (AC), a new LLM cache.", "AlphaCache (AC) is an LLM cache."),
        ("This paper presents AlphaCache, the first cache of all.", "AlphaCache is the first cache of all."),
    ],
)
def test_method_that_is_proposed_is_defined(text: str, told: str) -> None:
    assert _told(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "We propose AlphaCache, a cache that evicts entries, and evaluate it on LongBench.",
        "We propose a cache, called AlphaCache, and evaluate it on LongBench.",
    ],
)
def test_what_authors_do_besides_is_not_part_of_a_definition(text: str) -> None:
    assert not any(told.startswith("AlphaCache is a cache") for told in _all(text, ALPHA_CACHE))


def test_purpose_of_a_method_is_part_of_its_definition() -> None:
    told = _told("We propose AlphaCache, a cache to reduce memory and improve the speed.")
    assert told == "AlphaCache is a cache to reduce memory and improve the speed."


def test_method_without_a_name_is_proposed_by_a_study() -> None:
    text = "In this paper, we propose a novel cache that evicts entries."
    assert _told(text, STUDY) == "One study proposes a cache that evicts entries."


@pytest.mark.parametrize(
    ("adjectives", "told"),
    [
        ("novel LLM", "an LLM"),
        ("new unified", "a unified"),
        ("new unsupervised", "an unsupervised"),
        ("novel one-shot", "a one-shot"),
        ("novel 8-bit", "an 8-bit"),
        ("novel and efficient", "an efficient"),
        ("simple yet effective, general", "a general"),
    ],
)
def test_article_fits_what_is_left_without_praise(adjectives: str, told: str) -> None:
    assert _told(f"We propose AlphaCache, a {adjectives} cache.") == f"AlphaCache is {told} cache."


@pytest.mark.parametrize(
    ("subject", "told"),
    [
        (ALPHA_CACHE, "AlphaCache can evict 20% of entries."),
        (ALPHA_AGAIN, "It can evict 20% of entries."),
        (STUDY, "The approach can evict 20% of entries."),
        (STUDY_AGAIN, "It can evict 20% of entries."),
        (XIAO, "The approach can evict 20% of entries."),
        (XIAO_AGAIN, "Their approach can evict 20% of entries."),
    ],
)
def test_what_authors_show_of_their_method_is_said_of_the_method(subject: Subject, told: str) -> None:
    assert _told("We show that our method can evict 20% of entries.", subject) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Extensive experiments show that our method is fast.", "In experiments, AlphaCache is fast."),
        ("Our experiments show AlphaCache can evict.", "In experiments, AlphaCache can evict."),
        (
            "Comprehensive evaluations on LongBench demonstrate that it is fast.",
            "In experiments on LongBench, AlphaCache is fast.",
        ),
    ],
)
def test_report_of_experiments_becomes_a_short_lead(text: str, told: str) -> None:
    assert _told(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("We analyze A and find B.", "It analyzes A and finds B."),
        ("We analyze the cache, find a pattern and report its size.",
         "It analyzes the cache, finds a pattern and reports its size."),
        ("We propose and evaluate a cache.", "It proposes and evaluates a cache."),
        ("We carry out a study and also identify two rules.",
         "It carries out a study and also identifies two rules."),
        ("We analyze the cost of search and of sampling.", "It analyzes the cost of search and of sampling."),
    ],
)  # fmt: skip
def test_verbs_beside_the_first_follow_it(text: str, told: str) -> None:
    assert _told(text, STUDY_AGAIN) == told


@pytest.mark.parametrize(
    "rest",
    [
        "aim to demystify S4 and extract a rule",
        "study how caches grow and release an index",
        "present a model and design that reduces cost",
        "train and test models",
    ],
)
def test_authors_speak_where_it_is_unclear_which_verbs_are_theirs(rest: str) -> None:
    assert _told(f"We {rest}.", STUDY_AGAIN) == f"The authors {rest}."


def test_authors_try_a_method_that_does_not_try_itself() -> None:
    told = _told("We evaluate the cache and report its size.")
    assert told == "The authors of AlphaCache evaluate the cache and report its size."


def test_method_has_not_evaluated_itself() -> None:
    assert _told("We have extensively evaluated our method.", ALPHA_AGAIN).startswith("The authors have")


def test_what_authors_know_is_theirs() -> None:
    text = "To our knowledge, our method evicts entries first."
    assert _told(text) == "To the authors' knowledge, AlphaCache evicts entries first."


@pytest.mark.parametrize("mark", ["'", "’"])
def test_what_belongs_to_the_method_is_told_with_its_name(mark: str) -> None:
    text = f"Our approach{mark}s cost is 5%."
    assert _told(text) == "AlphaCache's cost is 5%."
    assert _told(text, STUDY) == "The approach's cost is 5%."


def test_it_is_named_where_nothing_was_said_before() -> None:
    assert _told("It keeps 20% of the entries.") == "AlphaCache keeps 20% of the entries."


@pytest.mark.parametrize("subject", [ALPHA_AGAIN, STUDY_AGAIN, XIAO_AGAIN])
def test_it_stays_where_something_was_said_before(subject: Subject) -> None:
    """It may be a data set of which the sentence before told."""
    assert _told("It keeps 20% of the entries.", subject) == "It keeps 20% of the entries."


def test_they_is_not_taken_for_one_method() -> None:
    assert _told("They keep 20% of the entries.") == "They keep 20% of the entries."


def test_it_that_stands_for_nothing_stays() -> None:
    assert _told("It is known that caches grow.") == "It is known that caches grow."


@pytest.mark.parametrize(
    ("subject", "told"),
    [
        (ALPHA_CACHE, "The work on AlphaCache studies caches and evaluates them."),
        (STUDY, "One study studies caches and evaluates them."),
        (XIAO, "The work of Xiao et al. studies caches and evaluates them."),
        (XIAO_AGAIN, "Their work studies caches and evaluates them."),
    ],
)
def test_paper_that_speaks_of_itself_is_named(subject: Subject, told: str) -> None:
    assert _told("This paper studies caches and evaluates them.", subject) == told


def test_many_authors_take_the_plural() -> None:
    assert (
        _told("We propose a cache and evaluate it.", XIAO) == "Xiao et al. propose a cache and evaluate it."
    )
    assert _told("We propose a cache.", Subject("Xiao and Lin")) == "Xiao and Lin propose a cache."


def test_method_whose_name_has_an_and_is_one() -> None:
    paper = Paper(id="m", title="Mix and Match: Caches", abstract="")
    told = retellings("We propose a cache.", paper, Subject("Mix and Match", "Mix and Match"))
    assert told[0] == "Mix and Match proposes a cache."


def test_names_of_authors_keep_their_capital() -> None:
    for subject in (XIAO, Subject("Xiao and Lin"), Subject("A study by Xiao")):
        told = _all("We can therefore evict entries with it.", subject)
        assert not any("xiao" in one for one in told)


@pytest.mark.parametrize("subject", [ALPHA_CACHE, STUDY, XIAO])
def test_link_to_a_sentence_that_is_not_told_goes(subject: Subject) -> None:
    assert "therefore" not in _told("We therefore build a cache that evicts.", subject)


def test_link_to_a_sentence_that_is_told_stays() -> None:
    assert _told("We also propose a cache.", STUDY_AGAIN) == "It also proposes a cache."


def test_details_after_a_list_mark_are_left_out_first() -> None:
    text = "We propose a cache with two parts: (1) a queue of 5 entries and (2) a heap."
    told = _all(text, STUDY)
    assert told[0] == "One study proposes a cache with two parts."
    assert any("5 entries" in one for one in told)


def test_what_is_left_of_us_is_theirs() -> None:
    told = _told("It costs us 3 hours, our results improve, and the rest is ours.", STUDY)
    assert told == "The approach costs the authors 3 hours, its results improve, and the rest is theirs."


def test_name_that_begins_like_we_is_kept() -> None:
    paper = Paper(id="w", title="WE-FPN: Wavelets", abstract="")
    told = retellings("We propose a network (WE-FPN).", paper, Subject("WE-FPN", "WE-FPN"))
    assert all("authors-FPN" not in one for one in told)
    assert told[0] == "The work on WE-FPN proposes a network (WE-FPN)."


def test_sentence_that_is_nothing_but_a_list_keeps_it() -> None:
    text = "The main contributions are: (1) a queue and (2) a heap."
    assert _all(text, STUDY)[0] == text


def test_country_is_not_us() -> None:
    assert _told("The US market grows by 5%.") == "The US market grows by 5%."


def test_last_wording_of_all_is_the_sentence_itself() -> None:
    text = "Next, we evict entries."
    assert text in _all(text, STUDY)


def test_sentence_of_nobody_is_told_as_it_is() -> None:
    text = "Caches hold keys and values."
    assert _all(text, STUDY) == [text]


@pytest.mark.parametrize(
    "text", ["We", "Our", "It", "?", "We propose", "In this paper,", "Experiments show that"]
)
@pytest.mark.parametrize("subject", [ALPHA_CACHE, STUDY_AGAIN, XIAO])
def test_scrap_of_a_sentence_has_wordings_all_the_same(text: str, subject: Subject) -> None:
    assert all(_all(text, subject))


def test_hostile_marks_are_kept_for_the_one_place_that_escapes_them() -> None:
    text = "We propose a cache for {x} at 5% & <b>."
    assert _told(text, STUDY) == "One study proposes a cache for {x} at 5% & <b>."
