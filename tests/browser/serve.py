"""Serves the app over a library with a writer that a test directs; started by path, as a process."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from assistant.draft.jobs import DraftJobs
from assistant.models.scripted import ScriptedWriter
from assistant.pipeline import Assistant
from assistant.schema import DraftEvent, DraftOptions, Outline, WriteRequest
from assistant.server import serve
from assistant.settings import Settings


class Directed:
    """Writes the lines of a script file, waiting at each ``...`` until the file ``go`` is there.

    Each answer adds a line to the file ``asked``.
    """

    def __init__(self, stage: Path) -> None:
        self._stage = stage

    def reply(self, request: WriteRequest) -> Iterator[str]:
        """Yield one line of the script at a time."""
        with (self._stage / "asked").open("a", encoding="utf-8") as asked:
            asked.write(f"{request.question}\n")
        for line in (self._stage / "script").read_text(encoding="utf-8").splitlines():
            while line == "..." and not (self._stage / "go").exists():
                time.sleep(0.05)
            if line != "...":
                yield f"{line} "


def _held(assistant: Assistant, stage: Path) -> DraftJobs:
    """Return jobs that wait after the first theme of a draft until the file ``go`` is there."""

    def write(outline: Outline, selected: tuple[str, ...], options: DraftOptions) -> Iterator[DraftEvent]:
        for event in assistant.drafting.stream(outline, selected, options):
            yield event
            while event.done == 1 and not (stage / "go").exists():
                time.sleep(0.05)

    return DraftJobs(write, assistant.drafts)


def main(folder: str, stage: str, port: str) -> None:
    """Serve until terminated, writing the address to the file ``address``."""
    place = Path(stage)
    scripted = (place / "script").exists()
    writer = ScriptedWriter(Directed(place).reply) if scripted else None
    with Assistant.open(folder, settings=Settings(), writer=writer, command="test") as assistant:
        if (place / "hold").exists():
            assistant.draft_jobs = _held(assistant, place)
        serve(assistant, port=int(port), ready=lambda address: _tell(place / "address", address))


def _tell(file: Path, address: str) -> None:
    file.write_text(address, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
