"""What single lines are taken for."""

from __future__ import annotations

import pytest

from assistant.ingest.page_lines import Kind, is_one_name, kind_of, names_in


@pytest.mark.parametrize(
    "line",
    [
        "Oct 6", "October 6, 2025", "6 October 2025", "Mon, Oct 6", "Monday, 6 Oct", "2025-10-06",
        "06/10/2025", "Oct 6th", "May 2025", "Today", "Week 41, 2025",
    ],
)  # fmt: skip
def test_date_line_is_a_date(line: str) -> None:
    assert kind_of(line) is Kind.DATE


@pytest.mark.parametrize(
    "line",
    [
        "55", "1.2k", "▲ 12", "·", "10 authors", "· 10 authors", "3 comments", "12 upvotes · 3 comments",
        "Upvote 12", "Submitted by akhaliq", "Published on Oct 5", "View PDF", "View arXiv page", "Subscribe",
        "Load more papers", "Sign Up", "Privacy Policy", "Terms of Service", "Company TOS Privacy About Jobs",
        "akhaliq", "@someone", "© 2025 Somebody", "All rights reserved.", "https://example.org/paper",
        "arXiv:2510.01234", "Abstract", "Get trending papers in your email inbox!", "-----",
        "byAK and the research community",
    ],
)  # fmt: skip
def test_line_of_the_page_itself_is_furniture(line: str) -> None:
    assert kind_of(line) is Kind.FURNITURE


@pytest.mark.parametrize(
    "line",
    [
        "Attention Is All You Need",
        "What Makes Convolutional Models Great on Long Sequence Modeling?",
        "Do logarithmic proximity measures outperform plain ones in graph clustering?",
        "LLM.int8(): 8-bit Matrix Multiplication for Transformers at Scale",
        "How Good is my Model? A Holistic Benchmark. And What Comes After",
        "Parameters vs. Context: Fine-Grained Control of Knowledge Reliance in Language Models",
        "Attention Is Still Almost All That You Need.",
        "A theory of representation learning gives a deep generalisation of kernel methods",
        "HyperZ$\\cdot$Z$\\cdot$W Operator Connects Slow-Fast Networks for Full Context Interaction",
        "We Need to Talk About Evaluation of Large Language Models",
        "Show and Tell: Reading Open Papers Aloud",
        "Towards a Unified Theory of Extremely Long Titles That Go On and On: A Survey of Surveys of Methods,"
        " Data, Models and Evaluation Protocols for Large Language Models",
        'Can "consciousness" be observed from large language model (LLM) internal states? Dissecting LLM'
        " representations obtained from Theory of Mind test with Integrated Information Theory",
    ],
)
def test_title_of_any_shape_is_a_title(line: str) -> None:
    assert kind_of(line) is Kind.TITLE


@pytest.mark.parametrize(
    "line",
    [
        "We present a fast algorithm for sorting.",
        "Scaling long-context ability is essential for Large Language Models (LLMs).",
        "This study measured how quickly models answer short questions in the field.",
        "Code is available at https://example.org/code",
        "Project page: https://example.org",
        "The method works. It is faster than all earlier ones! It also needs less memory than any of them",
        "word " * 60,
    ],
)
def test_running_text_is_prose(line: str) -> None:
    assert kind_of(line.strip()) is Kind.PROSE


@pytest.mark.parametrize("line", ["Kimi Linear", "Qwen3 Technical Report", "Daily digest of papers"])
def test_line_of_few_words_is_left_to_its_neighbours(line: str) -> None:
    assert kind_of(line) is Kind.SHORT


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Jane Doe, John Q. Smith, Li Wei", ("Jane Doe", "John Q. Smith", "Li Wei")),
        ("Ada Lovelace and Alan Turing", ("Ada Lovelace", "Alan Turing")),
        ("Jürgen Müller, Guido van Rossum, et al.", ("Jürgen Müller", "Guido van Rossum")),
        ("By Jane Doe", ("Jane Doe",)),
        ("Soft Tokens, Harder", ()),
        ("The Hidden Link Between Tuning and Contrastive Learning", ()),
        ("Markov Blanket Density and Free Energy Minimization", ()),
    ],
)
def test_list_of_names_is_told_from_a_title_with_a_list(line: str, names: tuple[str, ...]) -> None:
    assert names_in(line) == names


@pytest.mark.parametrize(
    ("line", "name"), [("Ada Lovelace", True), ("Qwen3 Report", False), ("Mamba", False)]
)
def test_one_name_is_two_or_three_capitalised_words(line: str, name: bool) -> None:
    assert is_one_name(line) is name
