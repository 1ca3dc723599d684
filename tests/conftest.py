"""Hypothesis profiles: `dev` is quick, `ci` (also under `CI=true`) looks further and never flakes, `thorough` looks long."""

from __future__ import annotations

import os
import tempfile

from hypothesis import HealthCheck, settings

settings.register_profile("dev", max_examples=30, deadline=None)
settings.register_profile(
    "ci", max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("thorough", max_examples=1000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))

# A developer's own imported editions must not change what the tests see.
os.environ["GOVBUDGET_DATA"] = tempfile.mkdtemp(prefix="govbudget-tests-")
