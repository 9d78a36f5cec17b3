"""Writes an answer from sentences of the abstracts, each with whoever it calls "we" or "it" named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

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
from assistant.answer.extractive.retelling import retellings
from assistant.answer.extractive.subjects import Subject
from assistant.answer.extractive.themes import Theme, themes_of
from assistant.answer.extractive.wording import wordings
from assistant.answer.figures.subjects import label_of
from assistant.schema import Delta, Evidence, Finish, Paper, Usage, WriteRequest
from assistant.text.folding import folded
from assistant.text.prose import counted, listed
from assistant.verify.gate import Gate


class ExtractiveWriter:
    """Answers with cited sentences of the abstracts, chosen for relevance and variety, paper by paper."""

    name = "extractive"
    prompts: tuple[str, ...] = ()

    def write(self, request: WriteRequest) -> Iterator[Delta | Finish]:
        """Yield one whole sentence per delta with its citations; nothing when no sentence answers."""
        papers = [sentences_of(item, request.question) for item in request.evidence if item.paper.abstract]
        chosen = _chosen(request, papers)
        gate = Gate(request.evidence)
        themes = themes_of(request.evidence, request.question) if request.kind == "synthesis" else []
        for theme in _in_order(themes, [item.key for item in request.evidence]):
            yield from _opened(theme, request.evidence, gate) if theme.term else ()
            yield from _told(theme.keys, chosen, request.evidence, gate)
        yield Finish(complete=True, reason="stop", usage=Usage(cost=0.0))


def _in_order(themes: Sequence[Theme], keys: Sequence[int]) -> list[Theme]:
    """Return the themes and, as themes without a term, the papers in none, by the papers' order."""
    grouped = {key for theme in themes for key in theme.keys}
    alone = [Theme("", (key,)) for key in keys if key not in grouped]
    return sorted([*themes, *alone], key=lambda theme: keys.index(theme.keys[0]))


def _opened(theme: Theme, evidence: Sequence[Evidence], gate: Gate) -> Iterator[Delta]:
    """Say what a group of papers shares, if its abstracts bear it out."""
    members = [(item.key, _label(item.paper)) for item in evidence if item.key in theme.keys]
    names = listed([label for _, label in members])
    # Where many names leave each paper little of the sentence, each is cited for its own.
    marked = listed([f"{label} [{key}]" for key, label in members])
    opening = f"{counted(len(members))} papers deal with {theme.term}"
    wordings: tuple[tuple[str, tuple[int, ...] | None], ...] = (
        (f"{opening}: {names}.", theme.keys),
        (f"{names} deal with {theme.term}.", theme.keys),
        (f"{opening}: {marked}.", None),
    )
    supported = (one for one in wordings if gate.check(*one).verdict == "supported")
    yield from (Delta(text=text, sentence=True, keys=keys) for text, keys in islice(supported, 1))


def _label(paper: Paper) -> str:
    return label_of(paper) or f'"{folded(paper.title)}"'


def _told(
    keys: Sequence[int], chosen: Sequence[Sentence], evidence: Sequence[Evidence], gate: Gate
) -> Iterator[Delta]:
    """Yield the sentences of some papers, in the order of the papers and of each abstract."""
    items = {item.key: item for item in evidence}
    for key in keys:
        told = sorted((one for one in chosen if one.key == key), key=lambda one: one.start)
        for number, sentence in enumerate(told):
            yield _said(sentence, items[key], gate, again=number > 0)


def _chosen(request: WriteRequest, papers: Sequence[Sequence[Sentence]]) -> list[Sentence]:
    if request.kind == "synthesis":
        picked = [one for sentences in papers for one in (method_of(sentences), result_of(sentences)) if one]
        return [*dict.fromkeys(picked)]
    chosen = relevant(papers, request.kind, each=request.kind in {"comparison", "aggregate"})
    if request.kind != "aggregate":
        chosen = with_parts(chosen, papers, request.question)
    return with_figures(chosen, papers) if asks_figures(request.question) else chosen


def _retold(text: str, paper: Paper, *, again: bool) -> list[str]:
    """Return wordings of a sentence: a method is spoken of by its name, a paper without one by its title."""
    label = label_of(paper)
    if label is None:
        return wordings(text, paper, again=again)
    return retellings(text, paper, Subject(label, label, again), whole=True)


def _said(sentence: Sentence, item: Evidence, gate: Gate, *, again: bool) -> Delta:
    """Return the sentence in the first wording that its abstract supports; as it stands, it always is."""
    keys = (item.key,)
    supported = (
        text
        for text in _retold(sentence.text, item.paper, again=again)
        if gate.check(text, keys).verdict == "supported"
    )
    return Delta(text=next(supported, sentence.text), sentence=True, keys=keys)
