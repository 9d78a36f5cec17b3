"""A loopback server that embeds, or misbehaves, in the manner of OpenAI's."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = tuple[int, str]
"""HTTP status and body."""

Behaviour = Callable[[dict[str, Any]], Reply]


def embed(request: dict[str, Any]) -> Reply:
    """Answer with vectors of three numbers, or as many as asked for, last text first."""
    length = request.get("dimensions", 3)
    data = [
        {"object": "embedding", "index": index, "embedding": [float(len(text)), 2.0, *[0.5] * (length - 2)]}
        for index, text in enumerate(request["input"])
    ]
    return 200, json.dumps({"object": "list", "data": data[::-1], "model": request["model"]})


class EmbeddingServer:
    """Keeps the requests it got; ``behave`` may be replaced at any time."""

    def __init__(self) -> None:
        self.behave: Behaviour = embed
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.base_url = ""


@contextmanager
def serving() -> Generator[EmbeddingServer]:
    """Serve on a free loopback port."""
    state = EmbeddingServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            state.requests.append({"path": self.path, **request})
            state.keys.append(self.headers["Authorization"])
            status, body = state.behave(request)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.base_url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
