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
    with_results,
)
from assistant.answer.figures.clauses import named_wordings
from assistant.schema import Delta, Evidence, Finish, Quote, Usage, WriteRequest
from assistant.verify.gate import Gate


class ExtractiveWriter:
    """Answers with sentences of the abstracts, chosen for relevance and variety, grouped by paper, each cited."""

    name = "extractive"
    prompts: tuple[str, ...] = ()

    def write(self, request: WriteRequest) -> Iterator[Delta | Finish]:
        """Yield one whole sentence per delta with its citation; nothing when no sentence answers."""
        papers = [sentences_of(item, request.question) for item in request.evidence if item.paper.abstract]
        evidence = {item.key: item for item in request.evidence}
        gate = Gate(request.evidence)
        for sentence in _in_order(_chosen(request, papers)):
            yield _said(sentence, evidence[sentence.key], gate)
        yield Finish(complete=True, reason="stop", usage=Usage(cost=0.0))


def _chosen(request: WriteRequest, papers: Sequence[Sequence[Sentence]]) -> list[Sentence]:
    if request.kind == "synthesis":
        picked = [one for sentences in papers for one in (method_of(sentences), result_of(sentences)) if one]
        return [*dict.fromkeys(picked)]
    chosen = relevant(papers, request.kind, each=request.kind in {"comparison", "aggregate"})
    return with_results(chosen, papers) if asks_figures(request.question) else chosen


def _said(sentence: Sentence, item: Evidence, gate: Gate) -> Delta:
    """Return the sentence in the first wording that its abstract supports; as it stands, it always is."""
    quote = Quote(paper_id=item.paper.id, start=sentence.start, end=sentence.end, text=sentence.text)
    keys = (item.key,)
    wordings = (
        text for text in named_wordings(quote, item.paper) if gate.check(text, keys).verdict == "supported"
    )
    return Delta(text=next(wordings, sentence.text), sentence=True, keys=keys)


def _in_order(chosen: Sequence[Sentence]) -> list[Sentence]:
    """Papers in the order of the evidence, which is that of their likelihood; sentences as in the abstract."""
    return sorted(chosen, key=lambda one: (one.key, one.start))
