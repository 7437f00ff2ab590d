"""A line figure for each exercise that can be done at once: start dotted, end drawn out.

Side views look right.  Front views are seen from the front, so the person's left is on the right;
back and top views say so.
"""

from posturecam.stretches.bodies import (
    CHAIR,
    HIP,
    SEGMENTS,
    SHOULDERS,
    UPRIGHT_HEAD,
    UPRIGHT_NECK,
    face,
    front,
    head,
    seated,
    standing,
    upright_front,
)
from posturecam.stretches.drawing import Figure, Point, Role, Stroke, arc, bend, mirrored


def _arm(role: Role, *points: Point) -> Stroke:
    return Stroke(role, points)


def _arrow(*points: Point) -> Stroke:
    return Stroke(Role.ARROW, points)


def _chin_tuck() -> Figure:
    return (
        *CHAIR,
        SEGMENTS,
        Stroke(Role.BODY, bend(HIP, (35, 53), UPRIGHT_NECK)),
        _arm(Role.BODY, (39, 42), (43, 58), (56, 66)),
        Stroke(Role.BEFORE, (UPRIGHT_NECK, (49, 32))),
        *head(Role.BEFORE, (55, 22)),
        Stroke(Role.MOVED, (UPRIGHT_NECK, (39, 30))),
        *head(Role.MOVED, UPRIGHT_HEAD),
        _arrow((78, 20), (68, 20)),
    )


def _postural_reset() -> Figure:
    return (
        *CHAIR,
        SEGMENTS,
        *seated(Role.BEFORE, (48, 44), (60, 34), (24, 56), 12),
        *seated(Role.MOVED, UPRIGHT_NECK, UPRIGHT_HEAD, (36, 53)),
        _arrow(*arc((38, 62), 44, -42, -68)),
    )


def _sit_back() -> Figure:
    return (
        *CHAIR,
        SEGMENTS,
        Stroke(Role.THING, ((92, 16), (90, 48))),
        Stroke(Role.THING, ((91, 48), (94, 62), (82, 62))),
        *seated(Role.BEFORE, (56, 42), (68, 30), (44, 56)),
        *seated(Role.MOVED, (34, 37), (37, 21), (35, 53)),
        _arrow((66, 52), (50, 50)),
    )


def _thoracic_extension() -> Figure:
    return (
        *CHAIR,
        SEGMENTS,
        *seated(Role.BEFORE, UPRIGHT_NECK, UPRIGHT_HEAD, (36, 53)),
        Stroke(Role.MOVED, (*bend(HIP, (31, 48), (25, 37)), (20, 31))),
        *head(Role.MOVED, (19, 22), -35),
        _arm(Role.MOVED, (26, 39), (38, 31), (28, 23)),
        _arrow(*arc((38, 70), 60, -68, -88)),
    )


def _slow_breathing() -> Figure:
    return (
        *CHAIR,
        SEGMENTS,
        *seated(Role.BODY, UPRIGHT_NECK, UPRIGHT_HEAD, (36, 53)),
        _arm(Role.BODY, (38, 42), (36, 57), (46, 59)),
        Stroke(Role.BEFORE, bend((41, 48), (46, 58), (42, 68))),
        Stroke(Role.MOVED, bend((41, 46), (58, 58), (43, 69))),
        _arrow((54, 58), (64, 58)),
    )


def _shoulder_rolls() -> Figure:
    return (
        *CHAIR,
        SEGMENTS,
        *seated(Role.BODY, UPRIGHT_NECK, UPRIGHT_HEAD, (36, 53)),
        _arm(Role.MOVED, (40, 44), (43, 58), (56, 66)),
        _arrow(*arc((40, 44), 13, 40, -240)),
    )


def _upper_trapezius() -> Figure:
    return (
        *front(),
        *upright_front(Role.BEFORE),
        Stroke(Role.MOVED, ((50, 50), (53.5, 38.5))),
        *face(Role.MOVED, (61, 29), -38),
        _arrow(*arc((50, 50), 42, -84, -52)),
    )


def _levator() -> Figure:
    return (
        *front(),
        *upright_front(Role.BEFORE),
        Stroke(Role.MOVED, ((50, 50), (52, 43))),
        *face(Role.MOVED, (59, 33), -35, 0.5),
        _arrow((74, 30), (82, 44)),
    )


def _half_circles() -> Figure:
    return (
        *front(),
        *upright_front(Role.BEFORE),
        Stroke(Role.MOVED, ((50, 50), (50, 47))),
        *face(Role.MOVED, (50, 35), 0),
        _arrow(*arc((50, 30), 27, 100, 10)),
        _arrow(*arc((50, 30), 27, 80, 170)),
    )


