"""The writer behind a chat endpoint: an OpenAI-compatible server, or another provider through LangChain."""

from __future__ import annotations

import secrets
from collections.abc import AsyncGenerator, Generator
from contextlib import closing
from dataclasses import replace
from urllib.parse import urlsplit

from pydantic import SecretStr

from assistant.errors import ConfigurationError, ModelError
from assistant.models.connect import (
    OPENAI_URL,
    OPTIONAL_PARTS,
    ChatOptions,
    Prompt,
    chat_source,
    http_client,
    is_loopback,
    key_of,
)
from assistant.models.failures import Target, explain
from assistant.models.heard import Heard
from assistant.models.patience import SourceError, patiently
from assistant.models.tokens import TokenCounter
from assistant.prompts import fence_evidence, list_turns, load_prompt
from assistant.schema import Delta, Finish, Usage, WriteRequest

__all__ = ["DEFAULT_MODEL", "ChatOptions", "ChatWriter", "list_models"]

DEFAULT_MODEL = "gpt-4.1-mini"
"""Asked for at OpenAI when no model is named: no hidden reasoning to pay for, and it takes temperature 0."""

TRUNCATED_BELOW = 0.8
"""A server that counts less than this share of our prompt tokens dropped some; tokenizers differ by less."""


class ChatWriter:
    """Writes with a chat model at temperature 0, streaming.

    While the server is silent, an empty delta comes four times a second, so that the caller may stop.

    Raises:
        ConfigurationError: The model, the key or the address is missing or malformed.
    """

    def __init__(self, options: ChatOptions, *, provider: str = "openai") -> None:
        self._options = _checked(options, provider)
        self._provider = provider
        self._target = _target(self._options, provider)
        self._count = TokenCounter(self._options.model).count
        self._rules, self._question, self._earlier = (
            load_prompt(name) for name in ("answer", "question", "earlier")
        )
        self.name = f"{provider}:{self._options.model}"
        self.prompts = (self._rules.ref, self._question.ref, self._earlier.ref)

    def write(self, request: WriteRequest) -> Generator[Delta | Finish, None, None]:
        """Yield the model's text as it comes, then how it ended; text that came before a failure stays.

        Raises:
            ModelError: No text came.
            ConfigurationError: The provider's package is missing or cannot be set up.
        """
        prompt = self._compose(request)
        heard = Heard(limit=self._options.max_output_tokens)
        problem = yield from self._deltas(prompt, heard)
        if not heard.text.strip():
            raise problem or self._wordless(heard)
        yield self._finish(prompt, heard, problem)

    def _compose(self, request: WriteRequest) -> Prompt:
        # The rules never change, so that a local server can reuse what it has read of them; the fence is
        # random, so that no abstract can close it.
        fence = secrets.token_hex(3)
        turns = list_turns(request.history)
        user = self._question.render(
            fence=fence,
            evidence=fence_evidence(request.evidence, fence),
            earlier=self._earlier.render(fence=fence, turns=turns) if turns else "",
            question=request.question,
        )
        return self._rules.render(), user

    def _deltas(self, prompt: Prompt, heard: Heard) -> Generator[Delta, None, ModelError | None]:
        """Yield the text and return what broke it off; a part that is refused and optional is left out."""
        without: frozenset[str] = frozenset()
        while True:
            source = chat_source(self._options, self._provider, prompt, without=without)
            try:
                with closing(patiently(source, timeout=self._options.timeout)) as chunks:
                    for chunk in chunks:
                        yield Delta(text=heard.take(chunk) if chunk else "")
                        if heard.full:
                            break
                return None
            except SourceError as failure:
                refused = _refused_parts(failure.cause) - without
                if heard.text or not refused:
                    return explain(failure.cause, self._target)
                without |= refused

    def _wordless(self, heard: Heard) -> ModelError:
        limit = f"used up its {heard.limit} tokens before the first word; raise QUOTIENT_MAX_OUTPUT_TOKENS."
        clause = (
            limit if heard.reason == "length" else "answered without a word; try again or use another model."
        )
        return self._target.error(clause, retryable=heard.reason != "length")

    def _finish(self, prompt: Prompt, heard: Heard, problem: ModelError | None) -> Finish:
        cut = f"the answer breaks off, because {_clause(problem)}" if problem else heard.cut()
        expected = sum(self._count(part) for part in prompt)
        return Finish(
            complete=cut is None,
            reason=cut or heard.reason or "stop",
            usage=self._usage(heard, expected),
            warnings=_truncated(heard.prompt_tokens, expected),
        )

    def _usage(self, heard: Heard, expected: int) -> Usage:
        estimated = not heard.prompt_tokens
        read = expected if estimated else heard.prompt_tokens
        written = self._count(heard.text) if estimated else heard.completion_tokens
        return Usage(
            prompt_tokens=read,
            completion_tokens=written,
            estimated=estimated,
            cost=_cost(self._options, read, written),
        )


def list_models(base_url: str | None, api_key: str | None, timeout: float = 3) -> list[str]:
    """Return the names of the models that an OpenAI-compatible server offers, sorted.

    Raises:
        ModelError: The server cannot be reached, refuses the key, or answers something else.
        ConfigurationError: The address or the key is malformed.
    """
    key = SecretStr(api_key) if api_key else None
    options = ChatOptions(model=DEFAULT_MODEL, api_key=key, base_url=base_url, timeout=timeout, retries=0)
    target = replace(_target(_checked(options, "openai"), "openai"), model=None)
    try:
        names = list(patiently(lambda: _model_names(options), timeout=timeout))
    except SourceError as failure:
        problem = explain(failure.cause, target)
    else:
        return sorted(name for name in names if name)
    raise problem


async def _model_names(options: ChatOptions) -> AsyncGenerator[str, None]:
    from openai import AsyncOpenAI  # noqa: PLC0415  # takes a second to import

    async with AsyncOpenAI(
        api_key=key_of(options).get_secret_value(),
        base_url=options.base_url or OPENAI_URL,
        max_retries=options.retries,
        http_client=http_client(options.base_url, options.timeout),
    ) as client:
        async for model in client.models.list():
            yield str(model.id)


def _checked(options: ChatOptions, provider: str) -> ChatOptions:
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


def _target(options: ChatOptions, provider: str) -> Target:
    named = provider if provider != "openai" else OPENAI_URL
    # Without user name and password, which an address may hold.
    host = urlsplit(options.base_url or named).netloc.rpartition("@")[2]
    return Target(server=host or named, model=options.model, key=options.api_key, timeout=options.timeout)


def _refused_parts(cause: BaseException) -> frozenset[str]:
    if getattr(cause, "status_code", None) not in {400, 422}:
        return frozenset()
    return frozenset(part for part in OPTIONAL_PARTS if part in str(cause))


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
