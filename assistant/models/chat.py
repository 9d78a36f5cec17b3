"""One exchange with a chat model: a prompt goes out, its answer comes in pieces, then how it ended."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from dataclasses import replace
from urllib.parse import urlsplit

from assistant.errors import ConfigurationError, ModelError
from assistant.models.connect import (
    OPENAI_URL,
    OPTIONAL_PARTS,
    ChatOptions,
    Prompt,
    chat_source,
    is_loopback,
)
from assistant.models.failures import Target, explain
from assistant.models.heard import Heard
from assistant.models.patience import SourceError, patiently
from assistant.models.tokens import TokenCounter
from assistant.schema import Delta, Finish, Usage

DEFAULT_MODEL = "gpt-4.1-mini"
"""Asked for at OpenAI when no model is named: no hidden reasoning to pay for, and it takes temperature 0."""

TRUNCATED_BELOW = 0.8
"""A server that counts less than this share of our prompt tokens dropped some; tokenizers differ by less."""


class ChatModel:
    """Answers prompts at temperature 0, streaming.

    While the server is silent, an empty delta comes four times a second, so that the caller may stop.

    Raises:
        ConfigurationError: The model, the key or the address is missing or malformed.
    """

    def __init__(self, options: ChatOptions, *, provider: str = "openai") -> None:
        self._options = checked(options, provider)
        self._provider = provider
        self._target = target_of(self._options, provider)
        self.count = TokenCounter(self._options.model).count
        """Counts the tokens of a text, for a model that is not OpenAI's about."""
        self._refused: frozenset[str] = frozenset()
        self.name = f"{provider}:{self._options.model}"
        self.context_tokens = self._options.context_tokens
        """Tokens that a prompt may have."""

    def answer(self, prompt: Prompt) -> Generator[Delta | Finish, None, None]:
        """Yield the model's text as it comes, then how it ended; text that came before a failure stays.

        Raises:
            ModelError: No text came.
            ConfigurationError: The provider's package is missing or cannot be set up.
        """
        heard = Heard(limit=self._options.max_output_tokens)
        problem = yield from self._deltas(prompt, heard)
        if not heard.text.strip():
            raise problem or self._wordless(heard)
        yield self._finish(prompt, heard, problem)

    @property
    def identity(self) -> str:
        """All that shapes an answer beside the prompt: the model, where it runs and how it is asked."""
        options = self._options
        bound = options.response_format and sorted(options.response_format.items())
        return repr((self.name, options.base_url, 0, options.max_output_tokens, bound))

    def error(self, clause: str, *, retryable: bool) -> ModelError:
        """Return an error whose sentence is this model and ``clause``."""
        return self._target.error(clause, retryable=retryable)

    def _deltas(self, prompt: Prompt, heard: Heard) -> Generator[Delta, None, ModelError | None]:
        """Yield the text and return what broke it off; a part that is refused and optional is left out."""
        while True:
            source = chat_source(self._options, self._provider, prompt, without=self._refused)
            try:
                with closing(patiently(source, timeout=self._options.timeout)) as chunks:
                    for chunk in chunks:
                        yield Delta(text=heard.take(chunk) if chunk else "")
                        if heard.full:
                            break
                return None
            except SourceError as failure:
                refused = _refused_parts(failure.cause) - self._refused
                if heard.text or not refused:
                    return explain(failure.cause, self._target)
                self._refused |= refused

    def _wordless(self, heard: Heard) -> ModelError:
        limit = f"used up its {heard.limit} tokens before the first word; raise QUOTIENT_MAX_OUTPUT_TOKENS."
        clause = (
            limit if heard.reason == "length" else "answered without a word; try again or use another model."
        )
        return self._target.error(clause, retryable=heard.reason != "length")

    def _finish(self, prompt: Prompt, heard: Heard, problem: ModelError | None) -> Finish:
        cut = f"the answer breaks off, because {_clause(problem)}" if problem else heard.cut()
        expected = sum(self.count(text) for _, text in prompt.messages)
        return Finish(
            complete=cut is None,
            reason=cut or heard.reason or "stop",
            usage=self._usage(heard, expected),
            warnings=_truncated(heard.prompt_tokens, expected),
        )

    def _usage(self, heard: Heard, expected: int) -> Usage:
        estimated = not heard.prompt_tokens
        read = expected if estimated else heard.prompt_tokens
        written = self.count(heard.text) if estimated else heard.completion_tokens
        return Usage(
            prompt_tokens=read,
            completion_tokens=written,
            estimated=estimated,
            cost=_cost(self._options, read, written),
        )


def checked(options: ChatOptions, provider: str) -> ChatOptions:
    """Return the options with a model, or say which setting to mend."""
    key = options.api_key.get_secret_value() if options.api_key else ""
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise ConfigurationError(
            "The key holds characters that no key has; copy it anew into OPENAI_API_KEY."
        )
    if options.base_url is not None:
        _check_address(options.base_url)
    elif provider == "openai" and not key:
        raise ConfigurationError(
            "OpenAI needs a key: set OPENAI_API_KEY, or OPENAI_BASE_URL for another server."
        )
    if options.model:
        return options
    if options.base_url is None and provider == "openai":
        return replace(options, model=DEFAULT_MODEL)
    raise ConfigurationError(
        "No model is named for the model server; set QUOTIENT_MODEL to one that it offers."
    )


def _check_address(base_url: str) -> None:
    parts = urlsplit(base_url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ConfigurationError(
            f"The server's address {base_url!r} must look like 'http://127.0.0.1:11434/v1'; "
            "correct OPENAI_BASE_URL."
        )


def target_of(options: ChatOptions, provider: str) -> Target:
    """Return whom a request goes to, for messages."""
    named = provider if provider != "openai" else OPENAI_URL
    # Without user name and password, which an address may hold.
    host = urlsplit(options.base_url or named).netloc.rpartition("@")[2]
    return Target(server=host or named, model=options.model, key=options.api_key, timeout=options.timeout)


def _refused_parts(cause: BaseException) -> frozenset[str]:
    if getattr(cause, "status_code", None) not in {400, 422}:
        return frozenset()
    # Servers name what they lack: the part itself, or the kind of format that was asked for.
    said = str(cause).replace("json_schema", "response_format")
    return frozenset(part for part in OPTIONAL_PARTS if part in said)


def _truncated(counted: int, expected: int) -> tuple[str, ...]:
    if not counted or counted >= TRUNCATED_BELOW * expected:
        return ()
    return (
        f"The model server read only {counted} of about {expected} prompt tokens, so the model did not see "
        "all of the evidence; give it a larger context (Ollama: num_ctx) or lower QUOTIENT_CONTEXT_TOKENS.",
    )


def _cost(options: ChatOptions, read: int, written: int) -> float | None:
    if options.price_input is not None and options.price_output is not None:
        return (read * options.price_input + written * options.price_output) / 1_000_000
    return 0.0 if is_loopback(options.base_url) else None


def _clause(problem: ModelError) -> str:
    text = str(problem).rstrip(".")
    return text[0].lower() + text[1:]
