"""The literature of concepts and of further tables, as far as this program cites it: for references beside those of a case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from countermove.assessment.schema import Work

__all__ = ["DEFINED", "literature_of", "published_by"]


def _work(author: str, year: int, title: str | None, venue: str, doi: str | None = None) -> Work:
    return Work.model_validate(
        {"author": author.split("; "), "year": year, "title": title, "in": venue, "doi": doi, "what": None}
    )


_WORKS: Final[Mapping[str, Work]] = {
    "fang-1993": _work(
        "Fang, L.; Hipel, K. W.; Kilgour, D. M.",
        1993,
        "Interactive Decision Making: The Graph Model for Conflict Resolution",
        "Wiley, New York",
    ),
    "nash-1950": _work("Nash, J. F.", 1950, "Equilibrium points in n-person games", "PNAS 36, 48–49"),
    "nash-1951": _work("Nash, J. F.", 1951, "Non-cooperative games", "Annals of Mathematics 54, 286–295"),
    "howard-1971": _work(
        "Howard, N.", 1971, "Paradoxes of Rationality: Theory of Metagames and Political Behavior", "MIT Press"
    ),
    "fraser-1979": _work(
        "Fraser, N. M.; Hipel, K. W.",
        1979,
        "Solving complex conflicts",
        "IEEE Transactions on Systems, Man, and Cybernetics 9, 805–816",
    ),
    "fraser-1984": _work(
        "Fraser, N. M.; Hipel, K. W.", 1984, "Conflict Analysis: Models and Resolutions", "North-Holland, New York"
    ),
    "hamouda-2004": _work(
        "Hamouda, L.; Kilgour, D. M.; Hipel, K. W.",
        2004,
        "Strength of preference in the graph model for conflict resolution",
        "Group Decision and Negotiation 13, 449–462",
    ),
    "li-2004": _work(
        "Li, K. W.; Hipel, K. W.; Kilgour, D. M.; Fang, L.",
        2004,
        "Preference uncertainty in the graph model for conflict resolution",
        "IEEE Transactions on Systems, Man, and Cybernetics A 34, 507–520",
    ),
    "bashar-2012": _work(
        "Bashar, M. A.; Kilgour, D. M.; Hipel, K. W.",
        2012,
        "Fuzzy preferences in the graph model for conflict resolution",
        "IEEE Transactions on Fuzzy Systems 20, 760–770",
        "10.1109/TFUZZ.2012.2183603",
    ),
    "kilgour-1987": _work(
        "Kilgour, D. M.; Hipel, K. W.; Fang, L.",
        1987,
        "The graph model for conflicts",
        "Automatica 23 (1), 41–55",
        "10.1016/0005-1098(87)90117-8",
    ),
    "zeng-2006": _work(
        "Zeng, D.-Z.; Fang, L.; Hipel, K. W.; Kilgour, D. M.",
        2006,
        "Generalized metarationalities in the graph model for conflict resolution",
        "Discrete Applied Mathematics 154 (16), 2430–2443",
    ),
    "fang-1989": _work(
        "Fang, L.; Hipel, K. W.; Kilgour, D. M.",
        1989,
        "Conflict models in graph form: solution concepts and their interrelationships",
        "European Journal of Operational Research 41, 86–100",
    ),
    "stackelberg-1934": _work("von Stackelberg, H.", 1934, "Marktform und Gleichgewicht", "Springer"),
    "berge-1957": _work("Berge, C.", 1957, "Théorie générale des jeux à n personnes", "Gauthier-Villars"),
    "colman-2011": _work(
        "Colman, A. M.; Körner, T. W.; Musy, O.; Tazdaït, T.",
        2011,
        "Mutual support in games: some properties of Berge equilibria",
        "Journal of Mathematical Psychology 55, 166–175",
    ),
    "vieira-2020": _work(
        "Vieira, G. I. A.; Rêgo, L. C.",
        2020,
        "Berge solution concepts in the graph model for conflict resolution",
        "Group Decision and Negotiation",
        "10.1007/s10726-019-09650-5",
    ),
    "young-1993": _work("Young, H. P.", 1993, "The evolution of conventions", "Econometrica 61, 57–84"),
    "foster-1990": _work(
        "Foster, D.; Young, H. P.",
        1990,
        "Stochastic evolutionary game dynamics",
        "Theoretical Population Biology 38, 219–232",
    ),
    "inohara-2007": _work(
        "Inohara, T.; Hipel, K. W.; Walker, S.",
        2007,
        "Conflict analysis approaches for investigating attitudes and misperceptions in the War of 1812",
        "Journal of Systems Science and Systems Engineering 16, 181–201",
    ),
    "bennett-1977": _work(
        "Bennett, P. G.", 1977, "Toward a theory of hypergames", "Omega 5, 749–751", "10.1016/0305-0483(77)90056-1"
    ),
    "wang-1988": _work(
        "Wang, M.; Hipel, K. W.; Fraser, N. M.",
        1988,
        "Modeling misperceptions in games",
        "Behavioral Science 33, 207–223",
    ),
    "kilgour-1985": _work(
        "Kilgour, D. M.",
        1985,
        "Anticipation and stability in two-person non-cooperative games",
        "Dynamic Models of International Conflict",
    ),
    "rego-2017": _work(
        "Rêgo, L. C.; Vieira, G. I. A.",
        2017,
        "Symmetric sequential stability in the graph model for conflict resolution with multiple decision makers",
        "Group Decision and Negotiation 26, 775–792",
        "10.1007/s10726-016-9520-8",
    ),
    "rego-2015": _work(
        "Rêgo, L. C.; dos Santos, A. M.",
        2015,
        "Probabilistic preferences in the graph model for conflict resolution",
        "IEEE Transactions on Systems, Man, and Cybernetics: Systems 45",
        "10.1109/TSMC.2014.2379626",
    ),
    "kilgour-2001": _work(
        "Kilgour, D. M.; Hipel, K. W.; Fang, L.; Peng, X.",
        2001,
        "Coalition analysis in group decision support",
        "Group Decision and Negotiation 10, 159–175",
    ),
    "inohara-2008": _work(
        "Inohara, T.; Hipel, K. W.", 2008, None, "Journal of Systems Science and Systems Engineering 17"
    ),
    "kinsara-2015": _work(
        "Kinsara, R. A.; Kilgour, D. M.; Hipel, K. W.",
        2015,
        "Inverse approach to the graph model for conflict resolution",
        "IEEE Transactions on Systems, Man, and Cybernetics: Systems 45, 734–742",
    ),
    "wang-2018": _work(
        "Wang, J.; Hipel, K. W.; Fang, L.; Dang, Y.",
        2018,
        "Matrix representations of the inverse problem in the graph model for conflict resolution",
        "European Journal of Operational Research 270, 282–293",
    ),
}

_WORKS_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "nash": ("nash-1950", "nash-1951"),
    "gmr": ("howard-1971",),
    "smr": ("howard-1971",),
    "seq": ("fraser-1979",),
    "symseq": ("rego-2017",),
    "strength": ("hamouda-2004",),
    "unknown": ("li-2004",),
    "fuzzy": ("bashar-2012", "rego-2015"),
    "coalitions": ("kilgour-2001", "inohara-2008"),
    "sim": ("fraser-1984",),
    "limited": ("kilgour-1985", "fang-1989"),
    "maximin": ("kilgour-1987", "zeng-2006"),
    "stackelberg": ("stackelberg-1934", "fang-1989"),
    "berge": ("berge-1957", "colman-2011", "vieira-2020"),
    "longrun": ("young-1993", "foster-1990"),
    "attitudes": ("inohara-2007",),
    "hypergames": ("bennett-1977", "wang-1988"),
    "inverse": ("kinsara-2015", "wang-2018"),
}
"""Concept, question or table → the works that define it, those apart of which author, title or place are not known."""

DEFINED: Final = tuple(_WORKS_OF)
"""What has works that define it."""

_BOOKS: Final = {
    _WORKS[key].title for key in ("fang-1993", "howard-1971", "fraser-1984", "stackelberg-1934", "berge-1957")
}


def published_by(work: Work) -> tuple[str, str] | None:
    """The publisher of a book, and where; None for all other works. Which works are books is known by their titles."""
    if work.title not in _BOOKS or not work.in_:
        return None
    publisher, _, place = work.in_.partition(", ")
    return publisher, place


def literature_of(names: Iterable[str]) -> dict[str, Work]:
    """The works that define concepts and tables, by key, with the book on the graph model first; none for no names."""
    keys = dict.fromkeys(key for name in names for key in ("fang-1993", *_WORKS_OF.get(name, ())))
    return {key: _WORKS[key] for key in keys}
