"""An OpenAI-compatible server on loopback that can be honest, wrong or broken in every way we know of."""

from __future__ import annotations

import base64
import hashlib
import json
import math
import select
import socket
import struct
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Literal, Self, cast

from tests.faults.claim_readers import CLAIM_READERS, is_numbered
from tests.faults.helpers import answer_to
from tests.faults.personalities import PERSONALITIES, Said

Mode = Literal[
    # What it says.
    "honest", "obedient", "hallucinating", "think-blocks", "huge", "invents-baseline", "fenced-json",
    "pinning", "formless", "repairing", "stubborn",
    # How it ends.
    "cut", "drop", "length", "content-filter", "error-event", "garbled-json",
    # What it answers instead.
    "401", "404", "429", "500", "502-html", "200-html", "overflow", "empty-choices", "null-content",
    # How it keeps one waiting.
    "silent", "stall", "slow",
    # What it leaves out or refuses.
    "no-usage", "prompt-cut", "rejects-stream-options", "rejects-temperature", "rejects-response-format",
]  # fmt: skip

MODELS = ("stub-large", "stub-small")
DIMENSION = 64
HUGE_BYTES = 10_000_000

_HTML = "<!doctype html><html><title>Sign in</title><body>Please sign in to the network.</body></html>"

_ERRORS: Mapping[str, tuple[int, str, str]] = {
    "401": (401, "invalid_api_key", "Incorrect API key provided: {key}."),
    "404": (404, "model_not_found", "The model does not exist."),
    "429": (429, "rate_limit_exceeded", "Rate limit reached."),
    "500": (500, "server_error", "The server had an error."),
    "overflow": (400, "context_length_exceeded", "This model's maximum context length is 4096 tokens."),
    "rejects-stream-options": (422, "extra_forbidden", "body.stream_options: Extra inputs are not permitted"),
    "rejects-temperature": (400, "unsupported_value", "'temperature' does not support 0 with this model."),
    "rejects-response-format": (
        400,
        "invalid_request",
        "response_format of type json_schema is not supported",
    ),
}


class _GoneError(Exception):
    """The client has left, or the server is closing."""


@dataclass(frozen=True)
class Recorded:
    """One request as it came in; header names are lower-case."""

    path: str
    headers: Mapping[str, str]
    body: Mapping[str, Any]

    @property
    def system(self) -> str:
        """The system message of a chat request."""
        return self._content("system")

    @property
    def user(self) -> str:
        """The last user message of a chat request."""
        return self._content("user")

    def _content(self, role: str) -> str:
        said = [message["content"] for message in self.body["messages"] if message["role"] == role]
        return said[-1]