def _shrug_and_drop() -> Figure:
    high = ((26.0, 48.0), (34.0, 38.0), (66.0, 38.0), (74.0, 48.0))
    return (
        *front(shoulders=False),
        *upright_front(Role.BODY),
        Stroke(Role.BEFORE, high),
        Stroke(Role.MOVED, SHOULDERS),
        _arrow((18, 38), (18, 52)),
        _arrow((82, 38), (82, 52)),
    )


def _scapular_squeeze() -> Figure:
    """Seen from the back, shoulder blades as triangles."""
    wide = ((30.0, 56.0), (41.0, 58.0), (36.0, 74.0), (30.0, 56.0))
    near = ((36.0, 60.0), (47.0, 62.0), (43.0, 78.0), (36.0, 60.0))
    return (
        *front(arms=False),
        Stroke(Role.BODY, ((50, 50), (50, 38))),
        Stroke(Role.BODY, arc((50, 26), 12, 0, 360)),
        *(Stroke(Role.BEFORE, points) for points in (wide, mirrored(wide))),
        *(Stroke(Role.MOVED, points) for points in (near, mirrored(near))),
        _arrow((14, 68), (28, 68)),
        _arrow((86, 68), (72, 68)),
    )


def _external_rotation() -> Figure:
    """Seen from above, looking up the sheet."""
    elbow, start, end = (28.0, 62.0), (30.0, 34.0), (7.0, 44.0)
    sides = ((elbow, start, end), mirrored((elbow, start, end)))
    return (
        Stroke(Role.BODY, ((28, 62), (72, 62))),
        *head(Role.BODY, (50, 58), -90),
        *(Stroke(Role.BEFORE, (joint, before)) for joint, before, _ in sides),
        *(Stroke(Role.MOVED, (joint, after)) for joint, _, after in sides),
        _arrow(*arc(elbow, 33, -90, -128)),
        _arrow(*arc((72, 62), 33, -90, -52)),
    )


def _neck_rotation() -> Figure:
    """Seen from above, looking up the sheet."""
    return (
        Stroke(Role.BODY, ((20, 64), (80, 64))),
        *head(Role.BEFORE, (50, 58), -90, 13),
        *head(Role.MOVED, (50, 58), -22, 13),
        _arrow(*arc((50, 58), 27, -84, -26)),
        _arrow(*arc((50, 58), 27, -96, -154)),
    )


def _doorway() -> Figure:
    """Seen from the front, one forearm on the door frame."""
    return (
        Stroke(Role.THING, ((14, 4), (14, 96))),
        Stroke(Role.THING, ((90, 4), (90, 96))),
        Stroke(Role.THING, ((14, 4), (90, 4))),
        *standing(),
        Stroke(Role.MOVED, ((38, 36), (17, 38), (17, 16))),
        Stroke(Role.BODY, ((62, 36), (66, 50), (64, 62))),
        _arrow(*arc((50, 40), 20, 130, 60)),
    )


def _wall_angel() -> Figure:
    low, high = (
        ((38.0, 36.0), (22.0, 40.0), (20.0, 20.0)),
        ((38.0, 36.0), (26.0, 22.0), (32.0, 3.0)),
    )
    return (
        *standing(),
        *(Stroke(Role.BEFORE, points) for points in (low, mirrored(low))),
        *(Stroke(Role.MOVED, points) for points in (high, mirrored(high))),
        _arrow((12, 30), (12, 14)),
        _arrow((88, 30), (88, 14)),
    )


def _walking() -> Figure:
    return (
        *head(Role.BODY, (50, 14)),
        Stroke(Role.BODY, ((49, 23), (48, 32), (47, 58))),
        Stroke(Role.MOVED, ((47, 58), (60, 74), (66, 92), (72, 91))),
        Stroke(Role.BODY, ((47, 58), (42, 76), (28, 90), (32, 95))),
        Stroke(Role.MOVED, ((48, 34), (38, 47), (36, 60))),
        Stroke(Role.BODY, ((48, 34), (56, 47), (66, 52))),
        _arrow((76, 40), (92, 40)),
    )


FIGURES: dict[str, Figure] = {
    "chin_tuck": _chin_tuck(),
    "postural_reset": _postural_reset(),
    "scapular_squeeze": _scapular_squeeze(),
    "external_rotation": _external_rotation(),
    "seated_thoracic_extension": _thoracic_extension(),
    "upper_trapezius_stretch": _upper_trapezius(),
    "levator_scapulae_stretch": _levator(),
    "neck_rotation": _neck_rotation(),
    "neck_half_circles": _half_circles(),
    "shoulder_rolls": _shoulder_rolls(),
    "shrug_and_drop": _shrug_and_drop(),
    "slow_breathing": _slow_breathing(),
    "sit_back": _sit_back(),
    "doorway_chest_stretch": _doorway(),
    "wall_angel": _wall_angel(),
    "walking": _walking(),
}
