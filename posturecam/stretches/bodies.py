"""The bodies that figures are made of: seated from the side, standing or seated from the front."""

from posturecam.stretches.drawing import Figure, Point, Role, Stroke, arc, bend

HIP: Point = (38, 70)
UPRIGHT_NECK: Point = (38, 36)
UPRIGHT_HEAD: Point = (41, 20)
CHAIR = (
    Stroke(Role.THING, ((58, 75), (27, 75), (25, 42))),
    Stroke(Role.THING, ((30, 75), (28, 95))),
    Stroke(Role.THING, ((55, 75), (57, 95))),
)
SEGMENTS = Stroke(Role.BODY, (HIP, (64, 70), (65, 94), (73, 94)))
SHOULDERS = ((26.0, 56.0), (32.0, 50.0), (68.0, 50.0), (74.0, 56.0))
TORSO = (
    Stroke(Role.BODY, ((34, 52), (38, 92))),
    Stroke(Role.BODY, ((66, 52), (62, 92))),
)
ARMS = (
    Stroke(Role.BODY, ((26, 56), (22, 74), (25, 92))),
    Stroke(Role.BODY, ((74, 56), (78, 74), (75, 92))),
)


def head(role: Role, centre: Point, look_deg: float = 0, radius: float = 9) -> Figure:
    """Draw a head whose nose points `look_deg`: 0 to the right, 90 down."""
    nose = arc(centre, radius, look_deg - 14, look_deg + 14)
    tip = arc(centre, radius + 3.5, look_deg, look_deg + 1)[0]
    return (
        Stroke(role, arc(centre, radius, 0, 360)),
        Stroke(role, (nose[0], tip, nose[-1])),
    )


def seated(role: Role, neck: Point, skull: Point, back: Point, look_deg: float = 0) -> Figure:
    """Draw trunk, neck and head of somebody seated, seen from the side."""
    return (
        Stroke(role, (*bend(HIP, back, neck), (skull[0] - 2, skull[1] + 9))),
        *head(role, skull, look_deg),
    )


def front(*, shoulders: bool = True, arms: bool = True) -> Figure:
    """Draw the trunk from the front or the back."""
    line = (Stroke(Role.BODY, SHOULDERS),) if shoulders else ()
    return (*line, *TORSO, *(ARMS if arms else ()))


def upright_front(role: Role) -> Figure:
    """Draw neck and head from the front, upright."""
    return (Stroke(role, ((50, 50), (50, 38))), *face(role, (50, 26), 0))


def face(role: Role, centre: Point, tilt_deg: float, turn: float = 0) -> Figure:
    """Draw a head from the front: an outline and a nose line, tilted, turned by -1 to 1."""
    axis = 90 + tilt_deg
    top, tip = arc(centre, 3, axis + 180, axis)[0], arc(centre, 4, axis, axis + 1)[0]
    shift = 8 * turn
    return (
        Stroke(role, arc(centre, 12, 0, 360)),
        Stroke(role, ((top[0] + shift, top[1]), (tip[0] + shift, tip[1]))),
    )


def standing() -> Figure:
    """Draw somebody standing from the front, without arms."""
    return (
        Stroke(Role.BODY, ((38, 36), (62, 36))),
        Stroke(Role.BODY, ((50, 36), (50, 64))),
        Stroke(Role.BODY, ((42, 96), (44, 78), (50, 64), (56, 78), (58, 96))),
        Stroke(Role.BODY, ((50, 36), (50, 30))),
        *face(Role.BODY, (50, 18), 0),
    )
