"""What a writer remembers of a thread: the last turns whole, earlier ones in short, within a budget."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.answer.planning import Spend, Summariser
from assistant.schema import Citation, Delta, Evidence, Paper, Statement, StoredTurn, Thread, Turn, Usage
from assistant.verify.gate import Gate
from assistant.verify.stream import SentenceStream

MODEL_FROM = 3
"""Turns that no longer fit from which a model is asked to sum them up; fewer are not worth a request."""

WHOLE_SHARE = 2 / 3
"""Share of the budget for whole turns where not all of them fit."""

CountTokens = Callable[[str], int]


def _ignore(_: Usage, __: Sequence[str]) -> None:
    """Nobody asked what it took."""


@dataclass(frozen=True)
class Memory:
    """How much of a thread is remembered, and who shortens the rest."""

    budget: int = 500
    """Tokens."""
    count: CountTokens = lambda text: len(text.split())
    summariser: Summariser | None = None
    spend: Spend = _ignore


def history(thread: Thread, memory: Memory) -> tuple[Turn, ...]:
    """Return the exchanges as a writer sees them, oldest first: only sentences that passed the gate.

    The last turns are whole while they fit; before them stands what the earlier ones amount to.
    """
    told = [turn for turn in thread.turns if turn.answer and not turn.answer.abstained]
    all_whole = [_whole(turn) for turn in told]
    whole = _last(all_whole, memory.budget, memory.count)
    if len(whole) < len(told):
        whole = _last(all_whole, round(WHOLE_SHARE * memory.budget), memory.count)
    earlier = told[: len(told) - len(whole)]
    room = memory.budget - sum(_size(turn, memory.count) for turn in whole)
    return (*_shortened(earlier, room, memory), *whole)


def _last(turns: Sequence[Turn], room: int, count: CountTokens) -> list[Turn]:
    """Return the last turns that fit."""
    kept: list[Turn] = []
    for turn in reversed(turns):
        room -= _size(turn, count)
        if room < 0:
            break
        kept.insert(0, turn)
    return kept


def _shortened(turns: Sequence[StoredTurn], room: int, memory: Memory) -> list[Turn]:
    if memory.summariser and len(turns) >= MODEL_FROM:
        cited = [Turn(question=turn.question, answer=_with_markers(turn)) for turn in turns]
        text = memory.summariser.summarise(cited, spend=memory.spend)
        question = turns[-1].question
        left = room - memory.count(question)
        kept = _fitting(_supported(text or "", turns), left, memory.count)
        if kept:
            return [Turn(question=question, answer=" ".join(kept))]
    return _last([_first_sentence(turn) for turn in turns], room, memory.count)


def _first_sentence(turn: StoredTurn) -> Turn:
    return Turn(question=turn.question, answer=next((one.text for one in _passed(turn)), ""))


def _supported(text: str, turns: Sequence[StoredTurn]) -> list[str]:
    """Return the sentences of a summary that the quotes behind the earlier answers support."""
    citations = [one for turn in turns for statement in _passed(turn) for one in statement.citations]
    gate, stream = Gate(_quoted(citations)), SentenceStream()
    sentences = [*stream.feed(Delta(text=text)), *stream.flush()]
    checked = (gate.check(sentence) for sentence, _ in sentences)
    return [statement.text for statement in checked if statement.verdict == "supported"]


def _quoted(citations: Iterable[Citation]) -> list[Evidence]:
    """Return each paper cited in the thread, under its number there, with no more of it than was quoted."""
    quotes: dict[int, dict[str, Citation]] = {}
    for citation in citations:
        quotes.setdefault(citation.marker, {}).setdefault(citation.quote, citation)
    return [Evidence(key=marker, paper=_paper(list(found.values()))) for marker, found in quotes.items()]


def _paper(citations: Sequence[Citation]) -> Paper:
    # Blank lines part sentences, whatever they end with.
    abstract = "\n\n".join(one.quote for one in citations if one.field == "abstract")
    return Paper(id=citations[0].paper_id, title=citations[0].title, abstract=abstract or None)


def _whole(turn: StoredTurn) -> Turn:
    return Turn(question=turn.question, answer=" ".join(one.text for one in _passed(turn)))


def _with_markers(turn: StoredTurn) -> str:
    return " ".join(
        f"{one.text.rstrip('.')} {''.join(f'[{citation.marker}]' for citation in one.citations)}."
        for one in _passed(turn)
    )


def _passed(turn: StoredTurn) -> list[Statement]:
    statements = turn.answer.statements if turn.answer else ()
    return [one for one in statements if one.verdict == "supported"]


def _fitting(sentences: Sequence[str], room: int, count: CountTokens) -> list[str]:
    kept: list[str] = []
    for sentence in sentences:
        room -= count(sentence)
        if room < 0:
            break
        kept.append(sentence)
    return kept


def _size(turn: Turn, count: CountTokens) -> int:
    return count(turn.question) + count(turn.answer)
