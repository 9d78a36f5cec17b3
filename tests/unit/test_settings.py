from __future__ import annotations

import stat
from pathlib import Path

import pytest

from assistant.config_file import config_path
from assistant.errors import ConfigurationError
from assistant.settings import (
    Settings,
    explain,
    is_secret,
    library_folder,
    load_settings,
    setting_names,
    write_setting,
)

KEY = "sk-very-secret"


@pytest.fixture(autouse=True)
def _inside_tmp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def _file(text: str) -> Path:
    path = config_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _origins(settings: Settings) -> dict[str, str]:
    return {row.name: row.origin for row in explain(settings)}


def test_without_anything_set_the_defaults_hold() -> None:
    assert load_settings() == Settings()
    assert set(_origins(load_settings()).values()) == {"default"}


def test_each_place_gives_way_to_the_one_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [load_settings().model]
    _file('model = "from-file"\n')
    found.append(load_settings().model)
    monkeypatch.setenv("OPENAI_MODEL", "from-openai")
    found.append(load_settings().model)
    monkeypatch.setenv("QUOTIENT_MODEL", "from-quotient")
    found.append(load_settings().model)
    found.append(load_settings(model="from-argument").model)
    assert found == [None, "from-file", "from-openai", "from-quotient", "from-argument"]


def test_each_value_is_explained_by_where_it_came_from(monkeypatch: pytest.MonkeyPatch) -> None:
    path = _file("timeout = 5\n")
    monkeypatch.setenv("QUOTIENT_EVIDENCE", "3")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")
    origins = _origins(load_settings(library=Path("review")))
    assert origins["timeout"] == f"settings file {str(path)!r}"
    assert origins["evidence"] == "QUOTIENT_EVIDENCE"
    assert origins["openai_base_url"] == "OPENAI_BASE_URL"
    assert origins["library"] == "argument"
    assert origins["retries"] == "default"


def test_empty_variable_and_missing_argument_count_as_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "")
    monkeypatch.setenv("QUOTIENT_TIMEOUT", "")
    assert load_settings(library=None) == Settings()


def test_settings_made_from_values_ignore_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTIENT_TIMEOUT", "5")
    settings = Settings(writer="extractive")
    assert settings.timeout == 60
    assert _origins(settings)["writer"] == "argument"


