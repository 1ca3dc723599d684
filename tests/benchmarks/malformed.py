"""Every malformed file through the built command, each in a process of its own that has 1 GiB and ten seconds.

Prints a line a file: command, exit code, seconds, and what was said. Exits with 1 if one crashed, hung or showed a traceback.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "helpers"))

from malformed import KINDS, malformed

from govbudget.text import display_width

MEMORY = 2**30
SECONDS = 10
SAID = 90


def limited():
    """What the process may use."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def tried(command, path):
    """Exit code (`None` if it hung), seconds, and the last line on stderr or else on stdout."""
    started = time.monotonic()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "govbudget", command, str(path)],
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
            preexec_fn=limited,
        )
    except subprocess.TimeoutExpired:
        return None, SECONDS, "超时"
    said = [line for line in (done.stderr or done.stdout).splitlines() if line.strip()]
    told = "Traceback" if "Traceback" in done.stderr else said[0] if said else ""
    return done.returncode, time.monotonic() - started, told.replace(f"{path.parent}/", "")


def main():
    """Print the table; 1 if anything but a clear answer came back."""
    bad = count = 0
    with tempfile.TemporaryDirectory() as folder:
        for suffix in KINDS:
            for path in malformed(Path(folder), suffix):
                for command in ("tables",) if suffix == ".csv" else ("read", "check"):
                    code, seconds, said = tried(command, path)
                    wrong = code not in (0, 1, 2) or "Traceback" in said or (code == 1 and command != "check")
                    bad, count = bad + wrong, count + 1
                    name = path.name + " " * max(0, 34 - display_width(path.name))
                    print(
                        f"{'✗' if wrong else ' '} {command:6} {name} {code!s:>4} {seconds:5.2f}s  {said[:SAID]}",
                        flush=True,
                    )
    print(f"{count} 次,不合格 {bad} 次")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
