"""Two readers of one paper: where they agree, what only one found, and what the user says to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assistant.errors import NotFoundError, StoreError
from assistant.library import Library
from assistant.schema import Claim, ClaimFilter, Ingested, LedgerEntry, Paper, ProposedClaim

MakePaper = Callable[..., Paper]

TEXT = "FastNet is up to 2.8x faster than SlowNet on an A100, and needs 75% less memory than FP16."
SPEED, MEMORY = (0, 52), (54, 90)
READER = "openai:stub claims@1 abstract@1"
ALL = ClaimFilter(proposed=None)


@pytest.fixture
def first(library: Library, paper: MakePaper) -> Paper:
    """The paper that is read."""
    one = paper("FastNet", TEXT)
    library.add(Ingested(papers=(one, paper("Other", "Nothing here."))), "f")
    return one


def claim(paper: Paper, value: float = 2.8, *, at: tuple[int, int] = SPEED, **fields: Any) -> Claim:  # noqa: ANN401
    start, end = at
    quantity = {"value": value, "unit": "x", **fields.pop("quantity", {})}
    quote = {"paper_id": paper.id, "start": start, "end": end, "text": TEXT[start:end]}
    plain = {"metric": "speedup", "direction": "improves", **fields}
    return Claim.model_validate({"quote": quote, "quantity": quantity, **plain})


def memory(paper: Paper, **fields: Any) -> Claim:  # noqa: ANN401 - whatever a claim has
    return claim(paper, 75, at=MEMORY, metric="memory", quantity={"unit": "%"}, **fields)


def read(library: Library, *claims: Claim, dropped: tuple[str, ...] = (), reader: str = READER) -> None:
    proposed = [ProposedClaim(claim=it, dropped=dropped) for it in claims]
    library.claims.replace_second(library.papers()[0].id, reader, proposed)


def entries(library: Library, wanted: ClaimFilter = ALL) -> list[LedgerEntry]:
    return library.claims.entries(wanted)


def states(library: Library, wanted: ClaimFilter = ALL) -> list[tuple[float, str]]:
    return [(it.claim.quantity.value, it.claim.state) for it in entries(library, wanted)]


def test_nothing_is_known_of_a_second_reader_before_it_reads(library: Library, first: Paper) -> None:
    library.claims.replace(first.id, [claim(first)], 1)
    assert entries(library)[0].second is None


def test_fields_read_alike_and_differently_are_told_apart(library: Library, first: Paper) -> None:
    ours = claim(first, subject="FastNet", baseline="SlowNet", quantity={"bound": "up_to"})
    theirs = claim(
        first, at=(11, 40), subject="the fastnet", quantity={"bound": "up_to"}, setting={"hardware": "A100"}
    )
    library.claims.replace(first.id, [ours], 1)
    read(library, theirs, dropped=("model",))
    (entry,) = entries(library)
    assert entry.claim == ours
    assert entry.second is not None
    assert (entry.second.reader, entry.second.found) == (READER, True)
    assert entry.second.differs == {"baseline": None, "hardware": "A100"}
    assert {"metric", "bound", "direction", "subject", "dataset"} <= set(entry.second.agrees)
    assert not {"model", "scope", "hardware"} & set(entry.second.agrees)


def test_claim_that_only_the_rules_found_is_not_confirmed(library: Library, first: Paper) -> None:
    library.claims.replace(first.id, [claim(first)], 1)
    read(library)
    (entry,) = entries(library)
    assert entry.second is not None
    assert (entry.second.found, entry.second.agrees, entry.second.differs) == (False, (), {})


def test_claim_that_only_the_model_found_is_a_proposal(library: Library, first: Paper) -> None:
    library.claims.replace(first.id, [claim(first)], 1)
    read(library, memory(first))
    assert states(library) == [(2.8, "stated"), (75, "proposed")]


@pytest.mark.parametrize(("baseline", "count"), [(None, 1), ("slownet", 1), ("QuickNet", 2)])
def test_known_figure_is_proposed_only_over_a_further_baseline(
    library: Library, first: Paper, baseline: str | None, count: int
) -> None:
    library.claims.replace(first.id, [claim(first, baseline="SlowNet")], 1)
    read(library, claim(first, baseline="SlowNet"), claim(first, baseline=baseline, metric="latency"))
    assert len(entries(library)) == count


def test_each_of_two_claims_meets_the_one_most_like_it(library: Library, first: Paper) -> None:
    library.claims.replace(first.id, [claim(first, baseline=name) for name in ("A", "B")], 1)
    read(library, *(claim(first, baseline=name) for name in ("B", "A")))
    assert [it.second.differs for it in entries(library) if it.second] == [{}, {}]


def test_proposals_are_left_out_unless_asked_for(library: Library, first: Paper) -> None:
    library.claims.replace(first.id, [claim(first)], 1)
    read(library, memory(first))
    assert states(library, ClaimFilter()) == [(2.8, "stated")]
    assert states(library, ClaimFilter(proposed=True)) == [(75, "proposed")]
    assert [library.claims.count(ClaimFilter(proposed=it)) for it in (False, True, None)] == [1, 1, 2]


def test_accepted_proposal_counts_like_any_claim(library: Library, first: Paper) -> None:
    read(library, memory(first))
    accepted = library.claims.decide(entries(library)[0].key, "accepted")
    assert (accepted.claim.state, accepted.edited) == ("accepted", ())
    assert entries(library, ClaimFilter()) == [accepted]


def test_dismissed_proposal_is_gone_and_stays_gone(library: Library, first: Paper) -> None:
    read(library, memory(first))
    key = entries(library)[0].key
    library.claims.decide(key, "dismissed")
    assert entries(library) == []
    again = memory(first, baseline="FP16")
    read(library, again.model_copy(update={"quote": again.quote.model_copy(update={"start": 60})}))
    library.claims.replace(first.id, [], 2)
    assert entries(library) == []
    assert library.claims.count(ALL) == 0
    assert library.claims.decide(key, None).claim.baseline == "FP16"
    assert states(library) == [(75, "proposed")]


def test_dismissed_proposal_stays_gone_when_the_rules_find_it_too(library: Library, first: Paper) -> None:
    read(library, memory(first))
    key = entries(library)[0].key
    library.claims.decide(key, "dismissed")
    library.claims.replace(first.id, [memory(first)], 2)
    assert entries(library) == []
    assert library.claims.decide(key, None).claim.state == "stated"


def test_accepted_proposal_outlives_a_reader_that_misses_it(library: Library, first: Paper) -> None:
    read(library, memory(first))
    kept = library.claims.decide(entries(library)[0].key, "accepted")
    read(library)
    library.claims.replace(first.id, [claim(first)], 2)
    assert entries(library)[1] == kept


def test_accepted_proposal_is_a_plain_claim_once_the_rules_find_it(library: Library, first: Paper) -> None:
    read(library, memory(first))
    kept = library.claims.decide(entries(library)[0].key, "accepted")
    library.claims.replace(first.id, [memory(first)], 2)
    (entry,) = entries(library)
    assert (entry.key, entry.claim.state) == (kept.key, "stated")
    assert entry.second is not None
    assert entry.second.differs == {}


def test_correcting_a_proposal_accepts_it(library: Library, first: Paper) -> None:
    read(library, memory(first))
    key = entries(library)[0].key
    edited = library.claims.edit(key, "baseline", "FP32")
    assert (edited.claim.state, edited.edited) == ("edited", ("baseline",))
    assert entries(library, ClaimFilter()) == [edited]
    read(library, memory(first, baseline="FP16"))
    assert entries(library, ClaimFilter())[0].claim.baseline == "FP32"
    assert library.claims.decide(key, None).claim.state == "edited"


def test_correction_outlives_both_readers(library: Library, first: Paper) -> None:
    library.claims.replace(first.id, [claim(first)], 1)
    key = entries(library)[0].key
    library.claims.edit(key, "hardware", "H100")
    read(library, claim(first, setting={"hardware": "A100"}))
    library.claims.replace(first.id, [claim(first, at=(8, 44), baseline="SlowNet")], 2)
    (entry,) = entries(library)
    assert (entry.key, entry.edited) == (key, ("hardware",))
    assert (entry.claim.setting.hardware, entry.claim.baseline) == ("H100", "SlowNet")
    assert entry.second is not None
    assert entry.second.differs == {"hardware": "A100", "baseline": None}


def test_corrected_claim_that_only_the_model_still_finds_is_no_mere_proposal(
    library: Library, first: Paper
) -> None:
    library.claims.replace(first.id, [claim(first)], 1)
    library.claims.edit(entries(library)[0].key, "subject", "the kernel")
    read(library, claim(first))
    library.claims.replace(first.id, [], 2)
    assert states(library, ClaimFilter()) == [(2.8, "edited")]


def test_newer_reading_of_the_rules_meets_what_the_model_found_before(library: Library, first: Paper) -> None:
    library.claims.replace(first.id, [claim(first)], 1)
    read(library, memory(first))
    library.claims.replace(first.id, [claim(first), memory(first)], 2)
    assert states(library) == [(2.8, "stated"), (75, "stated")]
    library.claims.replace(first.id, [claim(first)], 3)
    assert states(library) == [(2.8, "stated"), (75, "proposed")]


def test_later_second_reader_takes_the_place_of_the_earlier(library: Library, first: Paper) -> None:
    read(library, memory(first))
    read(library, claim(first), reader="other")
    assert states(library) == [(2.8, "proposed")]


def test_unit_worded_otherwise_is_the_same_figure_but_a_share_is_not(library: Library, first: Paper) -> None:
    library.claims.replace(first.id, [claim(first, 5, quantity={"unit": "layers"})], 1)
    read(library, claim(first, 5, quantity={"unit": "count"}))
    assert len(entries(library)) == 1
    read(library, claim(first, 5, quantity={"unit": "%"}))
    assert len(entries(library)) == 2


def test_paper_waits_until_this_second_reader_has_read_it(
    library: Library, first: Paper, paper: MakePaper
) -> None:
    library.add(Ingested(papers=(paper("Bare", None),)), "f")
    other = library.papers()[1]
    assert library.claims.unread(READER) == [first.id, other.id]
    read(library)
    assert library.claims.unread(READER) == [other.id]
    assert library.claims.unread("newer") == [first.id, other.id]


def test_reading_of_a_text_that_has_changed_counts_for_nothing(library: Library, paper: MakePaper) -> None:
    library.add(Ingested(papers=(paper("FastNet", None),)), "f")
    read(library)
    library.add(Ingested(papers=(paper("FastNet", TEXT),)), "f")
    (full,) = library.papers()
    assert library.claims.unread(READER) == [full.id]
    library.claims.replace(full.id, [claim(full)], 1)
    assert entries(library)[0].second is None


def test_second_reading_goes_with_its_paper(library: Library, first: Paper) -> None:
    read(library, memory(first))
    library.claims.decide(entries(library)[0].key, "accepted")
    library.remove([first.id])
    assert library.claims.count(ALL) == 0
    with pytest.raises(NotFoundError, match=first.id):
        library.claims.replace_second(first.id, READER, [])


def test_only_a_proposal_is_decided_on(library: Library, first: Paper) -> None:
    library.claims.replace(first.id, [claim(first)], 1)
    (entry,) = entries(library)
    with pytest.raises(StoreError, match=entry.key):
        library.claims.decide(entry.key, "dismissed")
    with pytest.raises(NotFoundError, match="'nothing'"):
        library.claims.decide("nothing", "accepted")
    assert entries(library) == [entry]
