"""What is said while an exercise is led: one sentence at a time."""

from typing import Final

from posturecam.core.coach.hurting import Advice, Hurting, Question
from posturecam.core.coach.leading import Lead
from posturecam.core.coach.moments import Cue, Moment
from posturecam.core.coach.movements import Side
from posturecam.core.coach.seen import Form, Obstacle
from posturecam.stretches.exercises import Exercise
from posturecam.stretches.lead_plan import before, reading_s
from posturecam.stretches.warning_signs import EMERGENCY, SOON

FORMS: Final = {
    Form.FURTHER: "A little further, if it is comfortable.",
    Form.LONGER: "Hold it a little longer.",
    Form.SLOWER: "A little slower.",
    Form.CHIN_LEVEL: "Keep your chin level.",
    Form.FACE_FRONT: "Keep your face to the front.",
    Form.TRUNK_STILL: "Keep your trunk still.",
    Form.SHOULDERS_DOWN: "Let your shoulders stay down.",
    Form.OTHER_SIDE: "Now the other side.",
}

SETTLE: Final = "Rest for a moment, so that the camera sees how you sit."
STOPPED: Final = "Stopped."
PAUSED: Final = "Paused."

FEEL_AFTER_S: Final = 3.0
"""Of a hold, after which it is said what to feel: what to do has been read by then."""

_QUESTIONS: Final = {
    Question.EMERGENCY: "Stop, and let go slowly. Do any of these apply to you?",
    Question.SOON: "Rest for a moment. Do any of these apply to you?",
    Question.ANOTHER: "Leave this one out today. Would you like to do {another} instead?",
}
_ADVICE: Final = {
    Advice.EMERGENCY: f"{EMERGENCY.heading}.",
    Advice.DOCTOR: f"{SOON.heading}, and leave the exercises out until then.",
    Advice.LEAVE: "Leave this exercise out today. If it hurts again, ask a physiotherapist.",
    Advice.ANOTHER: "Then {another}.",
}
_SIGNS: Final = {Question.EMERGENCY: EMERGENCY.signs, Question.SOON: SOON.signs}


def say(exercise: Exercise, lead: Lead, now: Moment, another: str = "") -> str:
    """Return the sentence for the moment `now`; `another` is the exercise that is offered."""
    words, side = exercise.lead, now.side
    if lead.hurting is not None:
        return hurting_text(lead.hurting, another)
    go = _sided(words.go or exercise.steps[min(1, len(exercise.steps) - 1)], side)
    texts = {
        Cue.READY: _ready(exercise, lead),
        Cue.SETTLE: SETTLE,
        Cue.GO: go,
        Cue.HOLD: _held(exercise, now),
        Cue.BACK: _sided(words.back or "Come back slowly.", side),
        Cue.WAIT: _next(exercise, now),
        Cue.REMIND: f"Whenever you are ready: {go[0].lower()}{go[1:]}",
        Cue.OBSTACLE: _hidden(now.obstacle),
        Cue.CHANGE_SIDE: f"Change sides: now the {side.value} side.",
        Cue.SET_REST: f"Rest. Set {now.set_number} of {now.sets} follows.",
        Cue.PAUSED: PAUSED,
        Cue.STOPPED: STOPPED,
        Cue.DONE: f"Done: {exercise.name}.",
    }
    return texts[now.cue]


def hurting_text(hurting: Hurting, another: str) -> str:
    """Return the question that is asked, or the advice."""
    if hurting.question is not None:
        return _QUESTIONS[hurting.question].format(another=another)
    return "" if hurting.advice is None else _ADVICE[hurting.advice].format(another=another)


def signs_of(hurting: Hurting | None) -> tuple[str, ...]:
    """Return the signs that are asked about."""
    question = None if hurting is None else hurting.question
    return () if question is None else _SIGNS.get(question, ())


def _ready(exercise: Exercise, lead: Lead) -> str:
    """Return the sentence whose time it is, cautions first; the position stays."""
    until_s = 0.0
    sentences = before(exercise)
    for sentence in sentences:
        until_s += reading_s(sentence)
        if lead.spent_s < until_s:
            return sentence
    return sentences[-1]


def _held(exercise: Exercise, now: Moment) -> str:
    """Return what to do while holding, and after a moment what to feel."""
    hold, feel = exercise.lead.hold or "Hold, and breathe on.", exercise.lead.feel
    held_s = now.held_s
    return _sided(feel if feel and held_s >= FEEL_AFTER_S else hold, now.side)


def _next(exercise: Exercise, now: Moment) -> str:
    """Return what is said between two repetitions."""
    if now.side is not Side.BOTH and exercise.lead.alternate:
        return f"Next: the {now.side.value} side."
    return _sided(exercise.lead.feel or "Rest for a moment.", now.side)


def _hidden(obstacle: Obstacle | None) -> str:
    return "" if obstacle is None else f"You cannot be followed just now: {obstacle.value}."


def _sided(text: str, side: Side) -> str:
    other = Side.RIGHT if side is Side.LEFT else Side.LEFT
    return text.replace("{side}", side.value).replace("{other}", other.value)
