"""Takes sentences made from records through the gate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.answer.figures.telling import Sentence
from assistant.schema import Evidence, Statement
from assistant.verify.gate import Gate


def speak(
    sentences: Sequence[Sentence], evidence: Sequence[Evidence], said: Sequence[Statement]
) -> Iterator[Statement]:
    """Yield each sentence in the first wording that the gate supports; one that has none is left out.

    So is a sentence on one paper that only quotes what ``said``, which may grow meanwhile, has quoted before.
    """
    gate = Gate(evidence)
    for sentence in sentences:
        checked = (gate.check(text, sentence.keys) for text in sentence.texts)
        passed = next((one for one in checked if one.verdict == "supported"), None)
        if passed and not _is_told(passed, said):
            yield passed


def _is_told(statement: Statement, said: Sequence[Statement]) -> bool:
    if len(statement.citations) != 1:
        return False
    places = {(one.paper_id, one.start, one.end) for other in said for one in other.citations}
    return all((one.paper_id, one.start, one.end) in places for one in statement.citations)
