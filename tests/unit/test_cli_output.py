"""How values are put into words, and that nothing of theirs can steer the terminal."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from assistant.console import render
from assistant.console.terminal import Terminal, clean, to_json
from assistant.schema import Answer, Citation, Nearest, Paper, Source, Statement, Usage, VerdictKind

HOSTILE = "a\x1b[31mb\x07c\x9bd\u202ee\u2066f\ud800g\x7fh\x00"


def _citation(marker: int = 1, quote: str = "It is 2.8 times faster.", title: str = "MARLIN") -> Citation:
    return Citation(marker=marker, paper_id="abc", title=title, quote=quote, start=0, end=len(quote))


def _answer(**changes: object) -> Answer:
    base = {"thread_id": "t1", "question": "How fast?", "abstained": False, "writer": "extractive"}
    return Answer.model_validate(base | changes)


@pytest.fixture
def printed(capsys: pytest.CaptureFixture[str]) -> Callable[[], list[str]]:
    """Returns what has been printed to stdout, line by line."""

    def lines() -> list[str]:
        return capsys.readouterr().out.splitlines()

    return lines


def test_characters_that_steer_a_terminal_are_removed() -> None:
    assert clean(HOSTILE) == "a[31mbcdefgh"
    assert clean("tab\tand\nline, ×, 论文, é") == "tab\tand\nline, ×, 论文, é"


def test_json_escapes_them_and_keeps_the_value() -> None:
    text = to_json({"title": HOSTILE, "other": "2.8×"})
    assert json.loads(text) == {"title": HOSTILE, "other": "2.8×"}
    assert clean(text) == text
    assert "2.8×" in text


@pytest.mark.parametrize("show", ["error", "note", "line"])
def test_every_way_to_print_is_clean_and_knows_no_markup(
    show: str, capsys: pytest.CaptureFixture[str]
) -> None:
    getattr(Terminal(), show)(f"[bold]{HOSTILE}[/bold] :smile:")
    captured = capsys.readouterr()
    assert "[bold]a[31mbcdefgh[/bold] :smile:" in captured.out + captured.err
    assert (captured.out == "") == (show != "line")


def test_quiet_leaves_out_notes_and_keeps_errors(capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal(quiet=True)
    terminal.note("a note")
    terminal.error("an error")
    assert capsys.readouterr().err == "Error: an error\n"


def test_long_line_stays_one_line_when_piped(printed: Callable[[], list[str]]) -> None:
    Terminal().line("word " * 100)
    assert len(printed()) == 1


def test_supported_sentence_is_followed_by_its_markers(printed: Callable[[], list[str]]) -> None:
    citations = (_citation(1), _citation(3))
    text = "It is fast [1] and small."
    render.show_statement(Terminal(), Statement(text=text, verdict="supported", citations=citations))
    assert printed() == ["It is fast [1] and small. [3]"]


@pytest.mark.parametrize(
    ("reasons", "shown"),
    [
        (("3.2x is in no cited abstract",), "3.2x is in no cited abstract"),
        ((), "a number is not in the cited abstract"),
    ],
)
def test_failed_sentence_is_marked_with_its_reason(
    reasons: tuple[str, ...], shown: str, printed: Callable[[], list[str]]
) -> None:
    statement = Statement(
        text="It is 3.2x faster.", verdict="number_not_in_source", reasons=reasons, citations=(_citation(),)
    )
    render.show_statement(Terminal(), statement)
    assert printed() == ["✗ It is 3.2x faster. [1]", f"  not verified: {shown}"]


@pytest.mark.parametrize(
    ("verdict", "shown"),
    [
        ("supported", "corrected: It is 3.2x faster. [1]"),
        ("not_supported", "still not verified: It is 3.2x faster. (because)"),
    ],
)
def test_correction_is_told_apart_from_a_sentence_of_its_own(
    verdict: VerdictKind, shown: str, printed: Callable[[], list[str]]
) -> None:
    statement = Statement(
        text="It is 3.2x faster.", verdict=verdict, reasons=("because",), citations=(_citation(),)
    )
    render.show_correction(Terminal(), statement)
    assert printed() == [shown]


def test_sources_are_listed_once_with_their_distinct_quotes(printed: Callable[[], list[str]]) -> None:
    cited = [
        (_citation(2, "Two.", "B"),),
        (_citation(1, "One.", "A"), _citation(1, "More.", "A")),
        (_citation(2, "Two."),),
    ]
    statements = [Statement(text="x", verdict="supported", citations=citations) for citations in cited]
    render.show_sources(Terminal(), _answer(statements=statements))
    assert printed()[1:7] == ["Sources", "[1] A", "    “One.”", "    “More.”", "[2] B", "    “Two.”"]


@pytest.mark.parametrize(
    ("usage", "shown"),
    [
        (Usage(), ""),
        (Usage(prompt_tokens=1200, completion_tokens=90), " · 1,200 tokens read, 90 written"),
        (
            Usage(prompt_tokens=1200, completion_tokens=90, estimated=True, cost=0.00125),
            " · about 1,200 tokens read, 90 written · $0.0013",
        ),
        (Usage(prompt_tokens=9, completion_tokens=1, cost=0), " · 9 tokens read, 1 written · local, free"),
        (Usage(cost=0, cached=True), " · cached, free"),
    ],
)
def test_last_line_names_writer_time_and_use(
    usage: Usage, shown: str, printed: Callable[[], list[str]]
) -> None:
    render.show_sources(Terminal(), _answer(writer="openai:m", seconds=1.26, usage=usage))
    assert printed()[-1] == f"openai:m · 1.3 s{shown}"


def test_refusal_shows_the_message_and_the_nearest_titles(printed: Callable[[], list[str]]) -> None:
    nearest = (Nearest(paper_id="abc", title="Near\nmiss"),)
    render.show_sources(Terminal(), _answer(abstained=True, message="Not here.", nearest=nearest))
    assert printed()[:2] == ["Not here.", "  abc  Near miss"]


def test_incomplete_answer_and_warnings_are_told_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    render.show_sources(Terminal(), _answer(incomplete=True, warnings=("The prompt was cut.",)))
    err = capsys.readouterr().err
    assert "Warning: The prompt was cut." in err
    assert "The answer is incomplete." in err
    assert "--thread t1" in err


def test_paper_is_shown_with_all_that_is_known(printed: Callable[[], list[str]]) -> None:
    paper = Paper(
        id="abc",
        title="A title",
        authors=("Ann", "Bo"),
        year=2025,
        venue="NeurIPS",
        doi="10.1/x",
        urls=("https://example.org",),
        source=Source(format="csv", file="p.csv", line=4),
    )
    render.show_paper(Terminal(), paper)
    assert printed() == [
        "A title",
        "id: abc",
        "authors: Ann, Bo",
        "published: NeurIPS 2025",
        "doi: 10.1/x",
        "links: https://example.org",
        "from: p.csv, line 4",
        "",
        "(only the title is known)",
    ]
