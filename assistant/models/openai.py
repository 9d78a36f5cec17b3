"""The writer behind a chat endpoint: an OpenAI-compatible server, or another provider through LangChain."""

from __future__ import annotations

import secrets
from collections.abc import AsyncGenerator, Generator
from dataclasses import replace

from pydantic import SecretStr

from assistant.models.chat import DEFAULT_MODEL, ChatModel, checked, target_of
from assistant.models.connect import OPENAI_URL, ChatOptions, Prompt, http_client, key_of
from assistant.models.failures import explain
from assistant.models.patience import SourceError, patiently
from assistant.prompts import fence_evidence, list_turns, load_prompt
from assistant.schema import Delta, Finish, WriteRequest

__all__ = ["DEFAULT_MODEL", "ChatOptions", "ChatWriter", "list_models"]


class ChatWriter:
    """Writes with a chat model; see `ChatModel`."""

    def __init__(self, options: ChatOptions, *, provider: str = "openai") -> None:
        self._chat = ChatModel(options, provider=provider)
        self._rules, self._question, self._earlier = (
            load_prompt(name) for name in ("answer", "question", "earlier")
        )
        self.name = self._chat.name
        self.prompts = (self._rules.ref, self._question.ref, self._earlier.ref)

    def write(self, request: WriteRequest) -> Generator[Delta | Finish, None, None]:
        """Yield the model's text as it comes, then how it ended; text that came before a failure stays.

        Raises:
            ModelError: No text came.
            ConfigurationError: The provider's package is missing or cannot be set up.
        """
        yield from self._chat.answer(self._compose(request))

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


def list_models(base_url: str | None, api_key: str | None, timeout: float = 3) -> list[str]:
    """Return the names of the models that an OpenAI-compatible server offers, sorted.

    Raises:
        ModelError: The server cannot be reached, refuses the key, or answers something else.
        ConfigurationError: The address or the key is malformed.
    """
    key = SecretStr(api_key) if api_key else None
    options = ChatOptions(model=DEFAULT_MODEL, api_key=key, base_url=base_url, timeout=timeout, retries=0)
    target = replace(target_of(checked(options, "openai"), "openai"), model=None)
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
