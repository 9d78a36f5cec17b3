"""Asks labelled questions, each in a thread of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.errors import AssistantError
from assistant.pipeline import Assistant
from assistant.schema import Answer
from evals.job import Job, Progress
from evals.libraries import fresh_library
from evals.questions.gold import GoldQuestion
from evals.questions.samples import Sample
from evals.texts import Texts


@dataclass(frozen=True)
class Failure:
    """A question that could not be scored, and why; it is no wrong answer."""

    gold: GoldQuestion
    reason: str


@dataclass(frozen=True)
class Run:
    """What became of every question, and who answered."""

    writer: str
    outcomes: Sequence[Sample | Failure]

    @property
    def samples(self) -> list[Sample]:
        """The questions that were answered."""
        return [it for it in self.outcomes if isinstance(it, Sample)]

    @property
    def failures(self) -> list[Failure]:
        """The questions that were not."""
        return [it for it in self.outcomes if isinstance(it, Failure)]


def ask_all(job: Job, questions: Sequence[GoldQuestion]) -> Run:
    """Ask every question in a library made anew."""
    with fresh_library(job) as assistant:
        texts = Texts(assistant.papers())
        return Run(assistant.writer_name, list(_ask_each(assistant, questions, texts, job.progress)))


def _ask_each(
    assistant: Assistant, questions: Sequence[GoldQuestion], texts: Texts, progress: Progress | None
) -> Iterator[Sample | Failure]:
    for done, gold in enumerate(questions, start=1):
        yield _ask(assistant, gold, texts)
        if progress:
            progress(done, len(questions))


def _ask(assistant: Assistant, gold: GoldQuestion, texts: Texts) -> Sample | Failure:
    if missing := texts.missing(gold.relevant):
        return Failure(gold, f"the papers do not include {', '.join(map(repr, missing))}")
    try:
        answer = _converse(assistant, gold)
    except AssistantError as exc:
        return Failure(gold, str(exc))
    return Sample(gold, answer, texts)


def _converse(assistant: Assistant, gold: GoldQuestion) -> Answer:
    first, *further = gold.asked
    answer = assistant.ask(first)
    for question in further:
        answer = assistant.ask(question, thread_id=answer.thread_id)
    return answer
