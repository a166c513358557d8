"""The sentences of first screen, brief, report, page, explorable report and `check`, each once: labelled templates with
named slots.

Callers fill slots with phrases of the game in which the thing was computed; no template refers to a game itself. A
label names what the sentence says, first its subject. The judge of sentences (``tests/judge/sentences``) has a meaning
for each.

The grounds of the premises, in one sentence: "Of 44 premises, 38 cite the source and six are assumed; all of this holds
if they are true.".
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from typing import Final

from countermove.presentation.words import all_of, capital, count, listed, number, plural

__all__ = ["SENTENCES", "premises_text", "said", "slots_of"]


SENTENCES: Final[Mapping[str, str]] = {
    # -- what is set -----------------------------------------------------------------------------------------------
    "set": "Set here: {parts}.",
    "set.coding": "coded with {means} for “{asks}” ({alternative}={coding})",
    "set.lost": "without {what}, which name what this coding has not",
    "set.driver": "{driver} at {value} (the file has {before})",
    "set.driver.bare": "{driver} at {value}",
    "set.scenario": "supposing that {scenario}",
    "set.view": "as the view {view} has it",
    "set.eyes": "in the eyes of {holder} ({view})",
    "set.reading": "on the reading that {answer}",
    "set.base": "in the base reading",
    "set.concepts": "{concepts}",
    "set.day": "with what was known on {day}",
    "set.all_the_same": "{where} {driver} is {value} all the same",
    "set.where_read": "on the reading that {answer},",
    "set.where_scenario": "supposing that {scenario},",
    "set.where_view": "in the view {view}",
    "set.where_claim": "for the conclusion “{says}”",
    "set.where_question": "for the question “{asks}”",
    "set.own": "anything with a {what} of its own keeps it",
    # -- answers to open questions, and conditions -----------------------------------------------------------------
    "read": "{answer} ({question})",
    "read.bare": "{question} = {answer}",
    "read.whether": "the answer is {answer}",
    "conditions.if": "if {answers}",
    "conditions.looking": "{conditions}, {looking}",
    "conditions.or": "{condition}, or {other}",
    "conditions.more": "{conditions}, or under {rest}",
    "conditions.further": "further condition",
    "turns.holds": "holds",
    "turns.fails": "fails",
    "turns.each": "{verb} {condition}",
    "turns.on": "turns on: {condition}",
    "turns.whether": "turns on whether {answers}",
    "turns.nothing": "turns on no set of up to three conditions",
    # -- answers ---------------------------------------------------------------------------------------------------
    "answers.word.yes": "yes",
    "answers.word.no": "no",
    "answers.word.either_way": "either way",
    "answers.clause.either_way": "it can go either way",
    "answers.clause.unsettled": "it does not settle",
    "answers.plain": "{word}{where}{throughout}.",
    "answers.throughout.readings": ", in every reading",
    "answers.throughout.concepts": ", however far the actors look",
    "answers.throughout.defined": ", wherever there is anything to judge",
    "answers.silent": "Nothing to say{where}: {why}.",
    "answers.silent.infeasible": "its start is infeasible",
    "answers.silent.no_case": "there is no case to look at",
    "answers.only": "Only if {answer}.",
    "answers.only.there": "Yes{where}, but only if {answer}.",
    "answers.unless": "{word}{where}, unless {conditions}.",
    "answers.but": "{word}{where}, but {other} {conditions}.",
    "answers.depends": "It depends{where}{on}.",
    "answers.depends.order": " on who moves first: it can go either way",
    "answers.depends.but": ": {word}, but {others}",
    "answers.depends.not_always": ": {word}, but not always",
    "answers.depends.each": ": {each}",
    "answers.depends.nothing": ", but no set of up to three conditions decides it",
    "answers.each": "{word} {conditions}",
    "answers.twice": "It is answered yes and no at once here: in the file, one of them has to exclude the other.",
    "answers.round": "{round}: it does not last ({looking})",
    "answers.round.acts": "{first}, then {then}, and round again",
    "answers.round.follows": "{act} while {while_}, but no longer once {stops}",
    "answers.unsettled": "It does not settle{where}.",
    "answers.unsettled.round": "It does not settle{where}: {round}.",
    "answers.unsettled.lead": "It depends{where}; {round}. {rest}.",
    "answers.unsettled.lead.bare": "It depends{where}; it does not settle as things are. {rest}.",
    "answers.supposing": ", supposing that {why} ({scenario})",
    "answers.in": ", in the scenario {scenario}",
    "answers.same": "The same, supposing {supposed}.",
    "answers.otherwise": "{word}, supposing {supposed}.",
    "answers.since.nothing": "Since then: in no reading of this model do steps that each actor takes alone lead to what happened.",
    "answers.looking": "with everybody {looking}",
    "answers.wherever": "{word}{where}, wherever it settles",
    "answers.wherever.all": "{wherever}.",
    "answers.wherever.but": "{wherever}: it does not {conditions}.",
    "answers.elsewhere": "elsewhere {words}",
    # -- reasons ---------------------------------------------------------------------------------------------------
    "because.each": "because {reasons}; without {which}, the answer would be different.",
    "because.each.there": "{where}, that is because {reasons}; without {which}, the answer would be different.",
    "because.until": "{where}this holds until {which} given up: {wants}{more}.",
    "because.other_sets": " (or {sets})",
    "because.no_giving_up": "giving up wants does not change the answer (up to {wants} at a time were tried)",
    "because.act": "{act}, since {reason}{chain}",
    "because.act.deterred": "{act}: {actor} would gain, but then {moves}",
    "because.act.nothing": "{act}: {actor} {gain} nothing by it",
    "because.act.needs": "{act}: that becomes possible only once {needs}",
    "because.act.excluded": "{act}: that is ruled out, as {why}",
    "because.act.settled": "{act}: that cannot be taken back",
    "because.single_changes": "{where}the single changes that bring it about are those of {who}.",
    "because.single_changes.one": "{where}the only single changes that bring it about are those of {who}.",
    "because.no_single_change": "{where}no single change of what anybody wants brings it about.",
    "because.anyway": "{where}it comes about anyway.",
    "takes.yes": "Yes, if {changes}{more}.",
    "takes.only": "Only if {changes}{more}{near}.",
    "takes.turned": "Yes, if {changes}{more}{near}.",
    "takes.number": "Yes, if {near}.",
    "takes.no_longer": "it is no longer the case that {reason}",
    "takes.act_turned": "{actor} wanted to {act} all the same ({want} turned round)",
    "takes.want_turned": "{actor} wanted {wish} ({want} turned round)",
    "takes.number_at": "{driver} were {values} (now {now})",
    "takes.nothing": "No change of up to {wants} that was tried ({tried}) makes it a yes.",
    "preferred.now": "things as they are",
    "preferred.then": "that",
    "preferred.places": "{better} ({first} of {of}) to {worse} ({second})",
    "chain.next": "even without {wants}, {reason}",
    "chain.end.nothing": "without {wants}, there is no reason for it",
    "chain.end.pays": "without {wants}, {actor} would gain by it",
    "chain.end.loses": "without {wants}, {actor} would lose by it",
    # -- lanes -----------------------------------------------------------------------------------------------------
    "lanes.all": "Who moves: {acts}, {pay} at once",
    "lanes.some": "Who moves: {some} of {acts} {pay} at once; what stops the others",
    "lanes.none": "Why nobody moves: {acts}, and what stops {each}",
    "lanes.undecided": "Why nobody is known to move: {acts}, and what stops each",
    "lanes.tips": "{driver} {now}, tips {where} {threshold}",
    "want.turns": "{now}, turns {where} {threshold}",
    "lanes.pays": "pays: {reason}",
    "lanes.more": "and {acts}{where}",
    "lanes.title.closed": "Nobody moves: no act is open to anybody",
    "lanes.title.nobody": "Nobody moves: {ways} out, and what stops {each}",
    "lanes.title.unknown": "Nobody is known to move: {ways} out, and what stops {each}",
    "lanes.title.all": "{who} {move}: {ways} out, {pays}",
    "lanes.title.some": "{who} {move}: {some} of {ways} out {pay}, and what stops {rest}",
    "lanes.first": "first {needs}",
    "lanes.deterred": "would gain, but then {moves}",
    "lanes.unknown": "would gain; whether that is deterred was not decided in time",
    "lanes.nothing": "{gain} nothing by it",
    "lanes.prefers": "{prefer} {preferred}",
    "lanes.stays": "it stays that way",
    "lanes.undone": "undone at once",
    "lanes.brings": "{terms}; {then}",
    "lanes.others": "{others} {move}",
    "lanes.move.brings": "{move} ({terms})",
    "lanes.move.another": "{move}, or {make} another move",
    "lanes.ends.too_far": ", and so on, through too many states to follow",
    "lanes.ends.circles": "; it runs in circles",
    "lanes.ends.back": "; it is back at the start",
    "lanes.ends.now": "; it ends as it is now",
    "lanes.ends.there": ", and it ends there",
    "lanes.ends.only": "; it ends ",
    "lanes.ends.or": ", or ",
    "lanes.ends.or_it": ", or it ends ",
    "lanes.ends.many": "{before}in one of {ways}",
    "lanes.ends.in": "{before}in {states}",
    "lanes.ends.where": "{before}where {states}",
    # -- claims ----------------------------------------------------------------------------------------------------
    "claims.none": "No claims yet",
    "claims.conclusion": "conclusion",
    "claims.claim": "claim",
    "claims.head": "Of {many}, {groups}",
    "claims.head.all": "{every} {group}",
    "claims.head.one": "The one {what} {group}",
    "claims.group": "{many} {says}",
    "claims.follows.one": "follows",
    "claims.follows.many": "follow",
    "claims.holds_whatever.one": "holds whatever anybody wants",
    "claims.holds_whatever.many": "hold whatever anybody wants",
    "claims.condition_never_met.one": "has a condition that is never met",
    "claims.condition_never_met.many": "have a condition that is never met",
    "claims.restates.one": "says a premise again",
    "claims.restates.many": "say a premise again",
    "claims.depends.one": "depends",
    "claims.depends.many": "depend",
    "claims.contradicted.one": "is contradicted",
    "claims.contradicted.many": "are contradicted",
    "claims.unsupported.one": "is unsupported",
    "claims.unsupported.many": "are unsupported",
    "claims.vacuous.one": "has nothing to judge",
    "claims.vacuous.many": "have nothing to judge",
    "claims.true.one": "is true throughout",
    "claims.true.many": "are true throughout",
    "claims.false.one": "is false throughout",
    "claims.false.many": "are false throughout",
    "claims.undecided.one": "is not decided",
    "claims.undecided.many": "are not decided",
    "claims.counting.one": "is being counted",
    "claims.counting.many": "are being counted",
    "claims.left.one": "is not worked out here",
    "claims.left.many": "are not worked out here",
    "claims.counting.drift": "what comes first as drivers drift is being worked out",
    "claims.counting.note": "the changes of wants that decide it are being counted",
    "claims.at_once": "At once only where each claim is true; its class follows.",
    "claims.coarse": "Only where each claim is true is computed for every push. Which of them merely say a premise again, or hold as long as nobody "
    "wants otherwise, stands below each as the file has it; after a push countermove check tells.",
    "claims.board.concept.one": "turns on how far actors look",
    "claims.board.concept.many": "turn on how far actors look",
    "claims.board.open.one": "turns on something the source leaves open",
    "claims.board.open.many": "turn on something the source leaves open",
    "claims.board.others": "held by others",
    "claims.board.probes": "not the author’s: probes",
    "claims.board.idle.one": "follows, as long as nobody wants otherwise",
    "claims.board.idle.many": "follow, as long as nobody wants otherwise",
    "claims.idle.denies": "{who} that something does not come about, as long as nobody comes to want it",
    "claims.idle.stays": "{who} that something stays as it is, as long as nobody wants otherwise",
    "claims.idle.both": "{who} that something does not come about, as long as nobody comes to want it, and {others} that something stays as it is",
    "claims.note.unsupported": "no single change of any want makes it true",
    "claims.note.contradicted": "defeated by {premises}",
    "claims.note.condition_never_met": "its condition is met nowhere",
    "claims.note.holds_whatever": "it would hold with no wants at all, and no single change of a want makes it false",
    "claims.note.restates": "that {want}",
    "claims.note.again": "says again {again}",
    "claims.note.undone": "until one of these wants otherwise: {who}",
    "claims.note.undone.one": "until {who} {wants} otherwise ({which})",
    "claims.note.follows": "rests on no single want",
    "claims.since.nothing": (
        "Since then no claim can be judged: in no reading of this model do steps that each actor takes alone lead to what happened."
    ),
    "claims.more": "and {rest} more{where}",
    # -- the status quo ----------------------------------------------------------------------------------------------
    "moved": "Things do not stay as they are: {move}",
    "moved.argued": "As argued, things do not stay as they are: {move}",
    "moved.others": " (or others move)",
    "moved.not_found": "Where it ends was not found in the time allowed.",
    "moved.round": "From there it goes round in circles and ends nowhere.",
    "moved.there": "{moved}, and it ends there.",
    "moved.ends": "It ends where {ends}.",
    # -- what decides, and how it looks on a track ------------------------------------------------------------------
    "screen.decides": "What decides {which}, as the file stands: {what}.",
    "screen.disagree": "Disagree with one: move it.",
    "screen.decides.nothing": "As the file stands, no single number or want decides {which}.",
    "screen.decides.no_number": "As the file stands, no single number decides {which}.",
    "screen.decides.unknown": "What decides whether anybody moves was not found in the time allowed.",
    "screen.whether": "whether anybody moves",
    "screen.who": "who moves",
    "screen.nobody": "nobody moves",
    "screen.rests": "Nobody moves. {deal}",
    "screen.drift": "If nobody does anything, the first to step {are} {parts}.",
    "screen.drift.unasked": "Who steps first if nobody does anything is not asked here of so many drivers.",
    "screen.drift.nobody": "If nobody does anything, drivers drift, and still nobody steps.",
    "screen.deal.none": "No deal is open{elsewhere}.",
    "screen.deal.elsewhere": "; in {readings} one is",
    "screen.deal.one": "One deal is open: {acts}; {fate}.{counted}",
    "screen.deal.several": "{many} deals are open, one of them this: {acts}; {fate}.{counted}",
    "screen.deal.counted": " A deal is open in {readings}.",
    "screen.deal.kept": "with everybody {looking}, it is kept",
    "screen.deal.overtaken": "with everybody {looking}, part of it is undone later, and all who agreed still gain",
    "screen.deal.broken": "with everybody {looking}, it is broken: {move}",
    "screen.deal.round": "with everybody {looking}, steps go round from there",
    "screen.deal.unasked": "Whether a deal is open is not asked here of so many states.",
    "screen.coded": "Coded otherwise: {question} {counted}{turns}{more}",
    "screen.coded.one": " with one other choice: {choices}",
    "screen.coded.turns": "; it turns on one choice: {choice}",
    "screen.coded.together": "; it turns on choices together.",
    "screen.coded.further": " {many} more {differ}.",
    "screen.coded.unasked": "Whether another coding of the file changes an answer is not asked here of so many states.",
    "screen.moves": "{move}{others}",
    "screen.tips": "tips at {number}",
    "screen.tips.many": "tips at {many} numbers from {first} to {last}",
    "screen.seen": "seen at {number} on {day}",
    "screen.drop": "left out, {then}",
    "screen.turn": "turned round, {then}",
    "screen.lower": "one place lower, {then}",
    "screen.written": "As written: {now}",
    "screen.put": "{driver}: {before} → {number}",
    "screen.passed": "By itself that tips it: {then}",
    "screen.left": "{readings} left",
    # -- what happened since ---------------------------------------------------------------------------------------
    "since.event": "{when} {deed}",
    "since.event.noted": "{event} ({note})",
    "since.whose": "The text's own reading",
    "since.whose.set": "What is set here, in the base reading of all else,",
    "since.base_out": "{whose} does not allow what happened: {events}.",
    "since.base_out.together": "{whose} does not allow all of what happened together: {events}.",
    "since.base_out.first": "{whose} does not allow what happened: {event}{more}; what it still allows is shown below.",
    "since.nothing_left": (
        "In no reading of this model does what happened come about, neither by steps that each actor takes alone nor by an "
        "agreement by which all who take part gain."
    ),
    "since.nothing_left.unlisted": (
        "In no reading of this model do steps that each actor takes alone lead to what happened; an agreement by which all gain might."
    ),
    "since.one": "What has happened since is not allowed under every concept, and {what}.",
    "since.leaves": "What has happened since leaves {readings} and {what}{why}",
    "since.fits": "What happened fits only if {answers}.",
    # -- forecasts ---------------------------------------------------------------------------------------------------
    "forecasts.many": "{forecasts}{open}",
    "forecasts.open": ", {number} still open",
    "forecasts.next": "the next closes on {day}: “{says}”{given} ({name})",
    "forecasts.next.many": "the next {number} close on {day}",
    "forecasts.given": ", if {given}",
    "forecasts.overdue": "{number} past the close {are} not resolved",
    "forecasts.leaning": "{some} {lean} on what does not follow: {each}.",
    "forecasts.leaning.counted": "{some} {lean} on what does not follow{where}.",
    "forecasts.drawn": "“{says}” ({name}), {chance}, is drawn from “{claim}” ({id}), which {which}",
    "forecasts.drift": "“{says}” ({name}), {chance}, is drawn from what comes first as drivers drift, which {which}",
    "forecasts.named": "“{says}” ({name})",
    "forecasts.borne": "What comes first as drivers drift {which}.",
    "forecasts.more": "and {rest} more{where}",
    # -- premises --------------------------------------------------------------------------------------------------
    "premises.all": "{every} {weight}; all of this holds if {they} true.",
    "premises.some": "Of {many}, {weights}; all of this holds if they are true.",
    "premises.sourced": "{cite} {source}",
    "premises.unsaid": "{are} supplied by the modeller",
    "premises.assumed": "{are} assumed",
    "premises.unsourced": "{have} no source",
    # -- the scorecard -----------------------------------------------------------------------------------------------
    "standards.content": "The conclusions have content: {why}.",
    "standards.no_content": "The conclusions have no content: {why}.",
    "standards.unjudged": "Whether the conclusions have content cannot be judged here: {why}.",
    "branches.doubtful": "The words of {want} ({place}) could be about either of its branches and are shown nowhere: say under `says:` "
    "why {first}, and under `otherwise_says:` why {other}.",
}
"""Label → template; slots are in braces."""


def said(label: str, /, **slots: str) -> str:
    """A sentence, or a part of one, with exactly the slots of its template filled."""
    template = SENTENCES[label]
    if slots.keys() != slots_of(label):
        raise KeyError(f"{label} has the slots {sorted(slots_of(label))}, not {sorted(slots)}.")
    return template.format(**slots)


def slots_of(label: str) -> frozenset[str]:
    """The names of a template's slots."""
    return frozenset(name for _, name, _, _ in Formatter().parse(SENTENCES[label]) if name)


