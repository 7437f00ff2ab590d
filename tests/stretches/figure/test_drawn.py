"""How a scene is drawn: as SVG, as braille letters, in a picture; its arrows and its muscles."""

from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from posturecam.stretches.catalogue import builtin
from posturecam.stretches.exercises import Effect, Muscle
from posturecam.stretches.figure import svg
from posturecam.stretches.figure.body import bodies_at
from posturecam.stretches.figure.movement import Movement, Point, View
from posturecam.stretches.figure.raster import distance, grid
from posturecam.stretches.figure.scene import Role, Scene, scene_of

SVG = "{http://www.w3.org/2000/svg}"


def scene(key: str) -> Scene:
    found = scene_of(builtin()[key])
    assert found is not None
    return found


def moving(**more: Any) -> Scene:
    rows = {"loop_s": 4, "keyframes": [{"at_s": 0}, {"at_s": 2, "neck": {"flexion": 30}}]}
    return Scene(Movement.model_validate(rows | more))


def test_an_animation_lasts_a_loop_and_ends_where_it_began() -> None:
    root = ET.fromstring(svg.moving(scene("chin_tuck"), "A <tuck>", "tuck"))  # noqa: S314 our own
    assert root[0].text == "A <tuck>"
    animations = list(root.iter(f"{SVG}animate"))
    assert animations
    for each in animations:
        times, values = ((each.get(name) or "").split(";") for name in ("keyTimes", "values"))
        assert (each.get("dur"), each.get("repeatCount")) == ("7s", "indefinite")
        assert (times[0], times[-1]) == ("0", "1")
        assert len(times) == len(values)
        assert values[0] == values[-1]


def test_every_path_that_is_used_is_there_once() -> None:
    root = ET.fromstring(svg.moving(scene("neck_rotation"), "", "turn"))  # noqa: S314 our own
    defined = [each.get("id") for each in root.iter(f"{SVG}path") if each.get("id")]
    used = {(each.get("href") or "").removeprefix("#") for each in root.iter(f"{SVG}use")}
    assert sorted(set(defined)) == sorted(defined)
    assert used == set(defined)


def test_a_strip_has_three_moments_and_no_motion() -> None:
    drawn = svg.strip(scene("wall_angel"), "Wall angel")
    root = ET.fromstring(drawn)  # noqa: S314 our own
    assert len(root.findall(f"{SVG}svg")) == 3
    assert "animate" not in drawn
    assert drawn.count('class="arrow"') == 2  # of both hands, with the last moment


def test_an_eye_that_is_turned_away_is_not_seen() -> None:
    turned = moving(keyframes=[{"at_s": 0}, {"at_s": 2, "root": {"turn": 90}}], view="front")
    tracks = {each.name: each for each in turned.figure([0, 2])}
    assert tracks["left_eye"].opacity.tolist() == [1, 0]
    assert tracks["right_eye"].opacity.tolist() == [1, 1]


def test_a_muscle_of_one_side_changes_sides_with_the_movement() -> None:
    stretch = scene("upper_trapezius_stretch")
    tints = {
        each.name: each.opacity for each in stretch.figure([4, 12]) if each.role is Role.STRETCHED
    }
    assert tints["right_upper_trapezius_0"] == pytest.approx([0.85, 0], abs=0.01)
    assert tints["left_upper_trapezius_0"] == pytest.approx([0, 0.85], abs=0.01)


def test_a_muscle_that_nobody_has_placed_is_left_out() -> None:
    odd = Scene(moving().movement, (Muscle(name="some other muscle", effect=Effect.MOVED),))
    assert Role.MOVED not in {track.role for track in odd.figure([0.0])}


def test_blades_are_seen_from_behind_alone() -> None:
    assert "left_blade" in {track.name for track in moving(view=View.BACK).figure([0.0])}
    assert "left_blade" not in {track.name for track in moving(view=View.FRONT).figure([0.0])}


@pytest.mark.parametrize("view", list(View))
def test_all_views_fill_the_sheet(view: View) -> None:
    tracks = moving(view=view).figure([0.0])
    points = np.concatenate([track.points[0] for track in tracks])
    assert np.ptp(points, axis=0).max() > 60
    assert points.min() > 0
    assert points.max() < 100


def test_from_above_the_person_looks_up_the_sheet() -> None:
    tracks = {
        track.name: track.points[0].mean(axis=0) for track in moving(view="top").figure([0.0])
    }
    assert tracks["nose"][1] < tracks["skull"][1]
    assert tracks["left_hand"][0] < tracks["right_hand"][0]


# Arrows


def ends(**more: Any) -> tuple[Any, Any]:
    (arrow,) = moving(**more).arrows
    return np.array(arrow[0]), np.array(arrow[-1])


def test_an_arrow_shows_where_the_head_goes() -> None:
    tail, tip = ends(arrow="nose", view="side")
    assert tip[1] > tail[1]  # a nod: down


