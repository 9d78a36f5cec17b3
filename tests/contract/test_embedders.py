"""What any embedder must do, run over each one there is."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from assistant.index.embedders import Embedder
from assistant.index.minilm import MiniLM
from assistant.index.openai_embedder import OpenAIEmbedder
from tests.unit.index.embedding_server import serving

TEXTS = ["Cats sleep on mats.", "", "2.8$\\times$ faster 😀", "word " * 2000, "Cats sleep on mats."]


@pytest.fixture(params=["embedded", "server"])
def embedder(request: pytest.FixtureRequest) -> Iterator[Embedder]:
    if request.param == "embedded":
        yield MiniLM()
        return
    with serving() as server:
        yield OpenAIEmbedder("small", api_key=None, base_url=server.base_url)


class TestEmbedder:
    def test_each_text_has_a_row_of_unit_length(self, embedder: Embedder) -> None:
        rows = embedder.embed(TEXTS)
        assert rows.shape == (len(TEXTS), embedder.dimension)
        assert rows.dtype == np.float32
        assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)

    def test_equal_texts_have_equal_rows(self, embedder: Embedder) -> None:
        rows = embedder.embed(TEXTS)
        assert (rows[0] == rows[4]).all()

    def test_same_call_gives_the_same_rows(self, embedder: Embedder) -> None:
        assert (embedder.embed(TEXTS) == embedder.embed(TEXTS)).all()

    def test_no_texts_give_no_rows(self, embedder: Embedder) -> None:
        assert len(embedder.embed([])) == 0

    def test_name_tells_spaces_apart(self, embedder: Embedder) -> None:
        assert embedder.name in {"all-minilm-l6-v2-int8", "openai:small"}
