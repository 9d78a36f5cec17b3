"""What users are promised of answers, on the sample papers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.pipeline import Assistant
from assistant.schema import Answer
from assistant.settings import Settings
from assistant.text.glossary import uses

THEME = "What approaches exist for compressing the KV cache?"
MERGING = "Model Tells You Where to Merge"
PREMISES = [
    (
        "How does LUT-GEMM speed up its dequantization step?",
        "eliminates the resource-intensive dequantization",
    ),
    (
        "Why is HSTU slower than FlashAttention2-based Transformers on long sequences?",
        "5.3x to 15.2x faster than FlashAttention2-based Transformers",
    ),
]


@pytest.fixture(scope="module")
def shared(_sample_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The sample library, opened once: threads are all that these tests add to it."""
    folder = tmp_path_factory.mktemp("answers") / "library"
    shutil.copytree(_sample_template, folder)
    with Assistant.open(folder, settings=Settings()) as opened:
        yield opened


def _talk(assistant: Assistant, *questions: str) -> Answer:
    """Ask questions in one thread and return the last answer."""
    answer = assistant.ask(questions[0])
    for question in questions[1:]:
        answer = assistant.ask(question, thread_id=answer.thread_id)
    return answer


def _cited(answer: Answer) -> set[str]:
    """The names that the titles of the papers cited begin with."""
    return {citation.title.split(":")[0] for one in answer.statements for citation in one.citations}


def _text(answer: Answer) -> str:
    return " ".join(one.text for one in answer.statements)


def test_comparison_names_both_papers_and_says_whether_they_may_be_ranked(shared: Assistant) -> None:
    answer = shared.ask("How do the speedups of MARLIN and FlexQ compare?")
    assert answer.kind == "comparison"
    assert _cited(answer) == {"MARLIN", "FlexQ"}
    assert "cannot be ranked" in answer.statements[-1].text
    assert len(answer.statements[-1].citations) == 2


def test_aggregate_lists_all_papers_that_hold_a_name(shared: Assistant) -> None:
    holding = {p.title.split(":")[0] for p in shared.papers() if "LongBench" in (p.abstract or "")}
    assert len(holding) > 2
    answer = shared.ask("Which papers evaluate on LongBench?")
    assert answer.kind == "aggregate"
    assert _cited(answer) == holding


@pytest.mark.parametrize("question", [THEME, "What approaches exist for training large models on many GPUs?"])
def test_synthesis_groups_papers_under_a_shared_term_that_each_of_them_uses(
    shared: Assistant, question: str
) -> None:
    answer = shared.ask(question)
    papers = {paper.id: f"{paper.title}. {paper.abstract}" for paper in shared.papers()}
    leads = [one for one in answer.statements if " papers deal with " in one.text]
    assert answer.kind == "synthesis"
    assert len(leads) >= 2
    for lead in leads:
        term = lead.text.split(" papers deal with ")[1].split(":")[0]
        assert lead.verdict == "supported"
        assert all(uses(papers[citation.paper_id], term) for citation in lead.citations)


def test_synthesis_tells_of_each_paper_once_after_the_lead_of_its_group(shared: Assistant) -> None:
    statements = shared.ask(THEME).statements
    order = [one.citations[0].paper_id for one in statements if len(one.citations) == 1]
    runs = [paper for place, paper in enumerate(order) if place == 0 or order[place - 1] != paper]
    assert len(runs) == len(set(runs)) > 5


def test_follow_up_compares_the_paper_asked_about_before_with_another(shared: Assistant) -> None:
    answer = _talk(shared, "How fast is MARLIN?", "Compare it with FlexQ")
    assert answer.kind == "comparison"
    assert _cited(answer) == {"MARLIN", "FlexQ"}


def test_follow_up_asks_the_same_paper_about_something_else(shared: Assistant) -> None:
    answer = _talk(shared, "What speedup does FlexQ claim?", "What about memory?")
    assert _cited(answer) == {"FlexQ"}
    assert "1.21x memory savings" in _text(answer)


@pytest.mark.parametrize(
    ("question", "cited"),
    [
        ("Which of those is evaluated on RULER?", {"ShadowKV"}),
        ("Which of them offloads to the CPU?", {"ShadowKV"}),
        ("Which of them merges KV states?", {MERGING}),
    ],
)
def test_which_of_those_lists_the_papers_of_the_answer_before_that_do(
    shared: Assistant, question: str, cited: set[str]
) -> None:
    answer = _talk(shared, "Which papers evaluate on LongBench?", question)
    assert _cited(answer) == cited


def test_which_of_those_that_none_does_is_refused_for_those_papers(shared: Assistant) -> None:
    answer = _talk(shared, "Which papers evaluate on LongBench?", "Which of those uses an SSD?")
    assert answer.message == "None of these papers mentions “SSD”."


def test_refusal_names_what_is_missing_and_counts_the_papers_on_its_kin(shared: Assistant) -> None:
    kin = [p for p in shared.papers() if "flashattention" in f"{p.title} {p.abstract}".lower()]
    answer = shared.ask("What speedup does FlashAttention-3 reach over FlashAttention-2 on H100 GPUs?")
    assert answer.abstained
    assert "No paper in your library mentions “FlashAttention-3”." in answer.message
    assert f"{len(kin)} papers mention FlashAttention." in answer.message


@pytest.mark.parametrize(("question", "shown"), PREMISES)
def test_false_premise_is_corrected_with_the_sentence_that_shows_it(
    shared: Assistant, question: str, shown: str
) -> None:
    answer = shared.ask(question)
    assert answer.correction
    assert not answer.abstained
    assert shown in _text(answer)


@pytest.mark.parametrize(
    "question",
    [
        "How does LUT-GEMM speed up matrix multiplication?",
        "Why is HSTU faster than FlashAttention2-based Transformers on long sequences?",
        "Why does MARLIN keep its speedup at larger batch sizes?",
        "How does H2O decide which tokens to keep?",
        "How does KVMerger choose which states to merge?",
        "Why is zero-shot offloading slow on a single GPU, according to Fuyou?",
        "How does Mustafar reach high sparsity without losing accuracy?",
    ],
)
def test_answerable_question_on_why_or_how_is_not_corrected(shared: Assistant, question: str) -> None:
    answer = shared.ask(question)
    assert answer.correction == ""
    assert answer.statements


@pytest.mark.parametrize("question", [THEME, *(question for question, _ in PREMISES)])
def test_answer_is_the_same_in_a_library_opened_anew(
    shared: Assistant, sample_library: Path, question: str
) -> None:
    first, again = shared.ask(question), shared.ask(question)
    with Assistant.open(sample_library, settings=Settings()) as anew:
        other = anew.ask(question)
    assert first.statements == again.statements == other.statements
    assert (first.correction, first.kind) == (other.correction, other.kind)


def test_every_statement_on_every_kind_of_question_is_supported(shared: Assistant) -> None:
    questions = [
        THEME,
        "Which papers evaluate on LongBench?",
        "How do ShadowKV and xKV differ in what they compress?",
        "What is KVMerger?",
        "How can models be served with little memory?",
        *(question for question, _ in PREMISES),
    ]
    statements = [one for question in questions for one in shared.ask(question).statements]
    assert len(statements) > 20
    assert [one.text for one in statements if one.verdict != "supported"] == []
