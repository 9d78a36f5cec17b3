"""A model's help with a question: what kind it is, what to search for, and what the thread came to.

Whatever goes wrong, the answer is ``None``: rules do the same work, only less well.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from pydantic import ValidationError

from assistant.errors import ModelError
from assistant.models.cached import Answers, ResponseStore, connected, heard
from assistant.models.connect import ChatOptions, Prompt
from assistant.models.evidence import new_fence
from assistant.models.structured import as_schema, documents, fields_of
from assistant.prompts import Prompt as PromptFile
from assistant.prompts import defuse, list_turns, load_prompt
from assistant.schema import PlanProposal, Turn, Usage
from assistant.schema.planning import QUERY_CHARACTERS
from assistant.text.folding import folded
from assistant.text.thoughts import without_thoughts

_log = logging.getLogger(__name__)

ROOM = 250
"""Tokens that such an answer may take: a line, or a few sentences."""
TURNS = 4
"""Last turns that a question may lean on."""

Spend = Callable[[Usage, Sequence[str]], None]

_TOKEN = re.compile(r"[^\W_]+")
_WORDS = re.compile(r"\S+")


class ChatPlanner:
    """Plans and rewrites questions, and sums up threads, with a chat model.

    Raises:
        ConfigurationError: The model, the key or the address is missing or malformed.
    """

    def __init__(
        self, options: ChatOptions, *, provider: str = "openai", store: ResponseStore | None = None
    ) -> None:
        options = replace(options, max_output_tokens=min(options.max_output_tokens, ROOM))
        bound = replace(options, response_format=as_schema("plan", fields_of(PlanProposal)))
        self._chat = connected(options, provider=provider, store=store)
        self._bound = connected(bound, provider=provider, store=store)
        self._plan, self._rewrite, self._summary, self._thread = (
            load_prompt(name) for name in ("plan", "rewrite", "summary", "thread")
        )

    def plan(self, question: str, history: Sequence[Turn], *, spend: Spend) -> PlanProposal | None:
        """Return what the model takes the question to be, when it says so in the form that was asked for.

        A proposal that names what neither the question nor the thread names is none.
        """
        prompt = self._prompt(self._plan, history[-TURNS:], f"Question: {question}")
        text = self._ask(self._bound, prompt, spend)
        known = _known(question, history)
        for document in documents(text or ""):
            try:
                proposal = PlanProposal.model_validate(document)
            except ValidationError:
                continue
            if not any(new_names(said, known) for said in (proposal.query, *proposal.papers)):
                return proposal
        return None

    def rewrite(self, question: str, history: Sequence[Turn], *, spend: Spend) -> str | None:
        """Return the question as it reads without its thread; one that names anything new is refused."""
        prompt = self._prompt(self._rewrite, history[-TURNS:], f"Last question: {question}")
        lines = without_thoughts(self._ask(self._chat, prompt, spend) or "").split("\n")
        query = next((line.strip(" \"'*`") for line in lines if line.strip()), "")
        if not any(char.isalnum() for char in query) or len(query) > QUERY_CHARACTERS:
            return None
        return None if new_names(query, _known(question, history)) else query

    def summarise(self, turns: Sequence[Turn], *, spend: Spend) -> str | None:
        """Return what the model makes of earlier turns, unchecked."""
        return self._ask(self._chat, self._prompt(self._summary, turns, "Summary:", cited=True), spend)

    def _prompt(self, rules: PromptFile, turns: Sequence[Turn], task: str, *, cited: bool = False) -> Prompt:
        fence = new_fence()
        listed = list_turns(turns, cited=cited) or "(nothing yet)"
        user = self._thread.render(fence=fence, turns=listed, task=defuse(task))
        return Prompt(rules.render(), user, refs=(rules.ref, self._thread.ref), marks=(fence,))

    def _ask(self, chat: Answers, prompt: Prompt, spend: Spend) -> str | None:
        try:
            text, finish = heard(chat, prompt)
        except ModelError as failure:
            _log.info("The question was not planned by the model: %s", failure)
            return None
        spend(finish.usage, prompt.refs)
        return text if finish.complete else None


def new_names(query: str, known: str) -> list[str]:
    """Return the names and numbers of a query that do not stand in the text known, however hyphenated.

    A name has a digit, a capital after its first letter, or a capital where no sentence begins.
    """
    said = {part for word in _WORDS.findall(folded(known)) for part in _parts(word)}
    words = _WORDS.findall(folded(query))
    names = [word for at, word in enumerate(words) if _is_name(word, begins=at == 0)]
    return [name for name in names if any(part not in said for part in _parts(name))]


def _is_name(word: str, *, begins: bool) -> bool:
    letters = word.lstrip("\"'“‘([")
    capital = letters[:1].isupper() and not begins
    return capital or any(char.isdigit() or char.isupper() for char in letters[1:]) or letters[:1].isdigit()


def _parts(name: str) -> list[str]:
    return [part.casefold().removesuffix("s") for part in _TOKEN.findall(name.removesuffix("'s"))]


def _known(question: str, history: Sequence[Turn]) -> str:
    return " ".join([question, *(f"{turn.question} {turn.answer}" for turn in history)])
