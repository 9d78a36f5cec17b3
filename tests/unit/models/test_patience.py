"""Reading from a source that may be slow, stuck or broken."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncGenerator

import pytest

from assistant.models.patience import MAX_AHEAD, SourceError, patiently


async def _numbers(count: int, pause: float = 0.0) -> AsyncGenerator[int, None]:
    for number in range(count):
        await asyncio.sleep(pause)
        yield number


def test_items_come_in_order() -> None:
    assert list(patiently(lambda: _numbers(200), timeout=1)) == list(range(200))


def test_waiting_is_told() -> None:
    items = list(patiently(lambda: _numbers(1, pause=0.6), timeout=2))
    assert items[:2] == [None, None]
    assert items[-1] == 0


def test_silence_ends_in_a_timeout() -> None:
    begun = time.monotonic()
    with pytest.raises(SourceError) as caught:
        list(patiently(lambda: _numbers(1, pause=60), timeout=0.3))
    assert isinstance(caught.value.cause, TimeoutError)
    assert time.monotonic() - begun < 2


def test_timeout_begins_anew_with_each_item() -> None:
    assert [one for one in patiently(lambda: _numbers(4, pause=0.3), timeout=0.8) if one is not None] == [
        0,
        1,
        2,
        3,
    ]


def test_any_error_of_the_source_comes_out_after_its_items() -> None:
    async def broken() -> AsyncGenerator[int, None]:
        yield 1
        raise ZeroDivisionError

    items = patiently(broken, timeout=1)
    assert next(items) == 1
    with pytest.raises(SourceError) as caught:
        next(items)
    assert isinstance(caught.value.cause, ZeroDivisionError)


@pytest.mark.parametrize("pause", [0.0, 60.0])
def test_leaving_closes_the_source_and_its_thread(pause: float) -> None:
    closed = threading.Event()

    async def source() -> AsyncGenerator[int, None]:
        try:
            yield 1
            await asyncio.sleep(pause)
            yield 2
        finally:
            closed.set()

    items = patiently(source, timeout=5)
    assert next(items) == 1
    items.close()
    assert closed.is_set()
    assert not [thread for thread in threading.enumerate() if thread.name == "model-server"]


def test_fast_source_waits_for_a_slow_reader() -> None:
    made: list[int] = []

    async def eager() -> AsyncGenerator[int, None]:
        async for number in _numbers(MAX_AHEAD * 10):
            made.append(number)
            yield number

    items = patiently(eager, timeout=5)
    next(items)
    time.sleep(0.2)
    assert len(made) <= MAX_AHEAD + 1
    assert len(list(items)) == MAX_AHEAD * 10 - 1
