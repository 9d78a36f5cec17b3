"""One more request for what did not pass the gate: the writer sees why, and may correct or take back."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping, Sequence

from assistant.answer.pins import pinned, unpinned
from assistant.answer.progress import Corrected, Progress
from assistant.answer.writing import Repairer
from assistant.errors import ModelError
from assistant.schema import Delta, Evidence, Failed, Finish, RepairRequest, Statement, WriteRequest
from assistant.text.folding import folded
from assistant.text.thoughts import without_thoughts
from assistant.verify.gate import Gate
from assistant.verify.stream import SentenceStream

_log = logging.getLogger(__name__)

MOST = 6
"""Sentences that one request corrects; an answer with more failures is not worth a longer one."""
TAKEN_BACK = "the writer takes it back"

_LINE = re.compile(
    r"^\W*(?:sentence\s*)?([0-9]{1,2})\s*[:.)]\W*?(?=[\w\"“(])(.+)$", re.IGNORECASE | re.MULTILINE
)
_DROP = re.compile(r"DROP\b")


def repaired(
    repairer: Repairer, written_for: WriteRequest, failed: Mapping[int, Statement], progress: Progress
) -> Iterator[Corrected | None]:
    """Yield what takes the place of failed statements, by their places; ``None`` while the writer is waiting.

    A correction counts when it passes the gate and says what no other sentence does. One that is taken back
    stays, with this among its reasons. When the request fails, all stays as it is.
    """
    places = list(failed)[:MOST]
    request = RepairRequest(request=written_for, failed=tuple(_told(failed[place]) for place in places))
    text = ""
    try:
        for piece in repairer.repair(request):
            if isinstance(piece, Finish):
                progress.spend(piece.usage, repairer.repair_prompts)
                yield from _corrected(text if piece.complete else "", places, failed, progress)
                return
            text += piece.text
            yield None
    except ModelError as failure:
        _log.info("Failed sentences were not corrected: %s", failure)


def _told(statement: Statement) -> Failed:
    keys = tuple(citation.marker for citation in statement.citations)
    return Failed(text=statement.text, keys=keys, reasons=statement.reasons)


def _corrected(
    text: str, places: Sequence[int], failed: Mapping[int, Statement], progress: Progress
) -> Iterator[Corrected]:
    gate = Gate(progress.evidence)
    said = {_plain(one.text) for one in progress.statements if one.verdict == "supported"}
    for place, line in _lines(text, places).items():
        if _DROP.match(line):
            taken_back = (*progress.statements[place].reasons, TAKEN_BACK)
            yield Corrected(place, failed[place].model_copy(update={"reasons": taken_back}))
            continue
        statement = _checked(line, gate, progress.evidence)
        if statement and statement.verdict == "supported" and _plain(statement.text) not in said:
            said.add(_plain(statement.text))
            yield Corrected(place, statement)


def _lines(text: str, places: Sequence[int]) -> dict[int, str]:
    """Return what was said to each place; an answer without numbers is one to the only sentence."""
    answer = without_thoughts(text).strip()
    numbered = {int(number): line.strip() for number, line in _LINE.findall(answer)}
    if not numbered and len(places) == 1 and answer:
        numbered = {1: answer}
    return {place: numbered[at] for at, place in enumerate(places, start=1) if at in numbered}


def _checked(line: str, gate: Gate, evidence: Sequence[Evidence]) -> Statement | None:
    """Return the first sentence of a correction with its verdict: one place holds one sentence."""
    stream = SentenceStream()
    text, pins = unpinned(line)
    sentences = [*stream.feed(Delta(text=text)), *stream.flush()]
    if not sentences:
        return None
    return pinned(gate.check(sentences[0][0]), pins, evidence)


def _plain(text: str) -> str:
    return folded(text).casefold().rstrip(".! ")
