"""One more request for what did not pass the gate."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answer.numbering import Numbering
from assistant.answer.progress import Corrected, Progress
from assistant.answer.repair import MOST, TAKEN_BACK
from assistant.answer.written import written
from assistant.errors import ModelError
from assistant.models.scripted import Reply, ScriptedWriter
from assistant.schema import Delta, Evidence, Finish, Paper, RepairRequest, Statement, Usage

TRUE = "With vLLM it runs end-to-end inference up to 2.8x faster [1]."
FALSE = "With vLLM it runs end-to-end inference up to 9x faster [1]."
COST = Usage(prompt_tokens=10, completion_tokens=5, cost=0.5)


class Repairing(ScriptedWriter):
    """A scripted writer that can also be asked to repair."""

    repair_prompts = ("repair@9",)

    def __init__(self, said: str, *repairs: Reply) -> None:
        super().__init__([[said, Finish(complete=True, reason="stop", usage=COST)]])
        self.repairs = ScriptedWriter(list(repairs))
        self.asked: list[RepairRequest] = []

    def repair(self, request: RepairRequest) -> Iterator[Delta | Finish]:
        self.asked.append(request)
        yield from self.repairs.write(request.request)


@pytest.fixture
def progress(marlin: Paper, flexq: Paper) -> Progress:
    return Progress(searched=2, evidence=(Evidence(key=1, paper=marlin), Evidence(key=2, paper=flexq)))


def run(writer: ScriptedWriter, progress: Progress) -> list[Statement | Corrected]:
    released: list[Statement | Corrected] = []
    for said in written(writer, "How fast?", (), progress):
        if said is not None:
            released.append(said)
            progress.release(said, Numbering())
    return released


def verdicts(progress: Progress) -> list[str]:
    return [one.verdict for one in progress.statements]


def test_corrected_sentence_takes_the_place_of_the_failed_one(progress: Progress) -> None:
    writer = Repairing(f"FlexQ quantizes weights to 6 bits [2]. {FALSE}", f"1: {TRUE}")
    released = run(writer, progress)
    assert [type(one).__name__ for one in released] == ["Statement", "Statement", "Corrected"]
    assert verdicts(progress) == ["supported", "supported"]
    assert progress.statements[1].text == "With vLLM it runs end-to-end inference up to 2.8x faster."


def test_failed_sentence_is_shown_before_it_is_repaired(progress: Progress) -> None:
    events = written(Repairing(FALSE, f"1: {TRUE}"), "How fast?", (), progress)
    first = next(one for one in events if one is not None)
    assert isinstance(first, Statement)
    assert first.verdict == "number_not_in_source"


def test_writer_is_told_the_sentence_its_citations_and_the_reason(progress: Progress) -> None:
    writer = Repairing(FALSE, "1: DROP")
    run(writer, progress)
    [request] = writer.asked
    [failed] = request.failed
    assert (failed.text, failed.keys) == ("With vLLM it runs end-to-end inference up to 9x faster.", (1,))
    assert "9x" in failed.reasons[0]
    assert request.request == writer.requests[0]


def test_sentence_taken_back_stays_with_its_reason(progress: Progress) -> None:
    run(Repairing(FALSE, "1: DROP"), progress)
    [statement] = progress.statements
    assert statement.verdict == "number_not_in_source"
    assert statement.reasons[-1] == TAKEN_BACK


@pytest.mark.parametrize(
    "reply",
    [
        f"1: {FALSE}",
        "I am sorry.\nIt is all true.",
        "2: Something else [1].",
        "",
        "1: [1]",
        ModelError("The model server is gone."),
        [f"1: {TRUE}", Finish(complete=False, reason="cut")],
    ],
    ids=["repeats", "chats", "other number", "nothing", "marker", "fails", "cut"],
)
def test_what_is_not_mended_stays_as_it_was(progress: Progress, reply: Reply | ModelError) -> None:
    writer = Repairing(FALSE, [reply] if isinstance(reply, ModelError) else reply)
    run(writer, progress)
    assert verdicts(progress) == ["number_not_in_source"]
    assert len(writer.asked) == 1


def test_correction_that_repeats_another_sentence_is_none(progress: Progress) -> None:
    run(Repairing(f"{TRUE} {FALSE}", f"1: {TRUE}"), progress)
    assert verdicts(progress) == ["supported", "number_not_in_source"]


@pytest.mark.parametrize(
    "form", ["1: {}", "1. {}", "Sentence 1: {}", "**1:** {}", "{}", "<think>1: no</think>1) {}"]
)
def test_corrections_are_read_in_the_forms_that_models_use(progress: Progress, form: str) -> None:
    run(Repairing(FALSE, form.format(TRUE.replace("[1]", "[1.3]"))), progress)
    assert verdicts(progress) == ["supported"]


def test_no_request_when_all_is_well_or_the_answer_was_cut(progress: Progress) -> None:
    fine = Repairing(TRUE)
    run(fine, progress)
    cut = Repairing(FALSE)
    cut._script = [[FALSE, Finish(complete=False, reason="cut")]]  # pyright: ignore[reportPrivateUsage]
    run(cut, progress)
    assert fine.asked == cut.asked == []


def test_writer_that_cannot_repair_is_not_asked(progress: Progress) -> None:
    run(ScriptedWriter([FALSE]), progress)
    assert verdicts(progress) == ["number_not_in_source"]


def test_one_request_corrects_a_bounded_number(progress: Progress) -> None:
    writer = Repairing(" ".join(f"It is {n}00x faster [1]." for n in range(1, MOST + 4)), "1: DROP")
    run(writer, progress)
    assert len(writer.asked[0].failed) == MOST


def test_what_the_repair_took_is_added(progress: Progress) -> None:
    run(Repairing(FALSE, ["1: DROP", Finish(complete=True, reason="stop", usage=COST)]), progress)
    assert progress.spent == COST
    assert progress.prompts == ["repair@9"]