@pytest.mark.parametrize("place", ["argument", "variable", "file"])
def test_key_is_masked_wherever_it_is_shown(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if place == "variable":
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
    if place == "file":
        _file(f'openai_api_key = "{KEY}"\n')
    settings = load_settings(openai_api_key=KEY if place == "argument" else None)
    assert settings.openai_api_key is not None
    assert settings.openai_api_key.get_secret_value() == KEY
    assert KEY not in f"{settings!r} {settings} {settings.model_dump_json()} {explain(settings)}"


def test_password_in_an_address_is_masked() -> None:
    rows = explain(load_settings(openai_base_url="https://user:pass@example.org/v1"))
    shown = next(row.value for row in rows if row.name == "openai_base_url")
    assert shown == "https://********@example.org/v1"


def test_line_end_of_a_key_file_is_no_part_of_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", f"{KEY}\r\n")
    key = load_settings().openai_api_key
    assert key is not None
    assert key.get_secret_value() == KEY


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("timeout", "soon"),
        ("timeout", "0"),
        ("timeout", "nan"),
        ("retries", "-1"),
        ("evidence", "0"),
        ("context_tokens", "12.5"),
        ("price_input", "-0.1"),
        ("writer", "gpt"),
        ("writer", "openai:"),
        ("embedder", "minilm"),
        ("embedder", "openai:"),
        ("openai_base_url", "127.0.0.1:11434"),
        ("openai_base_url", "ftp://127.0.0.1"),
    ],
)
def test_wrong_value_names_setting_place_value_and_expectation(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    variable = f"QUOTIENT_{name.upper()}"
    monkeypatch.setenv(variable, value)
    with pytest.raises(ConfigurationError) as caught:
        load_settings()
    expected = str(Settings.model_fields[name].description)
    assert all(part in str(caught.value) for part in (repr(name), variable, repr(value), expected))


@pytest.mark.parametrize("value", ["extractive", "openai", "anthropic:claude", "ollama:qwen2.5:7b"])
def test_writer_may_be_named_with_its_provider(value: str) -> None:
    assert load_settings(writer=value).writer == value


def test_wrong_value_for_a_key_is_not_repeated() -> None:
    _file(f'openai_api_key = ["{KEY}"]\n')
    with pytest.raises(ConfigurationError, match="openai_api_key") as caught:
        load_settings()
    assert KEY not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("place", ["argument", "variable", "file"])
def test_unknown_name_is_refused_with_the_nearest_known_one(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    overrides: dict[str, object] = {"timeuot": 3} if place == "argument" else {}
    if place == "variable":
        monkeypatch.setenv("QUOTIENT_TIMEUOT", "3")
    if place == "file":
        _file("timeuot = 3\n")
    with pytest.raises(ConfigurationError, match=r"'timeuot'.*did you mean 'timeout'"):
        load_settings(**overrides)


def test_name_like_no_other_is_answered_with_all_names() -> None:
    with pytest.raises(ConfigurationError, match="library, writer, model"):
        load_settings(zzz=1)


def test_malformed_file_is_named_with_the_line() -> None:
    path = _file('timeout = 5\nmodel = "open\n')
    with pytest.raises(ConfigurationError, match="line 2") as caught:
        load_settings()
    assert str(path) in str(caught.value)


def test_file_that_is_no_text_is_named() -> None:
    path = _file("")
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigurationError, match="UTF-8"):
        load_settings()


def test_library_folder_is_the_configured_one_or_in_the_users_data(tmp_path: Path) -> None:
    assert library_folder(load_settings(library="~/review")) == Path.home() / "review"
    assert library_folder(load_settings()).is_relative_to(tmp_path / "data")


def test_only_keys_are_secret() -> None:
    assert [name for name in setting_names() if is_secret(name)] == ["openai_api_key"]


def test_written_setting_is_loaded_and_readable_by_its_owner_only() -> None:
    path = write_setting("timeout", "7.5")
    assert load_settings().timeout == 7.5
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("value", ['a "quoted" \\ name', "é × 🙂", "tab\there"])
def test_any_text_survives_being_written(value: str) -> None:
    write_setting("model", value)
    assert load_settings().model == value


def test_writing_replaces_one_line_and_keeps_the_others() -> None:
    path = _file("# mine\ntimeout = 5\nretries = 1  # few\n")
    write_setting("timeout", "6")
    assert path.read_text(encoding="utf-8") == '# mine\nretries = 1  # few\ntimeout = "6"\n'


def test_empty_value_removes_the_setting() -> None:
    _file("timeout = 5\nretries = 1\n")
    write_setting("timeout", "")
    assert load_settings().model_dump() == Settings(retries=1).model_dump()


@pytest.mark.parametrize(("name", "value"), [("timeout", "soon"), ("timeuot", "3")])
def test_refused_value_leaves_the_file_as_it_was(name: str, value: str) -> None:
    path = _file("timeout = 5\n")
    with pytest.raises(ConfigurationError, match="command line"):
        write_setting(name, value)
    assert path.read_text(encoding="utf-8") == "timeout = 5\n"


def test_file_that_cannot_be_edited_by_line_is_left_alone() -> None:
    text = 'model = """\nretries = 3\n"""\n'
    path = _file(text)
    with pytest.raises(ConfigurationError, match="by hand"):
        write_setting("retries", "1")
    assert path.read_text(encoding="utf-8") == text


def test_unwritable_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"config\.toml"):
        write_setting("timeout", "6")
