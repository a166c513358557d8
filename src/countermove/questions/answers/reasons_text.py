"""Words for why an answer is what it is, and for what would turn a no into a yes, in the game in which each was
computed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from countermove.context.glossary import Glossary
from countermove.presentation.numbers import driver_text
from countermove.presentation.phrases import Phrasing
from countermove.presentation.sentences import said
from countermove.presentation.steps import chain_text
from countermove.presentation.words import capital, concept_words, count, listed, number, plural
from countermove.verdicts.answers.because import Because, HeldWant, NeededAct
from countermove.verdicts.answers.compute import KeyAnswer
from countermove.verdicts.answers.requirements import NearValue, ReversedWants
from gmcr import Edit, MinimalChanges
from gmcr.logic import And, Not, OptionAtom

__all__ = ["because_sentence", "change_sentence"]

_Item = TypeVar("_Item")

_MOST = 3
"""The number of wants of a conjunction, or of changes, that are listed; the rest are counted."""


def because_sentence(item: KeyAnswer, glossary: Glossary) -> str:
    """Explain an answer in the game that was examined; "" if there is nothing to say or the answer does not settle."""
    reason = item.because
    if reason is None:
        return ""
    phrasing = Phrasing(glossary, own=reason.text)
    where = "" if reason.everywhere else _where(item, reason)
    if reason.single_changes is not None:
        return _single_changes(reason, phrasing, where)
    if reason.given_up:
        return _given_up(reason.given_up, phrasing, where)
    acts = "; ".join(_act(act, phrasing) for act in sorted(reason.acts, key=lambda act: act.taken))
    no_wants = said("because.no_giving_up", wants=count(reason.searched, "want")) if reason.searched else ""
    if reason.everywhere:
        parts = [acts, f"{_prefix(_where(item, reason))}{no_wants}" if no_wants else ""]
    else:
        text = "; ".join(filter(None, (acts, no_wants)))
        parts = [f"{where}: {text}" if where and text else text]
    return " ".join(f"{capital(part)}." for part in parts if part)


def _where(item: KeyAnswer, reason: Because) -> str:
    """The game that was examined, if the answer covers more than one."""
    readings, concepts = item.values.shape
    parts = ["in the base reading"] if readings > 1 else []
    parts += [said("answers.looking", looking=concept_words(reason.concept))] if concepts > 1 else []
    return ", ".join(parts)


def _prefix(where: str) -> str:
    """The game that was examined, as a prefix to a clause."""
    return f"{where}, " if where else ""


def _given_up(sets: Sequence[tuple[HeldWant, ...]], phrasing: Phrasing, where: str) -> str:
    """The wants whose removal would change the answer: each of several alone, or only several together."""
    if len(sets[0]) == 1:
        held = [want for (want,) in sets]
        parts = [
            phrasing.whose_reason(want.want, want.branch) for want in by_others(held, lambda want: want.actor)[:_MOST]
        ]
        rest = len(held) - len(parts)
        parts += [count(rest, "want") + " more"] if rest else []
        which = {1: "that", 2: "either"}.get(len(held), "any one of them")
        reasons = ", and ".join(filter(None, ("; ".join(parts[:-1]), parts[-1])))
        label = "because.each.there" if where else "because.each"
        return capital(said(label, **({"where": where} if where else {}), reasons=reasons, which=which))
    wants = "; ".join(phrasing.whose_reason(want.want, want.branch) for want in sets[0])
    size, rest = len(sets[0]), len(sets) - 1
    which = "both are" if size == 2 else f"all {number(size)} are"
    others = "another such set" if rest == 1 else f"one of {number(rest)} other such sets"
    more = said("because.other_sets", sets=others) if rest else ""
    return capital(said("because.until", where=_prefix(where), which=which, wants=wants, more=more))


def _act(item: NeededAct, phrasing: Phrasing) -> str:
    """What becomes of an act that the answer is about, and why."""
    act = item.act
    done = item.taken == act.on
    text = phrasing.act(act.option) if done else phrasing.not_done(act.option)
    it = phrasing.agree(act.actor, "it", "they")
    if act.result == "infeasible":
        return said(
            "because.act.excluded", act=text, why=phrasing.glossary.rules.get(act.rule or "") or f"rule {act.rule}"
        )
    if act.result == "settled":
        return said("because.act.settled", act=text)
    if act.needs is not None:
        return said("because.act.needs", act=text, needs=phrasing.clause(phrasing.glossary.formula(act.needs)))
    if item.deterred:
        moves = listed((phrasing.move(step.actor, step.was, step.now) for step in item.deterred), "and then")
        return said("because.act.deterred", act=text, actor=it, moves=moves)
    if not act.chain.links:
        return said("because.act.nothing", act=text, actor=it, gain=phrasing.agree(act.actor, "gains", "gain"))
    first = act.chain.links[0]
    chain = chain_text(act.chain, phrasing)
    reason = phrasing.its_reason(first.want or "", first.part)
    return said("because.act", act=text, reason=reason, chain=f"; {chain}" if chain else "")


def _single_changes(reason: Because, phrasing: Phrasing, where: str) -> str:
    """The single changes of want that would change the answer."""
    if reason.comes_anyway:
        return capital(said("because.anyway", where=_prefix(where)))
    if not reason.single_changes:
        return capital(said("because.no_single_change", where=_prefix(where)))
    owners: dict[str, dict[str, None]] = {}
    for edit in reason.single_changes:
        owners.setdefault(edit.actor, {})[edit.want] = None
    parts = [f"{phrasing.the(actor)} ({', '.join(wants)})" for actor, wants in owners.items()]
    label = "because.single_changes.one" if len(parts) == 1 else "because.single_changes"
    return capital(said(label, where=_prefix(where), who=listed(parts, "or of")))


# -- requirements for a yes --------------------------------------------------------------------------------------------


def change_sentence(item: KeyAnswer, phrasing: Phrasing) -> str:
    """For a no, what would make it a yes in the game in which that was computed; "" for other answers."""
    if item.changes is None:
        return ""
    if item.because is not None:
        phrasing = Phrasing(phrasing.glossary, own=item.because.text)
    if item.changes:
        words = [text for edits in by_others(item.changes, _whose) if (text := _edits(edits, item, phrasing))]
        most = (
            _MOST if len(item.changes[0]) == 1 else 1
        )  # sets of changes are long, and one shows of which kind they are
        shown = "; or if ".join(words[:most])
        return said("takes.yes", changes=shown, more=_more(len(words[most:]))) if words else ""
    near = "" if item.nearest is None else _near(item.nearest)
    turned = [own for own in item.turned if not own.circular]
    if turned:
        shown_turned = turned[:_MOST]
        text = "; or if ".join(_change_set(own, phrasing) for own in shown_turned)
        beside = f"; or if {near}" if near else ""
        # It is the only way if no circular set is left out and no set without reversed wants, up to the usual bound, does it.
        whole = len(turned) == len(item.turned) and item.searched >= MinimalChanges.BOUND
        label = "takes.only" if whole else "takes.turned"
        return said(label, changes=text, more=_more(len(turned) - len(shown_turned)), near=beside)
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
    """Changes made together. That somebody comes to want exactly what is asked about explains nothing, so such a change
    is described by the present want, in the file's words for it, or left out."""
    if len(edits) == 1 and edits[0].kind == "could_be" and _circular(edits[0], item, phrasing):
        [edit] = edits
        part = phrasing.branch(edit.want)
        if not phrasing.says(edit.want, part):
            return ""
        return said("takes.no_longer", reason=phrasing.whose_reason(edit.want, part))
    return ", and ".join(map(phrasing.edit, edits))


def _circular(edit: Edit, item: KeyAnswer, phrasing: Phrasing) -> bool:
    """Whether the new want would be exactly what is asked about and nothing else."""
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


def _change_set(reversal: ReversedWants, phrasing: Phrasing) -> str:
    """A set of changes, with changes of want rephrased as the acts that they bring about."""
    parts = []
    for edit, brings in zip(reversal.edits, reversal.brings, strict=True):
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
    """Order the items round-robin: the first of each actor before the second of any, since a reader asks first who is
    meant."""
    seen: Counter[Hashable] = Counter()
    ranked = []
    for item in items:
        ranked.append((seen[owner(item)], item))
        seen[owner(item)] += 1
    return [item for _, item in sorted(ranked, key=lambda pair: pair[0])]
