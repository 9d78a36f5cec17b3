"""What has been received of an answer so far, and how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from langchain_core.messages import AIMessageChunk

CHARACTERS_PER_TOKEN = 20
"""No tokenizer needs so many; a server that sends more ignores the limit it was given."""

_FINISHED = frozenset({"stop", "end_turn", "stop_sequence", "eos", "complete"})
_TOO_LONG = frozenset({"length", "max_tokens", "model_length"})
_FILTERED = frozenset({"content_filter", "safety", "refusal", "recitation", "prohibited_content"})


class Heard:
    """Gathers an answer's text, finish reason and token counts from a stream of chunks."""

    def __init__(self, *, limit: int) -> None:
        self.limit = limit
        """Tokens that the model was allowed."""
        self.text = ""
        self.reason: str | None = None
        """The server's finish reason, lower-cased."""
        self.prompt_tokens = 0
        """As counted by the server; 0 when it reported nothing."""
        self.completion_tokens = 0
        self.full = False
        """True when the server sent far more than it was allowed."""

    def take(self, chunk: AIMessageChunk) -> str:
        """Add a chunk and return its text, cut where the answer grows beyond all bounds."""
        left = self.limit * CHARACTERS_PER_TOKEN - len(self.text)
        text = str(chunk.text)
        self.full = len(text) > left
        self.text += text[:left]
        self._take_metadata(chunk)
        return text[:left]

    def _take_metadata(self, chunk: AIMessageChunk) -> None:
        metadata = chunk.response_metadata
        # The providers' names for the same thing.
        reasons = (metadata.get(name) for name in ("finish_reason", "stop_reason", "done_reason"))
        self.reason = next((str(reason).lower() for reason in reasons if reason), self.reason)
        usage = chunk.usage_metadata
        if usage and usage["input_tokens"]:
            self.prompt_tokens, self.completion_tokens = usage["input_tokens"], usage["output_tokens"]

    def cut(self) -> str | None:
        """Return why the answer is not whole, as a clause for the user; ``None`` when it is."""
        if self.full:
            return f"the answer was cut off, because it grew far past its limit of {self.limit} tokens"
        if self.reason is None:
            return "the answer may be cut off, because the server never said that it was finished"
        if self.reason in _FINISHED:
            return None
        if self.reason in _TOO_LONG:
            return (
                f"the answer was cut off at its limit of {self.limit} tokens; "
                "raise QUOTIENT_MAX_OUTPUT_TOKENS for longer ones"
            )
        if self.reason in _FILTERED:
            return "the answer was cut off by the content filter of the model server"
        return f"the answer may be cut off, because the model stopped for {self.reason[:40]!r}"
