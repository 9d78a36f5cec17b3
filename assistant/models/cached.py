"""What a model said before need not be paid for again: answers kept by all that shaped them."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Generator
from contextlib import closing
from typing import Protocol

from assistant.errors import StoreError
from assistant.models.chat import ChatModel
from assistant.models.connect import ChatOptions, Prompt
from assistant.schema import Delta, Finish, Usage

_log = logging.getLogger(__name__)


class ResponseStore(Protocol):
    """Keeps texts by key."""

    def get(self, key: str) -> str | None:
        """Return the text kept under a key, if any."""
        ...

    def put(self, key: str, text: str) -> None:
        """Keep a text under a key."""
        ...


class Answers(Protocol):
    """A chat model, or one that remembers."""

    name: str
    context_tokens: int

    def answer(self, prompt: Prompt) -> Generator[Delta | Finish, None, None]:
        """Yield the text as it comes, then how it ended; see `ChatModel.answer`."""
        ...

    def count(self, text: str) -> int:
        """Return about how many tokens a text has for the model."""
        ...


class Cached:
    """Gives an answer again, free and at once, when the same model is asked the same under the same options.

    Only whole answers are kept. A store that fails costs a request, not the answer.
    """

    def __init__(self, chat: ChatModel, store: ResponseStore) -> None:
        self._chat = chat
        self._store = store
        self.name = chat.name
        self.context_tokens = chat.context_tokens
        self.count = chat.count

    def answer(self, prompt: Prompt) -> Generator[Delta | Finish, None, None]:
        """Yield the text kept for this prompt as one piece, else what the model says."""
        key = self._key(prompt)
        kept = self._kept(key)
        if kept is not None:
            yield Delta(text=kept)
            yield Finish(complete=True, reason="stop", usage=Usage(cost=0.0, cached=True))
            return
        text = ""
        with closing(self._chat.answer(prompt)) as parts:
            for part in parts:
                if isinstance(part, Delta):
                    text += part.text
                elif part.complete and not part.warnings:
                    self._keep(key, text)
                yield part

    def _key(self, prompt: Prompt) -> str:
        system, user = prompt.system, prompt.user
        for mark in prompt.marks:
            system, user = system.replace(mark, "·"), user.replace(mark, "·")
        whole = "\0".join((self._chat.identity, *prompt.refs, *prompt.example, system, user))
        return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()

    def _kept(self, key: str) -> str | None:
        try:
            return self._store.get(key)
        except StoreError as failure:
            _log.warning("No earlier answer could be looked up: %s", failure)
            return None

    def _keep(self, key: str, text: str) -> None:
        try:
            self._store.put(key, text)
        except StoreError as failure:
            _log.warning("An answer could not be kept: %s", failure)


def connected(options: ChatOptions, *, provider: str, store: ResponseStore | None) -> Answers:
    """Return the chat model, remembering its answers in ``store`` when there is one."""
    chat = ChatModel(options, provider=provider)
    return chat if store is None else Cached(chat, store)


def heard(chat: Answers, prompt: Prompt) -> tuple[str, Finish]:
    """Return a whole answer and how it ended.

    Raises:
        ModelError: No text came.
    """
    text, finish = "", Finish(complete=False, reason="")
    for part in chat.answer(prompt):
        if isinstance(part, Finish):
            finish = part
        else:
            text += part.text
    return text, finish
