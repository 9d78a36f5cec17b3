"""Builds the LangChain chat model for a request; the only place that knows how each provider is set up."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import AbstractContextManager, aclosing
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from urllib.parse import urlsplit

from pydantic import SecretStr

from assistant.errors import ConfigurationError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk
    from openai import DefaultAsyncHttpxClient

OPENAI_URL = "https://api.openai.com/v1"

OPTIONAL_PARTS = frozenset({"stream_options", "temperature", "response_format"})
"""Parts of a request that some servers or models refuse and that an answer can do without."""


class Prompt(NamedTuple):
    """The messages of a request."""

    system: str
    user: str
    refs: tuple[str, ...] = ()
    """References ``name@version`` of the prompt files that it was made from."""
    marks: tuple[str, ...] = ()
    """Random words of this request, which say nothing about what is asked."""
    example: tuple[str, ...] = ()
    """An exchange that is sent before the user message: what was asked, and what was answered well."""

    @property
    def messages(self) -> list[tuple[str, str]]:
        """Each message with who speaks, in LangChain's words."""
        example = zip(("human", "ai"), self.example, strict=False)
        return [("system", self.system), *example, ("human", self.user)]


Source = Callable[[], "AsyncGenerator[AIMessageChunk, None]"]


@dataclass(frozen=True)
class ChatOptions:
    """Which model to ask, where, and within what bounds."""

    model: str | None = None
    api_key: SecretStr | None = None
    base_url: str | None = None
    """``None`` means OpenAI, or what the other provider's package takes for granted."""
    timeout: float = 60
    """Seconds to the first token, retries included, and between tokens."""
    retries: int = 2
    max_output_tokens: int = 800
    price_input: float | None = None
    """Per million tokens."""
    price_output: float | None = None
    """Per million tokens."""
    context_tokens: int = 3500
    """Tokens that a prompt may have; some servers silently cut a longer one."""
    response_format: Mapping[str, object] | None = None
    """What an OpenAI-compatible server is to hold the answer to; other providers are not told."""


def chat_source(
    options: ChatOptions, provider: str, prompt: Prompt, *, without: frozenset[str] = frozenset()
) -> Source:
    """Return what opens the stream of an answer; ``without`` names the `OPTIONAL_PARTS` to leave out.

    Raises:
        ConfigurationError: The provider's package is missing or cannot be set up.
    """
    if provider == "openai":
        http = http_client(options.base_url, options.timeout)
        model = _openai_model(options, http, without)
        return lambda: _chunks(model, prompt, http)
    other = _other_model(options, provider, without)
    return lambda: _chunks(other, prompt)


def http_client(base_url: str | None, timeout: float) -> DefaultAsyncHttpxClient:
    """Return a client for one request, which lets its connection be closed with it.

    LangChain's own client is shared between event loops, which breaks once the first loop is closed. A proxy
    named in the environment is not used for this machine itself.
    """
    from openai import DefaultAsyncHttpxClient  # noqa: PLC0415  # takes a second to import

    return DefaultAsyncHttpxClient(timeout=timeout, trust_env=not is_loopback(base_url))


def is_loopback(base_url: str | None) -> bool:
    """Return whether an address points to this machine."""
    host = urlsplit(base_url or OPENAI_URL).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def key_of(options: ChatOptions) -> SecretStr:
    """Return the key, or a word in its place: the client demands one, many local servers do not."""
    return options.api_key or SecretStr("none")


def _openai_model(
    options: ChatOptions, http: DefaultAsyncHttpxClient, without: frozenset[str]
) -> BaseChatModel:
    from langchain_openai import ChatOpenAI  # noqa: PLC0415  # takes two seconds to import

    # Local servers know only the older name of the limit, and ChatOpenAI would rename it.
    at_openai = (
        options.base_url is None or urlsplit(options.base_url).hostname == urlsplit(OPENAI_URL).hostname
    )
    limit = {"max_tokens": options.max_output_tokens}
    bound = options.response_format is not None and "response_format" not in without
    # Beside the arguments that LangChain knows: those it would check and parse itself.
    body = {"response_format": options.response_format} if bound else {}
    arguments: dict[str, Any] = {
        **_common(options, without),
        **(limit if at_openai else {}),
        "extra_body": body if at_openai else {**limit, **body},
        "api_key": key_of(options),
        "base_url": options.base_url or OPENAI_URL,
        "http_async_client": http,
        "openai_proxy": "",  # a proxy and a client of one's own exclude each other there
        "stream_usage": "stream_options" not in without,
        "stream_chunk_timeout": None,
        "use_responses_api": False,
    }
    return ChatOpenAI(**arguments)


def _other_model(options: ChatOptions, provider: str, without: frozenset[str]) -> BaseChatModel:
    from langchain.chat_models import init_chat_model  # noqa: PLC0415  # takes two seconds to import

    arguments: dict[str, Any] = {**_common(options, without), "max_tokens": options.max_output_tokens}
    optional = {"api_key": options.api_key, "base_url": options.base_url}
    arguments |= {name: value for name, value in optional.items() if value is not None}
    # Its overloads also cover models configured at run time, whose type is unknown.
    build = cast("Callable[..., BaseChatModel]", init_chat_model)
    try:
        return build(model_provider=provider, **arguments)
    except ImportError as exc:
        package = (getattr(exc.__cause__, "name", None) or provider).partition(".")[0].replace("_", "-")
        raise ConfigurationError(
            f"Writer '{provider}:{options.model}' needs the package {package!r}; "
            f"install it beside Quotient (pip install {package})."
        ) from exc
    except (ValueError, TypeError) as exc:
        raise ConfigurationError(
            f"Writer '{provider}:{options.model}' cannot be set up; "
            "check the provider's name and that its key is set as its LangChain package wants it."
        ) from exc


def _common(options: ChatOptions, without: frozenset[str]) -> dict[str, Any]:
    temperature = {} if "temperature" in without else {"temperature": 0}
    return {
        "model": options.model,
        "timeout": options.timeout,
        "max_retries": options.retries,
        **temperature,
    }


async def _chunks(
    model: BaseChatModel, prompt: Prompt, http: DefaultAsyncHttpxClient | None = None
) -> AsyncGenerator[AIMessageChunk, None]:
    # What astream returns is a generator; only its annotation is wider.
    stream = cast("AsyncGenerator[AIMessageChunk, None]", model.astream(prompt.messages))
    try:
        with _untraced():
            async with aclosing(stream) as chunks:
                async for chunk in chunks:
                    yield chunk
    finally:
        if http is not None:
            await http.aclose()


def _untraced() -> AbstractContextManager[None]:
    """Keep LangChain from sending prompts to a tracing service, as a variable set for other work may ask."""
    import langsmith  # noqa: PLC0415  # comes with langchain

    # One of its parameters has no complete type.
    return cast("Callable[..., AbstractContextManager[None]]", langsmith.tracing_context)(enabled=False)
