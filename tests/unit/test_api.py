from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest

import assistant

_WATCHED_IMPORT = """
import sys

def watch(event, arguments):
    opened = event == "open" and not str(arguments[0]).endswith((".py", ".pyc"))
    if opened or event.startswith(("socket.", "subprocess.", "urllib.")):
        raise SystemExit(f"import does {event} {arguments}")

sys.addaudithook(watch)
import assistant
heavy = {"pydantic", "sqlalchemy", "chromadb", "langchain_core", "openai", "streamlit", "numpy"}
loaded = heavy & set(sys.modules)
sys.exit(f"import loads {loaded}" if loaded else 0)
"""


def test_public_names_are_sorted_and_few() -> None:
    assert assistant.__all__ == sorted(assistant.__all__)
    assert len(assistant.__all__) <= 15


@pytest.mark.parametrize("name", assistant.__all__)
def test_public_name_is_the_object_of_the_module_that_defines_it(name: str) -> None:
    public = getattr(assistant, name)
    assert public is getattr(import_module(public.__module__), name)
    assert public.__doc__


def test_star_import_and_dir_give_the_public_names() -> None:
    namespace: dict[str, object] = {}
    exec("from assistant import *", namespace)
    assert set(assistant.__all__) == set(namespace) - {"__builtins__"}
    assert dir(assistant) == assistant.__all__


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="'Asistant'"):
        _ = assistant.Asistant  # pyright: ignore[reportAttributeAccessIssue]


def test_import_opens_nothing_and_loads_nothing_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _WATCHED_IMPORT], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
