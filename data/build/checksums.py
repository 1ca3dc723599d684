"""校验和 of the data files: `python data/build/checksums.py [--check]`.

Released data is frozen: a changed checksum in review means that a released line was edited, where an entry
in `errata.yaml` was due.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

DATA = Path(__file__).resolve().parents[1]
FROZEN = (
    "catalogues/**/*.yaml",
    "catalogues/**/*.csv",
    "forms/*.yaml",
    "rules/*.yaml",
    "schemes/*.yaml",
    "wordings/*.yaml",
    "sources.yaml",
)


def listed() -> str:
    """One line a file: sha256 and path, as `sha256sum` writes and checks them."""
    files = sorted({path for pattern in FROZEN for path in DATA.glob(pattern)})
    return "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(DATA).as_posix()}\n"
        for path in files
    )


def main() -> int:
    """Write the checksums, or print the lines that differ and return 1 if there are any."""
    target = DATA / "checksums.txt"
    if "--check" not in sys.argv[1:]:
        target.write_text(listed(), encoding="utf-8")
        return 0
    differing = set(listed().splitlines()) ^ set(target.read_text(encoding="utf-8").splitlines())
    for line in sorted(differing, key=lambda line: line.split()[1]):
        print(line)
    return int(bool(differing))


if __name__ == "__main__":
    sys.exit(main())
