"""Runs a writer through the gate: what it writes leaves here sentence by sentence, each with its verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.answer.progress import Progress
from assistant.answer.writing import NOT_IN_LIBRARY, Writer
from assistant.schema import Finish, Statement, Thread, Turn, WriteRequest
from assistant.verify.gate import Gate
from assistant.verify.stream import SentenceStream

HISTORY_TURNS = 3


def written(writer: Writer, query: str, thread: Thread, progress: Progress) -> Iterator[Statement | None]:
    """Yield each sentence with its verdict; how the writer ended goes into ``progress``.

    ``None`` passes on that the writer is waiting, so that whoever reads the events can stop it.
    """
    gate, sentences = Gate(progress.evidence), SentenceStream()
    request = WriteRequest(
        question=query, evidence=progress.evidence, kind=progress.kind, history=_history(thread)
    )
    for piece in writer.write(request):
        if isinstance(piece, Finish):
            progress.finish = piece
            break
        if not piece.text:
            yield None
        yield from _checked(gate, sentences.feed(piece), progress)
    yield from _checked(gate, sentences.flush(), progress)


def _checked(
    gate: Gate, sentences: Iterable[tuple[str, tuple[int, ...] | None]], progress: Progress
) -> Iterator[Statement]:
    for text, keys in sentences:
        if NOT_IN_LIBRARY in text.upper():
            progress.declined = True
        else:
            yield gate.check(text, keys)


def _history(thread: Thread) -> tuple[Turn, ...]:
    """The last exchanges as the writer sees them: only sentences that passed the gate."""
    return tuple(
        Turn(
            question=turn.question,
            answer=" ".join(one.text for one in turn.answer.statements if one.verdict == "supported"),
        )
        for turn in thread.turns[-HISTORY_TURNS:]
        if turn.answer and not turn.answer.abstained
    )
