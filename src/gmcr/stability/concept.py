"""The definition of a stability concept, for weak-order preferences.

State s is stable for actor i iff every improvement s1 of i is *deterred*: what i can count on after moving to s1, its
``guarantee``, is no better than s. The concepts differ only in the guarantee, that is, in which countermoves i
considers (``sanctions``) and whether i gets to reply once (``reply``):

    guarantee_i(s1) = min(r_i(s1), the worst over the countermoves from s1 of r_i, or of the escape e_i where i replies)

An improvement s1 defeats s iff guarantee_i(s1) > r_i(s); so s is stable iff r_i(s) ≥ T_i(s), where T_i is the best
guarantee among i's moves. This takes one number for each state, and no state × state object.
"""

from __future__ import annotations

from dataclasses import dataclass

from gmcr.base.record import Record

__all__ = ["Concept"]


@dataclass(frozen=True, slots=True)
class Concept(Record):
    """A stability concept.

    Parameters
    ----------
    name : str
        Its short name.
    title : str
        Its full name.
    sanctions : {"none", "moves", "improvements"}
        The countermoves of opponents that count.
    reply : bool
        Whether the actor answers them once.

    Examples
    --------
    >>> from gmcr.stability import concept
    >>> concept("smr")
    Concept(name='smr', title='Symmetric metarationality', sanctions='moves', reply=True)
    """

    name: str
    title: str
    sanctions: str
    reply: bool

    @property
    def own_only(self) -> bool:
        """Whether an actor's stability depends on its own preferences alone: opponents may make any moves."""
        return self.sanctions != "improvements"

    def implies(self, other: Concept) -> bool:
        """Return whether an actor that stays under this concept stays under another one too.

        Parameters
        ----------
        other : Concept
            A concept under which opponents may do more, or the actor less.

        Returns
        -------
        bool
            Whether stability under this concept implies stability under *other*, in every conflict.
        """
        if "none" in (self.sanctions, other.sanctions):
            return self.sanctions == "none"
        return other.sanctions in ("moves", self.sanctions) and other.reply <= self.reply
