from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from markdown_it import MarkdownIt

from assistant.export.document import to_document
from assistant.export.document_markdown import document_to_markdown, document_to_pandoc
from assistant.schema import ComparedClaim, Paper
from tests.unit.export.drafts import PAPERS, TILUS, answer, citing, comparison, draft, said
from tests.unit.export.hostile import papers


def test_draft_shows_themes_sentences_failures_and_references() -> None:
    assert document_to_markdown(to_document(draft(), PAPERS)) == (
        "# Fast &amp; small kernels\n\n"
        "## Kernels\n\n"
        "MARLIN is 2x faster. \\[1\\] MARLIN \\[1\\] and FlexQ \\[2\\] are fast.\n\n"
        "## Formats\n\n"
        "**Not verified:** FlexQ is 9x faster. \\[2\\] *(9x does not occur in \\[2\\])*\n\n"
        "## References\n\n"
        "- \\[1\\] Elias Frantar. **MARLIN: Kernels**. 2024. "
        "[arXiv:2408.1](<https://arxiv.org/abs/2408.1>)\n\n"
        "  > We are 2x faster.\n"
        "- \\[2\\] Hao Zhang. **FlexQ: INT6**. 2025. [doi:10.1/x\\_y](<https://doi.org/10.1/x_y>)\n\n"
        "  > FlexQ is fast.\n\n"
        "## Coverage\n\n"
        "- 2 of 3 selected papers are cited.\n"
        "- Not cited: Tilus: A Virtual Machine (nothing of it passed)\n\n"
        "> **Note:** The abstract of Tilus is short.\n\n"
        "*Written by extractive*\n"
    )


def test_address_of_a_paper_is_no_link() -> None:
    text = document_to_markdown(to_document([TILUS], PAPERS))
    assert text.endswith("- \\[1\\] **Tilus: A Virtual Machine**. Nature. https\\://x.example/t\n")


def test_table_stands_after_the_text(row: Callable[..., ComparedClaim]) -> None:
    text = document_to_markdown(to_document(draft(comparison(row())), PAPERS))
    assert text.index("## Formats") < text.index("## Comparison of claims") < text.index("## References")


def test_citation_processors_get_keys_and_a_place_for_the_references() -> None:
    text = document_to_pandoc(to_document(draft(), PAPERS))
    assert "MARLIN is 2x faster [@frantar2024marlin]." in text
    assert text.endswith("\n\n## References\n")


@settings(deadline=None)
@given(papers)
def test_only_identifiers_become_links(paper: Paper) -> None:
    document = to_document(answer(said("x", citing(paper, 1, paper.title))), {paper.id: paper})
    tokens = MarkdownIt("commonmark").enable("table").parse(document_to_markdown(document))
    inline = [child for token in tokens for child in token.children or ()]
    links = [str(token.attrs["href"]) for token in inline if token.type == "link_open"]
    assert all(link.startswith(("https://doi.org/", "https://arxiv.org/abs/")) for link in links)
    assert len(links) == bool(paper.doi) + bool(paper.arxiv_id)
    assert not {token.type for token in inline} & {"image", "html_inline", "code_inline"}