_VERBS = {"sourced": ("cites", "cite"), "unsourced": ("has", "have")}
"""The verb of each kind, singular and plural; is and are for the others."""


def premises_text(weighed: Mapping[str, int], sources: int) -> str:
    """How many premises cite a source, are supplied by the modeller, are assumed or have no source; "" if there are
    none. *weighed*: how many there are of each kind (``questions.check.grounds.premise_counts``); *sources*: how many
    the file names."""
    kinds = [kind for kind in ("sourced", "unsaid", "assumed", "unsourced") if weighed[kind]]
    whole = sum(weighed.values())
    if not whole:
        return ""
    if len(kinds) == 1:
        every = "The one premise" if whole == 1 else capital(all_of(whole, "premise"))
        they = plural(whole, "it is", "they are")
        return said("premises.all", every=every, weight=_weight(kinds[0], whole, sources), they=they)
    weights = [f"{number(weighed[kind])} {_weight(kind, weighed[kind], sources)}" for kind in kinds]
    return said("premises.some", many=count(whole, "premise"), weights=listed(weights))


def _weight(kind: str, many: int, sources: int) -> str:
    """What *many* premises of a kind rest on, read on from their number."""
    verb = plural(many, *_VERBS.get(kind, ("is", "are")))
    if kind == "sourced":
        return said("premises.sourced", cite=verb, source="a source" if sources > 1 else "the source")
    return said(f"premises.{kind}", **{"have" if kind == "unsourced" else "are": verb})
