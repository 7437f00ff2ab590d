"""Which number shows each movement, how large it is at least, and what keeps still meanwhile."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from posturecam.core.coach.movements import Movement
from posturecam.core.coach.seen import Form, Obstacle
from posturecam.core.coach.trace import Floats, Trace

Value = Callable[[Trace], Floats]


@dataclass(frozen=True, slots=True)
class Still:
    """What may change by `most`, and by `share` of the movement, between rest and its end."""

    value: Value
    most: float = 0.0
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Along:
    """What rises by `least` with the movement."""

    value: Value
    least: float


@dataclass(frozen=True, slots=True)
class Signal:
    """How a movement shows: `value` rises from rest by `least` to `most`.

    Of a `sided` one the person's left is positive and both directions count; of a `paired` one a
    repetition is one side and then the other.  Beyond what keeps `still` it is another movement;
    `form` says what else could be better.  It is averaged over `smooth_s` before and after;
    `blur_s` is what that and the pose model together make of a sudden change.
    """

    value: Value
    least: float
    most: float
    needs: Obstacle
    sided: bool = False
    paired: bool = False
    smooth_s: float = 0.2
    blur_s: float = 0.2
    still: tuple[Still, ...] = ()
    along: tuple[Along, ...] = ()
    form: tuple[tuple[Form, Still], ...] = ()


def _shoulders(trace: Trace) -> Floats:
    return trace.shoulder_up - trace.head_up


_RAISED = (
    Still(lambda s: s.log_size, 4.0),
    Still(lambda s: s.head_up, 0.0, 0.5),
    Still(lambda s: s.pitch, 6.0),
)

SIGNALS: Final[Mapping[Movement, Signal]] = {
    Movement.HEAD_BACK: Signal(
        lambda s: -s.log_size,
        2.0,
        9.0,
        Obstacle.FACE_OUT,
        smooth_s=0.5,
        blur_s=0.5,
        still=(Still(lambda s: s.pitch, 8.0), Still(lambda s: s.turn, 15.0)),
        form=((Form.CHIN_LEVEL, Still(lambda s: s.pitch, 5.0)),),
    ),
    Movement.HEAD_TURN: Signal(lambda s: s.turn, 18.0, 110.0, Obstacle.FACE_OUT, sided=True),
    Movement.SIDE_BEND: Signal(
        lambda s: s.tilt,
        10.0,
        70.0,
        Obstacle.FACE_OUT,
        sided=True,
        still=(Still(lambda s: s.turn, 5.0, 0.6),),
        form=((Form.FACE_FRONT, Still(lambda s: s.turn, 12.0)),),
    ),
    Movement.HALF_CIRCLE: Signal(
        lambda s: s.tilt, 8.0, 60.0, Obstacle.FACE_OUT, sided=True, paired=True
    ),
    Movement.SHRUG: Signal(
        _shoulders, 0.15, 1.5, Obstacle.SHOULDERS_OUT, blur_s=0.4, still=_RAISED
    ),
    Movement.SHOULDER_ROLL: Signal(_shoulders, 0.12, 1.5, Obstacle.SHOULDERS_OUT, still=_RAISED),
    Movement.SQUEEZE: Signal(
        lambda s: -s.log_width,
        2.0,
        15.0,
        Obstacle.SHOULDERS_OUT,
        smooth_s=0.3,
        blur_s=0.6,
        still=(
            Still(lambda s: s.log_size, 3.0, 0.5),
            Still(lambda s: s.turn, 12.0),
            Still(lambda s: s.pitch, 6.0),
        ),
        form=((Form.SHOULDERS_DOWN, Still(_shoulders, 0.15)),),
    ),
    Movement.BACK_EXTENSION: Signal(
        lambda s: -s.log_size,
        5.0,
        45.0,
        Obstacle.FACE_OUT,
        still=(Still(lambda s: s.turn, 15.0),),
        along=(Along(lambda s: -s.pitch, 3.0),),
    ),
    Movement.SIT_TALL: Signal(
        lambda s: -s.log_size,
        5.0,
        45.0,
        Obstacle.FACE_OUT,
        still=(Still(lambda s: s.turn, 15.0), Still(lambda s: s.pitch, 8.0)),
        along=(Along(lambda s: -s.log_width, 3.0),),
    ),
    Movement.ARM_RAISE: Signal(lambda s: s.arms, 1.0, 15.0, Obstacle.ARMS_OUT),
}
