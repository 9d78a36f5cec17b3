"""Writes an answer from sentences of the abstracts, each with whoever it calls "we" or "it" named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.answer.extractive.choosing import (
    Sentence,
    asks_figures,
    method_of,
    relevant,
    result_of,
    sentences_of,
    with_figures,
    with_parts,
)
from assistant.answer.extractive.wording import wordings
from assistant.schema import Delta, Evidence, Finish, Usage, WriteRequest
from assistant.verify.gate import Gate


class ExtractiveWriter:
    """Answers with cited sentences of the abstracts, chosen for relevance and variety, paper by paper."""

    name = "extractive"
    prompts: tuple[str, ...] = ()

    def write(self, request: WriteRequest) -> Iterator[Delta | Finish]:
        """Yield one whole sentence per delta with its citation; nothing when no sentence answers."""
        papers = [sentences_of(item, request.question) for item in request.evidence if item.paper.abstract]
        evidence = {item.key: item for item in request.evidence}
        gate = Gate(request.evidence)
        before: int | None = None
        for sentence in _in_order(_chosen(request, papers)):
            yield _said(sentence, evidence[sentence.key], gate, again=sentence.key == before)
            before = sentence.key
        yield Finish(complete=True, reason="stop", usage=Usage(cost=0.0))


def _chosen(request: WriteRequest, papers: Sequence[Sequence[Sentence]]) -> list[Sentence]:
    if request.kind == "synthesis":
        picked = [one for sentences in papers for one in (method_of(sentences), result_of(sentences)) if one]
        return [*dict.fromkeys(picked)]
    chosen = relevant(papers, request.kind, each=request.kind in {"comparison", "aggregate"})
    if request.kind != "aggregate":
        chosen = with_parts(chosen, papers, request.question)
    return with_figures(chosen, papers) if asks_figures(request.question) else chosen


def _said(sentence: Sentence, item: Evidence, gate: Gate, *, again: bool) -> Delta:
    """Return the sentence in the first wording that its abstract supports; as it stands, it always is."""
    keys = (item.key,)
    supported = (
        text
        for text in wordings(sentence.text, item.paper, again=again)
        if gate.check(text, keys).verdict == "supported"
    )
    return Delta(text=next(supported, sentence.text), sentence=True, keys=keys)


def _in_order(chosen: Sequence[Sentence]) -> list[Sentence]:
    """Return sentences by paper, the likeliest first, and within a paper as in its abstract."""
    return sorted(chosen, key=lambda one: (one.key, one.start))
