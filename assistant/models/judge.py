"""A second opinion on a statement by a chat model; it never changes what the gate says."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Literal

from assistant.models.chat import ChatModel
from assistant.models.connect import ChatOptions, Prompt
from assistant.models.structured import as_schema, closed, documents
from assistant.prompts import defuse, load_prompt
from assistant.schema import Finish, Paper, Usage
from assistant.text.folding import folded

Opinion = Literal["supported", "not_supported", "unsure"]

_OPINIONS: tuple[Opinion, ...] = ("supported", "not_supported", "unsure")
_LONGEST_REASON = 300
"""Characters kept of a reason."""


@dataclass(frozen=True)
class Judgement:
    """What a model thinks of a statement."""

    opinion: Opinion
    reason: str
    usage: Usage
    problem: str | None = None
    """Why the answer cannot be used; the opinion is then ``unsure``."""


class SupportJudge:
    """Asks a chat model whether abstracts support a statement, bound to a schema where the server knows how.

    Raises:
        ConfigurationError: The model, the key or the address is missing or malformed.
    """

    def __init__(self, options: ChatOptions, *, provider: str = "openai") -> None:
        fields = {"verdict": {"type": "string", "enum": list(_OPINIONS)}, "reason": {"type": "string"}}
        options = replace(options, response_format=as_schema("judgement", closed(fields)))
        self._chat = ChatModel(options, provider=provider)
        self._rules, self._judged = load_prompt("judge_support"), load_prompt("judged")
        self.name = f"{self._chat.name} {self._rules.ref} {self._judged.ref}"

    def judge_support(self, statement: str, papers: Sequence[Paper]) -> Judgement:
        """Return the model's opinion on a statement, given without markers, and the papers cited for it.

        Raises:
            ModelError: No answer came.
        """
        text = ""
        with closing(self._chat.answer(self._compose(statement, papers))) as parts:
            for part in parts:
                if isinstance(part, Finish):
                    return self._judgement(text, part)
                text += part.text
        raise self._chat.error("ended its answer without a word.", retryable=True)

    def _compose(self, statement: str, papers: Sequence[Paper]) -> Prompt:
        fence = secrets.token_hex(3)
        # Folded: small models stumble over LaTeX.
        blocks = [
            f"<<<{fence}\n{defuse(folded(it.title))}\n{defuse(folded(it.abstract or ''))}\n{fence}>>>"
            for it in papers
        ]
        user = self._judged.render(
            fence=fence, evidence="\n".join(blocks), statement=defuse(folded(statement))
        )
        return Prompt(self._rules.render(), user)

    def _judgement(self, text: str, finish: Finish) -> Judgement:
        if problem := self._incomplete(finish):
            return Judgement("unsure", "", finish.usage, problem)
        for document in documents(text):
            said = str(document.get("verdict", "")).strip().lower().replace(" ", "_").replace("-", "_")
            opinion: Opinion | None = next((it for it in _OPINIONS if it == said), None)
            if opinion:
                reason = " ".join(str(document.get("reason", "")).split())[:_LONGEST_REASON]
                return Judgement(opinion, reason, finish.usage)
        clause = "did not answer with the JSON that was asked for; use a larger model."
        return Judgement("unsure", "", finish.usage, str(self._chat.error(clause, retryable=False)))

    def _incomplete(self, finish: Finish) -> str | None:
        if not finish.complete:
            return str(self._chat.error(f"gave no whole answer: {finish.reason}.", retryable=True))
        return finish.warnings[0] if finish.warnings else None
