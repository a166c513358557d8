"""Simultaneous sanctioning (SIM), in option form: after Fraser & Hipel's (1979, 1984) tableau, in two forms.

A *joint move* against i's improvement s1 ∈ R_i⁺(s): i moves to s1, each other actor j stays or takes some improvement
q_j ∈ R_j⁺(s) of its own from s, and the option changes, all superposed, give a feasible t with t ≾_i s.

* ``form="every"``: s is SIM-stable for i iff every s1 ∈ R_i⁺(s) meets a joint move. Restricting this to states where
  two actors or more have an improvement would change nothing: where only i has one there is nothing to superpose.
* ``form="tableau"``: as Fraser & Hipel apply it, after sequential stability and only to the states that it leaves
  unstable. Let U(s) be the actors for whom s is not sequentially stable: those who would leave. An actor outside U(s)
  is stable. Where U(s) has two actors or more, i ∈ U(s) is stable iff every s1 ∈ R_i⁺(s) meets a joint move in which
  only actors in U(s) move; an actor that is alone in U(s) leaves. This is reported as "SEQ or SIM" actor by actor:
  within SEQ or SIM, and containing SEQ.

Nash ⊆ SIM; no other basic concept is comparable with it. Where actors do not perceive some states
(``model.as_perceived``) improvements, and the sequences of SEQ, are those between states that their movers perceive; t
deters whether i perceives it or not, as the end of the others' moves does under every concept.
"""

from __future__ import annotations

from gmcr.base.arguments import known_name
from gmcr.model import Conflict
from gmcr.stability.joint import JointMoves
from gmcr.stability.solve import solve
from gmcr.stability.verdicts import Verdicts

__all__ = ["SIM_FORMS", "solve_sim"]

SIM_FORMS = ("every", "tableau")
"""The forms of simultaneous sanctioning."""


def solve_sim(conflict: Conflict, *, form: str = "every") -> Verdicts:
    """Return stability by simultaneous sanctioning (SIM) of every state for every actor.

    Parameters
    ----------
    conflict : Conflict
        A conflict in option form, or one that comes from it by ``as_perceived``.
    form : {"every", "tableau"}, default "every"
        Which joint moves count: any others' improvements, or, after sequential stability, only those of actors who would
        leave the state.

    Returns
    -------
    Verdicts
        The verdicts under the concept "sim", with ``form`` as parameter.

    Raises
    ------
    ModelError
        If *conflict* is not a Conflict, or is in graph form, where moves do not superpose.
    SizeError
        If one state has too many joint moves.
    UnknownName
        If there is no such form.

    See Also
    --------
    solve : Sequential stability, after which the tableau applies SIM.

    Notes
    -----
    A *joint move* against an improvement s1 of actor i from s: i moves to s1, each other actor stays or takes some
    improvement of its own from s, and the option changes, all superposed, give a feasible state t that i likes no better
    than s.

    * "every": s is stable for i iff every improvement of i meets a joint move. To confine this to states where two actors
      or more have an improvement would change nothing.
    * "tableau", as Fraser & Hipel apply it: let U(s) be the actors for whom s is not sequentially stable. An actor outside
      U(s) is stable. Where U(s) has two actors or more, i in U(s) is stable iff every improvement of i meets a joint move
      in which only actors in U(s) move. An actor that is alone in U(s) leaves. This is what is reported as "SEQ or SIM"
      actor by actor: it lies within SEQ or SIM, and contains SEQ.

    Nash ⊆ SIM; no other basic concept is comparable with it. Moderate sizes: every joint move may have to be looked at,
    except those of one other actor alone. Where actors do not perceive some states, improvements, and the sequences of SEQ,
    are those between states that their movers perceive; t deters i whether i perceives it or not.

    References
    ----------
    * N. M. Fraser & K. W. Hipel (1979). Solving complex conflicts. *IEEE Transactions on Systems, Man, and Cybernetics* 9,
      805–816.
    * N. M. Fraser & K. W. Hipel (1984). *Conflict Analysis: Models and Resolutions*. North-Holland.

    Examples
    --------
    In Chicken both drivers would rather go straight, but not both at once.

    >>> import gmcr
    >>> chicken = gmcr.Conflict.from_options(
    ...     actors={"row": "swerve", "column": "swerve"},
    ...     preferences={"row": gmcr.Ranking([2, 3, 1, 0]), "column": gmcr.Ranking([1, 3, 2, 0])},
    ... )
    >>> gmcr.solve_sim(chicken).equilibria("sim").tolist()
    [1, 2, 3]
    """
    known_name("form of simultaneous sanctioning", form, SIM_FORMS)
    conflict = Conflict.given(conflict)
    joint = JointMoves(conflict)
    leaving = joint.gains
    if form == "tableau":
        table = solve(conflict, concepts="seq")
        leaving = {actor: ~table.stable("seq", actor) for actor in conflict.actors}
    stable = {actor: ~(leaving[actor] & joint.unmet(actor, leaving)) for actor in conflict.actors}
    return Verdicts(conflict, ("sim",), "joint moves", {"form": form}, stable)
