"""Serving the app from the command line, and checking that it answers."""

from __future__ import annotations

import http.client
import signal
import threading
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from assistant.console.terminal import Terminal
from assistant.server import serve

if TYPE_CHECKING:
    from assistant.pipeline import Assistant


def serve_app(terminal: Terminal, assistant: Assistant, port: int) -> None:
    """Serve the app until it is interrupted."""
    serve(
        assistant,
        port=port,
        ready=lambda address: terminal.line(f"Quotient is at {address} (Ctrl+C stops it)."),
    )


def check_app(terminal: Terminal, assistant: Assistant, port: int) -> bool:
    """Serve the app until it has answered one request, and say whether it did so well."""
    outcome: list[str] = []

    def request(address: str) -> None:
        outcome.append(_request(address))
        # The server runs in the main thread, and an interrupt is what ends it.
        signal.raise_signal(signal.SIGINT)

    def ready(address: str) -> None:
        threading.Thread(target=request, args=(address,), daemon=True).start()

    try:
        serve(assistant, port=port, ready=ready)
    except KeyboardInterrupt:
        if not outcome:
            raise
    if outcome[0]:
        terminal.error(f"The app was started but failed: {outcome[0]}.")
        return False
    terminal.line("The app answers.")
    return True


def _request(address: str) -> str:
    """Ask the app for its page; return what went wrong, or nothing."""
    place = urlsplit(address)
    # A client that knows nothing of proxies: the address is on this machine.
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=60)
    try:
        connection.request("GET", "/")
        response = connection.getresponse()
    except OSError as exc:
        return f"{address} does not answer ({exc})"
    finally:
        connection.close()
    return "" if response.status == http.client.OK else f"{address} answers with status {response.status}"
