"""Tables in Markdown are read by a parser that knows nothing of us."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.export.claims_markdown import claims_to_markdown, comparison_to_markdown
from assistant.schema import ComparedClaim, ComparedPair, Comparison, Disagreement, Link, Quote

Rows = Callable[..., ComparedClaim]
HOSTILE = st.text(
    st.one_of(st.sampled_from("|\\`*_[]()<>!#-\n\r\t: $~x"), st.characters(codec="utf-8")), max_size=30
)
INERT = {
    *("heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "text", "softbreak"),
    *("text_special", "table_open", "table_close", "thead_open", "thead_close", "tbody_open", "tbody_close"),
    *("tr_open", "tr_close", "th_open", "th_close", "td_open", "td_close", "bullet_list_open"),
    *("bullet_list_close", "list_item_open", "list_item_close", "blockquote_open", "blockquote_close"),
    *("strong_open", "strong_close"),
}


def tokens(markdown: str) -> list[Token]:
    parsed = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    return [token for block in parsed for token in (block, *(block.children or []))]


def cells(markdown: str) -> list[str]:
    """Cells of the first table's body, row after row."""
    found = tokens(markdown.split("\n\n")[1])
    return [found[n + 1].content for n, token in enumerate(found) if token.type == "td_open"]


def test_row_shows_the_claim_and_a_dash_for_what_is_not_stated(row: Rows) -> None:
    text = claims_to_markdown([row(value=2.8, bound="up_to", subject="MARLIN", hardware="A100", own=False)])
    assert cells(text) == [
        *("1", "speedup (background)", "up to 2.8x", "MARLIN", "–", "hardware: A100", "–"),
        "MARLIN: Mixed Precision",
    ]
    assert "– means that the abstract does not state it." in text
    assert "> It is 2x faster." in text


@given(st.lists(st.tuples(HOSTILE, HOSTILE, HOSTILE), min_size=1, max_size=3))
def test_any_text_is_one_inert_row_of_the_table(row: Rows, texts: list[tuple[str, str, str]]) -> None:
    claims = [
        row(title=title, quote=quote, subject=subject, quality=quote) for title, quote, subject in texts
    ]
    found = tokens(claims_to_markdown(claims))
    assert sum(token.type == "tr_open" for token in found) == 1 + len(texts)
    assert sum(token.type == "td_open" for token in found) == 8 * len(texts)
    assert {token.type for token in found} <= INERT


def test_no_claim_is_said() -> None:
    assert claims_to_markdown([]) == "# Claims\n\nNo claim fits.\n"


def test_comparison_says_what_may_be_ranked_and_why_not(row: Rows) -> None:
    met = "head-to-head: only 1.03 x over Marlin may be stated (Tilus)"
    pairs = (
        ComparedPair(a=0, b=1, verdict="not_comparable", reasons=("baseline: differs",), may_rank=False),
        ComparedPair(a=0, b=2, verdict="not_comparable", reasons=("baseline: differs", met), may_rank=True),
        ComparedPair(a=1, b=2, verdict="with_caveat", reasons=("setting: apart",), may_rank=False),
    )
    quote = Quote(paper_id="p1", start=0, end=4, text="Over Marlin it gains 1.03x.")
    link = Link(from_paper="p1", to_paper="p2", mention="Marlin", relation="baseline", quote=quote)
    comparison = Comparison(
        rows=(row(), row(), row(paper_id="p2")),
        pairs=pairs,
        head_to_head=(link, link),
        disagreements=(Disagreement(a=0, b=2, reason="value: they differ"),),
    )
    text = comparison_to_markdown(comparison)
    refusal = (
        "No ranking of these claims: 2 of 3 pairs are not comparable (baseline: 2)"
        " and 1 compare only with caveats."
    )
    assert refusal in text
    assert "| 1 and 2 | not comparable | no ranking | baseline: differs |" in text
    assert "| 1 and 3 | not comparable | head-to-head result only | baseline: differs |" in text
    assert "- 1 and 3: only 1.03 x over Marlin may be stated (Tilus)" in text
    assert text.count("> Over Marlin it gains 1.03x.") == 1
    assert "- 1 and 3: value: they differ" in text


def test_lone_claim_is_not_ranked(row: Rows) -> None:
    assert "compared" not in comparison_to_markdown(Comparison(rows=(row(),), pairs=()))
