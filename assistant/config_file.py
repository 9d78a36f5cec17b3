"""The settings file: where it is, what it holds, and how one line of it is changed."""

from __future__ import annotations

import json
import os
import re
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path

import platformdirs

from assistant.errors import ConfigurationError


def config_path() -> Path:
    """Return where the settings file is looked for, whether or not it exists."""
    return platformdirs.user_config_path("quotient", appauthor=False) / "config.toml"


def read_values() -> dict[str, object]:
    """Return what the settings file holds, nothing when there is none.

    Raises:
        ConfigurationError: The file cannot be read or is not TOML.
    """
    path = config_path()
    try:
        return tomllib.loads(_read_text(path))
    except tomllib.TOMLDecodeError as exc:
        raise ConfigurationError(
            f"Settings file {str(path)!r} is not valid TOML: {exc}; correct it or move it away."
        ) from exc


def write_line(key: str, value: str, wanted: Mapping[str, object]) -> Path:
    """Set one line of the settings file, or remove it when ``value`` is empty; the other lines stay.

    ``wanted`` is what the file has to hold afterwards. Only the owner can read the file.

    Raises:
        ConfigurationError: The file cannot be written, or is laid out so that changing a line is not enough.
    """
    path = config_path()
    text = _edited(_read_text(path), key, value)
    if _parsed(text) != wanted:
        raise ConfigurationError(f"Settings file {str(path)!r} cannot be changed by line; edit it by hand.")
    _write_private(path, text)
    return path


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as exc:
        raise ConfigurationError(f"Settings file {str(path)!r} cannot be read as UTF-8 text: {exc}.") from exc


def _edited(text: str, key: str, value: str) -> str:
    kept = [line for line in text.splitlines() if not re.match(rf"\s*{re.escape(key)}\s*=", line)]
    # A JSON string of printable text is also a TOML basic string.
    added = [f"{key} = {json.dumps(value, ensure_ascii=False)}"] if value else []
    return "".join(f"{line}\n" for line in kept + added)


def _parsed(text: str) -> dict[str, object] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _write_private(path: Path, text: str) -> None:
    """Replace a file in one step, so that no reader sees half of it and no one else can read it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Created with mode 0600.
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, prefix=".config-", delete=False
        ) as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).replace(path)
    except OSError as exc:
        raise ConfigurationError(f"Settings file {str(path)!r} cannot be written: {exc}.") from exc
