"""Loads prompts from ``prompts/*.md``, checks their inputs and their lock, and fences untrusted text.

``python -m assistant.prompts lock`` locks the prompts as they are.
"""

from __future__ import annotations

import hashlib
import re
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from string import Template
from typing import Self

import yaml
from pydantic import Field, ValidationError, model_validator

from assistant.errors import PromptError
from assistant.resources import resource
from assistant.schema import Turn, Value

LOCK = "prompts.lock"

_FRONT_MATTER = re.compile(r"\A---\n(?P<head>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)

_IMITATIONS = (
    # Fences: ours, and the tokens with which chat templates part the roles, which local servers heed even
    # inside a user's text.
    (re.compile(r"<(?=[<|｜])|(?<=[|｜>])>"), r" \g<0> "),
    (
        re.compile(r"<(/?\s*(?:s|think|bos|eos|(?:start|end)_of_turn|system|user|assistant)\s*)>", re.I),
        r"(\1)",
    ),
    (re.compile(r"\[(\s*/?\s*(?:INST|SYS)\s*)\]", re.I), r"(\1)"),
    # The words of a refusal.
    (re.compile(r"\bnot\s+in\s+library\b", re.I), "not in the library"),
)

_MARKER = re.compile(r"[\[［]([\s\d.,;–-]*\d[\s\d.,;–-]*)[\]］]")
"""Only the writer may cite."""


class Prompt(Value):
    """A prompt file: what it is called, what it needs and what it says."""

    name: str = Field(pattern=r"^[a-z][a-z_]*$")
    version: int = Field(ge=1)
    inputs: tuple[str, ...]
    """Names that the text refers to as ``$name``."""
    purpose: str
    text: str

    @model_validator(mode="after")
    def _inputs_are_those_of_the_text(self) -> Self:
        template = Template(self.text)
        if not template.is_valid() or set(template.get_identifiers()) != set(self.inputs):
            raise ValueError(
                f"the text must use each of the inputs {sorted(self.inputs)} as $name, and no other"
            )
        return self

    @property
    def ref(self) -> str:
        """``name@version``, as kept with every answer."""
        return f"{self.name}@{self.version}"

    def render(self, **inputs: str) -> str:
        """Return the text with its inputs filled in; a ``$`` inside an input means nothing.

        Raises:
            PromptError: Inputs are missing or unexpected; all of them are named at once.
        """
        missing = sorted(set(self.inputs) - set(inputs))
        unexpected = sorted(set(inputs) - set(self.inputs))
        if missing or unexpected:
            raise PromptError(
                f"Prompt {self.ref!r} takes the inputs {sorted(self.inputs)}: "
                f"missing {missing}, unexpected {unexpected}."
            )
        return Template(self.text).substitute(inputs)


def load_prompt(name: str) -> Prompt:
    """Read the prompt ``prompts/<name>.md``.

    Raises:
        PromptError: There is no such file, or it is not a prompt.
    """
    return _parse(resource("prompts", f"{name}.md"))


def check_lock() -> None:
    """Raise ``PromptError`` when a prompt differs from what its version was locked with, or is not locked."""
    locked = _read_lock()
    for prompt, digest in _current():
        if prompt.ref not in locked:
            raise PromptError(f"Prompt {prompt.ref!r} is not locked; run `python -m assistant.prompts lock`.")
        _refuse_change(prompt, digest, locked)


def write_lock() -> None:
    """Lock every prompt as it is; earlier versions stay in the lock.

    Raises:
        PromptError: A prompt was changed and kept its version.
    """
    locked = _read_lock()
    for prompt, digest in _current():
        _refuse_change(prompt, digest, locked)
        locked[prompt.ref] = digest
    lines = (f"{ref} {digest}\n" for ref, digest in sorted(locked.items()))
    resource("prompts", LOCK).write_text("".join(lines), encoding="utf-8", newline="\n")


def list_turns(history: Sequence[Turn], *, cited: bool = False) -> str:
    """Return earlier turns as lines of questions and answers, defused like evidence.

    With ``cited``, citation markers stay as they are.
    """
    return "\n".join(
        f"Question: {defuse(turn.question)}\nAnswer: {defuse(turn.answer, cited=cited)}" for turn in history
    )


def defuse(text: str, *, cited: bool = False) -> str:
    """Return untrusted text as one visible line that cannot pass for part of a prompt.

    Text that imitates a fence, a role, a citation (unless it is ``cited`` by us) or a refusal is changed.
    """
    visible = "".join(char for char in text if char.isspace() or unicodedata.category(char)[0] != "C")
    line = " ".join(visible.split())
    for pattern, replacement in _IMITATIONS:
        line = pattern.sub(replacement, line)
    return line if cited else _MARKER.sub(r"(\1)", line)


def _parse(path: Path) -> Prompt:
    try:
        found = _FRONT_MATTER.match(path.read_text(encoding="utf-8"))
        if not found:
            raise PromptError(
                f"Prompt file {path.name!r} must start with front matter between two lines '---'."
            )
        prompt = Prompt.model_validate({**yaml.safe_load(found["head"]), "text": found["body"].strip()})
    except (OSError, UnicodeDecodeError) as exc:
        raise PromptError(f"Prompt file {path.name!r} cannot be read; reinstall Quotient.") from exc
    except (yaml.YAMLError, TypeError, ValidationError) as exc:
        raise PromptError(f"Prompt file {path.name!r} is not a prompt: {exc}") from exc
    if prompt.name != path.stem:
        raise PromptError(
            f"Prompt file {path.name!r} calls itself {prompt.name!r}; both names must be the same."
        )
    return prompt


def _current() -> list[tuple[Prompt, str]]:
    """Every prompt file with the hash of its text; line ends are left out, since Git may change them."""
    paths = sorted(resource("prompts").glob("*.md"))
    return [
        (_parse(path), hashlib.sha256(path.read_text(encoding="utf-8").encode()).hexdigest())
        for path in paths
    ]


def _read_lock() -> dict[str, str]:
    path = resource("prompts", LOCK)
    if not path.exists():
        return {}
    pairs = (line.partition(" ") for line in path.read_text(encoding="utf-8").splitlines())
    return {ref: digest for ref, _, digest in pairs}


def _refuse_change(prompt: Prompt, digest: str, locked: dict[str, str]) -> None:
    if locked.get(prompt.ref, digest) != digest:
        raise PromptError(
            f"Prompt {prompt.ref!r} was changed since it was locked; "
            "raise its version, then run `python -m assistant.prompts lock`."
        )


def main(arguments: Sequence[str]) -> None:
    """Run ``lock``, the only command; leave with a sentence when it cannot be done."""
    if list(arguments) != ["lock"]:
        raise SystemExit("usage: python -m assistant.prompts lock")
    try:
        write_lock()
    except PromptError as exc:
        raise SystemExit(str(exc)) from exc


if __name__ == "__main__":
    main(sys.argv[1:])
