"""Serves the app: one process, one library, loopback only, and nothing loaded from anywhere else.

Importing this takes a second, for Streamlit: only what serves the app or runs in it does.
"""

from __future__ import annotations

import base64
import errno
import hashlib
import logging
import os
import re
import signal
import socket
import sys
import threading
from collections.abc import AsyncGenerator, Callable, Generator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing, contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import urlsplit

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager

from assistant.errors import AssistantError, ConfigurationError
from assistant.pipeline import Assistant
from assistant.resources import resource

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("127.0.0.1", "localhost")

MAX_UPLOAD_MB = 50

_PORTS_TRIED = 50

_log = logging.getLogger(__name__)

_served: list[Assistant] = []


def served() -> Assistant:
    """Return the assistant of the running server, which every page shares.

    Raises:
        ConfigurationError: The pages run without a server.
    """
    if not _served:
        raise ConfigurationError("The app has no library open: start it with `quotient app`.")
    return _served[-1]


@contextmanager
def sharing(assistant: Assistant) -> Generator[None]:
    """Make ``assistant`` the one that `served` returns; it stays the caller's to close.

    Streamlit runs the pages by path and hands them no arguments, so the process has to remember it.
    """
    _served.append(assistant)
    try:
        yield
    finally:
        _served.remove(assistant)


def serve(
    assistant: Assistant,
    *,
    host: str = "127.0.0.1",
    port: int = 8501,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve the app over ``assistant`` until interrupted, on ``port`` or the next free one.

    ``ready`` is called once with the address when the app answers.

    Raises:
        ConfigurationError: The host is not loopback, or no port is free.
    """
    with closing(_bind(host, port)) as bound, sharing(assistant):
        address = f"http://{host}:{bound.getsockname()[1]}"

        def started() -> None:
            assistant.announce(address)
            assistant.start_indexing()
            if ready is not None:
                ready(address)

        options = uvicorn.Config(
            build_app(bound.getsockname()[1], started=started),
            ws="websockets-sansio",
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=3,
        )
        _unwind_on_terminate()
        uvicorn.Server(options).run(sockets=[bound])


def build_app(port: int, *, started: Callable[[], None]) -> st.App:
    """Return the ASGI app of the pages, guarded and configured for ``port``.

    ``started`` is called when the app is ready for requests.
    """
    _keep_on_path(resource("ui").parent, resource("ui"))
    # Our pages are functions; without this Streamlit takes the folder beside the script for pages of its own.
    PagesManager.uses_pages_directory = False
    app = st.App(
        resource("ui", "app.py"),
        lifespan=_lifespan(started),
        middleware=[Middleware(Guard, headers=security_headers(port))],
        on_script_error=show_error,
    )
    # As flags, so that no file or variable of the user's own Streamlit setup can loosen them.
    config.get_config_options(force_reparse=True, options_from_flags=streamlit_options(port))
    return app


def _keep_on_path(*folders: Path) -> None:
    """Let the pages be imported, and keep Streamlit from changing ``sys.path`` at each run.

    It adds the script's folder and takes it away again unless it is there; an import in another thread that
    walks the path meanwhile skips an entry and fails.
    """
    sys.path.extend(str(folder) for folder in folders if str(folder) not in sys.path)


def streamlit_options(port: int) -> dict[str, object]:
    """Return the Streamlit options that the app's safety rests on."""
    return {
        "browser.gatherUsageStats": False,
        "client.showErrorDetails": "none",
        "client.showErrorLinks": False,
        "client.toolbarMode": "minimal",
        "global.developmentMode": False,
        "logger.hideWelcomeMessage": True,
        "server.address": LOOPBACK[0],
        "server.allowedHosts": list(LOOPBACK),
        "server.enableAgentApi": False,
        "server.enableCORS": True,
        "server.enableStaticServing": False,
        "server.enableXsrfProtection": True,
        "server.fileWatcherType": "none",
        "server.headless": True,
        "server.maxUploadSize": MAX_UPLOAD_MB,
        "server.port": port,
    }


def security_headers(port: int) -> dict[str, str]:
    """Return the headers of every response: nothing remote loads, nobody frames the app."""
    sockets = " ".join(f"ws://{host}:{port}" for host in LOOPBACK)
    policy = {
        "default-src": "'self'",
        # Streamlit loads a component's script from a blob.
        "script-src": f"'self' blob: {_inline_script_hashes()}",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "media-src": "'self' blob:",
        "connect-src": f"'self' {sockets}",
        "worker-src": "'self' blob:",
        "frame-src": "'none'",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }


def show_error(error: Exception) -> bool:
    """Show an error of a page as one sentence and keep its details for the log."""
    if isinstance(error, AssistantError):
        # As text: an alert would read Markdown out of names and of what a model's server said.
        st.text(f"⚠ {error}")
    else:
        _log.error("a page failed", exc_info=error)
        st.error(
            "This page could not be drawn; your library is safe. Reload, and see the terminal for details."
        )
    return True


class Guard:
    """ASGI middleware that refuses foreign host names and puts the security headers on every response.

    A page on another site that resolves its own name to 127.0.0.1 still sends that name as the host.
    """

    def __init__(self, app: ASGIApp, headers: Mapping[str, str]) -> None:
        self._app = app
        self._headers = [(name.lower().encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it with status 403."""

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                names = {name for name, _ in self._headers}
                kept = [pair for pair in message.get("headers", ()) if pair[0].lower() not in names]
                message["headers"] = [*kept, *self._headers]
            await send(message)

        if scope["type"] == "lifespan" or _host_of(scope) in LOOPBACK:
            await self._app(scope, receive, send_guarded)
        elif scope["type"] == "http":
            refusal = PlainTextResponse("This app answers on 127.0.0.1 only.", 403)
            await refusal(scope, receive, send_guarded)
        else:
            await send({"type": "websocket.close", "code": 1008})


def _host_of(scope: Scope) -> str | None:
    hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
    try:
        return urlsplit(f"//{hosts[0]}").hostname if len(hosts) == 1 else None
    except ValueError:
        return None


def _bind(host: str, port: int) -> socket.socket:
    if host not in LOOPBACK:
        raise ConfigurationError(f"The app serves this machine only: use the host 127.0.0.1, not {host!r}.")
    for candidate in range(port, min(port + _PORTS_TRIED, 65536)):
        bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            if (
                os.name != "nt"
            ):  # There it would share a port that is in use; here it takes over one just left.
                bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            bound.bind(("127.0.0.1", candidate))
            bound.listen(128)
        except OSError as exc:
            bound.close()
            if exc.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise ConfigurationError(
                    f"The app cannot listen on {host}:{candidate}: {exc.strerror}."
                ) from exc
        else:
            return bound
    raise ConfigurationError(f"No port from {port} on is free: choose another one with --port.")


def _unwind_on_terminate() -> None:
    """Let SIGTERM leave through the callers, so that the library is closed as on Ctrl+C."""

    def leave(number: int, frame: FrameType | None) -> NoReturn:
        del frame
        sys.exit(128 + number)

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, leave)


def _lifespan(started: Callable[[], None]) -> Callable[[st.App], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: st.App) -> AsyncGenerator[None]:
        del app
        started()
        yield

    return lifespan


def _inline_script_hashes() -> str:
    """Name the scripts that Streamlit's own page carries, so that no other inline script may run."""
    page = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
