"""What a reader of an exported file is told."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from markdown_it import MarkdownIt

from assistant.export import answer_to_markdown, thread_to_markdown
from assistant.schema import Answer, Citation, Nearest, Statement, StoredTurn, Thread, TurnState

NOW = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
HOSTILE = "![x](http://evil.example/) <img src=http://evil.example> [a](http://evil.example) | b"


def citation(marker: int, quote: str, title: str = "A Title") -> Citation:
    return Citation(marker=marker, paper_id=f"p{marker}", title=title, quote=quote, start=0, end=len(quote))


def answer(*statements: Statement, incomplete: bool = False, message: str = "") -> Answer:
    return Answer(
        thread_id="t",
        question="How fast is it?",
        abstained=not statements,
        message=message,
        writer="extractive",
        statements=statements,
        incomplete=incomplete,
    )


def thread(*turns: StoredTurn) -> Thread:
    return Thread(id="t", title="Speed", created=NOW, turns=turns)


def turn(state: TurnState, reply: Answer | None = None, *, error: str | None = None) -> StoredTurn:
    return StoredTurn(
        id="1",
        thread_id="t",
        position=0,
        question="How fast?",
        state=state,
        answer=reply,
        error=error,
        created=NOW,
    )


SUPPORTED = Statement(
    text="It is 2x faster.", verdict="supported", citations=(citation(1, "We are 2x faster."),)
)
FAILED = Statement(
    text="It is 9x faster.",
    verdict="number_not_in_source",
    reasons=("9x does not occur in [2]",),
    citations=(citation(2, "We are quick."),),
)


def test_question_is_the_heading_and_sentences_carry_their_markers() -> None:
    exported = answer_to_markdown(answer(SUPPORTED))
    assert exported.startswith("# How fast is it?\n")
    assert "It is 2x faster. \\[1\\]" in exported


def test_marker_inside_a_sentence_is_not_repeated_at_its_end() -> None:
    inside = SUPPORTED.model_copy(update={"text": "As [1] says, it is faster."})
    assert answer_to_markdown(answer(inside)).count("\\[1\\] ") == 2


def test_failed_sentence_is_marked_with_its_reason() -> None:
    exported = answer_to_markdown(answer(SUPPORTED, FAILED))
    assert "**Not verified:** It is 9x faster. \\[2\\] *(9x does not occur in \\[2\\])*" in exported


def test_failed_sentence_without_reasons_names_its_verdict() -> None:
    exported = answer_to_markdown(answer(FAILED.model_copy(update={"reasons": ()})))
    assert "(a number is not in the source)" in exported


def test_supported_sentences_run_on_and_a_failed_one_stands_apart() -> None:
    exported = answer_to_markdown(answer(SUPPORTED, SUPPORTED, FAILED, SUPPORTED))
    assert "\\[1\\] It is 2x faster. \\[1\\]\n\n**Not verified:**" in exported


def test_sources_are_listed_by_number_with_each_quote_once() -> None:
    other = Statement(
        text="It is small.",
        verdict="supported",
        citations=(citation(3, "It is small.", "B Title"), citation(1, "We are 2x faster.")),
    )
    sources = answer_to_markdown(answer(other, SUPPORTED)).partition("## Sources")[2]
    assert sources.index("\\[1\\] **A Title**") < sources.index("\\[3\\] **B Title**")
    assert sources.count("> We are 2x faster.") == 1


def test_writer_and_date_are_named() -> None:
    assert "*Written by extractive · 2026-03-04 05:06*" in answer_to_markdown(answer(SUPPORTED), created=NOW)


def test_refusal_gives_the_message_and_the_nearest_papers_but_no_sources() -> None:
    refusal = answer(message="No paper answers this.").model_copy(
        update={"nearest": (Nearest(paper_id="a", title="A Near Miss"),)}
    )
    exported = answer_to_markdown(refusal)
    assert "No paper answers this." in exported
    assert "- A Near Miss" in exported
    assert "Sources" not in exported


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("running", "still being written"),
        ("incomplete", "is incomplete"),
        ("stopped", "was stopped"),
        ("failed", "failed. The server is gone."),
    ],
)
def test_turn_that_did_not_finish_says_so(state: TurnState, words: str) -> None:
    assert words in thread_to_markdown(thread(turn(state, error="The server is gone.")))


def test_answer_cut_short_says_so_alone_and_in_a_thread() -> None:
    cut = answer(SUPPORTED, incomplete=True)
    assert "is incomplete" in answer_to_markdown(cut)
    assert "is incomplete" in thread_to_markdown(thread(turn("done", cut)))


def test_finished_turn_carries_no_note() -> None:
    assert "Note" not in thread_to_markdown(thread(turn("done", answer(SUPPORTED))))


def test_sentences_released_before_an_answer_was_stored_are_exported() -> None:
    running = turn("running").model_copy(update={"statements": (SUPPORTED,)})
    exported = thread_to_markdown(thread(running))
    assert "It is 2x faster." in exported
    assert "> We are 2x faster." in exported


def test_thread_lists_the_sources_of_all_turns_once_at_the_end() -> None:
    exported = thread_to_markdown(
        thread(turn("done", answer(SUPPORTED)), turn("done", answer(SUPPORTED, FAILED)))
    )
    assert exported.count("## Sources") == 1
    assert exported.count("**A Title**") == 2


def test_hostile_text_in_every_field_leaves_no_link_image_or_html() -> None:
    statement = Statement(
        text=HOSTILE, verdict="wrong_paper", reasons=(HOSTILE,), citations=(citation(1, HOSTILE, HOSTILE),)
    )
    hostile = answer(statement, message=HOSTILE).model_copy(
        update={
            "question": HOSTILE,
            "writer": HOSTILE,
            "warnings": (HOSTILE,),
            "nearest": (Nearest(paper_id="a", title=HOSTILE),),
        }
    )
    full = turn("failed", hostile, error=HOSTILE).model_copy(update={"question": HOSTILE})
    exported = thread_to_markdown(thread(full).model_copy(update={"title": HOSTILE}))
    parsed = MarkdownIt("commonmark").enable("table").parse(exported)
    kinds = {token.type for block in parsed for token in (block, *(block.children or []))}
    assert not {
        kind for kind in kinds if kind.startswith(("link", "image", "html", "table", "code", "fence"))
    }
    texts = [
        "".join(child.content for child in block.children or [] if child.type == "text")
        for block in parsed
        if block.type == "inline"
    ]
    assert sum(HOSTILE in text for text in texts) >= 8
