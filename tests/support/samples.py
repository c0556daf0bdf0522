"""Where the sample files are, which other people made and which are no part of this repository."""

import os
from pathlib import Path

import pytest

FOLDER = Path(os.environ.get("SHERWOOD_SAMPLES") or Path(__file__).parents[3] / "shared" / "samples")
RETURN = FOLDER / "ssda903_one_year"
needs_return = pytest.mark.skipif(
    not RETURN.is_dir(),
    reason="the one-year SSDA903 sample is not on this machine: name its folder in SHERWOOD_SAMPLES",
)
