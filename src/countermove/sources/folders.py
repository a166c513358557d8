"""The folders that a reader names, of data or of texts: files are read in place, and none outside of them."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias

from countermove.assessment.problems import refuse
from gmcr.base.errors import CountermoveError

__all__ = ["Held", "folder_of", "inside"]

Held: TypeAlias = Literal["data", "texts"]
"""The content of a folder, and the option that names it."""


def folder_of(folder: str | Path, held: Held) -> Path:
    """The resolved folder. Raises CountermoveError where there is none."""
    try:
        resolved = Path(folder).resolve(strict=True)
        if resolved.is_dir():
            return resolved
        why = "is not a folder"
    except FileNotFoundError:
        why = "does not exist"
    except (OSError, RuntimeError, ValueError) as error:
        why = f"cannot be read: {_why(error)}"
    raise CountermoveError(f"The folder of {held} {folder} {why}.", argument=held)


def inside(path: Path, folder: Path, held: Held) -> Path:
    """The resolved path of a file in the folder. Raises AssessmentError where there is no such file, or a link leads
    out.
    """
    try:
        resolved = path.resolve(strict=True)
    except FileNotFoundError:
        raise refuse(str(path), "file", "There is no such file.") from None
    except (OSError, RuntimeError, ValueError) as error:
        raise refuse(str(path), "file", f"The file cannot be read: {_why(error)}.") from None
    if not resolved.is_relative_to(folder.resolve()):
        raise refuse(str(path), "file", f"This leads out of the folder of {held}: put the file itself there.")
    return path


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or "links in a circle"  # RuntimeError, before Python 3.13
