"""Simultaneous sanctioning (SIM), in option form: after Fraser & Hipel's (1979, 1984) tableau, in two forms.

A *joint move* against i's improvement s1 ∈ R_i⁺(s): i moves to s1, each other actor j stays or takes some improvement
q_j ∈ R_j⁺(s) of its own from s, and the option changes, all superposed, give a feasible t with t ≾_i s.

* ``form="every"``: s is SIM-stable for i iff every s1 ∈ R_i⁺(s) meets a joint move. To confine this to states where two
  actors or more have an improvement would change nothing: where only i has one there is nothing to superpose.
* ``form="tableau"``: as Fraser & Hipel apply it, after sequential stability and only to what that leaves unstable. Let
  U(s) be the actors for whom s is not sequentially stable: those who would leave. Who is not in U(s) is stable. Where
  two or more are, i ∈ U(s) is stable iff every s1 ∈ R_i⁺(s) meets a joint move in which only actors in U(s) move; one
  alone who would leave leaves. This is what is reported as "SEQ or SIM" actor by actor: within SEQ or SIM, and
  around SEQ.

Nash ⊆ SIM; no other basic concept is comparable with it. Where actors do not perceive some states
(``model.as_perceived``) improvements, and the sequences of SEQ, are those between states that their movers perceive; t
deters whether i perceives it or not, as the end of the others' moves does under every concept.
"""

from __future__ import annotations

from gmcr.base.given import known_name
from gmcr.model import Conflict, conflict_given
from gmcr.stability.joint import JointMoves
from gmcr.stability.solve import solve
from gmcr.stability.verdicts import Verdicts

__all__ = ["SIM_FORMS", "solve_sim"]

SIM_FORMS = ("every", "tableau")
"""The forms of simultaneous sanctioning."""


def solve_sim(conflict: Conflict, *, form: str = "every") -> Verdicts:
    """SIM, in one of the two forms above, for every state and actor of a conflict in option form, or of one that comes
    from it by ``as_perceived``.

    ``parameters``: form. Moderate sizes: every joint move may have to be looked at, save those of one other actor alone.
    Raises ModelError in graph form, where moves do not superpose, SizeError where one state has too many joint moves,
    UnknownName for another form.
    """
    known_name("form of simultaneous sanctioning", form, SIM_FORMS)
    conflict = conflict_given(conflict)
    joint = JointMoves(conflict)
    leaving = joint.gains
    if form == "tableau":
        table = solve(conflict, concepts="seq")
        leaving = {actor: ~table.stable("seq", actor) for actor in conflict.actors}
    stable = {actor: ~(leaving[actor] & joint.unmet(actor, leaving)) for actor in conflict.actors}
    return Verdicts(conflict, ("sim",), "joint moves", {"form": form}, stable)
