"""Settings and where each one came from; the only module that reads the environment.

Order: explicit argument, ``QUOTIENT_*`` variable, ``OPENAI_*`` variable, ``config.toml``, default.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, NamedTuple
from urllib.parse import urlsplit

import platformdirs
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    SecretStr,
    ValidationError,
)

from assistant.config_file import config_path, read_values, write_line
from assistant.errors import ConfigurationError

_PREFIX = "QUOTIENT_"
_OPENAI_VARIABLES = {
    "openai_api_key": "OPENAI_API_KEY",
    "openai_base_url": "OPENAI_BASE_URL",
    "model": "OPENAI_MODEL",
}
_MASK = "********"


def _writer(value: str) -> str:
    provider, colon, model = value.partition(":")
    if value in {"extractive", "openai"} or (colon and provider and model):
        return value
    raise ValueError(value)


def _embedder(value: str) -> str:
    if value == "embedded" or (value.startswith("openai:") and value != "openai:"):
        return value
    raise ValueError(value)


def _url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme in {"http", "https"} and parts.hostname:
        return value
    raise ValueError(value)


def _key(value: object) -> object:
    """Drop the line end that a key gets when it is read from a file."""
    return value.strip() if isinstance(value, str) else value


_Url = Annotated[str, AfterValidator(_url)]


class Settings(BaseModel):
    """All settings, validated and immutable; built by `load_settings`, or directly from values in tests.

    The description of a field says what it must be, and is what a wrong value is answered with.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    library: Path | None = Field(default=None, description="the folder of the library")
    writer: Annotated[str, AfterValidator(_writer)] | None = Field(
        default=None, description="'extractive', 'openai' or 'provider:model'"
    )
    model: str | None = Field(
        default=None, description="the name of a chat model at the OpenAI-compatible server"
    )
    openai_api_key: Annotated[SecretStr, BeforeValidator(_key)] | None = Field(
        default=None, description="the key of an OpenAI-compatible server"
    )
    openai_base_url: _Url | None = Field(
        default=None, description="an http or https address such as http://127.0.0.1:11434/v1"
    )
    embedder: Annotated[str, AfterValidator(_embedder)] = Field(
        default="embedded", description="'embedded' or 'openai:<model>'"
    )
    embedding_base_url: _Url | None = Field(
        default=None, description="an http or https address for embeddings"
    )
    embedding_dimension: int | None = Field(default=None, gt=0, description="a whole number above 0")
    timeout: float = Field(
        default=60,
        gt=0,
        allow_inf_nan=False,
        description="a number of seconds above 0, for each wait for a token",
    )
    retries: int = Field(default=2, ge=0, le=10, description="a whole number from 0 to 10")
    context_tokens: int = Field(
        default=3500, ge=500, description="a whole number of tokens, at least 500, that a prompt may have"
    )
    max_output_tokens: int = Field(default=800, ge=50, description="a whole number of tokens, at least 50")
    cache: bool = Field(
        default=True, description="true or false: whether answers of a model are kept and given again"
    )
    evidence: int = Field(
        default=8, ge=1, le=50, description="a number of papers to read per answer, from 1 to 50"
    )
    price_input: float | None = Field(
        default=None,
        ge=0,
        allow_inf_nan=False,
        description="a price in dollars per million tokens read, 0 or more",
    )
    price_output: float | None = Field(
        default=None,
        ge=0,
        allow_inf_nan=False,
        description="a price in dollars per million tokens written, 0 or more",
    )

    _origins: Mapping[str, str] = PrivateAttr(default_factory=dict[str, str])

    def model_post_init(self, context: Mapping[str, str] | None) -> None:
        """Remember the origins, which `load_settings` passes as the validation context."""
        self._origins = context or {}

    def origin(self, name: str) -> str:
        """Say where the value of a setting came from."""
        given = "argument" if name in self.model_fields_set else "default"
        return self._origins.get(name, given)


class SettingRow(NamedTuple):
    """One setting as shown to the user."""

    name: str
    value: str
    """Printable value; keys and passwords are masked."""
    origin: str


