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
    """What may change by `most`, and by `share` of the movement, between rest and its end.

    If `rise_only`, it may fall as it likes.
    """

    value: Value
    most: float = 0.0
    share: float = 0.0
    rise_only: bool = False


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


def _turn(trace: Trace) -> Floats:
    return trace.turn


def _tilt(trace: Trace) -> Floats:
    return trace.tilt


def _pitch(trace: Trace) -> Floats:
    return trace.pitch


def _face_up(trace: Trace) -> Floats:
    return -trace.pitch


def _nearer(trace: Trace) -> Floats:
    return trace.log_size


def _further(trace: Trace) -> Floats:
    return -trace.log_size


def _narrower(trace: Trace) -> Floats:
    return -trace.log_width


def _shoulders_aside(trace: Trace) -> Floats:
    return trace.shoulder_x


def _shoulders_up(trace: Trace) -> Floats:
    return trace.shoulder_up


def _head_up(trace: Trace) -> Floats:
    return trace.head_up


def _arms(trace: Trace) -> Floats:
    return trace.arms


RAISED_STILL: Final = (Still(_nearer, 4.0), Still(_head_up, share=0.5), Still(_pitch, 6.0))
"""In a shrug head and trunk stay: 1.8 %, 0.1 of the movement and 2 degrees in the recordings;
leaning forward and nodding, which bring head and shoulders together as well, do not."""

SIGNALS: Final[Mapping[Movement, Signal]] = {
    Movement.HEAD_TURN: Signal(
        _turn,
        least=18.0,  # half-hearted 21 to 26 degrees, whole 42 to 50
        most=110.0,
        needs=Obstacle.FACE_OUT,
        sided=True,
        form=(
            (Form.TRUNK_STILL, Still(_narrower, 8.0)),  # turned along by 23 degrees; 2 recorded
            (Form.CHIN_LEVEL, Still(_pitch, 22.0)),  # the mesh makes 14 of a turn of 45 degrees
        ),
    ),
    Movement.SIDE_BEND: Signal(
        _tilt,
        least=10.0,  # half-hearted 16 to 20 degrees, whole 26 to 33
        most=70.0,
        needs=Obstacle.FACE_OUT,
        sided=True,
        still=(Still(_turn, 5.0, 0.6),),  # who looks aside by 42 degrees seems to tilt by 15
        form=(
            (Form.FACE_FRONT, Still(_turn, 12.0)),  # 6 recorded
            (Form.SHOULDERS_DOWN, Still(_shoulders_up, 0.25, rise_only=True)),  # 0.1 recorded
            (Form.TRUNK_STILL, Still(_shoulders_aside, 0.6)),  # 4 cm; 0.2 recorded
        ),
    ),
    Movement.HALF_CIRCLE: Signal(
        _tilt,
        least=8.0,  # half-hearted 11 to 17 degrees to a side, whole 18 to 25
        most=60.0,
        needs=Obstacle.FACE_OUT,
        sided=True,
        paired=True,
    ),
    Movement.SHRUG: Signal(
        _shoulders,
        least=0.15,  # 0.9 cm; half-hearted 0.23 to 0.30, whole 0.26 to 0.45
        most=1.5,
        needs=Obstacle.SHOULDERS_OUT,
        blur_s=0.4,
        still=RAISED_STILL,
    ),
    Movement.SHOULDER_ROLL: Signal(
        _shoulders, least=0.15, most=1.5, needs=Obstacle.SHOULDERS_OUT, still=RAISED_STILL
    ),
    Movement.SQUEEZE: Signal(
        _narrower,
        least=2.8,  # half-hearted 2.3 %, whole 5.5 to 6.4; noise 0.3
        most=15.0,
        needs=Obstacle.SHOULDERS_OUT,
        smooth_s=0.3,
        blur_s=0.6,
        still=(Still(_nearer, 3.0, 0.5), Still(_turn, 12.0), Still(_pitch, 6.0)),
        form=((Form.SHOULDERS_DOWN, Still(_shoulders_up, 0.12, rise_only=True)),),
    ),
    Movement.BACK_EXTENSION: Signal(
        _further,
        least=5.0,  # half-hearted 10 %, whole 14 to 16; drinking 3
        most=45.0,
        needs=Obstacle.FACE_OUT,
        still=(Still(_turn, 15.0),),
        along=(Along(_face_up, 3.0),),  # 8 to 13 degrees recorded
    ),
    Movement.SIT_TALL: Signal(
        _further,
        least=5.0,  # half-hearted 14 %, whole 20
        most=45.0,
        needs=Obstacle.FACE_OUT,
        still=(Still(_turn, 15.0), Still(_pitch, 8.0)),
        along=(Along(_narrower, 3.0),),  # the shoulders go back as well: 7 to 15 %
        form=((Form.CHIN_LEVEL, Still(_pitch, 5.0)),),
    ),
    Movement.ARM_RAISE: Signal(
        _arms,
        least=2.0,  # 12 cm
        most=20.0,
        needs=Obstacle.ARMS_OUT,
    ),
}
"""The figures are of the recordings: degrees, head sizes (6 cm), and percent of the size of the
head or the width of the shoulders.  `least` lies under a half-hearted repetition and above what
people do at a desk anyway; arms by judgement, nobody has recorded them."""
