"""A scheduler of Dask: jobs go to its workers, and what they share goes there once.

In: its address; functions with what they work on, and contents by their digest. Out: futures, and what came of each, mistakes included.
A machine needs the same program and libraries, nothing else. A machine that has others is refused, for its pages could be other pages. A
job that hangs ends its process there; the scheduler tries it elsewhere, and names it when it gives up. A content is the result of a job,
too: the scheduler makes it again where the worker that had it is gone.
"""

from __future__ import annotations

import faulthandler
import gc
import logging
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import CancelledError
from typing import Any

from handbook.errors import EnvironmentProblem, HandbookError
from handbook.findings import Finding, Place
from handbook.runs import program
from handbook.runs.workers import collect_seldom
from handbook.wording import Said, say

_PATIENCE = 10
"""Seconds until a scheduler that doesn't answer isn't there."""
AHEAD = 2
"""Jobs that wait at each worker, so that none has to wait for the network."""
_ONE_AT_A_TIME = threading.Lock()
"""The engine's complaints go through one logger, so a process lays out one job at a time whatever the number of its threads."""


class Scheduler:
    """The workers that a scheduler knows, and the contents that jobs of this process want there."""

    def __init__(self, address: str) -> None:
        """EnvironmentProblem if there is no scheduler at that address, or no worker at it."""
        self._address = address
        try:
            from distributed import Client
        except ImportError:
            hint = say("Run: %(command)s", command="pip install 'career-handbook[cluster]'")
            raise EnvironmentProblem(Finding("W03", say("a cluster is spoken to with the library distributed, which isn't there."), hint=hint)) from None
        logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # what it logs is told as a finding
        try:
            self.client: Any = Client(address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            message = say("there is no scheduler that answers (%(reason)s).", reason=type(error).__name__)
            raise EnvironmentProblem(Finding("W03", message, Place(part=address), say("Start one: %(command)s", command="dask scheduler"))) from None
        self.count = sum(self.client.nthreads().values())
        if not self.count:
            self.client.close()
            hint = say("Start one: %(command)s", command=f"dask worker --nthreads 1 {address}")
            raise EnvironmentProblem(Finding("W03", say("the scheduler has no worker."), Place(part=address), hint))
        self.contents = _Contents(self.client)

    def close(self) -> None:
        """Let the scheduler forget what wasn't done."""
        self.client.close()

    def start(self, name: str, work: Callable[..., Any], *arguments: Any) -> Any:
        """The future of a job; futures among its arguments, or in a list of them, come to its worker as what they hold."""
        return self.client.submit(work, *arguments, key=f"{name}-{uuid.uuid4().hex}")

    def as_they_end(self) -> Any:
        """Futures that are added to it, as they end."""
        from distributed import as_completed

        return as_completed(loop=self.client.loop)

    def again(self, future: Any) -> bool:
        """Wait until a job has ended. Whether it failed only for a content that waited at one dying worker after the other; then the scheduler tries both once more."""
        from distributed import KilledWorker

        error = future.exception()
        failed = future.status == "error" and isinstance(error, KilledWorker) and error.task != future.key
        if failed:
            future.retry()
        return bool(failed)

    def outcome(self, future: Any, stopped: Callable[[Said], HandbookError]) -> Any:
        """What came of a job, or the error that says how it ended."""
        from distributed import KilledWorker

        try:
            return future.result()
        except KilledWorker:
            return stopped(say("ended every worker that tried it while it was laid out."))
        except MemoryError:
            return stopped(say("took more memory than a job may have while it was laid out."))
        except RuntimeError as error:
            if not isinstance(error.__cause__, (ImportError, AttributeError)):
                raise
            return another_program(say("the scheduler lacks the program, or has another one."), self._address)
        except (CancelledError, OSError):
            hint = say("Start it, and give the same command again: what was finished stands.")
            return EnvironmentProblem(Finding("W03", say("the scheduler is gone, or started anew."), Place(part=self._address), hint))


class _Contents:
    """Contents at the scheduler, each there once whatever the number of jobs and programs that want it, while one of them does."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._futures: dict[str, Any] = {}
        self._jobs: Counter[str] = Counter()

    def send(self, contents: Mapping[str, bytes]) -> list[Any]:
        """The futures of a job's contents by digest; those that aren't there are sent."""
        for digest, data in contents.items():
            if digest not in self._futures:
                self._futures[digest] = self._client.submit(bytes, data, key=f"content-{digest}", priority=1)
        self._jobs.update(contents.keys())
        return [self._futures[digest] for digest in contents]

    def let_go(self, digests: Collection[str]) -> None:
        """A job that wanted these has ended."""
        self._jobs.subtract(digests)
        for digest in digests:
            if not self._jobs[digest]:
                del self._jobs[digest], self._futures[digest]

    def clear(self) -> None:
        """No job wants any."""
        self._futures.clear()
        self._jobs.clear()


def another_program(message: Said, part: str) -> EnvironmentProblem:
    """What is said where a machine of the cluster hasn't the program that this process is."""
    return EnvironmentProblem(Finding("W03", message, Place(part=part), say("Install the same version of the program and its libraries on all machines.")))


def guarded(part: str, machinery: str, seconds: int, work: Callable[[], Any]) -> Any:
    """Called on a worker: what comes of a job that may take so long, mistakes included. `part` is what a finding names."""
    if program.machinery() != machinery:
        return another_program(say("a worker has another program, whose pages could differ."), part)
    with _ONE_AT_A_TIME:
        usual = gc.get_threshold()
        collect_seldom()
        faulthandler.dump_traceback_later(seconds, exit=True)
        try:
            return work()
        except HandbookError as error:
            return error
        finally:
            faulthandler.cancel_dump_traceback_later()
            gc.set_threshold(*usual)
