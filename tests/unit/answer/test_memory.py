"""What a writer remembers of a thread."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from assistant.answer.memory import MODEL_FROM, Memory, history
from assistant.answer.planning import Spend
from assistant.schema import Answer, Citation, Statement, StoredTurn, Thread, Turn, Usage, VerdictKind

NOW = datetime(2026, 1, 1, tzinfo=UTC)
QUOTES = ("MARLIN runs inference up to 2.8x faster.", "FlexQ quantizes weights to 6 bits.")


def said(text: str, marker: int = 1, verdict: VerdictKind = "supported") -> Statement:
    quote = QUOTES[marker - 1]
    citation = Citation(
        marker=marker, paper_id=str(marker), title=f"Paper {marker}", quote=quote, start=0, end=len(quote)
    )
    return Statement(text=text, verdict=verdict, citations=(citation,))


def turn(question: str, *statements: Statement, abstained: bool = False) -> StoredTurn:
    answer = Answer(
        thread_id="t", question=question, abstained=abstained, writer="scripted", statements=statements
    )
    return StoredTurn(
        id=question, thread_id="t", position=0, question=question, state="done", answer=answer, created=NOW
    )


def thread(*turns: StoredTurn) -> Thread:
    return Thread(id="t", title="T", created=NOW, turns=turns)


def words(text: str) -> int:
    return len(text.split())


class Summariser:
    """Says what it is told to, and remembers what it was asked."""

    def __init__(self, text: str | None) -> None:
        self.text = text
        self.asked: list[Sequence[Turn]] = []

    def summarise(self, turns: Sequence[Turn], *, spend: Spend) -> str | None:
        self.asked.append(turns)
        spend(Usage(prompt_tokens=7), ("summary@1",))
        return self.text


MANY = thread(
    turn("How fast is MARLIN?", said(QUOTES[0]), said("It has a kernel.")),
    turn("How many bits has FlexQ?", said(QUOTES[1], 2), said("It has a kernel too.", 2)),
    turn("And why?", said("MARLIN runs inference.")),
    turn("The last one?", said("FlexQ quantizes weights.", 2)),
)


def test_short_thread_is_told_whole() -> None:
    told = history(MANY, Memory(budget=100, count=words))
    assert [one.question for one in told] == [one.question for one in MANY.turns]
    assert told[0].answer == f"{QUOTES[0]} It has a kernel."


def test_only_what_passed_the_gate_is_told() -> None:
    failed = thread(turn("Why?", said("It is 9x faster.", verdict="number_not_in_source"), said("It is.")))
    assert history(failed, Memory()) == (Turn(question="Why?", answer="It is."),)


def test_refusals_are_not_told() -> None:
    assert history(thread(turn("Why?", abstained=True)), Memory()) == ()


def test_without_a_model_earlier_turns_are_cut_to_their_first_sentence_the_newest_first() -> None:
    told = history(MANY, Memory(budget=24, count=words))
    assert [(one.question, one.answer) for one in told] == [
        ("How many bits has FlexQ?", QUOTES[1]),
        ("And why?", "MARLIN runs inference."),
        ("The last one?", "FlexQ quantizes weights."),
    ]


def test_history_stays_within_its_budget() -> None:
    for budget in range(60):
        told = history(MANY, Memory(budget=budget, count=words))
        assert sum(words(one.question) + words(one.answer) for one in told) <= budget


def test_summary_of_a_model_keeps_only_what_the_quotes_support() -> None:
    model = Summariser("MARLIN runs inference up to 2.8x faster [1]. It is 99x faster [1]. Nobody knows.")
    told = history(MANY, Memory(budget=15, count=words, summariser=model))
    assert told[0].answer == QUOTES[0]
    assert told[-1].question == "The last one?"
    assert len(told) == 2


def test_model_sees_the_citations_of_the_turns_and_what_it_took_is_told() -> None:
    model, spent = Summariser("..."), list[Usage]()
    memory = Memory(budget=15, count=words, summariser=model, spend=lambda usage, _: spent.append(usage))
    history(MANY, memory)
    [turns] = model.asked
    assert turns[1].answer == "FlexQ quantizes weights to 6 bits [2]. It has a kernel too [2]."
    assert spent == [Usage(prompt_tokens=7)]


def test_useless_summary_gives_way_to_the_first_sentences() -> None:
    plain = history(MANY, Memory(budget=24, count=words))
    for text in (None, "", "It is 99x faster [1].", "All is well [7]."):
        assert history(MANY, Memory(budget=24, count=words, summariser=Summariser(text))) == plain


def test_few_turns_are_not_worth_a_request() -> None:
    model = Summariser(QUOTES[0])
    history(thread(*MANY.turns[1 - MODEL_FROM :]), Memory(budget=7, count=words, summariser=model))
    assert model.asked == []