def test_a_push_is_shown_from_outside() -> None:
    (arrow,) = scene("chin_tuck").arrows
    assert arrow[-1][0] < arrow[0][0]  # backwards
    nose = next(t for t in scene("chin_tuck").figure([0.0]) if t.name == "nose")
    assert arrow[-1][0] > nose.points[0][:, 0].max()


def test_what_goes_round_has_a_round_arrow() -> None:
    (arrow, *_) = scene("shoulder_rolls").arrows
    points = np.array(arrow)
    radius = np.linalg.norm(points - (points.max(axis=0) + points.min(axis=0)) / 2, axis=1)
    assert radius.max() < 1.4 * radius.min()


def test_both_hands_have_an_arrow_and_nobody_needs_one() -> None:
    left, right = scene("wall_angel").arrows
    assert left[0][0] == pytest.approx(100 - right[0][0], abs=0.5)
    assert scene("walking").arrows == ()
    assert moving(arrow=Point.NONE).arrows == ()


def test_the_arrow_follows_what_moves_most_if_nothing_is_said() -> None:
    raised = [{"at_s": 0}, {"at_s": 2, "shoulder": {"abduction": 90}}]
    (_, _) = moving(keyframes=raised, view="front", posture="standing").arrows


# In dots


def test_distance_to_a_line_a_polygon_and_a_point() -> None:
    dots = grid(4, 1, 1.0)  # at 0.5, 1.5, 2.5 and 3.5
    line = np.array([[0.5, 0.5], [1.5, 0.5]])
    assert distance(dots, line, closed=False)[0] == pytest.approx([0, 0, 1, 2])
    square = np.array([[1.0, 0], [3, 0], [3, 1], [1, 1]])
    assert distance(dots, square, closed=True)[0] == pytest.approx([0.5, 0, 0, 0.5])
    assert distance(dots, np.array([[0.5, 0.5]]), closed=True)[0] == pytest.approx([0, 1, 2, 3])


def test_an_arrow_of_a_turn_bends_around_the_head_from_the_other_side() -> None:
    (arrow,) = scene("neck_rotation").arrows
    points, skull = np.array(arrow), shapes("neck_rotation", 0.0)["skull"]
    assert points[0][0] < skull[:, 0].mean() < points[-1][0], "to the person's left"
    middle = points[len(points) // 2]
    assert middle[1] > max(points[0][1], points[-1][1]) + 2, "the front of a ring"
    assert points[:, 1].max() < skull[:, 1].min(), "over the head"


def shapes(key: str, at_s: float) -> dict[str, Any]:
    return {track.name: track.points[0] for track in scene(key).figure([at_s])}


def test_the_head_turns_upright() -> None:
    shown = scene("neck_rotation")
    tilt = bodies_at(shown.motion, [shown.end_s]).frames["head"][0, :, 2]
    assert tilt[2] == pytest.approx(1, abs=0.001)


def test_an_arrow_and_ghosts_begin_where_a_named_moment_is_furthest_from_the_end() -> None:
    shown = scene("shrug_and_drop")
    assert shown.begin_s == shown.moments[1]
    assert all(arrow[-1][1] > arrow[0][1] + 5 for arrow in shown.arrows), "the drop"
    assert moving().begin_s == 0


def test_the_middle_moment_is_halfway_by_what_is_seen() -> None:
    slow = moving(keyframes=[{"at_s": 0}, {"at_s": 3, "until_s": 3.9, "neck": {"flexion": 30}}])
    first, middle, last = (
        each.points[0].mean(axis=0)
        for moment in slow.moments
        for each in slow.figure([moment])
        if each.name == "skull"
    )
    share = np.linalg.norm(middle - first) / np.linalg.norm(last - first)
    assert share == pytest.approx(0.5, abs=0.1)


BACK = Muscle(name="lower trapezius", effect=Effect.STRENGTHENED)


@pytest.mark.parametrize(("view", "strength"), [("back", 0.35), ("front", 0.105), ("side", 0.35)])
def test_muscles_of_the_other_face_are_faint(view: str, strength: float) -> None:
    shown = Scene(moving(view=view, show="bust").movement, (BACK,))
    tints = [t for t in shown.figure([0.0]) if t.role is Role.STRENGTHENED]
    assert [t.opacity[0] for t in tints] == pytest.approx([strength, strength])


@pytest.mark.parametrize("mirror", [False, True])
def test_no_muscle_is_marked_where_none_is_wanted(mirror: bool) -> None:  # noqa: FBT001
    shown = Scene(moving(tint="none", mirror=mirror).movement, (BACK,))
    tints = [t for t in shown.figure(shown.times) if t.role is Role.STRENGTHENED]
    assert tints
    assert all((t.opacity == 0).all() for t in tints)


def test_tints_of_the_neck_stay_within_it() -> None:
    names = [track.name for track in scene("chin_tuck").figure([0.0])]
    tints = [n for n, name in enumerate(names) if "flexors" in name or "skull_0" in name]
    assert len(tints) == 4
    assert max(tints) < names.index("skull")
