"""What lies, hangs and is held: the things and the body keep to each other, as the steps say."""

import numpy as np
import pytest
from pydantic import ValidationError

from posturecam.stretches.catalogue import builtin
from posturecam.stretches.figure.body import bodies_at
from posturecam.stretches.figure.flesh import Piece
from posturecam.stretches.figure.gear import BAND_FIXED
from posturecam.stretches.figure.joints import SIDES
from posturecam.stretches.figure.movement import Movement
from posturecam.stretches.figure.props import BACK_CM, BENCH_CM, ROLLER_CM, WATER_CM, things
from posturecam.stretches.figure.raster import is_large
from posturecam.stretches.figure.scene import Role, Scene, scene_of
from posturecam.stretches.figure.skeleton import Skeleton, Vector, outward


def scene(key: str) -> Scene:
    found = scene_of(builtin()[key])
    assert found is not None
    return found


def bodies(key: str) -> Skeleton:
    shown = scene(key)
    return bodies_at(shown.motion, shown.times)


def piece(key: str, name: str) -> Piece:
    shown = scene(key)
    return next(each for each in shown.pieces(shown.times) if each.name == name)


def thing(key: str, name: str) -> Piece:
    shown = scene(key)
    start = bodies_at(shown.motion, [0.0])
    return next(each for each in things(shown.names, start) if each.name == name)


def lowest(part: Piece) -> Vector:
    lows: Vector = np.stack(part.points)[..., 2].min(axis=0) - part.radius
    return lows


def grip(body: Skeleton, side: str) -> Vector:
    wrist, fingers = body.points[f"{side}_wrist"], body.points[f"{side}_fingers"]
    gripped: Vector = wrist + 0.55 * (fingers - wrist)
    return gripped


def off_line(part: Piece, point: Vector) -> float:
    start, end = part.points[0], part.points[-1]
    way = (end - start) / np.linalg.norm(end - start, axis=-1, keepdims=True)
    aside = np.cross(point - start, way)
    return float(np.linalg.norm(aside, axis=-1).max())


@pytest.mark.parametrize(
    ("key", "name", "side"),
    [
        ("lateral_raise", "left_handle", "left"),
        ("reverse_fly", "right_handle", "right"),
        ("dumbbell_row", "right_handle", "right"),
        ("barbell_row", "bar", "left"),
        ("barbell_row", "bar", "right"),
        ("lat_pulldown", "bar", "left"),
        ("lat_pulldown", "bar", "right"),
        ("band_row", "right_band", "right"),
    ],
)
def test_what_is_held_goes_through_the_hand(key: str, name: str, side: str) -> None:
    assert off_line(piece(key, name), grip(bodies(key), side)) < 0.01


@pytest.mark.parametrize("key", ["barbell_row", "lat_pulldown"])
def test_a_bar_stays_level_and_as_long_as_it_is(key: str) -> None:
    bar = piece(key, "bar")
    ends = bar.points[1] - bar.points[0]
    assert np.abs(ends[:, 2]).max() < 0.01
    assert np.ptp(np.linalg.norm(ends, axis=-1)) < 1.0


def test_plates_are_round_on_both_ends_of_the_bar_and_clear_of_the_hands() -> None:
    body, bar = bodies("barbell_row"), piece("barbell_row", "bar")
    for side in SIDES:
        rim = np.stack(piece("barbell_row", f"{side}_plate").points)
        middle = rim.mean(axis=0)
        assert off_line(bar, middle) < 0.01
        assert np.ptp(np.linalg.norm(rim - middle, axis=-1)) < 0.01
        assert np.abs(((rim - middle) * (bar.points[1] - bar.points[0])).sum(axis=-1)).max() < 0.1
        out = (middle - grip(body, side))[:, 1] * outward(side)
        assert out.min() > 15
        assert np.linalg.norm(bar.points[0] - bar.points[1], axis=-1).min() > 100


def test_a_dumbbell_lies_across_the_hand_with_a_weight_at_each_end() -> None:
    body = bodies("lateral_raise")
    ends = [
        np.stack(piece("lateral_raise", f"left_weight_{n}").points).mean(axis=0) for n in (0, 1)
    ]
    assert np.abs((ends[0] + ends[1]) / 2 - grip(body, "left")).max() < 0.01
    fingers = body.points["left_fingers"] - body.points["left_wrist"]
    assert np.abs(((ends[1] - ends[0]) * fingers).sum(axis=-1)).max() < 0.1


def test_a_cable_hangs_from_its_beam_above_the_bar() -> None:
    cable, beam = piece("lat_pulldown", "cable"), thing("lat_pulldown", "beam")
    assert cable.points[1][:, 2].min() > cable.points[0][:, 2].max() + 5
    assert abs(cable.points[1][0, 2] - beam.points[0][0, 2]) < 4
    assert beam.points[0][0, 1] == -beam.points[1][0, 1]


