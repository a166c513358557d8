"""Why an answer is what it is, and what would make a no a yes, in words: each from the game in which it was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from countermove.context.glossary import Glossary
from countermove.presentation.numbers import driver_text
from countermove.presentation.phrases import Phrasing
from countermove.presentation.reasons import chain_text
from countermove.presentation.sentences import said
from countermove.presentation.words import capital, concept_words, count, listed, number, plural
from countermove.verdicts.answers.because import Because, HeldWant, NeededAct
from countermove.verdicts.answers.compute import KeyAnswer
from countermove.verdicts.answers.requirements import NearValue, TurnedRound
from gmcr import Edit, MinimalChanges
from gmcr.logic import And, Not, OptionAtom

__all__ = ["because_sentence", "change_sentence"]

_Item = TypeVar("_Item")

_MOST = 3
"""Wants of a conjunction, and changes, that are told at most; the rest is counted."""


def because_sentence(item: KeyAnswer, glossary: Glossary) -> str:
    """Why an answer is what it is in the game looked at; "" where there is nothing to say, or it does not settle."""
    found = item.because
    if found is None:
        return ""
    phrasing = Phrasing(glossary, own=found.text)
    where = "" if found.everywhere else _where(item, found)
    if found.single_changes is not None:
        return _single_changes(found, phrasing, where)
    if found.given_up:
        return _given_up(found.given_up, phrasing, where)
    acts = "; ".join(_act(act, phrasing) for act in sorted(found.acts, key=lambda act: act.taken))
    kept = said("because.no_giving_up", wants=count(found.searched, "want")) if found.searched else ""
    if found.everywhere:
        parts = [acts, f"{_and(_where(item, found))}{kept}" if kept else ""]
    else:
        told = "; ".join(filter(None, (acts, kept)))
        parts = [f"{where}: {told}" if where and told else told]
    return " ".join(f"{capital(part)}." for part in parts if part)


def _where(item: KeyAnswer, found: Because) -> str:
    """The game looked at, where the answer is about more than one."""
    readings, concepts = item.values.shape
    told = ["in the base reading"] if readings > 1 else []
    told += [said("answers.looking", looking=concept_words(found.concept))] if concepts > 1 else []
    return ", ".join(told)


def _and(where: str) -> str:
    """The game looked at before a clause."""
    return f"{where}, " if where else ""


def _given_up(sets: Sequence[tuple[HeldWant, ...]], phrasing: Phrasing, where: str) -> str:
    """The wants without which it would be otherwise: each of several, or only several together."""
    if len(sets[0]) == 1:
        held = [want for (want,) in sets]
        told = [
            phrasing.whose_reason(want.want, want.branch) for want in by_others(held, lambda want: want.actor)[:_MOST]
        ]
        rest = len(held) - len(told)
        told += [count(rest, "want") + " more"] if rest else []
        which = {1: "that", 2: "either"}.get(len(held), "any one of them")
        reasons = ", and ".join(filter(None, ("; ".join(told[:-1]), told[-1])))
        label = "because.each.there" if where else "because.each"
        return capital(said(label, **({"where": where} if where else {}), reasons=reasons, which=which))
    wants = "; ".join(phrasing.whose_reason(want.want, want.branch) for want in sets[0])
    size, rest = len(sets[0]), len(sets) - 1
    which = "both are" if size == 2 else f"all {number(size)} are"
    more = said("because.other_sets", sets=f"{number(rest)} other such {plural(rest, 'set')}") if rest else ""
    return capital(said("because.until", where=_and(where), which=which, wants=wants, more=more))


def _act(item: NeededAct, phrasing: Phrasing) -> str:
    """What becomes of an act that the answer is about, and why."""
    act = item.act
    done = item.taken == act.on
    told = phrasing.act(act.option) if done else phrasing.not_done(act.option)
    it = phrasing.agree(act.actor, "it", "they")
    if act.result == "infeasible":
        return said(
            "because.act.excluded", act=told, why=phrasing.glossary.rules.get(act.rule or "") or f"rule {act.rule}"
        )
    if act.result == "settled":
        return said("because.act.settled", act=told)
    if act.needs is not None:
        return said("because.act.needs", act=told, needs=phrasing.clause(phrasing.glossary.formula(act.needs)))
    if item.deterred:
        moves = listed((phrasing.move(step.actor, step.was, step.now) for step in item.deterred), "and then")
        return said("because.act.deterred", act=told, actor=it, moves=moves)
    if not act.chain.links:
        return said("because.act.nothing", act=told, actor=it, gain=phrasing.agree(act.actor, "gains", "gain"))
    first = act.chain.links[0]
    chain = chain_text(act.chain, phrasing)
    reason = phrasing.its_reason(first.want or "", first.part)
    return said("because.act", act=told, reason=reason, chain=f"; {chain}" if chain else "")


def _single_changes(found: Because, phrasing: Phrasing, where: str) -> str:
    """The single changes that there are of what the question is about."""
    if found.comes_anyway:
        return capital(said("because.anyway", where=_and(where)))
    if not found.single_changes:
        return capital(said("because.no_single_change", where=_and(where)))
    owners: dict[str, dict[str, None]] = {}
    for edit in found.single_changes:
        owners.setdefault(edit.actor, {})[edit.want] = None
    told = [f"{phrasing.the(actor)} ({', '.join(wants)})" for actor, wants in owners.items()]
    label = "because.single_changes.one" if len(told) == 1 else "because.single_changes"
    return capital(said(label, where=_and(where), who=listed(told, "or of")))


# -- what a yes takes --------------------------------------------------------------------------------------------------


def change_sentence(item: KeyAnswer, phrasing: Phrasing) -> str:
    """For a no: what would make it a yes, told from the game in which it was found; "" of other answers."""
    if item.changes is None:
        return ""
    if item.because is not None:
        phrasing = Phrasing(phrasing.glossary, own=item.because.text)
    if item.changes:
        words = [told for edits in by_others(item.changes, _whose) if (told := _edits(edits, item, phrasing))]
        shown = "; or if ".join(words[:_MOST])
        return said("takes.yes", changes=shown, more=_more(len(words[_MOST:]))) if words else ""
    near = "" if item.nearest is None else _near(item.nearest)
    turned = [own for own in item.turned if not own.circular]
    if turned:
        shown_turned = turned[:_MOST]
        told = "; or if ".join(_turned(own, phrasing) for own in shown_turned)
        beside = f"; or if {near}" if near else ""
        # It is the only way where all of it is told, and no more wants than usual could do it as they are.
        whole = len(turned) == len(item.turned) and item.searched >= MinimalChanges.BOUND
        label = "takes.only" if whole else "takes.turned"
        return said(label, changes=told, more=_more(len(turned) - len(shown_turned)), near=beside)
    if near:
        return said("takes.number", near=near)
    if not item.searched:
        return ""
    tried: list[str] = [kind for kind in item.tried if kind != "turned round"]
    if item.turned_searched and not item.turned:
        fewer = f"up to {number(item.turned_searched)} " if item.turned_searched < item.searched else ""
        tried.append(f"{fewer}turned round")
    return said("takes.nothing", wants=count(item.searched, "want"), tried=", ".join(tried))


def _edits(edits: Sequence[Edit], item: KeyAnswer, phrasing: Phrasing) -> str:
    """Changes made together. That somebody comes to want just what is asked about says nothing: it is told by what is wanted now, in the
    words that the file has for that, or not at all."""
    if len(edits) == 1 and edits[0].kind == "could_be" and _circular(edits[0], item, phrasing):
        [edit] = edits
        part = phrasing.branch(edit.want)
        if not phrasing.says(edit.want, part):
            return ""
        return said("takes.no_longer", reason=phrasing.whose_reason(edit.want, part))
    return ", and ".join(map(phrasing.edit, edits))


def _circular(edit: Edit, item: KeyAnswer, phrasing: Phrasing) -> bool:
    """Whether what a want could be is all that is asked about, and nothing else."""
    want = phrasing.game.wants.get(edit.want)
    if want is None or want.could_be is None or not item.needs:
        return False
    formula = phrasing.glossary.vocabulary.resolve(want.could_be, kind="any")
    literals = formula.items if isinstance(formula, And) else (formula,)
    acts = set()
    for literal in literals:
        atom = literal.of if isinstance(literal, Not) else literal
        if not isinstance(atom, OptionAtom):
            return False
        acts.add((atom.name, atom is literal))
    return acts == set(item.needs)


def _turned(found: TurnedRound, phrasing: Phrasing) -> str:
    """A set of changes, those of wants turned round by the acts that they bring."""
    parts = []
    for edit, brings in zip(found.edits, found.brings, strict=True):
        if edit.kind != "turn":
            parts.append(phrasing.edit(edit))
        elif brings is None:
            parts.append(
                said(
                    "takes.want_turned", actor=phrasing.the(edit.actor), wish=phrasing.turned(edit.want), want=edit.want
                )
            )
        else:
            option, on = brings
            act = phrasing.base(option) if on else phrasing.undo(option)
            parts.append(said("takes.act_turned", actor=phrasing.the(edit.actor), act=act, want=edit.want))
    return ", and ".join(parts)


def _near(near: NearValue) -> str:
    """The nearest values of a driver: "unity were at least 0.80 (now 0.40)"."""
    part, low, high = near.values, driver_text(near.values.low), driver_text(near.values.high)
    if part.low == part.high:
        values = low
    elif part.high == near.high and part.with_high:
        values = f"{'at least' if part.with_low else 'above'} {low}"
    elif part.low == near.low and part.with_low:
        values = f"{'at most' if part.with_high else 'below'} {high}"
    else:
        values = f"between {low} and {high}"
    return said("takes.number_at", driver=near.driver.replace("_", " "), values=values, now=driver_text(near.now))


def _more(rest: int) -> str:
    return f"; {number(rest)} more such {plural(rest, 'change')}" if rest else ""


def _whose(edits: Sequence[Edit]) -> frozenset[str]:
    return frozenset(edit.actor for edit in edits)


def by_others(items: Sequence[_Item], owner: Callable[[_Item], Hashable]) -> list[_Item]:
    """The first of each actor's before the second of any: a reader asks first who."""
    seen: Counter[Hashable] = Counter()
    ranked = []
    for item in items:
        ranked.append((seen[owner(item)], item))
        seen[owner(item)] += 1
    return [item for _, item in sorted(ranked, key=lambda pair: pair[0])]
