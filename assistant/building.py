"""Builds from the settings what the assistant is made of: writer, planner, judge, claim reader, embedder."""

from __future__ import annotations

from assistant.answer.ask import Limits
from assistant.answer.extractive import ExtractiveWriter
from assistant.answer.memory import Memory
from assistant.answer.writing import Writer
from assistant.errors import ConfigurationError
from assistant.index.embedders import Embedder
from assistant.index.minilm import MiniLM
from assistant.index.openai_embedder import OpenAIEmbedder
from assistant.library.responses import Responses
from assistant.models.claim_reader import ClaimReader
from assistant.models.judge import SupportJudge
from assistant.models.openai import SECTION, ChatOptions, ChatWriter
from assistant.models.planner import ChatPlanner
from assistant.models.tokens import TokenCounter
from assistant.settings import Settings

ABSTRACT_TOKENS = 400
"""Tokens of all but the longest abstracts."""
MEMORY_SHARE = 6
"""One part in so many of a prompt may be taken up by the thread."""
UNLIMITED = 1_000_000_000
"""Tokens that fit a writer that is no model."""


def build_limits(settings: Settings, responses: Responses, *, unlimited: bool) -> Limits:
    """Return how much an answer may read, and how much of its thread is remembered by whom."""
    count = TokenCounter(settings.model).count
    planner = build_planner(settings, responses)
    return Limits(
        evidence=settings.evidence,
        # Whole abstracts: a writer shows its model the sentences of them that fit its context.
        context_tokens=UNLIMITED
        if unlimited
        else max(settings.context_tokens, ABSTRACT_TOKENS * settings.evidence),
        count=count,
        memory=Memory(
            budget=settings.context_tokens // MEMORY_SHARE,
            count=count,
            summariser=planner,
        ),
        planner=planner,
    )


def build_writer(settings: Settings, responses: Responses | None = None) -> Writer:
    """Return the writer that the settings ask for: a model when a key or server is given, else extraction.

    Raises:
        ConfigurationError: A model is asked for and something it needs is missing.
    """
    kind = _writer_kind(settings)
    if kind == "extractive":
        return ExtractiveWriter()
    store = responses if settings.cache else None
    return ChatWriter(_chat_options(settings, kind), provider=kind.partition(":")[0], store=store)


def build_section_writer(settings: Settings, responses: Responses | None = None) -> Writer | None:
    """Return the model that writes sections of drafts, ``None`` when no model is configured.

    Raises:
        ConfigurationError: A model is asked for and something it needs is missing.
    """
    kind = _writer_kind(settings)
    if kind == "extractive":
        return None
    store = responses if settings.cache else None
    return ChatWriter(
        _chat_options(settings, kind), provider=kind.partition(":")[0], store=store, forms=SECTION
    )


def build_planner(settings: Settings, responses: Responses | None = None) -> ChatPlanner | None:
    """Return the model's help with questions and threads, or ``None`` when no model is configured.

    Raises:
        ConfigurationError: A model is asked for and something it needs is missing.
    """
    kind = _writer_kind(settings)
    if kind == "extractive":
        return None
    store = responses if settings.cache else None
    return ChatPlanner(_chat_options(settings, kind), provider=kind.partition(":")[0], store=store)


def build_claim_reader(settings: Settings) -> ClaimReader:
    """Return the second reader of claims, which is the model that also writes.

    Raises:
        ConfigurationError: No model is configured, or something it needs is missing.
    """
    kind = _model_for("A second reading of the claims", settings)
    return ClaimReader(_chat_options(settings, kind), provider=kind.partition(":")[0])


def build_support_judge(settings: Settings) -> SupportJudge:
    """Return the judge that gives a second opinion on statements, which is the model that also writes.

    Raises:
        ConfigurationError: No model is configured, or something it needs is missing.
    """
    kind = _model_for("A second opinion", settings)
    return SupportJudge(_chat_options(settings, kind), provider=kind.partition(":")[0])


def _model_for(task: str, settings: Settings) -> str:
    kind = _writer_kind(settings)
    if kind == "extractive":
        raise ConfigurationError(
            f"{task} needs a model and none is configured; set OPENAI_API_KEY, or OPENAI_BASE_URL and "
            "QUOTIENT_MODEL for another server."
        )
    return kind


def _writer_kind(settings: Settings) -> str:
    given = settings.openai_api_key or settings.openai_base_url
    return settings.writer or ("openai" if given else "extractive")


def _chat_options(settings: Settings, kind: str) -> ChatOptions:
    provider, _, model = kind.partition(":")
    ours = provider == "openai"
    return ChatOptions(
        model=model or settings.model,
        api_key=settings.openai_api_key if ours else None,
        base_url=settings.openai_base_url if ours else None,
        timeout=settings.timeout,
        retries=settings.retries,
        max_output_tokens=settings.max_output_tokens,
        context_tokens=settings.context_tokens,
        price_input=settings.price_input,
        price_output=settings.price_output,
    )


def build_embedder(settings: Settings) -> Embedder:
    """Return the embedder that the settings ask for; nothing is loaded before it is used."""
    if settings.embedder == "embedded":
        return MiniLM()
    return OpenAIEmbedder(
        settings.embedder.removeprefix("openai:"),
        api_key=settings.openai_api_key,
        base_url=settings.embedding_base_url or settings.openai_base_url,
        dimension=settings.embedding_dimension,
    )
