"""Compiled templates, kept where Python keeps its own compiled modules.

In: a template's source. Out: its code, if the same source was compiled before by the same Jinja for the same environment; a build that
starts from nothing then saves a third of its composing. As with Python's own files, what can't be written is compiled again each time.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
import tempfile
from contextlib import suppress
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from jinja2 import Environment
from jinja2.bccache import Bucket, BytecodeCache


class Compiled(BytecodeCache):
    """A file for each template beside the compiled module of `maker`, the module that makes the environment and so decides about the code."""

    def __init__(self, maker: Path) -> None:
        self.maker = maker

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """What is known of a template. Its place is a part of the code: messages name it."""
        sums = hashlib.sha256("\0".join((source, filename or "", self._by)).encode()).hexdigest()
        bucket = Bucket(environment, name, sums)
        self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read the code, if it is of this very template."""
        with suppress(OSError, ValueError, EOFError, TypeError), self._path(bucket.key).open("rb") as file:
            bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write it, whole or not at all."""
        if sys.dont_write_bytecode:
            return
        path = self._path(bucket.key)
        with suppress(OSError):
            path.parent.mkdir(exist_ok=True)
            handle, part = tempfile.mkstemp(dir=path.parent, prefix=path.name)
            try:
                with os.fdopen(handle, "wb") as file:
                    bucket.write_bytecode(file)
                os.replace(part, path)
            except BaseException:
                os.unlink(part)
                raise

    def _path(self, name: str) -> Path:
        beside = Path(importlib.util.cache_from_source(str(self.maker)))
        return beside.with_name(f"layouts-{name.replace('/', '-')}.{sys.implementation.cache_tag}.jinja")

    @cached_property
    def _by(self) -> str:
        """Who compiles: Jinja's version, and the source of the environment with all that it intercepts."""
        return f"{version('jinja2')} {hashlib.sha256(self.maker.read_bytes()).hexdigest()}"
