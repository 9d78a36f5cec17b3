"""Reads from a server that may be slow, silent or stuck, without ever being stuck with it."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncGenerator, Callable, Generator
from concurrent.futures import wait
from contextlib import aclosing, contextmanager
from queue import Empty, SimpleQueue
from typing import TypeVar

T = TypeVar("T")

TICK_SECONDS = 0.25
"""How often a caller gets control back while nothing comes."""

CLOSE_SECONDS = 1.0
"""How long leaving waits for the connection to be closed in good order."""

MAX_AHEAD = 64
"""How many items the source may be ahead of its reader."""


class SourceError(Exception):
    """The source raised `cause`, or gave nothing in time (then `cause` is a ``TimeoutError``)."""

    def __init__(self, cause: BaseException) -> None:
        super().__init__(type(cause).__name__)
        self.cause = cause


class _End:
    """Marks the end of the source."""


def patiently(
    open_source: Callable[[], AsyncGenerator[T, None]], *, timeout: float
) -> Generator[T | None, None, None]:
    """Yield what an asynchronous source gives, and ``None`` four times a second while it gives nothing.

    The source runs on an event loop in a thread of its own, so that it can be left at any moment, even while
    it connects, and so that a caller with a running loop (a notebook) is not disturbed.

    Raises:
        SourceError: The source raised anything at all, or gave nothing for ``timeout`` seconds.
    """
    items: SimpleQueue[T | _End] = SimpleQueue()
    with _event_loop() as loop:
        pump = asyncio.run_coroutine_threadsafe(_pump(open_source, items), loop)
        pump.add_done_callback(lambda _: items.put(_End()))
        yield from _until_end(items, timeout)
        error = pump.exception()
    if error is not None:
        raise SourceError(error)


def _until_end(items: SimpleQueue[T | _End], timeout: float) -> Generator[T | None, None, None]:
    deadline = time.monotonic() + timeout
    while True:
        left = deadline - time.monotonic()
        if left <= 0:
            raise SourceError(TimeoutError())
        try:
            item = items.get(timeout=min(TICK_SECONDS, left))
        except Empty:
            yield None
            continue
        if isinstance(item, _End):
            return
        yield item
        deadline = time.monotonic() + timeout


async def _pump(open_source: Callable[[], AsyncGenerator[T, None]], items: SimpleQueue[T | _End]) -> None:
    async with aclosing(open_source()) as source:
        async for item in source:
            items.put(item)
            while items.qsize() >= MAX_AHEAD:
                await asyncio.sleep(0.01)


@contextmanager
def _event_loop() -> Generator[asyncio.AbstractEventLoop]:
    """A running loop; what still runs on it at the end is cancelled."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="model-server", daemon=True)
    thread.start()
    try:
        yield loop
    finally:
        wait([asyncio.run_coroutine_threadsafe(_cancel_all(loop), loop)], CLOSE_SECONDS)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(CLOSE_SECONDS)
        if not thread.is_alive():
            loop.close()


async def _cancel_all(loop: asyncio.AbstractEventLoop) -> None:
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await loop.shutdown_asyncgens()
