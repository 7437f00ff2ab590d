"""The moment of a figure's loop at which it moves like the person."""

from posturecam.core.coach.movements import Side
from posturecam.core.coach.seen import Phase
from posturecam.stretches.exercises import Exercise
from posturecam.stretches.figure.movement import Keyframe, Movement


def moment_s(exercise: Exercise, phase: Phase, share: float, side: Side) -> float:
    """Return the moment of the loop, in seconds, when `share` of `phase` is over.

    A figure that shows both sides begins with the left one.  Without a movement it is 0.
    """
    motion = exercise.movement
    if motion is None:
        return 0.0
    begins_s, end = motion.keyframes[0].end_s, end_of(motion)
    spans_s = {
        Phase.GOING: (begins_s, end.at_s),
        Phase.HOLD: (end.at_s, end.end_s),
        Phase.BACK: (end.end_s, motion.loop_s),
    }
    from_s, to_s = spans_s.get(phase, (0.0, 0.0))
    moment = from_s + min(1.0, max(0.0, share)) * (to_s - from_s)
    return moment + motion.loop_s if motion.mirror and side is Side.RIGHT else moment


def looped_s(exercise: Exercise, t_s: float) -> float:
    """Return the moment of the loop after `t_s`, where the figure moves by itself."""
    motion = exercise.movement
    if motion is None:
        return 0.0
    return t_s % (motion.loop_s * (2 if motion.mirror else 1))


def end_of(motion: Movement) -> Keyframe:
    """Return the end of the movement: what is held longest, else what is nearest to half time."""
    middle_s = motion.loop_s / 2
    return max(
        motion.keyframes[1:],
        key=lambda one: (round(one.end_s - one.at_s, 6), -abs(one.at_s - middle_s)),
    )