class ModelServer:
    """Serves ``/v1/chat/completions``, ``/v1/models`` and ``/v1/embeddings`` until it is closed.

    ``mode`` and ``reply`` may be changed between requests. Modes that do not say otherwise answer honestly:
    they quote evidence sentences with the right citations, and list the figures of numbered sentences.
    """

    def __init__(
        self,
        mode: Mode = "honest",
        *,
        reply: str | None = None,
        key: str | None = None,
        interval: float = 0.0,
    ) -> None:
        self.mode: Mode = mode
        self.reply = reply
        """When set, what it says to every question."""
        self.key = key
        """When set, other keys are refused with 401."""
        self.interval = interval
        """Seconds between two words of an answer, or between two bytes in the mode ``slow``."""
        self.cut_after = 6
        """Words sent before the modes that break off do so."""
        self.errors = dict(_ERRORS)
        """Status, code and message of the modes that answer with an error."""
        self.requests: list[Recorded] = []
        self.falsehoods: list[str] = []
        """Sentences of the last answer that are not true."""
        self.departed = threading.Event()
        """Set when a client has left before its answer was complete."""
        self.stopping = threading.Event()
        self._http = _Http(("127.0.0.1", 0), _Handler)
        self._http.owner = self
        self._thread = threading.Thread(
            target=lambda: self._http.serve_forever(poll_interval=0.01), daemon=True
        )
        self._thread.start()

    @property
    def url(self) -> str:
        """Base URL, ending in ``/v1``."""
        return f"http://127.0.0.1:{self._http.server_port}/v1"

    @property
    def chats(self) -> list[Recorded]:
        """The chat requests among all requests."""
        return [request for request in self.requests if request.path.endswith("/chat/completions")]

    def close(self) -> None:
        """Stop at once, also in the middle of answers."""
        self.stopping.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def say(self, prompt: str) -> str:
        """Return the answer to a user message and note its falsehoods."""
        known = CLAIM_READERS if is_numbered(prompt) else PERSONALITIES
        personality = known.get(self.mode, known["honest"])
        if self.reply is not None:
            said = Said(self.reply)
        else:
            said = answer_to(prompt, self.mode) or personality(prompt)
        self.falsehoods = list(said.falsehoods) or self.falsehoods
        if self.mode == "think-blocks":
            return f"<think>\nLet me see: the speedup is 99x [9].\n</think>\n\n{said.text}"
        return "fast " * (HUGE_BYTES // 5) if self.mode == "huge" else said.text


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    owner: ModelServer

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: clients that leave are part of the game."""


class _Handler(BaseHTTPRequestHandler):
    @property
    def owner(self) -> ModelServer:
        return cast("_Http", self.server).owner

    def do_GET(self) -> None:
        self._record({})
        models = [{"id": name, "object": "model"} for name in MODELS]
        with suppress(_GoneError):
            if not self._refused() and not self._failed({}):
                self._json({"object": "list", "data": models})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self._record(body)
        with suppress(_GoneError):
            if self._refused() or self._failed(body):
                return
            if self.path.endswith("/embeddings"):
                self._json(_embeddings(body))
            elif body.get("stream"):
                self._stream(body)
            else:
                self._json(self._completion(body))

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def _record(self, body: Mapping[str, Any]) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.owner.requests.append(Recorded(self.path, headers, body))

    def _refused(self) -> bool:
        key = self.owner.key
        if key is None or self.headers["Authorization"] == f"Bearer {key}":
            return False
        self._error("401")
        return True

    def _failed(self, body: Mapping[str, Any]) -> bool:
        """Answer with the failure of the mode, if it has one that comes instead of an answer."""
        mode = self.owner.mode
        part = mode.removeprefix("rejects-").replace("-", "_")
        if mode in self.owner.errors and (not mode.startswith("rejects-") or part in body):
            self._error(mode)
        elif mode in {"502-html", "200-html"}:
            self._send(int(mode[:3]), _HTML, "text/html")
        elif mode == "silent":
            self._pause(math.inf)
        else:
            return False
        return True

    def _error(self, mode: str) -> None:
        status, code, message = self.owner.errors[mode]
        sent = (self.headers["Authorization"] or "").removeprefix("Bearer ")
        error = {"message": message.format(key=sent), "type": "invalid_request_error", "code": code}
        self._send(status, json.dumps({"error": error}), "application/json")

    def _json(self, value: object) -> None:
        self._send(200, json.dumps(value), "application/json")

    def _send(self, status: int, text: str, kind: str) -> None:
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Retry-After-Ms", "10")
        self.end_headers()
        self._write(data)

    def _completion(self, body: Mapping[str, Any]) -> dict[str, Any]:
        text = self.owner.say(_user(body))
        message = {"role": "assistant", "content": None if self.owner.mode == "null-content" else text}
        choices = [{"index": 0, "message": message, "finish_reason": "stop"}]
        return {
            "id": "stub", "object": "chat.completion", "created": 0, "model": body["model"],
            "choices": [] if self.owner.mode == "empty-choices" else choices,
            "usage": self._usage(body, text),
        }  # fmt: skip

    def _usage(self, body: Mapping[str, Any], text: str) -> dict[str, int]:
        """Count one token for each three characters."""
        prompt = sum(len(message["content"]) for message in body["messages"]) // 3
        read = min(prompt, 40) if self.owner.mode == "prompt-cut" else prompt
        written = len(text) // 3
        return {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}

    def _stream(self, body: Mapping[str, Any]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        if self.owner.mode == "drop":
            self.send_header("Content-Length", "1000000")
        self.end_headers()
        for event in self._events(body):
            self._emit(f"data: {event}\n\n".encode())

    def _emit(self, data: bytes) -> None:
        if self.owner.mode != "slow":
            self._write(data)
            self._pause(self.owner.interval)
            return
        for byte in data:
            self._write(bytes([byte]))
            self._pause(self.owner.interval)

    def _events(self, body: Mapping[str, Any]) -> Iterator[str]:
        """The events of a streamed answer, up to where the mode breaks it off."""
        mode = self.owner.mode
        text = self.owner.say(_user(body))
        yield _chunk({"role": "assistant", "content": ""})
        for count, word in enumerate(_words(text, mode)):
            if count == self.owner.cut_after and mode in _BREAKS:
                yield from _BREAKS[mode]
                if mode == "stall":
                    self._pause(math.inf)
                return
            yield _chunk({"content": None if mode == "null-content" else word}, empty=mode == "empty-choices")
        if mode != "empty-choices":
            yield _chunk({}, reason=_REASONS.get(mode, "stop"))
        if "stream_options" in body and mode != "no-usage":
            yield json.dumps({"choices": [], "usage": self._usage(body, text)})
        yield "[DONE]"

    def _write(self, data: bytes) -> None:
        try:
            self.wfile.write(data)
        except OSError as exc:
            self._gone(exc)

    def _pause(self, seconds: float) -> None:
        """Wait, but no longer than the client stays and the server runs."""
        for _ in range(min(10**6, math.ceil(seconds / 0.02) if math.isfinite(seconds) else 10**6)):
            if self.owner.stopping.is_set() or _has_left(self.connection):
                self._gone(None)
            self.owner.stopping.wait(min(seconds, 0.02))

    def _gone(self, cause: Exception | None) -> None:
        self.owner.departed.set()
        raise _GoneError from cause


_BREAKS: Mapping[str, tuple[str, ...]] = {
    "cut": (),
    "drop": (),
    "stall": (),
    "garbled-json": ('{"choices": [{"delta": {"content": "half',),
    "error-event": (
        json.dumps({"error": {"message": "The engine ran out of memory.", "type": "server_error"}}),
    ),
}

_REASONS: Mapping[str, str] = {"length": "length", "content-filter": "content_filter"}


def _chunk(delta: Mapping[str, object], *, reason: str | None = None, empty: bool = False) -> str:
    choices = [] if empty else [{"index": 0, "delta": delta, "finish_reason": reason}]
    return json.dumps({"id": "stub", "object": "chat.completion.chunk", "model": "stub", "choices": choices})


def _words(text: str, mode: Mode) -> list[str]:
    """Cut a text into pieces of one word; a huge one into a few big pieces."""
    size = 1_000_000
    if mode == "huge":
        return [text[start : start + size] for start in range(0, len(text), size)]
    return [f"{word} " for word in text.split(" ")]


def _user(body: Mapping[str, Any]) -> str:
    said: list[str] = [message["content"] for message in body["messages"] if message["role"] == "user"]
    return said[-1]


def _embeddings(body: Mapping[str, Any]) -> dict[str, Any]:
    texts: list[str] = [body["input"]] if isinstance(body["input"], str) else body["input"]
    dimension: int = body.get("dimensions", DIMENSION)
    vectors = [_vector(text, dimension) for text in texts]
    packed = [_base64(vector) for vector in vectors] if body.get("encoding_format") == "base64" else vectors
    data = [
        {"object": "embedding", "index": index, "embedding": embedding}
        for index, embedding in enumerate(packed)
    ]
    usage = {"prompt_tokens": 1, "total_tokens": 1}
    return {"object": "list", "model": body["model"], "data": data, "usage": usage}


def _vector(text: str, dimension: int) -> list[float]:
    """A bag of hashed words: texts that share words are near each other."""
    vector = [0.0] * dimension
    for word in text.lower().split():
        vector[int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big") % dimension] += 1.0
    length = math.sqrt(sum(value * value for value in vector)) or 1.0
    return [value / length for value in vector]


def _base64(vector: list[float]) -> str:
    return base64.b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode()


def _has_left(connection: socket.socket) -> bool:
    readable, _, _ = select.select([connection], [], [], 0)
    if not readable:
        return False
    with suppress(OSError):
        return connection.recv(1, socket.MSG_PEEK) == b""
    return True
