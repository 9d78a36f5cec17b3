"""Runs a writer through the gate: what it writes leaves here sentence by sentence, each with its verdict."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.answer.pins import pinned, unpinned
from assistant.answer.progress import Corrected, Progress
from assistant.answer.repair import repaired
from assistant.answer.writing import NOT_IN_LIBRARY, Repairer, Writer
from assistant.schema import Finish, Statement, Turn, WriteRequest
from assistant.verify.gate import Gate
from assistant.verify.stream import SentenceStream

_SAYS_SOMETHING = re.compile(r"[^\W\d_]")


def written(
    writer: Writer, query: str, history: tuple[Turn, ...], progress: Progress
) -> Iterator[Statement | Corrected | None]:
    """Yield each sentence with its verdict, then what takes the place of those that failed.

    Whoever reads these adds them to the statements of ``progress``; how the writer ended goes there too.
    ``None`` passes on that the writer is waiting, so that whoever reads the events can stop it.
    """
    request = WriteRequest(question=query, evidence=progress.evidence, kind=progress.kind, history=history)
    failed: dict[int, Statement] = {}
    for statement in _streamed(writer, request, progress):
        if statement and statement.verdict != "supported":
            failed[len(progress.statements)] = statement
        yield statement
    whole = progress.finish is not None and progress.finish.complete
    if failed and whole and isinstance(writer, Repairer):
        yield from repaired(writer, request, failed, progress)


def _streamed(writer: Writer, request: WriteRequest, progress: Progress) -> Iterator[Statement | None]:
    gate, sentences = Gate(request.evidence), SentenceStream()
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
        elif keys is not None:
            yield gate.check(text, keys)
        elif _SAYS_SOMETHING.search(text):  # else a marker that stands alone
            plain, pins = unpinned(text)
            yield pinned(gate.check(plain), pins, progress.evidence)
