"""The writer behind a chat endpoint: an OpenAI-compatible server, or another provider through LangChain."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator, Sequence
from dataclasses import replace

from pydantic import SecretStr

from assistant.models.cached import ResponseStore, connected
from assistant.models.chat import DEFAULT_MODEL, checked, target_of
from assistant.models.connect import OPENAI_URL, ChatOptions, Prompt, http_client, key_of
from assistant.models.evidence import fence_of, fence_papers, mark_of
from assistant.models.failures import explain
from assistant.models.patience import SourceError, patiently
from assistant.models.showing import Showing, show
from assistant.models.unmarked import unmarked
from assistant.prompts import Prompt as PromptFile
from assistant.prompts import defuse, list_turns, load_prompt
from assistant.schema import Delta, Failed, Finish, RepairRequest, WriteRequest

__all__ = ["DEFAULT_MODEL", "ChatOptions", "ChatWriter", "list_models"]

ANSWER = ("answer", "write")
SECTION = ("section", "section_write")
LEAST_EVIDENCE = 150
"""Tokens of evidence that are shown whatever else a prompt has to hold."""
EXAMPLE_SIGNS = {"fence": fence_of("0" * 16), "mark": mark_of("0" * 16)}
"""Of the example, which no abstract can reach."""
TASK_TOKENS = 30
"""What asking for the answer takes; a repair, which asks for more, goes over the limit by that much."""


class ChatWriter:
    """Writes with a chat model, and corrects what it wrote; see `ChatModel`.

    With a ``store``, what the model has said before to the same prompt is not asked for again. ``forms`` are
    the prompts that say how to write and that ask for it: those of answers, unless others are named.
    """

    def __init__(
        self,
        options: ChatOptions,
        *,
        provider: str = "openai",
        store: ResponseStore | None = None,
        forms: tuple[str, str] = ANSWER,
    ) -> None:
        self._chat = connected(options, provider=provider, store=store)
        rules, write = forms
        self._rules, self._question, self._earlier, self._write, self._repair = (
            load_prompt(name) for name in (rules, "question", "earlier", write, "repair")
        )
        self._example = _example(self._question, self._write)
        self.name = self._chat.name
        files = (self._rules, self._question, self._earlier, self._write)
        self.prompts = tuple(file.ref for file in files)
        self.repair_prompts = (self._repair.ref,)

    def write(self, request: WriteRequest) -> Generator[Delta | Finish, None, None]:
        """Yield the model's text as it comes, then how it ended; text that came before a failure stays.

        Raises:
            ModelError: No text came.
            ConfigurationError: The provider's package is missing or cannot be set up.
        """
        prompt, showing = self._prompt(request, self._write.render())
        yield from unmarked(self._chat.answer(prompt), prompt.marks, notes=_trimmed(showing))

    def repair(self, request: RepairRequest) -> Generator[Delta | Finish, None, None]:
        """Yield one line per failed sentence: its number, a colon, and its correction or ``DROP``.

        Only the end of the prompt differs from that of the answer, so that a local server reads little anew.

        Raises:
            ModelError: No text came.
        """
        prompt, _ = self._prompt(request.request, self._repair.render(failed=_listed(request.failed)))
        yield from unmarked(self._chat.answer(prompt), prompt.marks)

    def _prompt(self, request: WriteRequest, task: str) -> tuple[Prompt, Showing]:
        fence, mark = fence_of(request.nonce), mark_of(request.nonce)
        turns = list_turns(request.history)
        parts = {
            "fence": fence,
            "mark": mark,
            "earlier": self._earlier.render(fence=fence, turns=turns) if turns else "",
            "question": request.question,
        }
        rules = self._rules.render()
        # Without the task, so that the same evidence is shown for a repair.
        # Nor with the signs of this request, so that the same question shows the same sentences again.
        frame = self._question.render(**{**parts, **EXAMPLE_SIGNS}, evidence="", task="")
        taken = self._chat.count("\n".join((rules, *self._example, frame)))
        room = max(self._chat.context_tokens - taken - TASK_TOKENS, LEAST_EVIDENCE)
        showing = show(request.question, request.evidence, budget=room, count=self._chat.count)
        evidence = fence_papers(showing.papers, fence=fence, mark=mark)
        user = self._question.render(**parts, evidence=evidence, task=task)
        prompt = Prompt(rules, user, refs=self.prompts, marks=(fence, mark), example=self._example)
        return prompt, showing


def _example(question: PromptFile, write: PromptFile) -> tuple[str, str]:
    """Return an exchange that shows the form; small models keep to it where rules alone do not make them.

    Its fence and mark are always the same, so that a local server reads it once.
    """
    evidence, _, asked = load_prompt("example").render(**EXAMPLE_SIGNS).partition("\nQuestion: ")
    user = question.render(
        **EXAMPLE_SIGNS, evidence=evidence, earlier="", question=asked, task=write.render()
    )
    return user, load_prompt("example_answer").render()


def _listed(failed: Sequence[Failed]) -> str:
    return "\n".join(
        f"{number}: {defuse(one.text)} {''.join(f'[{key}]' for key in one.keys)}\n"
        f"   wrong: {defuse('; '.join(one.reasons))}"
        for number, one in enumerate(failed, start=1)
    )


def _trimmed(showing: Showing) -> tuple[str, ...]:
    if not showing.left_out:
        return ()
    shown = sum(len(paper.sentences) for paper in showing.papers)
    return (
        f"The model was shown the {shown} sentences that fit its context, of {shown + showing.left_out} "
        "in the papers read; raise QUOTIENT_CONTEXT_TOKENS if its server takes more.",
    )


def list_models(base_url: str | None, api_key: str | None, timeout: float = 3) -> list[str]:
    """Return the names of the models that an OpenAI-compatible server offers, sorted.

    Raises:
        ModelError: The server cannot be reached, refuses the key, or answers something else.
        ConfigurationError: The address or the key is malformed.
    """
    key = SecretStr(api_key) if api_key else None
    options = ChatOptions(model=DEFAULT_MODEL, api_key=key, base_url=base_url, timeout=timeout, retries=0)
    target = replace(target_of(checked(options, "openai"), "openai"), model=None)
    try:
        names = list(patiently(lambda: _model_names(options), timeout=timeout))
    except SourceError as failure:
        problem = explain(failure.cause, target)
    else:
        return sorted(name for name in names if name)
    raise problem


async def _model_names(options: ChatOptions) -> AsyncGenerator[str, None]:
    from openai import AsyncOpenAI  # noqa: PLC0415  # takes a second to import

    async with AsyncOpenAI(
        api_key=key_of(options).get_secret_value(),
        base_url=options.base_url or OPENAI_URL,
        max_retries=options.retries,
        http_client=http_client(options.base_url, options.timeout),
    ) as client:
        async for model in client.models.list():
            yield str(model.id)
