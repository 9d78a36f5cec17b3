from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

import pytest

from assistant.answer.ask import Answering, Limits
from assistant.errors import ModelError, QuestionError
from assistant.models.scripted import ScriptedWriter
from assistant.schema import (
    Answer,
    AnswerEvent,
    Delta,
    Event,
    Finish,
    Paper,
    StageEvent,
    StatementEvent,
    StoredTurn,
    Thread,
    WriteRequest,
)
from tests.unit.answer.small_retrieval import SmallRetrieval

NOW = datetime(2026, 1, 1, tzinfo=UTC)
QUESTION = "How much faster is MARLIN inference?"

Build = Callable[..., Answering]


@pytest.fixture
def papers(marlin: Paper, flexq: Paper) -> SmallRetrieval:
    return SmallRetrieval(marlin, flexq)


@pytest.fixture
def build(papers: SmallRetrieval) -> Build:
    def make(writer: ScriptedWriter) -> Answering:
        return Answering(papers, writer, size=lambda: 2, limits=Limits())

    return make


def _thread(*answers: Answer) -> Thread:
    turns = tuple(
        StoredTurn(
            id=str(position),
            thread_id="t",
            position=position,
            question=answer.question,
            state="done",
            answer=answer,
            statements=answer.statements,
            created=NOW,
        )
        for position, answer in enumerate(answers)
    )
    return Thread(id="t", title="T", created=NOW, turns=turns)


def _events(answering: Answering, question: str = QUESTION, thread: Thread | None = None) -> list[Event]:
    return list(answering.stream(question, thread or _thread()))


def _answer(events: Sequence[Event]) -> Answer:
    assert isinstance(events[-1], AnswerEvent)
    return events[-1].answer


def test_stages_come_with_their_counts_before_the_sentences(build: Build) -> None:
    events = _events(build(ScriptedWriter(["It runs end-to-end inference up to 2.8x faster [1]."])))
    assert events[:2] == [
        StageEvent(stage="searching", searched=2),
        StageEvent(stage="reading", searched=2, reading=2),
    ]
    assert isinstance(events[2], StatementEvent)
    assert events[2].stage == StageEvent(stage="citing", searched=2, reading=2, citing=1)


def test_every_sentence_of_the_answer_was_released_before(build: Build) -> None:
    events = _events(
        build(ScriptedWriter(["MARLIN is a kernel for quantized weights [1]. It is 9x faster [1]."]))
    )
    released = tuple(event.statement for event in events if isinstance(event, StatementEvent))
    assert _answer(events).statements == released
    assert [statement.verdict for statement in released] == ["supported", "number_not_in_source"]


def test_sentence_of_a_slow_writer_is_released_when_it_is_whole(build: Build) -> None:
    """The first sentence must not wait for the rest of the stream."""
    reached: list[str] = []

    def slowly(request: WriteRequest) -> Iterator[Delta | Finish]:
        yield Delta(text="MARLIN is a kernel for quantized weights [1]. FlexQ quantizes ")
        reached.append("rest")
        yield Delta(text="weights to 6 bits [2].")
        yield Finish(complete=True, reason="stop")

    stream = build(ScriptedWriter(slowly)).stream(QUESTION, _thread())
    next(event for event in stream if isinstance(event, StatementEvent))
    assert reached == []


def test_numbers_of_citations_stay_through_the_thread(build: Build) -> None:
    first = _answer(_events(build(ScriptedWriter(["FlexQ quantizes weights to 6 bits [2]."]))))
    second = _answer(
        _events(
            build(ScriptedWriter(["MARLIN is a kernel for quantized weights [1]."])), thread=_thread(first)
        )
    )
    assert [citation.marker for citation in first.statements[0].citations] == [1]
    assert [citation.marker for citation in second.statements[0].citations] == [2]


def test_writer_that_declines_makes_a_refusal(build: Build) -> None:
    answer = _answer(_events(build(ScriptedWriter(["NOT IN LIBRARY"]))))
    assert answer.abstained
    assert answer.statements == ()
    assert [paper.title for paper in answer.nearest]


def test_writer_that_says_nothing_makes_a_refusal(build: Build) -> None:
    assert _answer(_events(build(ScriptedWriter([""])))).abstained


def test_missing_name_is_refused_without_asking_the_writer(build: Build) -> None:
    writer = ScriptedWriter([])
    answer = _answer(_events(build(writer), "How fast is FlashAttention-3 inference?"))
    assert "FlashAttention-3" in answer.message
    assert writer.requests == []


def test_cut_stream_is_marked_incomplete_with_the_reason(build: Build) -> None:
    writer = ScriptedWriter(
        [
            [
                Delta(text="FlexQ quantizes weights to 6 bits [2]. Its"),
                Finish(complete=False, reason="the stream was cut"),
            ]
        ]
    )
    answer = _answer(_events(build(writer)))
    assert answer.incomplete
    assert "the stream was cut" in answer.warnings
    assert answer.statements[0].verdict == "supported"


