"""Claims side by side: rows, pairs, head-to-heads and disagreements; and claims for given figures."""

from __future__ import annotations

from math import isnan

import pytest

from assistant.claims.compare import compare_claims
from assistant.claims.costs import quality_beside
from assistant.claims.given import GivenFigure, known_claim, read_claim
from assistant.claims.links import find_links
from assistant.errors import NotFoundError
from assistant.schema import Claim, Metric, Paper, Quantity, Quote, Setting
from assistant.text.folding import paper_id


def paper(title: str, abstract: str) -> Paper:
    return Paper(id=paper_id(title, abstract), title=title, abstract=abstract)


def claim(
    of: Paper, text: str, value: float, *, metric: Metric = "speedup", subject: str | None = None
) -> Claim:
    assert of.abstract is not None
    start = of.abstract.index(text)
    return Claim(
        quote=Quote(paper_id=of.id, start=start, end=start + len(text), text=text),
        metric=metric,
        quantity=Quantity(value=value, unit="GB/s" if metric == "throughput" else "x"),
        direction="neutral" if metric == "throughput" else "improves",
        subject=subject,
    )


def test_every_pair_of_rows_has_a_verdict() -> None:
    of = paper("A Study", "It is 2x faster. It is 3x smaller. It is 4x cheaper.")
    claims = [
        claim(of, "2x faster", 2),
        claim(of, "3x smaller", 3, metric="memory"),
        claim(of, "4x cheaper", 4),
    ]
    found = compare_claims(claims, {of.id: of})
    assert [row.claim for row in found.rows] == claims
    assert [(pair.a, pair.b) for pair in found.pairs] == [(0, 1), (0, 2), (1, 2)]


def test_head_to_heads_are_those_between_compared_papers() -> None:
    rocket = paper("ROCKET: Fast", "ROCKET is 2x faster.")
    quince = paper("QUINCE: Far", "We beat ROCKET. QUINCE is 3x faster.")
    third = paper("A Study", "We outperform ROCKET and QUINCE.")
    papers = {p.id: p for p in (rocket, quince, third)}
    claims = [claim(rocket, "2x faster", 2), claim(quince, "3x faster", 3)]
    found = compare_claims(claims, papers, find_links(list(papers.values()), {}))
    assert [(link.from_paper, link.to_paper) for link in found.head_to_head] == [(quince.id, rocket.id)]


def test_two_figures_for_one_method_disagree() -> None:
    rocket = paper("ROCKET: Fast", "ROCKET runs at 9 GB/s.")
    other = paper("A Study", "Here ROCKET runs at 5 GB/s.")
    claims = [
        claim(rocket, "ROCKET runs at 9 GB/s", 9, metric="throughput", subject="ROCKET"),
        claim(other, "ROCKET runs at 5 GB/s", 5, metric="throughput", subject="ROCKET").model_copy(
            update={"own": False}
        ),
    ]
    [found] = compare_claims(claims, {p.id: p for p in (rocket, other)}).disagreements
    assert (found.a, found.b) == (0, 1)


@pytest.mark.parametrize(
    "change",
    [
        {"quantity": Quantity(value=20, unit="GB/s", bound="up_to")},
        {"setting": Setting(hardware="H100"), "subject": "ROCKET"},
        {"quantity": Quantity(value=9.2, unit="GB/s", bound="approx")},
    ],
)
def test_a_bound_or_condition_that_explains_a_difference_is_no_disagreement(
    change: dict[str, object],
) -> None:
    rocket = paper("ROCKET: Fast", "ROCKET runs at 9 GB/s.")
    other = paper("A Study", "Here ROCKET runs at 5 GB/s.")
    ours = claim(rocket, "ROCKET runs at 9 GB/s", 9, metric="throughput", subject="ROCKET")
    theirs = claim(other, "ROCKET runs at 5 GB/s", 5, metric="throughput", subject="ROCKET")
    ours = ours.model_copy(update={"setting": Setting(hardware="A100")})
    claims = [ours, theirs.model_copy(update={"own": False, **change})]
    assert compare_claims(claims, {p.id: p for p in (rocket, other)}).disagreements == ()


