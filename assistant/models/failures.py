"""Says in one sentence what went wrong at a model server, and whether trying again may help."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import cast

from pydantic import SecretStr

from assistant.errors import ModelError

DETAIL_CHARACTERS = 200
"""How much of a server's own words a message repeats."""

_OVERFLOW = re.compile(r"context.{0,12}(length|window|size)|prompt is too long|maximum context", re.I)
_NO_MONEY = re.compile(r"insufficient_quota|exceeded your current quota|billing", re.I)


@dataclass(frozen=True)
class Target:
    """Whom a request goes to, as far as a message needs it."""

    server: str
    """Host and port, or the provider's name."""
    model: str | None
    """``None`` when no model is involved."""
    key: SecretStr | None
    timeout: float

    def redact(self, text: str) -> str:
        """Return a server's words, short, on one line and without the key."""
        secret = self.key.get_secret_value() if self.key else ""
        clean = " ".join(text.split())
        return (clean.replace(secret, "[key]") if secret else clean)[:DETAIL_CHARACTERS]

    def error(self, clause: str, *, retryable: bool) -> ModelError:
        """Return an error whose sentence is this target and ``clause``."""
        model = f" (model {self.model!r})" if self.model else ""
        return ModelError(f"The model server {self.server}{model} {clause}", retryable=retryable)


def explain(cause: BaseException, target: Target) -> ModelError:
    """Return the error to show for whatever a vendor's client raised; its text never holds the key."""
    clause, retryable = _clause(cause, target)
    error = target.error(clause, retryable=retryable)
    # A server may echo the key in its error, which would print with the chain.
    secret = target.key.get_secret_value() if target.key else ""
    error.__cause__ = None if secret and secret in str(cause) else cause
    return error


def _clause(cause: BaseException, target: Target) -> tuple[str, bool]:
    from openai import APIError  # noqa: PLC0415  # takes a second to import

    unheard = _connection_clause(cause, target)
    if unheard:
        return unheard, True
    if _OVERFLOW.search(str(cause)):
        advice = "lower QUOTIENT_CONTEXT_TOKENS or give the model a larger context (Ollama: num_ctx)"
        return f"refused the prompt as longer than its context; {advice}.", False
    status = _status(cause)
    if status is not None:
        return _status_clause(status, cause, target)
    if isinstance(cause, APIError):
        return f"broke off with an error{_detail(cause, target)}; try again.", True
    return _garbled_clause(cause)


def _connection_clause(cause: BaseException, target: Target) -> str | None:
    from langchain_core import exceptions as langchain  # noqa: PLC0415  # takes half a second to import
    from openai import APIConnectionError, APITimeoutError  # noqa: PLC0415  # takes a second to import

    if isinstance(cause, TimeoutError | APITimeoutError | langchain.ModelTimeoutError):
        return f"sent nothing for {target.timeout:g} seconds; try again, or raise QUOTIENT_TIMEOUT."
    if any(type(one).__name__ == "ConnectError" for one in _chain(cause)):  # of httpx or its successor
        return "cannot be reached; check that it runs and that its address is right."
    if isinstance(cause, APIConnectionError | langchain.ModelConnectionError | OSError):
        return "broke the connection; try again."
    return None


def _chain(cause: BaseException | None) -> Iterator[BaseException]:
    while cause is not None:
        yield cause
        cause = cause.__cause__


def _status(cause: BaseException) -> int | None:
    """The HTTP status, under the names that the clients of the various vendors use."""
    response = getattr(cause, "response", None)
    found = getattr(cause, "status_code", None) or getattr(response, "status_code", None)
    return found if isinstance(found, int) else None


def _status_clause(status: int, cause: BaseException, target: Target) -> tuple[str, bool]:
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        given = "refused the key" if target.key else "wants a key"
        return f"{given}; set the right one (OPENAI_API_KEY, or the variable of your provider).", False
    if status == HTTPStatus.NOT_FOUND:
        return "does not know this model or address; check the model's name and OPENAI_BASE_URL.", False
    if status == HTTPStatus.PAYMENT_REQUIRED or _NO_MONEY.search(str(cause)):
        return "says that the quota of this key is used up; check your plan.", False
    if status in {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT, HTTPStatus.TOO_MANY_REQUESTS}:
        return f"is busy (HTTP {status}); wait a little and try again.", True
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return f"failed (HTTP {status}); try again, and look into its log if it goes on.", True
    return f"refused the request (HTTP {status}){_detail(cause, target)}; check the model's settings.", False


def _garbled_clause(cause: BaseException) -> tuple[str, bool]:
    if isinstance(cause, json.JSONDecodeError | UnicodeDecodeError):
        return "sent a garbled answer; try again.", True
    advice = "check the address, which usually ends in /v1"
    return f"answered, but not as an OpenAI-compatible chat endpoint would; {advice}.", False


def _detail(cause: BaseException, target: Target) -> str:
    """What the server itself said, when it said so in the usual place."""
    body = getattr(cause, "body", None)
    said = cast("Mapping[str, object]", body).get("message") if isinstance(body, Mapping) else body
    return f": {target.redact(said)!r}" if isinstance(said, str) and said.strip() else ""
