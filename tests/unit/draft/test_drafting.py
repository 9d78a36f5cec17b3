from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from assistant.draft import Drafting, ExtractiveSections, Section
from assistant.draft.coverage import NO_ABSTRACT
from assistant.draft.drafting import MOST_PAPERS, ROWS
from assistant.draft.sections import Report
from assistant.errors import DraftError
from assistant.schema import Draft, DraftEvent, DraftOptions, Outline, Paper, Statement
from tests.unit.answer.small_records import Records
from tests.unit.draft.small_drafts import (
    ALPHA,
    BARE,
    BETA,
    DELTA,
    GAMMA,
    PAPERS,
    TOPIC,
    SmallLibrary,
    outline,
    paper,
)

TWO = outline(Eviction="ab", Sharding="c")
IDS = tuple(one.id for one in PAPERS)


class Scribe:
    """Says one sentence of each paper of a theme, and keeps what it was given."""

    name = "scribe"

    def __init__(self) -> None:
        self.sections: list[Section] = []

    def write(self, section: Section, report: Report) -> Iterator[tuple[Statement, ...]]:
        self.sections.append(section)
        report.warn("as a scribe")
        said: list[Statement] = []
        for item in section.evidence:
            citation = {"marker": item.key, "paper_id": item.paper.id, "title": "", "quote": "", "start": 0}
            text = f"It [{item.key}] is told."
            said.append(
                Statement.model_validate(
                    {"text": text, "verdict": "supported", "citations": [citation | {"end": 0}]}
                )
            )
            yield tuple(said)


def _drafting(*papers: Paper) -> Drafting:
    ledger = Records(papers or PAPERS)
    return Drafting(SmallLibrary(*(papers or PAPERS)), ledger, ExtractiveSections(ledger))


def _events(
    asked: Outline = TWO,
    selected: Sequence[str] = IDS[:3],
    options: DraftOptions | None = None,
    writer: Scribe | None = None,
) -> list[DraftEvent]:
    drafting = Drafting(SmallLibrary(*PAPERS), Records(PAPERS), writer) if writer else _drafting()
    return list(drafting.stream(asked, selected, options or DraftOptions()))


def _draft(asked: Outline = TWO, selected: Sequence[str] = IDS[:3], **options: object) -> Draft:
    return _events(asked, selected, DraftOptions.model_validate(options))[-1].draft


def test_draft_grows_theme_by_theme() -> None:
    events = _events()
    assert [(one.stage, one.done, one.total) for one in events] == [
        ("reading", 0, 2), ("writing", 0, 2), ("writing", 1, 2), ("done", 2, 2)
    ]  # fmt: skip
    assert [len(one.draft.paragraphs) for one in events] == [0, 1, 2, 2]


def test_paragraphs_follow_the_outline() -> None:
    draft = _draft(outline(Sharding="c", Eviction="ba"))
    assert [one.theme for one in draft.paragraphs] == ["Sharding", "Eviction"]
    assert draft.coverage.cited == (GAMMA.id, BETA.id, ALPHA.id)


def test_citations_are_numbered_by_appearance_through_the_draft() -> None:
    events = _events(outline(Merging="d", Eviction="ba"), IDS[:4], writer=Scribe())
    statements = [one for part in events[-1].draft.paragraphs for one in part.statements]
    assert [one.text for one in statements] == ["It [1] is told.", "It [2] is told.", "It [3] is told."]
    assert [one.citations[0].paper_id for one in statements] == [DELTA.id, BETA.id, ALPHA.id]


def test_growing_paragraph_is_numbered_as_it_will_be() -> None:
    events = _events(outline(Merging="d", Eviction="ba"), IDS[:4], writer=Scribe())
    growing = [one.draft.paragraphs[-1].statements for one in events if one.stage == "writing"]
    assert [[it.citations[0].marker for it in statements] for statements in growing] == [[1], [2], [2, 3]]


def test_what_the_writer_reports_is_told() -> None:
    assert _events(writer=Scribe())[-1].draft.warnings == ("as a scribe",)


def test_writer_is_given_the_theme_its_papers_and_how_well_they_fit() -> None:
    scribe = Scribe()
    _events(options=DraftOptions(length="long"), writer=scribe)
    first, second = scribe.sections
    assert (first.theme.title, first.number, second.number, first.topic) == ("Eviction", 0, 1, TOPIC)
    assert [(it.key, it.paper) for it in (*first.evidence, *second.evidence)] == [
        (1, ALPHA), (2, BETA), (3, GAMMA)
    ]  # fmt: skip
    assert first.options.length == "long"
    assert first.relevant[ALPHA.id].sentences
    assert first.claims[BETA.id][0].quote.paper_id == BETA.id


def test_draft_names_its_topic_options_themes_and_writer() -> None:
    draft = _draft(length="short", tone="critical")
    assert (draft.topic, draft.options.length, draft.options.tone) == (TOPIC, "short", "critical")
    assert (draft.themes, draft.writer, draft.incomplete) == (TWO.themes, "extractive", False)
    assert draft.seconds > 0


def test_every_statement_is_supported_and_coverage_holds() -> None:
    draft = _draft(outline(Eviction="ab", Sharding="cd"), IDS)
    assert {one.verdict for part in draft.paragraphs for one in part.statements} == {"supported"}
    assert draft.coverage.holds
    assert [(one.paper_id, one.reason) for one in draft.coverage.missing] == [(BARE.id, NO_ABSTRACT)]


