"""Where files are that other people made and that are no part of this repository: samples of returns, and reference lists.

By default a folder `shared` beside the checkout; SHERWOOD_SAMPLES and SHERWOOD_REFERENCE name others (CONTRIBUTING.md).
"""

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[3] / "shared"
FOLDER = Path(os.environ.get("SHERWOOD_SAMPLES") or SHARED / "samples")
REFERENCE = Path(os.environ.get("SHERWOOD_REFERENCE") or SHARED / "reference")
RETURN = FOLDER / "ssda903_one_year"
needs_return = pytest.mark.skipif(
    not RETURN.is_dir(),
    reason="the one-year SSDA903 sample is not on this machine: name its folder in SHERWOOD_SAMPLES",
)
