"""A case of six states in which everything that a page without a server can show occurs."""

from __future__ import annotations

__all__ = ["PIER"]

PIER = """countermove: 1
title: Will the pier be built?
as_of: "2024-03-01"
target: funded
sources: {talk: {what: a talk, default: true}}
actors:
  town:
    name: the town
    options: {plan: {does: publishes a plan}, build: {does: builds the pier}}
    wants:
      - id: t1
        want: not town.plan
        while: hope >= 0.3
        otherwise: town.plan
        says: keeps the door open
        otherwise_says: has no door left to keep open
      - id: t2
        want: not town.build
        while: reward < risk
        otherwise: town.build iff port.lend
        could_be: town.build
        says: sees more risk than reward
        otherwise_says: sees reward enough
      - {id: t3, want: port.lend}
  port:
    name: the port
    options: {lend: {does: lends the money}}
    wants:
      - {id: p1, want: port.lend implies town.plan, says: lends for no dream}
      - {id: p2, want: not port.lend, while: debt > 0.5, could_be: port.lend}
      - {id: p3, want: port.lend}
never: {blind: {never: town.build and not town.plan}}
terms:
  funded: {is: town.plan and port.lend, says: there is money for a plan}
  built: {is: town.build and port.lend, says: the pier is built}
drivers:
  hope: {now: 0.2, means: how far the town believes in the port}
  reward: {now: 0.2, means: what the pier would bring}
  risk: {now: 0.7, means: what it could cost}
  debt: {now: 0.6, means: what the port owes}
open:
  O1:
    asks: Does the port mind its debt?
    readings: {minds: {means: the port minds its debt}, bears: {means: the port bears it, set: {debt: 0.4}}}
  O2:
    asks: What comes first in town?
    readings: {hope: {means: hope comes first}, gain: {means: gain comes first, move: {t2: {before: t1}}}}
scenarios:
  flood: {why: a flood comes, set: {risk: 0.9}}
  fair: {why: the port keeps its word, set: {hope: 0.9}}
views:
  ports: {holder: port, about: what the town wants, rewrite: {t2: {want: town.build}}}
observations:
  B1: {date: "2024-09-01", saw: port.lend}
key_questions:
  K1:
    asks: Will there be money for a plan?
    answer_yes: {check: {every_outcome: funded}}
    answer_no: {check: {no_outcome: funded}}
  K2: {asks: Is it the port alone that keeps it from coming?, answer_yes: {check: {single_changes_only_by: port}}}
claims:
  C1: {says: Nothing moves, check: {stable: start}}
  C2: {says: In a flood nothing is built, in: flood, check: {no_outcome: built}}
  C3: {says: The port's money would do, check: {no_outcome: not built, after: [port.lend]}}
  C4: {says: The port has more of it in its hands than the town, check: {more_responsible: port, than: town}}
  C5: {says: The port would lend for a plan, by: port, check: {every_outcome: port.lend, after: [town.plan]}}
  C6: {says: A plan is published, check: {some_outcome: town.plan}, probe: true}
"""
