"""The second reader: a chat model that lists the figures of an abstract, as proposals to be checked."""

from __future__ import annotations

import re
import secrets
import threading
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any, cast

from pydantic import ValidationError

from assistant.models.chat import ChatModel
from assistant.models.connect import ChatOptions, Prompt
from assistant.models.structured import as_schema, closed, documents, fields_of
from assistant.prompts import defuse, load_prompt
from assistant.schema import Finish, Paper, Proposal, Usage
from assistant.text.folding import folded
from assistant.text.sentences import split_sentences

ROOM = 2000
"""Tokens that an answer may take at least: an abstract with a dozen figures needs so many."""

_CHOSEN = ("metric", "bound", "direction")
"""Fields with a closed list of values, which models spell in their own way."""
_UNSTATED = frozenset({"", "null", "none", "n/a", "not stated", "unknown"})


@dataclass(frozen=True)
class Reading:
    """What a model listed for one abstract."""

    proposals: tuple[Proposal, ...]
    malformed: int
    """Entries that are no proposals."""
    usage: Usage
    problem: str | None = None
    """Why the answer cannot be used; it then lists nothing."""


class ClaimReader:
    """Lists the figures of abstracts with a chat model, bound to a schema where the server knows how.

    Raises:
        ConfigurationError: The model, the key or the address is missing or malformed.
    """

    def __init__(self, options: ChatOptions, *, provider: str = "openai") -> None:
        room = max(options.max_output_tokens, ROOM)
        options = replace(options, max_output_tokens=room, response_format=_response_format())
        self._chat = ChatModel(options, provider=provider)
        self._rules, self._abstract = load_prompt("claims"), load_prompt("abstract")
        self.name = f"{self._chat.name} {self._rules.ref} {self._abstract.ref}"

    def read(self, paper: Paper, *, stop: threading.Event | None = None) -> Reading | None:
        """Return what the model lists for the abstract of a paper; ``None`` once ``stop`` is set.

        Raises:
            ModelError: No answer came.
        """
        text = ""
        with closing(self._chat.answer(self._compose(paper))) as parts:
            for part in parts:
                if stop is not None and stop.is_set():
                    return None
                if isinstance(part, Finish):
                    return self._reading(text, part)
                text += part.text
        return None

    def _compose(self, paper: Paper) -> Prompt:
        abstract = paper.abstract or ""
        spans = enumerate(split_sentences(abstract), start=1)
        # Folded: a quote is found however it is spelled, and small models stumble over LaTeX.
        lines = (f"{n}. {defuse(folded(abstract[span.start : span.end]))}" for n, span in spans)
        user = self._abstract.render(fence=secrets.token_hex(3), sentences="\n".join(lines))
        return Prompt(self._rules.render(), user)

    def _reading(self, text: str, finish: Finish) -> Reading:
        entries = _entries(text)
        problem = self._problem(finish, entries)
        if problem or entries is None:
            return Reading((), 0, finish.usage, problem)
        proposals = tuple(one for entry in entries if (one := _proposal(entry)))
        return Reading(proposals, len(entries) - len(proposals), finish.usage)

    def _problem(self, finish: Finish, entries: object) -> str | None:
        if not finish.complete:
            return str(self._chat.error(f"gave no whole answer: {finish.reason}.", retryable=True))
        if finish.warnings:
            return finish.warnings[0]
        if entries is None:
            clause = "did not answer with the JSON that was asked for; use a larger model."
            return str(self._chat.error(clause, retryable=False))
        return None


def _response_format() -> Mapping[str, object]:
    """Describe the answer as servers want it: every field required, no other allowed, no default."""
    claims = {"type": "array", "items": fields_of(Proposal)}
    return as_schema("claims", closed({"claims": claims}))


def _entries(text: str) -> list[Mapping[str, Any]] | None:
    """Return the entries of an answer, whatever stands around its JSON; ``None`` when it holds none."""
    found = list(documents(text))
    return [entry for document in found for entry in _listed(document)] if found else None


def _listed(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the entries that a document lists under some name, or the document as the only one."""
    if "quote" in document:
        return [document]
    lists = (cast("list[object]", value) for value in document.values() if isinstance(value, list))
    return [
        cast("Mapping[str, Any]", entry) for entries in lists for entry in entries if isinstance(entry, dict)
    ]


def _proposal(entry: Mapping[str, Any]) -> Proposal | None:
    stated = {name: value for name, value in entry.items() if not _is_unstated(value)}
    chosen = {name: _as_listed(stated[name]) for name in _CHOSEN if isinstance(stated.get(name), str)}
    try:
        return Proposal.model_validate({**stated, **chosen})
    except ValidationError:
        return None


def _is_unstated(value: object) -> bool:
    return value is None or (isinstance(value, str) and value.strip().lower() in _UNSTATED)


def _as_listed(word: str) -> str:
    """Return ``up_to`` for ``Up to`` and ``up-to``."""
    return re.sub(r"[\s-]+", "_", word.strip().lower())
