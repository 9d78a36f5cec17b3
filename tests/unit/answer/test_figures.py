from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest

from assistant.answer.ask import Answering, Limits
from assistant.answer.figures import FigureAnswers
from assistant.models.scripted import ScriptedWriter
from assistant.schema import (
    Answer,
    AnswerEvent,
    Delta,
    Finish,
    Paper,
    Thread,
)
from tests.unit.answer.small_records import Records
from tests.unit.answer.small_retrieval import SmallRetrieval

Ask = Callable[[str], Answer]


def _paper(letter: str, title: str, abstract: str) -> Paper:
    return Paper(id=letter * 16, title=title, abstract=abstract)


PAPERS = [
    _paper(
        "a",
        "AlphaCache: KV-cache quantization",
        "The KV cache fills memory. We present AlphaCache, which shrinks the KV cache. "
        "AlphaCache reduces KV cache memory by 80% compared to FlashInfer. "
        "AlphaCache achieves up to 3.5x speedup over FlashInfer on an A100 GPU.",
    ),
    _paper(
        "b",
        "BetaCache: KV-cache eviction",
        "The KV cache grows with the context. We present BetaCache, which evicts entries of the KV cache. "
        "BetaCache reduces KV cache memory by 60% compared to full caching. "
        "It achieves 1.8x speedup over DeepSpeed with only 0.3% accuracy loss.",
    ),
    _paper(
        "c",
        "GammaTrain: Training at scale",
        "We train GammaTrain on 12,288 GPUs. GammaTrain achieves 2.5x higher throughput than Megatron-LM.",
    ),
]


@pytest.fixture
def ask() -> Ask:
    retrieval = SmallRetrieval(*PAPERS)
    figures = FigureAnswers(
        Records(PAPERS), lambda text, k, scope: retrieval.search(text, k=k, scope=scope), retrieval.papers
    )
    script = [Delta(text="The KV cache fills memory [1]."), Finish(complete=True, reason="stop")]
    answering = Answering(
        retrieval, ScriptedWriter([script]), size=lambda: len(PAPERS), limits=Limits(), figures=figures
    )

    def answer(question: str) -> Answer:
        thread = Thread(id="t", title="T", created=datetime(2026, 1, 1, tzinfo=UTC))
        events = list(answering.stream(question, thread))
        return next(event.answer for event in events if isinstance(event, AnswerEvent))

    return answer


def _text(answer: Answer) -> str:
    return " ".join(one.text for one in answer.statements)


def _cited(answer: Answer) -> set[str]:
    return {citation.paper_id[0] for one in answer.statements for citation in one.citations}


def test_figure_question_is_answered_by_records_and_says_so(ask: Ask) -> None:
    answer = ask("What speedup does AlphaCache claim?")
    assert answer.writer == "records"
    assert "up to 3.5x speedup over FlashInfer" in _text(answer)
    assert _cited(answer) == {"a"}


def test_other_questions_go_to_the_writer(ask: Ask) -> None:
    answer = ask("What does the cache hold?")
    assert answer.writer == "scripted"


def test_every_sentence_has_passed_the_gate(ask: Ask) -> None:
    answer = ask("How do AlphaCache's and BetaCache's speedups compare, and against which baselines?")
    assert answer.statements
    assert {one.verdict for one in answer.statements} == {"supported"}


def test_pronoun_gives_way_to_the_name(ask: Ask) -> None:
    assert "BetaCache achieves 1.8x speedup over DeepSpeed" in _text(
        ask("What speedup does BetaCache claim?")
    )


def test_comparison_says_why_figures_cannot_be_ranked_and_cites_both(ask: Ask) -> None:
    answer = ask("How do AlphaCache's and BetaCache's speedups compare?")
    last = answer.statements[-1]
    assert "cannot be ranked, since their baselines are not the same" in last.text
    assert {citation.paper_id[0] for citation in last.citations} == {"a", "b"}


def test_comparison_states_the_quality_cost_or_that_there_is_none(ask: Ask) -> None:
    text = _text(ask("How do AlphaCache's and BetaCache's speedups compare?"))
    assert "(quality unstated)" in text
    assert "0.3% accuracy loss" in text


