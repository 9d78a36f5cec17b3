"""An embedder behind an OpenAI-compatible server."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, Field, SecretStr, ValidationError

from assistant.errors import ConfigurationError, ModelError

if TYPE_CHECKING:
    from openai import OpenAI

_TIMEOUT = 60.0
_RETRIES = 2


class OpenAIEmbedder:
    """Embeds with a server's model; the first request is made by the first ``embed``."""

    def __init__(
        self, model: str, *, api_key: SecretStr | None, base_url: str | None, dimension: int | None = None
    ) -> None:
        if api_key is None and base_url is None:
            raise ConfigurationError(
                f"The embedder 'openai:{model}' needs a key or a server; set OPENAI_API_KEY or "
                "QUOTIENT_EMBEDDING_BASE_URL, or use the embedder 'embedded'."
            )
        self.name = f"openai:{model}"
        self.dimension = dimension
        """Length of a vector; learned from the first reply when it was not given."""
        self._model = model
        self._asked_dimension = dimension
        self._api_key = api_key
        self._base_url = base_url
        self._connecting = threading.Lock()
        self._client: OpenAI | None = None

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row of unit length per text, shape ``(len(texts), dimension)``.

        Raises:
            ConfigurationError: The server refuses the key, the model or the dimension.
            ModelError: The server cannot be reached or its reply cannot be used.
        """
        if not texts:
            return np.zeros((0, self.dimension or 0), dtype=np.float32)
        rows = self._request(texts)
        length = self.dimension or len(rows[0])
        # Not every server keeps to one vector per text, or to one length.
        if len(rows) != len(texts) or any(len(row) != length for row in rows):
            raise self._unusable(
                f"{len(rows)} vectors for {len(texts)} texts, or vectors not of length {length}"
            )
        vectors = np.array(rows, dtype=np.float32)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not np.isfinite(norms).all() or not norms.all():
            raise self._unusable("a vector without direction")
        self.dimension = length
        return vectors / norms

    def _request(self, texts: Sequence[str]) -> list[list[float]]:
        # Imported on first use: it takes a second. LangChain's embedder would add only a tokenizer download.
        import openai  # noqa: PLC0415

        try:
            reply = self._connected().embeddings.with_raw_response.create(
                model=self._model,
                input=list(texts),
                encoding_format="float",
                # Sent only when asked for: servers with models of one length refuse the field.
                dimensions=self._asked_dimension or openai.omit,
            )
            items = _Reply.model_validate_json(reply.text).data
        except (openai.AuthenticationError, openai.PermissionDeniedError) as exc:
            raise ConfigurationError(f"{self._server()} refuses the key; check OPENAI_API_KEY.") from exc
        except (openai.NotFoundError, openai.BadRequestError, openai.UnprocessableEntityError) as exc:
            raise ConfigurationError(
                f"{self._server()} refuses the embedder {self.name!r} ({_first_line(exc)}); "
                "check embedder, embedding_base_url and embedding_dimension."
            ) from exc
        except openai.APIError as exc:
            raise ModelError(
                f"{self._server()} did not embed the texts ({_first_line(exc)}); try again later.",
                retryable=True,
            ) from exc
        except ValidationError as exc:
            raise self._unusable("something else than vectors") from exc
        return [item.embedding for item in sorted(items, key=lambda item: item.index)]

    def _connected(self) -> OpenAI:
        import openai  # noqa: PLC0415  # see _request

        with self._connecting:
            if self._client is None:
                # Servers of one's own take any key, but the client insists on one.
                key = self._api_key.get_secret_value() if self._api_key else "none"
                self._client = openai.OpenAI(
                    api_key=key, base_url=self._base_url, timeout=_TIMEOUT, max_retries=_RETRIES
                )
            return self._client

    def _server(self) -> str:
        return f"The embedding server {self._base_url or 'api.openai.com'!r}"

    def _unusable(self, what: str) -> ModelError:
        return ModelError(
            f"{self._server()} answered {what} for the embedder {self.name!r}; check embedding_base_url.",
            retryable=True,
        )


class _Item(BaseModel):
    index: int
    embedding: list[float] = Field(min_length=1)


class _Reply(BaseModel):
    data: list[_Item] = Field(min_length=1)


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0][:200]
