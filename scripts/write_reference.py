"""Writes docs/reference from the catalogue; run it after any change to an entry."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHON = ROOT / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def main() -> None:
    """Write each page, in the repository's own environment."""
    if Path(sys.prefix) != ROOT / ".venv" and PYTHON.exists():
        os.execv(PYTHON, [str(PYTHON), *sys.argv])
    from sherwood.definitions.catalogue import load_catalogue  # noqa: PLC0415 - needs the environment
    from sherwood.definitions.describe import reference_pages  # noqa: PLC0415 - needs the environment

    folder = ROOT / "docs" / "reference"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in reference_pages(load_catalogue()).items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
        print(folder / name)


if __name__ == "__main__":
    main()