def test_threshold_lists_all_and_only_papers_of_the_topic_that_reach_it(ask: Ask) -> None:
    answer = ask("Which KV-cache papers report at least 70% memory reduction?")
    assert _cited(answer) == {"a"}
    assert "80%" in _text(answer)


def test_factor_meets_a_percentage_and_the_derivation_is_noted(ask: Ask) -> None:
    answer = ask("Which KV-cache papers report at least 4x memory reduction?")
    assert _cited(answer) == {"a"}
    assert any(note.startswith("derived: ") for note in answer.warnings)
    assert "4x" not in _text(answer)


def test_unmet_threshold_is_refused_with_the_nearest_figure(ask: Ask) -> None:
    answer = ask("Which KV-cache papers report at least 95% memory reduction?")
    assert answer.abstained
    assert "the nearest figure is 80 % (AlphaCache)" in answer.message
    assert [near.title for near in answer.nearest] == [PAPERS[0].title]


def test_superlative_names_the_largest_and_denies_a_ranking(ask: Ask) -> None:
    answer = ask("What is the largest speedup among KV-cache papers?")
    assert answer.statements[0].text.startswith("The largest of these: AlphaCache achieves up to 3.5x")
    assert "be ranked" in answer.statements[-1].text


def test_counting_question_is_answered_with_all_papers_and_their_number(ask: Ask) -> None:
    answer = ask("How many papers claim over 2x throughput?")
    assert _cited(answer) == {"c"}
    assert "counted: 1 paper" in answer.warnings


def test_numbers_of_things_are_found_in_sentences(ask: Ask) -> None:
    answer = ask("Which papers train on more than 10,000 GPUs?")
    assert _cited(answer) == {"c"}
    assert "12,288 GPUs" in _text(answer)


def test_other_baseline_than_asked_for_is_said(ask: Ask) -> None:
    answer = ask("What does AlphaCache claim over vLLM?")
    assert answer.abstained
    assert "AlphaCache states no figure over “vLLM”" in answer.message
    assert "FlashInfer" in answer.message


def test_unmentioned_machine_is_refused(ask: Ask) -> None:
    answer = ask("How much speedup does AlphaCache reach on an RTX 4090?")
    assert answer.abstained
    assert "“4090”" in answer.message


def test_name_that_only_another_paper_holds_is_corrected_with_its_sentence(ask: Ask) -> None:
    answer = ask("What speedup does AlphaCache reach with Megatron-LM?")
    assert answer.correction == (
        "The abstract of AlphaCache does not mention “Megatron-LM”. That of GammaTrain does."
    )
    assert _text(answer) == "GammaTrain achieves 2.5x higher throughput than Megatron-LM."
    assert _cited(answer) == {"c"}


def _figures(papers: Sequence[Paper]) -> FigureAnswers:
    retrieval = SmallRetrieval(*papers)
    return FigureAnswers(
        Records(papers), lambda text, k, scope: retrieval.search(text, k=k, scope=scope), retrieval.papers
    )


def test_quotes_with_the_figures_asked_for_are_told_by_paper() -> None:
    quoted = _figures(PAPERS).quoted("How much memory do they save?", PAPERS[:2], headlines=False)
    assert {id_[0]: [quote.text for quote in quotes] for id_, quotes in quoted.items()} == {
        "a": ["AlphaCache reduces KV cache memory by 80% compared to FlashInfer"],
        "b": ["BetaCache reduces KV cache memory by 60% compared to full caching"],
    }


def test_figures_that_sell_a_paper_are_quoted_where_none_is_asked_for() -> None:
    figures = _figures(PAPERS)
    selling = figures.quoted("What do they do?", PAPERS[:1], headlines=False)
    assert ["80%" in quote.text or "3.5x" in quote.text for quote in selling[PAPERS[0].id]] == [True, True]
    memory = figures.quoted("How much memory is saved?", PAPERS[:1], headlines=True)
    assert memory == selling
