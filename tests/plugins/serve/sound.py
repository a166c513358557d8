"""A case of the invented text about herring (``tests/plugins/evidence/marks/invented.txt``), which leaves paragraphs unused."""

from __future__ import annotations

from pathlib import Path

__all__ = ["SOUND", "WORDS", "sound_in"]

WORDS = (Path(__file__).parents[1] / "evidence" / "marks" / "invented.txt").read_text(encoding="utf-8")

SOUND = """\
countermove: 1
title: Who will blink first over the herring?
sources:
  essay: {what: An essay on herring, grade: B2, default: true}
  letter: {what: A letter, grade: C3}
key_questions:
  K1: {asks: Will the sound be opened?, answer_yes: {check: {some_outcome: velland.open}}, at: [1]}
actors:
  velland:
    options: {open: {does: opens the sound}}
    wants:
      - {id: v1, want: not velland.open, says: lives on the votes of six coastal districts, at: [4]}
  korsmark:
    options: {road: {does: closes the road}}
    wants:
      - {id: k1, want: velland.open, at: [5, 14]}
      - {id: k2, want: not korsmark.road, at: [{source: letter, para: 1}], note: its own hauliers would pay first}
claims:
  C1: {says: The threat is weaker than it looks, check: {no_outcome: korsmark.road}, at: [8]}
  C2: {says: The sound stays closed, check: {no_outcome: velland.open}, at: [8, 9]}
  C3: {says: Nobody asks, check: {no_outcome: velland.open}}
"""


def sound_in(folder: Path, text: str = WORDS) -> Path:
    """The case in a folder, with its text in ``texts`` beside it."""
    path = folder / "sound.yaml"
    path.write_text(SOUND, encoding="utf-8")
    (folder / "texts").mkdir(exist_ok=True)
    (folder / "texts" / "essay.txt").write_text(text, encoding="utf-8")
    return path
