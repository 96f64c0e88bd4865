"""Child processes: seen while they run, and gone when we are, even when we are killed with -9."""

import ctypes
import itertools
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from os import PathLike
from typing import Any

FIRST_WORD_AFTER = 2.0  # seconds: a quicker step is not worth a line
NEXT_WORD_AFTER = 10.0
GRACE = 10.0  # seconds a child has to leave after SIGTERM
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)

Argument = str | PathLike[str]


def die_with_parent(by: signal.Signals = signal.SIGTERM) -> None:
    """For `preexec_fn`, or a child itself: the kernel sends it `by` when its parent is gone (prctl(2))."""
    LIBC.prctl(PR_SET_PDEATHSIG, by)


def start(argv: Sequence[Argument], **options: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen(argv, preexec_fn=die_with_parent, **options)


def step(label: str, argv: Sequence[Argument], **options: Any) -> None:
    """Run `argv`, silently if it takes less than two seconds. Raises SystemExit with its output if it fails."""
    with tempfile.TemporaryFile() as output:
        options = {"stdin": subprocess.DEVNULL, "stdout": output, "stderr": subprocess.STDOUT, **options}
        with start(argv, **options) as process:
            _tell(label, process)
        if process.returncode:
            output.seek(0)
            raise SystemExit(f"{label} failed:\n{output.read().decode(errors='replace').strip()}")


def _tell(label: str, process: subprocess.Popen[bytes]) -> None:
    """Wait for `process`, and say after two seconds, and then every ten, that it still runs."""
    began = time.monotonic()
    for due in itertools.count(FIRST_WORD_AFTER, NEXT_WORD_AFTER):
        try:
            process.wait(began + due - time.monotonic())
            return
        except subprocess.TimeoutExpired:
            print(f"{label} ..." if due == FIRST_WORD_AFTER else f"{label} ... {due:.0f} s", flush=True)
        except BaseException:
            stop([process])
            raise


def first_to_end(children: dict[str, subprocess.Popen[bytes]]) -> str:
    """Wait until one of the named children has ended; its name."""
    while True:
        for name, child in children.items():
            if child.poll() is not None:
                return name
        time.sleep(0.2)


def stop(children: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask all to leave, and kill who has not left after ten seconds."""
    for child in children:
        child.terminate()
    deadline = time.monotonic() + GRACE
    for child in children:
        try:
            child.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def eventually(is_so: Callable[[], bool], seconds: float) -> bool:
    """Whether `is_so` becomes true within `seconds`."""
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True
