"""Requests that take long wait for their turn without a thread, so that those who read always find one."""

from asyncio import Semaphore
from collections.abc import AsyncIterator

from fastapi import Request

AT_ONCE = 16
"""How many texts are read and stored at once, of the 40 requests that have a thread."""


async def in_turn(request: Request) -> AsyncIterator[None]:
    """Wait until few enough others are at it; the turn ends with the answer."""
    turns: Semaphore = request.app.state.turns
    async with turns:
        yield