def test_selected_paper_outside_of_the_outline_is_missing() -> None:
    coverage = _draft(selected=IDS[:4]).coverage
    assert [one.paper_id for one in coverage.missing] == [DELTA.id]
    assert not coverage.holds


def test_same_draft_comes_out_twice() -> None:
    first, again = (_draft().model_copy(update={"seconds": 0.0}) for _ in range(2))
    assert first == again


def test_table_sets_one_figure_of_each_paper_side_by_side() -> None:
    table = _draft().comparison
    assert table
    assert len({row.claim.quote.paper_id for row in table.rows}) == len(table.rows) > 0
    assert _draft(table=False).comparison is None


def test_table_prefers_figures_against_a_baseline_and_has_an_end() -> None:
    many = [
        paper(
            chr(ord("A") + n),
            f"Cache{chr(ord('A') + n)}z: Eviction",
            f"We present Cache{chr(ord('A') + n)}z. Cache{chr(ord('A') + n)}z runs 9.9x faster. "
            f"Cache{chr(ord('A') + n)}z achieves {n + 2}x speedup over FlashInfer.",
        )
        for n in range(ROWS + 2)
    ]
    ids = [one.id for one in many]
    ledger = Records(many)
    drafting = Drafting(SmallLibrary(*many), ledger, Scribe())
    table = [*drafting.stream(outline(Eviction="".join(it[0] for it in ids)), ids, DraftOptions())][
        -1
    ].draft.comparison
    assert table
    assert len(table.rows) == ROWS
    assert {row.claim.baseline for row in table.rows} == {"FlashInfer"}


def test_draft_without_figures_has_no_table() -> None:
    plain = paper("p", "Plain caches", "We propose a cache that evicts entries.")
    ledger = Records([plain])
    drafting = Drafting(SmallLibrary(plain), ledger, ExtractiveSections(ledger))
    assert [*drafting.stream(outline(Caches="p"), [plain.id], DraftOptions())][-1].draft.comparison is None


@pytest.mark.parametrize("letters", ["", "e"])
def test_theme_of_which_nothing_is_told_has_no_paragraph(letters: str) -> None:
    draft = _draft(outline(Eviction="ab", Bare=letters), IDS)
    assert [one.theme for one in draft.paragraphs] == ["Eviction"]


def test_outline_without_papers_is_refused() -> None:
    with pytest.raises(DraftError, match="outline has no papers; move at least one"):
        _events(outline())


def test_paper_of_the_outline_that_is_not_selected_is_named() -> None:
    with pytest.raises(DraftError, match=f"holds the paper '{GAMMA.id}', which is not selected"):
        _events(TWO, IDS[:2])


def test_unknown_paper_is_named() -> None:
    for ask in (lambda: _drafting().outline(TOPIC, [ALPHA.id, "nope"]), lambda: _events(TWO, [*IDS, "nope"])):
        with pytest.raises(DraftError, match="The library has no paper 'nope'"):
            ask()


def test_too_many_papers_are_counted() -> None:
    many = [Paper(id=f"{n:016}", title=f"Caches {n}", abstract="It evicts.") for n in range(MOST_PAPERS + 1)]
    with pytest.raises(DraftError, match="301 papers are selected, more than the 300"):
        _drafting(*many).outline(TOPIC, [one.id for one in many])


def test_nothing_selected_is_said() -> None:
    with pytest.raises(DraftError, match="No paper is selected"):
        _drafting().outline(TOPIC, [])


@pytest.mark.parametrize("topic", ["", "x" * 500])
def test_topic_is_checked_before_the_outline(topic: str) -> None:
    with pytest.raises(DraftError, match="topic"):
        _drafting().outline(topic, IDS)


def test_paper_selected_twice_is_told_once() -> None:
    found = _drafting().outline(TOPIC, [ALPHA.id, ALPHA.id, BETA.id])
    assert sorted(found.papers) == [ALPHA.id, BETA.id]
    assert _draft(selected=[*IDS[:3], ALPHA.id]).coverage.selected == IDS[:3]


def test_candidates_are_those_of_the_library() -> None:
    found = _drafting().candidates(TOPIC, scope=[BETA.id])
    assert [one.paper_id for one in found] == [BETA.id]


@pytest.mark.parametrize("title", ["$x_i$ {a} % \\cmd", "Line\nbreak <b>&", "缓存", "", "[1] [2]"])
def test_hostile_titles_and_foreign_authors_are_drafted(title: str) -> None:
    odd = paper(
        "o", title, "We propose a cache. Our method saves 30% of memory.", authors=("李 明", "Ольга П.")
    )
    drafting = _drafting(odd, ALPHA)
    asked = drafting.outline(TOPIC, [odd.id, ALPHA.id])
    draft = [*drafting.stream(asked, [odd.id, ALPHA.id], DraftOptions())][-1].draft
    assert draft.coverage.cited == (odd.id, ALPHA.id)
    assert {one.verdict for part in draft.paragraphs for one in part.statements} == {"supported"}


@pytest.mark.parametrize("abstract", ["Short.", "42", "?", "We.", "$$", "Also, ours is it"])
def test_paper_of_which_hardly_anything_can_be_said_keeps_the_contract(abstract: str) -> None:
    scrap = paper("s", "Scrap", abstract)
    drafting = _drafting(scrap, ALPHA)
    draft = [*drafting.stream(outline(Eviction="as"), [scrap.id, ALPHA.id], DraftOptions())][-1].draft
    assert draft.coverage.holds