def test_failing_model_leaves_the_evidence_and_raises(build: Build) -> None:
    def fail(request: WriteRequest) -> Iterator[Delta | Finish]:
        raise ModelError("The server is away.")
        yield

    stream = build(ScriptedWriter(fail)).stream(QUESTION, _thread())
    answer = next(event.answer for event in stream if isinstance(event, AnswerEvent))
    with pytest.raises(ModelError, match="away"):
        next(stream)
    assert answer.error == "The server is away."
    assert len(answer.evidence) == 2
    assert not answer.abstained


def test_scope_limits_what_is_read(build: Build, flexq: Paper) -> None:
    answering = build(ScriptedWriter(["FlexQ quantizes weights to 6 bits [1]."]))
    events = list(answering.stream("How many bits do weights have?", _thread(), [flexq.id]))
    assert events[0] == StageEvent(stage="searching", searched=1)
    assert [item.paper_id for item in _answer(events).evidence] == [flexq.id]


def test_waiting_writer_is_passed_on_so_that_it_can_be_stopped(build: Build) -> None:
    writer = ScriptedWriter([[Delta(text=""), Delta(text="MARLIN is a kernel for quantized weights [1].")]])
    events = _events(build(writer))
    assert [event.stage for event in events if isinstance(event, StageEvent)] == [
        "searching",
        "reading",
        "reading",
    ]


def test_only_checked_sentences_reach_the_writer_as_history(build: Build) -> None:
    first = _answer(
        _events(build(ScriptedWriter(["MARLIN is a kernel for quantized weights [1]. It is 9x faster [1]."])))
    )
    writer = ScriptedWriter(["MARLIN is a kernel for quantized weights [1]."])
    _events(build(writer), "How fast is MARLIN?", _thread(first))
    assert [turn.answer for turn in writer.requests[0].history] == [
        "MARLIN is a kernel for quantized weights."
    ]


def test_empty_question_is_refused(build: Build) -> None:
    with pytest.raises(QuestionError):
        _events(build(ScriptedWriter([])), " ")


def test_search_that_was_not_complete_is_a_warning(build: Build, papers: SmallRetrieval) -> None:
    papers.problem = "The vectors belong to another model."
    answer = _answer(_events(build(ScriptedWriter(["MARLIN is a kernel for quantized weights [1]."]))))
    assert answer.warnings == ("The vectors belong to another model.",)


def test_false_premise_is_answered_by_the_sentence_that_shows_it_and_no_writer(build: Build) -> None:
    writer = ScriptedWriter([])
    answer = _answer(_events(build(writer), "Why does MARLIN with vLLM run end-to-end inference slower?"))
    assert answer.correction == "The question takes “slower” for granted; the paper says “faster”."
    assert [one.verdict for one in answer.statements] == ["supported"]
    assert "up to 2.8x faster" in answer.statements[0].text
    assert writer.requests == []
    assert not answer.abstained


def test_detail_that_the_named_paper_leaves_out_is_refused_with_the_paper(
    build: Build, marlin: Paper
) -> None:
    writer = ScriptedWriter([])
    answer = _answer(_events(build(writer), "How fast is MARLIN inference on a Raspberry Pi?"))
    assert answer.message == "The abstract of MARLIN does not mention a Raspberry Pi."
    assert [near.paper_id for near in answer.nearest] == [marlin.id]
    assert writer.requests == []


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        (QUESTION, "fact"),
        ("How do MARLIN and FlexQ compare?", "comparison"),
        ("Which papers are about quantized weights?", "aggregate"),
    ],
)
def test_kind_of_the_question_is_told_to_the_writer_and_the_reader(
    build: Build, question: str, kind: str
) -> None:
    writer = ScriptedWriter(["MARLIN is a kernel for quantized weights [1]."])
    answer = _answer(_events(build(writer), question))
    assert (answer.kind, writer.requests[0].kind) == (kind, kind)


def test_writer_is_told_how_well_each_sentence_fits(build: Build, marlin: Paper) -> None:
    writer = ScriptedWriter(["MARLIN is a kernel for quantized weights [1]."])
    _events(build(writer), "Which batch sizes keep speedups?")
    scores = [one.score for one in writer.requests[0].evidence[0].sentences]
    assert scores.index(max(scores)) == 1


def test_follow_up_is_searched_and_written_with_its_subject(build: Build, papers: SmallRetrieval) -> None:
    first = _answer(_events(build(ScriptedWriter(["MARLIN is a kernel for quantized weights [1]."]))))
    writer = ScriptedWriter(["MARLIN is a kernel for quantized weights [1]."])
    answer = _answer(_events(build(writer), "Which batch sizes does it keep?", _thread(first)))
    assert writer.requests[0].question == "Which batch sizes does MARLIN keep?"
    assert papers.judged[-1] == "Which batch sizes does MARLIN keep?"
    assert answer.question == "Which batch sizes does it keep?"


def test_which_of_those_reads_only_what_was_cited(build: Build, marlin: Paper) -> None:
    first = _answer(_events(build(ScriptedWriter(["MARLIN is a kernel for quantized weights [1]."]))))
    writer = ScriptedWriter(["MARLIN is a kernel for quantized weights [1]."])
    events = _events(build(writer), "Which of those has quantized weights?", _thread(first))
    assert [item.paper_id for item in _answer(events).evidence] == [marlin.id]
