"""A writer that says what it is told to: for tests and for demonstrations without a model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from assistant.errors import ModelError
from assistant.schema import Delta, Finish, WriteRequest

Step = str | Delta | Finish | ModelError
"""One step of a reply: text, a delta, the end, or the error that the model fails with."""

Reply = str | Iterable[Step]
"""A whole text, or its steps in order; a reply without a `Finish` ends complete."""

Script = Sequence[Reply] | Callable[[WriteRequest], Reply]


class ScriptedWriter:
    """Gives the replies of a script in order, or of a function of the request, and records the requests."""

    name = "scripted"
    prompts: tuple[str, ...] = ()

    def __init__(self, script: Script) -> None:
        self.requests: list[WriteRequest] = []
        self._script = script

    def write(self, request: WriteRequest) -> Iterator[Delta | Finish]:
        """Yield the next reply.

        Raises:
            ModelError: The script has run out, or says so itself.
        """
        self.requests.append(request)
        reply = self._reply(request)
        for step in [reply] if isinstance(reply, str) else reply:
            if isinstance(step, ModelError):
                raise step
            yield Delta(text=step) if isinstance(step, str) else step
            if isinstance(step, Finish):
                return
        yield Finish(complete=True, reason="stop")

    def _reply(self, request: WriteRequest) -> Reply:
        if callable(self._script):
            return self._script(request)
        asked = len(self.requests)
        if asked > len(self._script):
            raise ModelError(
                f"The script ran out after {len(self._script)} replies; add one for {request.question!r}."
            )
        return self._script[asked - 1]
