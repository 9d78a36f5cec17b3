from __future__ import annotations

import json
from collections.abc import Iterator

import numpy as np
import pytest
from pydantic import SecretStr

from assistant.errors import ConfigurationError, ModelError
from assistant.index import openai_embedder as module
from assistant.index.openai_embedder import OpenAIEmbedder
from tests.unit.index.embedding_server import EmbeddingServer, serving

KEY = SecretStr("sk-secret")


@pytest.fixture
def server() -> Iterator[EmbeddingServer]:
    with serving() as running:
        yield running


def _embedder(server: EmbeddingServer, dimension: int | None = None) -> OpenAIEmbedder:
    return OpenAIEmbedder("small", api_key=KEY, base_url=server.base_url, dimension=dimension)


def test_texts_are_sent_as_they_are(server: EmbeddingServer) -> None:
    _embedder(server).embed(["one", "three"])
    assert server.requests == [
        {"path": "/v1/embeddings", "model": "small", "input": ["one", "three"], "encoding_format": "float"}
    ]
    assert server.keys == ["Bearer sk-secret"]


def test_rows_follow_the_texts_whatever_the_order_of_the_reply(server: EmbeddingServer) -> None:
    rows = _embedder(server).embed(["one", "three"])
    expected = (
        np.array([[3, 2, 0.5], [5, 2, 0.5]]) / np.linalg.norm([[3, 2, 0.5], [5, 2, 0.5]], axis=1)[:, None]
    )
    assert np.allclose(rows, expected)


def test_dimension_is_learned_from_the_first_reply(server: EmbeddingServer) -> None:
    embedder = _embedder(server)
    assert embedder.dimension is None
    embedder.embed(["one"])
    assert embedder.dimension == 3


def test_given_dimension_is_asked_for(server: EmbeddingServer) -> None:
    assert _embedder(server, 5).embed(["one"]).shape == (1, 5)
    assert server.requests[0]["dimensions"] == 5


def test_server_of_ones_own_needs_no_key(server: EmbeddingServer) -> None:
    assert OpenAIEmbedder("small", api_key=None, base_url=server.base_url).embed(["one"]).shape == (1, 3)


def test_no_texts_need_no_request(server: EmbeddingServer) -> None:
    assert _embedder(server).embed([]).shape == (0, 0)
    assert server.requests == []


def test_neither_key_nor_server_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="OPENAI_API_KEY"):
        OpenAIEmbedder("small", api_key=None, base_url=None)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
def test_refusal_is_a_matter_of_configuration(server: EmbeddingServer, status: int) -> None:
    server.behave = lambda _: (status, json.dumps({"error": {"message": "no such thing"}}))
    with pytest.raises(ConfigurationError, match="embedding server") as caught:
        _embedder(server).embed(["one"])
    assert "sk-secret" not in str(caught.value)


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_failure_of_the_server_may_pass(
    server: EmbeddingServer, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_RETRIES", 0)
    server.behave = lambda _: (status, "<html>Bad gateway</html>")
    with pytest.raises(ModelError, match="try again later") as caught:
        _embedder(server).embed(["one"])
    assert caught.value.retryable


def test_failure_is_tried_again(server: EmbeddingServer) -> None:
    failures = iter([(500, "")])
    working = server.behave
    server.behave = lambda request: next(failures, None) or working(request)
    assert _embedder(server).embed(["one"]).shape == (1, 3)


def test_unreachable_server_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_RETRIES", 0)
    embedder = OpenAIEmbedder("small", api_key=KEY, base_url="http://127.0.0.1:9/v1")
    with pytest.raises(ModelError, match=r"127\.0\.0\.1:9"):
        embedder.embed(["one"])


@pytest.mark.parametrize(
    "body",
    [
        "<html>Please log in</html>",
        "",
        "{}",
        '{"data": []}',
        '{"data": null}',
        '{"data": [{"index": 0, "embedding": []}]}',
        '{"data": [{"index": 0, "embedding": [1.0, null]}]}',
        '{"data": [{"index": 0, "embedding": [0.0, 0.0]}]}',
        '{"data": [{"index": 0, "embedding": [1e400, 0.0]}]}',
        '{"data": [{"index": 0, "embedding": [1.0]}, {"index": 1, "embedding": [1.0]}]}',
        '{"error": {"message": "quota"}}',
    ],
)
def test_reply_that_holds_no_vectors_is_reported(server: EmbeddingServer, body: str) -> None:
    server.behave = lambda _: (200, body)
    with pytest.raises(ModelError, match="'openai:small'"):
        _embedder(server).embed(["one"])


def test_rows_of_different_lengths_are_refused(server: EmbeddingServer) -> None:
    items = [{"index": 0, "embedding": [1.0, 0.0]}, {"index": 1, "embedding": [1.0]}]
    server.behave = lambda _: (200, json.dumps({"data": items}))
    with pytest.raises(ModelError, match="not of length 2"):
        _embedder(server).embed(["one", "two"])


def test_later_reply_of_another_length_is_refused(server: EmbeddingServer) -> None:
    embedder = _embedder(server)
    embedder.embed(["one"])
    server.behave = lambda _: (200, '{"data": [{"index": 0, "embedding": [1.0, 0.0]}]}')
    with pytest.raises(ModelError, match="not of length 3"):
        embedder.embed(["one"])