def test_one_dumbbell_is_in_the_hand_that_works() -> None:
    shown = scene("dumbbell_row")
    held = {each.group for each in shown.pieces([0.0]) if "dumbbell" in each.group}
    assert held == {"right_dumbbell"}


def test_a_band_begins_at_its_post_and_is_longest_when_drawn() -> None:
    band, post = piece("band_row", "left_band"), thing("band_row", "post")
    assert np.abs(band.points[1] - BAND_FIXED).max() < 0.01
    assert abs(post.points[0][0, 0] - BAND_FIXED[0]) < 4
    length = np.linalg.norm(band.points[1] - band.points[0], axis=-1)
    shown = scene("band_row")
    end = int(np.abs(shown.times - shown.end_s).argmin())
    assert length[end] == pytest.approx(length.max(), abs=0.5)
    assert length[end] > length[0] + 20


def test_a_bar_is_pulled_down_before_the_face_never_behind_the_neck() -> None:
    body, bar = bodies("lat_pulldown"), piece("lat_pulldown", "bar")
    at_head = bar.points[0][:, 2] < body.points["c1"][:, 2] + 20
    assert at_head.any()
    before = bar.points[0][:, 0] - body.points["c1"][:, 0]
    assert before[at_head].min() > 12
    assert bar.points[0][:, 2].min() < body.points["c1"][:, 2].min()


@pytest.mark.parametrize("key", ["barbell_row", "dumbbell_row", "band_row"])
def test_rows_draw_the_elbow_behind_the_shoulder_and_the_blade_to_the_spine(key: str) -> None:
    body, shown = bodies(key), scene(key)
    end = int(np.abs(shown.times - shown.end_s).argmin())
    chest = body.frames["upper_trunk"][end]
    elbow = body.points["right_elbow"][end] - body.points["right_shoulder"][end]
    assert (chest.T @ elbow)[0] < 0
    aside = [
        abs(float((body.frames["upper_trunk"][n].T @ (body.points["right_blade"][n] - at))[1]))
        for n, at in enumerate(body.points["c7"])
    ]
    assert aside[end] < aside[0] - 2


def test_a_lateral_raise_stops_at_shoulder_height() -> None:
    body = bodies("lateral_raise")
    above = body.points["left_elbow"][:, 2] - body.points["left_shoulder"][:, 2]
    assert -4 < above.max() < 1


@pytest.mark.parametrize("name", ["left_leg", "left_hand"])
def test_knee_and_hand_rest_on_the_bench(name: str) -> None:
    assert np.abs(lowest(piece("dumbbell_row", name)) - BENCH_CM).max() < 4
    board = thing("dumbbell_row", "bench")
    assert board.points[0][0, 2] + board.radius == pytest.approx(BENCH_CM)


def test_the_back_lies_on_the_roller_at_both_ends_of_the_movement() -> None:
    shown, roller = scene("roller_thoracic_extension"), thing("roller_thoracic_extension", "roller")
    body = bodies_at(shown.motion, [0.0, shown.end_s])
    middle = roller.points[0] * (1, 0, 1)
    low, high = (body.place("upper_trunk", "t12", (0, 0, z)) for z in (0.0, 20.0))
    along = (high - low) / np.linalg.norm(high - low, axis=-1, keepdims=True)
    share = ((middle - low) * along).sum(axis=-1)
    away = np.linalg.norm(middle - low - along * share[:, None], axis=-1)
    assert np.abs(away - BACK_CM - ROLLER_CM).max() < 1.5
    assert share.min() > 4, "never under the lower back"
    assert share.max() < 17, "never under the neck"


def test_the_head_stays_on_its_pillow_when_it_nods() -> None:
    pillow = thing("chin_nod_lying", "pillow")
    top = float(pillow.points[0][0, 2]) + pillow.radius
    skull = lowest(piece("chin_nod_lying", "skull"))
    assert np.abs(skull - top).max() < 3
    assert 0 < top < 8, "a thin one"


def test_the_forehead_comes_down_to_the_mat_and_the_hips_to_the_heels() -> None:
    shown, body = scene("childs_pose"), bodies("childs_pose")
    end = int(np.abs(shown.times - shown.end_s).argmin())
    assert -1 < lowest(piece("childs_pose", "skull"))[end] < 4
    assert body.points["left_wrist"][end, 0] > body.points["c1"][end, 0] + 20
    heel = body.points["left_ankle"][end] - body.points["pelvis"][end]
    assert np.linalg.norm(heel[[0, 2]]) < 28


def test_a_cat_rounds_upwards_and_a_cow_sinks() -> None:
    shown, body = scene("cat_cow"), bodies("cat_cow")
    hips, chest = (body.points[name][:, 2] for name in ("pelvis", "c7"))
    rise = body.points["t12"][:, 2] - (hips + chest) / 2
    end = int(np.abs(shown.times - shown.end_s).argmin())
    assert rise[end] == pytest.approx(rise.max(), abs=0.5)
    assert rise[end] > 10
    assert rise[0] < 0


