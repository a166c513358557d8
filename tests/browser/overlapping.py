"""A small case in which whatever can be selected changes what something else selected changes."""

from __future__ import annotations

__all__ = ["OVERLAPPING"]

OVERLAPPING = """countermove: 1
title: Would North talk?
actors:
  north:
    options: {test: {}, talk: {}}
    wants:
      - {id: n1, want: not test, while: hope > fear, otherwise: test}
      - {id: n2, want: talk}
      - {id: n3, want: test iff talk}
  south:
    options: {offer: {}}
    wants: [{id: s1, want: offer, while: hope > 0.5}]
drivers: {hope: {now: 0.6}, fear: {now: 0.2}, idle: {now: 0.5}}
start: []
open:
  O1: {readings: {as_is: {}, dark: {set: {hope: 0.1}}, moved: {move: {n1: {after: n2}}}}}
  O2: {readings: {as_is: {set: {fear: 0.3}}, other: {rewrite: {n2: {want: not talk}}}}}
  O3: {readings: {as_is: {}, late: {move: {n3: {before: n1}}, happens: [talk]}}}
  O4: {readings: {as_is: {}, own: {rewrite: {s1: {want: not offer}}}}}
scenarios:
  bright: {set: {hope: 0.9}}
  quiet: {happens: [not talk], move: {n2: {after: n3}}}
views:
  hers: {drop: [n1], rewrite: {s1: {want: offer}}}
key_questions:
  K1:
    asks: Does it come to a test?
    answer_yes: {check: {every_outcome: north.test}}
    answer_no: {check: {no_outcome: north.test}}
  K2: {asks: Would they talk if it were bright?, answer_yes: {claim: C2}}
claims:
  C1: {says: Nothing moves, check: {stable: start}}
  C2: {says: In the light they talk, in: bright, check: {every_outcome: north.talk}}
  C3: {says: In her eyes South offers, under: hers, check: {every_outcome: south.offer}}
  C4: {says: In great fear nobody tests, with: {set: {fear: 0.7}}, check: {no_outcome: north.test}}
  C5: {says: Talks come with tests alone, by: south, check: {every_outcome: north.talk implies north.test}}
"""