def test_figures_for_two_methods_do_not_disagree() -> None:
    rocket, quince = (
        paper("ROCKET: Fast", "ROCKET runs at 9 GB/s."),
        paper("QUINCE: Far", "QUINCE runs at 5 GB/s."),
    )
    claims = [
        claim(rocket, "ROCKET runs at 9 GB/s", 9, metric="throughput", subject="ROCKET"),
        claim(quince, "QUINCE runs at 5 GB/s", 5, metric="throughput", subject="QUINCE"),
    ]
    assert compare_claims(claims, {p.id: p for p in (rocket, quince)}).disagreements == ()


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        ("It is 2x faster without sacrificing accuracy.", "without sacrificing accuracy"),
        ("It is 2x faster, with only a 3.6% quality loss.", "3.6% quality loss"),
        ("It is 2x faster. It maintains response quality.", "maintains response quality"),
        ("It is 2x faster at minimal accuracy loss.", "minimal accuracy loss"),
        ("It is 2x faster and cuts cost by 59% while maintaining accuracy.", "maintaining accuracy"),
        ("It is 2x faster and achieves higher accuracy.", "higher accuracy"),
        ("Its output quality is comparable to Orca; it is 2x faster.", None),
        ("It is 2x faster, with output quality comparable to Orca.", "output quality comparable to"),
        ("It is 2x faster and keeps 99.5% of its accuracy.", "keeps 99.5% of its accuracy"),
        ("It is 2x faster in INT8 accuracy mode.", None),
        ("It is 2x faster. It is small. It keeps its accuracy.", None),
        ("It is 2x faster on a GPU.", None),
    ],
)
def test_a_speed_is_shown_with_the_quality_stated_beside_it(abstract: str, expected: str | None) -> None:
    of = paper("A Study", abstract)
    found = quality_beside(claim(of, "2x faster", 2), of, [])
    assert (found.text if found else None) == expected
    assert found is None or abstract[found.start : found.end] == found.text


def test_a_quality_figure_of_the_next_sentence_is_the_cost() -> None:
    of = paper("A Study", "It is 2x faster. It scores 71.2 on the exam.")
    quality = claim(of, "scores 71.2 on the exam", 71.2, metric="quality")
    assert quality_beside(claim(of, "2x faster", 2), of, [quality]) == quality.quote


def test_a_given_figure_finds_the_claim_that_states_it() -> None:
    of = paper("A Study", "It is 2x faster and 3x smaller than Orca.")
    claims = [claim(of, "2x faster", 2), claim(of, "3x smaller", 3, metric="memory")]
    given = GivenFigure(quote="2x faster and 3x smaller", value=3, unit="x", metric="memory")
    assert known_claim(of, given, claims) is claims[1]


def test_a_given_figure_is_judged_as_what_it_is_given_for() -> None:
    of = paper("A Study", "It is 2x faster.")
    given = GivenFigure(quote="2x faster", value=2, unit="$\\times$", metric="throughput")
    found = known_claim(of, given, [claim(of, "2x faster", 2)])
    assert found is not None
    assert (found.metric, found.quantity.value) == ("throughput", 2)


def test_a_given_figure_that_is_no_claim_is_read_from_its_sentence() -> None:
    of = paper("ROCKET: Fast", "We present ROCKET. ROCKET takes 9 ms on an A100 GPU versus 12 ms for Orca-2.")
    quote = "takes 9 ms on an A100 GPU versus 12 ms for Orca-2"
    ours = read_claim(of, GivenFigure(quote=quote, value=9, unit="ms", metric="latency"))
    theirs = read_claim(of, GivenFigure(quote=quote, value=12, unit="ms", metric="latency"))
    assert (ours.subject, ours.own, ours.setting.hardware) == ("ROCKET", True, "A100 GPU")
    assert (theirs.subject, theirs.own) == ("Orca-2", False)
    assert known_claim(of, GivenFigure(quote=quote, value=9, metric="latency"), []) is None


def test_a_number_in_words_keeps_the_given_figure() -> None:
    of = paper("A Study", "It fine-tunes trillion parameter models on one node.")
    given = GivenFigure(
        quote="fine-tunes trillion parameter models", value=1, unit="trillion parameters", metric="other"
    )
    found = read_claim(of, given)
    assert (found.quantity.value, found.quantity.unit) == (1, "trillion parameters")


def test_a_statement_without_a_figure_keeps_its_baseline() -> None:
    of = paper("A Study", "Our kernels run, outperforming torch implementations for most sizes.")
    made = read_claim(
        of, GivenFigure(quote="outperforming torch implementations for most sizes", metric="speedup")
    )
    assert made.baseline == "torch implementations"
    assert isnan(made.quantity.value)


def test_a_quote_that_is_not_in_the_abstract_is_refused() -> None:
    of = paper("A Study", "It is 2x faster.")
    given = GivenFigure(quote="3x faster", value=3, unit="x", metric="speedup")
    with pytest.raises(NotFoundError, match="3x faster"):
        known_claim(of, given, [])
    with pytest.raises(NotFoundError, match="3x faster"):
        read_claim(of, given)