@pytest.mark.parametrize(("letter", "moment"), [("T", 0), ("Y", 1), ("W", 2)])
def test_lying_arms_write_a_letter_and_are_lifted_a_hands_width(letter: str, moment: int) -> None:
    shown = scene("prone_ytw")
    body = bodies_at(shown.motion, [shown.moments[moment]])
    shoulder, elbow, wrist = (body.points[f"left_{n}"][0] for n in ("shoulder", "elbow", "wrist"))
    chest = body.frames["upper_trunk"][0].T
    upper, fore = chest @ (elbow - shoulder), chest @ (wrist - elbow)
    bends = {"T": (-0.2, 0.2), "Y": (0.2, 0.9), "W": (-0.9, -0.2)}
    low, high = bends[letter]
    assert low * np.linalg.norm(upper) < upper[2] < high * np.linalg.norm(upper)
    assert (fore[2] > 0.5 * np.linalg.norm(fore)) == (letter != "T")
    assert wrist[2] > shoulder[2] + 5, "lifted"


def test_one_arm_is_above_the_water_while_the_other_pulls_below() -> None:
    shown = scene("swimming")
    half = shown.movement.loop_s / 2
    body = bodies_at(shown.motion, [half, half + shown.movement.loop_s])
    left, right = (body.points[f"{side}_wrist"][:, 2] for side in SIDES)
    assert left[0] > WATER_CM + 30
    assert right[1] > WATER_CM + 30
    assert right[0] < WATER_CM
    assert left[1] < WATER_CM


def test_the_face_stays_out_of_the_water() -> None:
    nose = piece("swimming", "nose")
    assert (np.stack(nose.points)[..., 2].max(axis=0) > WATER_CM + 5).all()


def test_water_is_a_pale_band_from_its_surface_down() -> None:
    (water,) = (track for track in scene("swimming").still() if track.role is Role.WATER)
    assert water.points[..., 0].min() == 0
    assert water.points[..., 0].max() == 100
    assert 0 < water.opacity[0] < 1
    assert is_large(water), "a terminal shows its surface alone"
    (surface,) = (track for track in scene("swimming").still() if track.role is Role.THING)
    assert np.abs(surface.points - water.points[:, : surface.points.shape[1]]).max() == 0


def test_only_the_arm_above_the_water_has_an_arrow() -> None:
    shown = scene("swimming")
    (arrow,) = shown.arrows
    surface = min(shown.still()[0].points[0, :, 1])
    assert min(y for _, y in arrow) < surface - 10
    assert max(y for _, y in arrow) < surface + 3, "an arc, no circle"
    assert arrow[-1][0] < arrow[0][0] - 20, "from the thigh to beyond the head"


def test_a_warm_pack_covers_the_muscles_that_it_is_for() -> None:
    names = [track.name for track in scene("heat").figure([0.0])]
    tints = [names.index(name) for name in names if "neck_and_shoulder" in name]
    assert tints
    assert names.index("pack") > max(tints)


def test_warmth_rises_from_a_pack() -> None:
    pack = piece("heat", "pack")
    shown = scene("heat")
    waves = [each for each in shown.pieces(shown.times) if each.name.startswith("warmth")]
    assert len(waves) == 4
    top = np.stack(pack.points)[..., 2].max(axis=0)
    assert all((np.stack(wave.points)[..., 2].max(axis=0) > top + 8).all() for wave in waves)


@pytest.mark.parametrize("key", ["cat_cow", "childs_pose", "roller_thoracic_extension"])
def test_the_body_fills_the_sheet_whatever_the_mat_does(key: str) -> None:
    shown = scene(key)
    across = [track.points[..., 0] for track in shown.figure(shown.times)]
    tips = [x for arrow in shown.arrows for x, _ in arrow]
    edges = np.concatenate([*(each.ravel() for each in across), tips])
    assert np.ptp(edges) > 80


def test_muscles_of_an_arm_are_marked_on_it_not_behind_it() -> None:
    names = [track.name for track in scene("acupressure_upper_arm").figure([0.0])]
    assert names.index("left_outer_upper_arm_0") > names.index("left_arm")


def test_a_strip_shows_the_moments_that_a_movement_names() -> None:
    shown = scene("prone_ytw")
    assert shown.moments == shown.movement.moments_s
    assert shown.end_s == shown.moments[-1]
    assert scene("cat_cow").moments[0] == 0


@pytest.mark.parametrize("moments_s", [[0, 1, 2], [-1, 0, 1]])
def test_moments_outside_the_loop_are_refused(moments_s: list[float]) -> None:
    row = {"loop_s": 2, "moments_s": moments_s, "keyframes": [{"at_s": 0}, {"at_s": 1}]}
    with pytest.raises(ValidationError, match="moments_s must be from 0 s"):
        Movement.model_validate(row)
