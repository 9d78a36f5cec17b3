"""Reading Markdown: Pandoc's citations and numbered references."""

from __future__ import annotations

import pytest

from assistant.manuscript.markdown import read_markdown
from assistant.manuscript.sentences import sentences_of


def texts(source: str) -> list[tuple[int, str]]:
    return [(one.line, one.text) for one in sentences_of(read_markdown(source).blocks)]


def test_keys_in_brackets_and_in_the_sentence() -> None:
    source = "# Head [@no]\n\n**A** is [@a; see @b-c, p. 3].\nAs @smith:20 say [-@d]. Mail me@home.org.\n"
    assert texts(source) == [(3, "A is [a, b-c]."), (4, "As [smith:20] say [d]."), (4, "Mail me@home.org.")]


def test_numbers_count_only_with_a_list_of_references() -> None:
    assert read_markdown("In [3] it is.").cited == {}
    found = read_markdown("In [1, 3-4] it is.\n\n## References\n\n1. A. One.\n[3] B. Two.\n- \\[4\\] **C**\n")
    assert list(found.cited) == ["1", "3", "4"]
    assert [(it.key, it.text, it.line) for it in found.references] == [
        *(("1", "A. One.", 5), ("3", "B. Two.", 6), ("4", "**C**", 7))
    ]


def test_code_is_no_text_and_rows_of_tables_are() -> None:
    source = "```\n[@a]\n```\n\n| x | y |\n|---|---|\n| A [@b] | 3x |\n"
    assert texts(source) == [(5, "x, y"), (7, "A [b], 3x")]


@pytest.mark.parametrize(
    "given", ["bibliography: refs.bib", "bibliography: [refs.bib]", "bibliography:\n  - refs.bib"]
)
def test_front_matter_names_the_bibliography(given: str) -> None:
    found = read_markdown(f"---\ntitle: x\n{given}\n---\n\nText [@a].\n")
    assert found.bibliographies == ("refs.bib",)
    assert min(found.cited["a"]) == given.count("\n") + 6


@pytest.mark.parametrize("unit", ["[@a ", "[", "  - a\n", "[a](", "[1, ", "a"])
@pytest.mark.timeout(20)
def test_hostile_sources_end(unit: str) -> None:
    found = read_markdown(unit * (200_000 // len(unit)) + "\n\nEnd [@k].")
    assert "k" in found.cited
    assert "was not checked" in found.problems[0].reason
