"""Start-up and first catalogue, as ratios to the dependencies and to `yaml.safe_load` in the same run.

Run: python tests/benchmarks/imports_and_catalogue.py
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

import yaml

from govbudget.catalogue import classification, form
from govbudget.catalogue.classifications import _classification, listed_subjects
from govbudget.catalogue.files import data_file, text_of
from govbudget.model import Scheme

ROUNDS = 11


def seconds_of(code: str) -> float:
    """Median wall time of a fresh interpreter that runs `code`."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    bare = seconds_of("pass")
    dependencies = seconds_of("import attrs, babel.numbers, yaml") - bare
    package = seconds_of("import govbudget") - bare
    core = seconds_of("import govbudget; govbudget.Report, govbudget.read_ledger") - bare
    print("import attrs, babel.numbers, yaml   1.00")
    print(f"import govbudget                    {package / dependencies:.2f}")
    print(f"… and the report and ledger reader  {core / dependencies:.2f}")

    text = text_of(data_file("catalogues", "functional.yaml"))
    start = time.perf_counter()
    yaml.safe_load(text)
    plain = time.perf_counter() - start
    times = []
    for _ in range(ROUNDS):
        listed_subjects.cache_clear()
        _classification.cache_clear()
        start = time.perf_counter()
        classification(Scheme.FUNCTIONAL, 2024)
        times.append(time.perf_counter() - start)
    form("shanxi-2024")
    print("yaml.safe_load(functional.yaml)     1.00")
    print(f"classification(FUNCTIONAL, 2024)    {statistics.median(times) / plain:.3f}")


if __name__ == "__main__":
    main()
