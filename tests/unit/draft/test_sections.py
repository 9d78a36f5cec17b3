from __future__ import annotations

from assistant.draft.sections import ExtractiveSections, Report, Section
from assistant.schema import DraftLength, DraftOptions, DraftTheme, Evidence, Paper, Relevant, Statement
from tests.unit.answer.small_retrieval import scored
from tests.unit.draft.small_drafts import ALPHA, BARE, BETA, DELTA, GAMMA, TOPIC, NoClaims, paper


def _last(section: Section, report: Report | None = None) -> list[Statement]:
    return list([*ExtractiveSections(NoClaims()).write(section, report or Report())][-1])


def _written(
    *papers: Paper, title: str = "Eviction", length: DraftLength = "medium", first: int = 1
) -> list[Statement]:
    section = Section(
        topic=TOPIC,
        theme=DraftTheme(title=title, papers=tuple(one.id for one in papers)),
        number=0,
        evidence=tuple(Evidence(key=key, paper=one) for key, one in enumerate(papers, start=first)),
        relevant={
            one.id: Relevant(paper=one, probability=0.5, sentences=scored(one, TOPIC)) for one in papers
        },
        claims={},
        options=DraftOptions(length=length),
    )
    return _last(section)


def test_theme_opens_with_what_its_papers_share_and_tells_each_in_order() -> None:
    assert [one.text for one in _written(ALPHA, BETA)] == [
        "AlphaCache and BetaCache both deal with eviction.",
        "AlphaCache is a cache eviction policy for long contexts.",
        "In experiments, AlphaCache is up to 2.5x faster than BetaCache on average.",
        "BetaCache is a cache eviction method that evicts blocks.",
        "It keeps 20% of the entries.",
    ]


def test_every_sentence_is_supported_and_cites_the_papers_of_the_theme() -> None:
    for statement in _written(ALPHA, BETA, GAMMA, DELTA, first=5):
        assert statement.verdict == "supported"
        assert {it.marker for it in statement.citations} <= {5, 6, 7, 8}
        assert statement.citations


def test_short_theme_has_one_sentence_a_paper_after_its_opening() -> None:
    assert len(_written(ALPHA, BETA, length="short")) == 3


def test_authors_are_named_where_a_method_has_no_name() -> None:
    found = [one.text for one in _written(GAMMA, DELTA, title="Gradient buffers")]
    assert found == [
        "Two papers deal with gradient buffers.",
        "Xiao et al. study gradient buffers of large clusters.",
        "Their approach saves 30% of memory.",
        "The work of Author and Writer presents a scheme that merges gradient buffers.",
        "They find that merging costs 5 ms per step.",
    ]


def test_paper_without_abstract_is_passed_over() -> None:
    assert {it.paper_id for one in _written(ALPHA, BARE) for it in one.citations} == {ALPHA.id}
    assert _written(BARE) == []


def test_single_paper_has_no_opening() -> None:
    assert _written(ALPHA)[0].text.startswith("AlphaCache is a cache")


def test_title_that_its_papers_do_not_bear_out_opens_nothing() -> None:
    assert _written(ALPHA, BETA, title="Birdsong")[0].text.startswith("AlphaCache is a cache")


def test_papers_that_were_not_judged_are_told_all_the_same() -> None:
    section = Section(
        topic=TOPIC,
        theme=DraftTheme(title="Eviction", papers=(BETA.id,)),
        number=1,
        evidence=(Evidence(key=1, paper=BETA),),
        relevant={},
        claims={},
        options=DraftOptions(),
    )
    assert _last(section)


def test_twins_are_each_told_of_themselves() -> None:
    twin = paper("z", ALPHA.title, ALPHA.abstract)
    cited = {it.paper_id for one in _written(ALPHA, twin) for it in one.citations}
    assert cited == {ALPHA.id, twin.id}


def test_paper_of_one_short_sentence_is_told() -> None:
    assert _written(paper("s", "Tiny", "We evict."))


def test_other_language_than_english_needs_a_model() -> None:
    section = Section(
        topic=TOPIC,
        theme=DraftTheme(title="Eviction", papers=(BETA.id,)),
        number=0,
        evidence=(Evidence(key=1, paper=BETA),),
        relevant={},
        claims={},
        options=DraftOptions(language="German"),
    )
    report = Report()
    assert _last(section, report)
    assert report.warnings == ["Without a model the draft is in English, not in German."]