class _Layer(NamedTuple):
    """Values of one place, with a phrase per setting that says where it stands."""

    values: Mapping[str, object]
    origins: Mapping[str, str]


def load_settings(**overrides: object) -> Settings:
    """Return the settings in force; an override that is ``None`` counts as not given.

    Raises:
        ConfigurationError: A name is unknown, a value does not fit, or the file cannot be read.
    """
    given = {name: value for name, value in overrides.items() if value is not None}
    values: dict[str, object] = {}
    origins: dict[str, str] = {}
    argument = _Layer(given, dict.fromkeys(given, "argument"))
    for layer in (_file_layer(), _openai_layer(), _quotient_layer(), argument):
        _refuse_unknown(layer)
        values |= layer.values
        origins |= layer.origins
    return _validated(values, origins)


def explain(settings: Settings) -> list[SettingRow]:
    """Return every setting with its printable value and where it came from, keys masked."""
    return [
        SettingRow(name, _printable(getattr(settings, name)), settings.origin(name))
        for name in setting_names()
    ]


def setting_names() -> tuple[str, ...]:
    """Return the names of all settings, in the order of their definition."""
    return tuple(Settings.model_fields)


def is_secret(name: str) -> bool:
    """Say whether a setting must never be shown or typed on a command line."""
    return name.endswith("_api_key")


def library_folder(settings: Settings) -> Path:
    """Return the folder of the library: the configured one, else the user's data folder."""
    if settings.library is not None:
        return settings.library.expanduser()
    return platformdirs.user_data_path("quotient", appauthor=False) / "library"


def write_setting(key: str, value: str) -> Path:
    """Store one setting in the settings file and return its path; an empty value removes the setting.

    The other lines of the file, comments included, stay as they are; only its owner can read it.

    Raises:
        ConfigurationError: The name is unknown, the value does not fit, or the file cannot be written.
    """
    value = value.strip()
    stored = _file_layer()
    origins = {**stored.origins, key: "command line"}
    _refuse_unknown(_Layer({**stored.values, key: value}, origins))
    wanted = {name: kept for name, kept in stored.values.items() if name != key}
    if value:
        wanted[key] = value
    _validated(wanted, origins)
    return write_line(key, value, wanted)


def _file_layer() -> _Layer:
    values = read_values()
    return _Layer(values, dict.fromkeys(values, f"settings file {str(config_path())!r}"))


def _openai_layer() -> _Layer:
    found = {name: variable for name, variable in _OPENAI_VARIABLES.items() if os.environ.get(variable)}
    return _Layer({name: os.environ[variable] for name, variable in found.items()}, found)


def _quotient_layer() -> _Layer:
    found = {
        variable.removeprefix(_PREFIX).lower(): variable
        for variable, value in os.environ.items()
        if variable.startswith(_PREFIX) and value
    }
    return _Layer({name: os.environ[variable] for name, variable in found.items()}, found)


def _refuse_unknown(layer: _Layer) -> None:
    for name in layer.values:
        if name not in Settings.model_fields:
            close = difflib.get_close_matches(name, setting_names(), n=1)
            hint = (
                f"did you mean {close[0]!r}?" if close else f"expected one of {', '.join(setting_names())}."
            )
            raise ConfigurationError(f"Unknown setting {name!r} ({layer.origins[name]}); {hint}")


def _validated(values: Mapping[str, object], origins: Mapping[str, str]) -> Settings:
    try:
        return Settings.model_validate(values, context=origins)
    except ValidationError as exc:
        name = str(exc.errors()[0]["loc"][0])
        expected = Settings.model_fields[name].description
        shown = _MASK if is_secret(name) else repr(_printable(values[name]))
        # The cause would carry every value, keys included, into logs.
        raise ConfigurationError(
            f"Setting {name!r} ({origins[name]}) is {shown}, but must be {expected}."
        ) from None


def _printable(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, SecretStr):
        return _MASK
    return re.sub(r"(?<=://)[^/@]+@", f"{_MASK}@", str(value))
