from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from streamlit.runtime.scriptrunner.exec_code import modified_sys_path

from assistant import server
from assistant.errors import ConfigurationError, NotFoundError
from assistant.pipeline import Assistant
from assistant.resources import resource
from assistant.settings import Settings

COMMAND = (sys.executable, "-c", "from assistant.cli import main; main()")


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _start(folder: Path, port: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, "--library", str(folder), "app", "--no-sample", "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _port_said(app: subprocess.Popen[str]) -> int:
    """Wait for the line with the address and return its port."""
    assert app.stdout is not None
    for line in app.stdout:
        if "http://" in line:
            return int(line.split("http://127.0.0.1:")[1].split()[0])
    raise AssertionError("the app ended without saying its address")


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of an app that serves an empty library."""
    app = _start(tmp_path_factory.mktemp("served") / "library", _free_port())
    try:
        yield _port_said(app)
    finally:
        app.kill()
        app.communicate()


def _get(port: int, *, host: str, path: str = "/") -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Host": host})
    response = connection.getresponse()
    response.read()
    connection.close()
    return response


def _handshake(port: int, *, host: str, origin: str) -> int:
    """Return the status that a WebSocket connection to the page's stream is answered with."""
    lines = (
        "GET /_stcore/stream HTTP/1.1",
        f"Host: {host}",
        f"Origin: {origin}",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "",
        "",
    )
    with closing(socket.create_connection(("127.0.0.1", port), timeout=10)) as raw:
        raw.sendall("\r\n".join(lines).encode())
        return int(raw.recv(64).split(b" ")[1])


@pytest.mark.parametrize("path", ["/", "/library", "/_stcore/health", "/no-such-page", "/static/none.js"])
def test_every_response_carries_the_security_headers(port: int, path: str) -> None:
    headers = _get(port, host=f"127.0.0.1:{port}", path=path).headers
    policy = headers["Content-Security-Policy"]
    assert "img-src 'self' data: blob:;" in policy
    assert "http:" not in policy
    assert "*" not in policy
    assert "'unsafe-eval'" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "evil.example:8501", "", "[::1]", "127.0.0.1@evil.example"],
)
def test_foreign_host_is_refused(port: int, host: str) -> None:
    assert _get(port, host=host).status == 403
    assert _handshake(port, host=host, origin="http://127.0.0.1") == 403


def test_own_host_is_served(port: int) -> None:
    assert _get(port, host=f"127.0.0.1:{port}").status == 200
    assert _get(port, host=f"localhost:{port}").status == 200
    assert _handshake(port, host=f"127.0.0.1:{port}", origin=f"http://127.0.0.1:{port}") == 101


def test_page_of_another_site_cannot_open_the_stream(port: int) -> None:
    assert _handshake(port, host=f"127.0.0.1:{port}", origin="http://evil.example") == 403


def test_upload_without_the_pages_token_is_refused(port: int) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request(
            "PUT", "/_stcore/upload_file/session/file", body=b"x", headers={"Content-Type": "text/plain"}
        )
        assert connection.getresponse().status in {400, 403, 405}


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="reads the listening sockets from Linux")
def test_only_loopback_listens(port: int) -> None:
    listening = [
        line.split()[1]
        for line in Path("/proc/net/tcp").read_text().splitlines()[1:]
        if line.split()[3] == "0A"
    ]
    assert [address for address in listening if address.endswith(f":{port:04X}")] == [f"0100007F:{port:04X}"]
    six = Path("/proc/net/tcp6").read_text() if Path("/proc/net/tcp6").exists() else ""
    assert f":{port:04X} " not in six


def test_busy_port_leads_to_the_next_free_one(tmp_path: Path) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        busy = taken.getsockname()[1]
        app = _start(tmp_path / "library", busy)
        try:
            assert _port_said(app) > busy
        finally:
            app.kill()
            app.communicate()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stopped_app_leaves_without_a_traceback_and_frees_the_library(tmp_path: Path, number: int) -> None:
    app = _start(tmp_path / "library", _free_port())
    _port_said(app)
    app.send_signal(number)
    said, _ = app.communicate(timeout=30)
    assert app.returncode != 0
    assert "Traceback" not in said
    with Assistant.open(tmp_path / "library", settings=Settings()) as assistant:
        assert assistant.papers() == []


def test_second_app_on_the_same_library_is_told_who_has_it(tmp_path: Path) -> None:
    first = _start(tmp_path / "library", _free_port())
    try:
        _port_said(first)
        second, _ = (late := _start(tmp_path / "library", _free_port())).communicate(timeout=30)
        assert late.returncode == 1
        assert str(first.pid) in second
        assert "Traceback" not in second
    finally:
        first.kill()
        first.communicate()


def test_other_machines_are_never_served(tmp_path: Path) -> None:
    with (
        Assistant.open(tmp_path, settings=Settings()) as assistant,
        pytest.raises(ConfigurationError, match=r"'0\.0\.0\.0'"),
    ):
        server.serve(assistant, host="0.0.0.0")


def test_pages_without_a_server_say_how_to_start_one() -> None:
    with pytest.raises(ConfigurationError, match="quotient app"):
        server.served()


def test_shared_assistant_is_forgotten_afterwards(tmp_path: Path) -> None:
    with Assistant.open(tmp_path, settings=Settings()) as assistant:
        with suppress(ZeroDivisionError), server.sharing(assistant):
            assert server.served() is assistant
            raise ZeroDivisionError
        with pytest.raises(ConfigurationError):
            server.served()


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        (NotFoundError("No paper 'x'."), "No paper 'x'."),
        (RuntimeError("secret detail"), "This page could not be drawn"),
    ],
)
def test_error_of_a_page_is_one_sentence(
    error: Exception, shown: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    said: list[str] = []
    monkeypatch.setattr("streamlit.error", said.append)
    monkeypatch.setattr("streamlit.text", said.append)
    assert server.show_error(error)
    assert shown in said[0]
    assert "secret" not in said[0]
    assert ("secret" in caplog.text) is isinstance(error, RuntimeError)


def test_running_a_page_leaves_the_import_path_alone() -> None:
    """An import in another thread fails while the path changes under it."""
    server.build_app(8501, started=lambda: None)
    before = list(sys.path)
    with modified_sys_path(str(resource("ui", "app.py"))):
        assert sys.path == before
