"""下游试装 — the wheel in an environment of its own: the laws of a tool beside it run, and mypy and pyright are content.

Run by `make downstream`; it needs the network, so the ordinary tests do not call it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def main() -> int:
    """Build, install, test and type-check; the exit code is that of the first step that fails."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        venv.create(place / "env", with_pip=True)
        python = place / "env" / "bin" / "python"
        tool = place / "test_laws_of_a_tool.py"
        tool.write_text((HERE / "laws_of_a_tool.py").read_text(encoding="utf-8"), encoding="utf-8")
        steps: list[list[str | Path]] = [
            [sys.executable, "-m", "build", "--wheel", "--outdir", place, ROOT],
            [python, "-m", "pip", "install", "--quiet", "pytest", "mypy", "pyright", "hypothesis"],
        ]
        for step in steps:
            if code := subprocess.run(step, cwd=place, check=False, stdout=subprocess.DEVNULL).returncode:
                return code
        (wheel,) = place.glob("*.whl")
        for step in (
            [python, "-m", "pip", "install", "--quiet", f"{wheel}[strategies]"],
            [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", tool],
            [python, "-m", "mypy", "--strict", tool],
            [place / "env" / "bin" / "pyright", "--pythonpath", python, "--level", "error", tool],
        ):
            print("$", *(Path(part).name for part in map(str, step)))
            if code := subprocess.run(step, cwd=place, check=False).returncode:
                return code
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
