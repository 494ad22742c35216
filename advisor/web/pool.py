"""Worker processes that do the work: with a bound on memory and time, so that a bomb costs one request."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import pickle  # only between the server and its own workers
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from typing import Any

from advisor.errors import AdvisorError
from advisor.frozen import frozen
from advisor.web.problems import FAULT, Trouble, trouble_of

log = logging.getLogger("advisor.web")

Payload = dict[str, Any]


@frozen
class Bounds:
    """What one request may take: seconds of work, and bytes of memory of the process that works on it."""

    seconds: float = 10.0
    memory: int = 1_500_000_000


class Pool:
    """Processes that each have the rules loaded and take one task at a time; the one that was free last takes the next."""

    def __init__(self, directories: Sequence[str], default: bool, size: int, bounds: Bounds) -> None:
        self._workers = [_Worker(tuple(directories), default, bounds) for _ in range(size)]
        self._threads = ThreadPoolExecutor(size, "advisor-worker")
        self._idle: asyncio.LifoQueue[_Worker] = asyncio.LifoQueue()  # the last to be free remembers what it just read
        self._running: set[asyncio.Task[bytes]] = set()

    async def start(self) -> None:
        """Start the processes, and wait until they are ready."""
        loop = asyncio.get_running_loop()
        await asyncio.gather(*(loop.run_in_executor(self._threads, worker.start) for worker in self._workers))
        for worker in self._workers:
            self._idle.put_nowait(worker)

    async def run(self, task: str, payload: Payload) -> bytes:
        """Return what a task of `tasks.TASKS` makes of the payload. Raises Trouble."""
        job = asyncio.ensure_future(self._run(task, payload))
        self._running.add(job)
        job.add_done_callback(self._running.discard)
        return await asyncio.shield(job)  # who asked may go away; the worker is free only when it is done

    async def _run(self, task: str, payload: Payload) -> bytes:
        worker = await self._idle.get()
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, worker.call, task, payload)
        finally:
            self._idle.put_nowait(worker)

    def stop(self) -> None:
        """End the processes."""
        for worker in self._workers:
            worker.stop()
        self._threads.shutdown(wait=False, cancel_futures=True)


class _Worker:
    """One process, started anew after a task that it did not survive."""

    def __init__(self, directories: tuple[str, ...], default: bool, bounds: Bounds) -> None:
        self._arguments = directories, default, bounds.memory
        self._seconds = bounds.seconds
        self._process: multiprocessing.process.BaseProcess | None = None
        self._line: Connection | None = None

    def start(self) -> None:
        """Start the process, and wait until it is ready. Raises what loading the rules raises."""
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, *self._arguments), daemon=True, name="advisor worker")
        self._process.start()
        theirs.close()
        ready = self._line.recv()
        if isinstance(ready, AdvisorError):
            raise ready

    def call(self, task: str, payload: Payload) -> bytes:
        """Return what the task makes of the payload. Raises Trouble."""
        assert self._line is not None
        try:
            packed = pickle.dumps((task, payload))
        except RecursionError:
            raise Trouble("bad-input", "this is nested too deeply; a situation has groups, facts and lists, and nothing deeper") from None
        try:
            self._line.send_bytes(packed)
            if not self._line.poll(self._seconds):
                raise Trouble("too-slow", f"this takes longer than {self._seconds:g} seconds; send less at a time")
            answer = self._line.recv()
        except Trouble:
            self._replace()
            raise
        except (EOFError, OSError):
            self._replace()
            raise Trouble("too-heavy", "reading this takes too much memory; save the ad as text, and send that") from None
        if isinstance(answer, Trouble):
            if answer.kind == "too-heavy":
                self._replace()  # what is left of its memory is anyone's guess
            raise answer
        assert isinstance(answer, bytes)
        return answer

    def _replace(self) -> None:
        self.stop()
        self.start()

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            self._process.kill()
            self._process.join(5)


def _serve(line: Connection, directories: tuple[str, ...], default: bool, memory: int) -> None:
    """Be a worker: say that the rules are loaded, then answer one task after another until the line is closed."""
    import gc
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server ends its workers
    from advisor.web.tasks import TASKS, Library

    try:
        library = Library.load(directories, default)
    except AdvisorError as error:
        line.send(error)
        return
    gc.collect()
    gc.freeze()  # the rules stay; collecting garbage need not look through them every time
    _limit(memory)
    line.send("ready")
    while True:
        try:
            task, payload = line.recv()
        except (EOFError, OSError):
            return
        line.send(_done(TASKS[task], library, payload))


def _done(task: Callable[[Any, Payload], bytes], library: object, payload: Payload) -> bytes | Trouble:
    try:
        return task(library, payload)
    except Trouble as trouble:
        return trouble
    except AdvisorError as error:
        return trouble_of(error)
    except (MemoryError, RecursionError):
        return Trouble("too-heavy", "reading this takes too much memory; save the ad as text, and send that")
    except Exception:
        log.exception("a request failed")
        return Trouble("fault", FAULT)


def _limit(memory: int) -> None:
    """Bound the memory of this process, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    bound = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (bound, bound))
    except (ValueError, OSError):  # macOS refuses it
        return
