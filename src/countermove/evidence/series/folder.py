"""The folder of data: files are read where they lie, and none from outside of it."""

from __future__ import annotations

from pathlib import Path

from countermove.assessment.problems import refuse
from countermove.errors import CountermoveError

__all__ = ["file_in", "folder_of"]


def folder_of(folder: str | Path) -> Path:
    """The folder, as it is. Raises CountermoveError where there is none."""
    try:
        found = Path(folder).resolve(strict=True)
        if found.is_dir():
            return found
        why = "is not a folder"
    except FileNotFoundError:
        why = "does not exist"
    except (OSError, RuntimeError, ValueError) as error:  # RuntimeError: links in a circle, before Python 3.13
        why = f"cannot be read: {getattr(error, 'strerror', None) or 'links in a circle'}"
    raise CountermoveError(f"The folder of data {folder} {why}.", argument="data")


def file_in(folder: Path, name: str) -> Path:
    """A file of the folder. Raises AssessmentError where there is none, or a link leads out of the folder."""
    path = folder / name
    try:
        found = path.resolve(strict=True)
    except FileNotFoundError:
        raise refuse(str(path), "file", "There is no such file.") from None
    except (OSError, RuntimeError, ValueError) as error:
        why = getattr(error, "strerror", None) or "links in a circle"
        raise refuse(str(path), "file", f"The file cannot be read: {why}.") from None
    if not found.is_relative_to(folder):
        raise refuse(str(path), "file", "This leads out of the folder of data: put the file itself there.")
    return path
