import numpy as np
import pytest

from posturecam.core.body.inversion import SIZE, Belief, update
from posturecam.core.body.mixture import Mixture, after, before, changes, summarise
from posturecam.core.body.movement_priors import ON_REQUEST, USUAL
from posturecam.core.body.sagittal import CHANGES, KNOWN, State
from posturecam.core.body.shoulder_angle import shoulder_angle_change
from posturecam.core.pose.landmarks import GUIDED_POSES
from tests.support.evidence import evidence, known, seen, truth


def test_kinds_are_the_guided_poses_and_a_mixture_of_them() -> None:
    assert set(USUAL) == {*GUIDED_POSES, "combined"}
    assert set(ON_REQUEST) == set(USUAL)
    assert sum(kind.share for kind in USUAL.values()) == pytest.approx(1, abs=0.2)


@pytest.mark.parametrize("name", sorted(USUAL))
def test_covariances_are_covariances(name: str) -> None:
    for kind in (USUAL[name], ON_REQUEST[name]):
        assert kind.covariance == pytest.approx(kind.covariance.T)
        assert np.linalg.eigvalsh(kind.covariance).min() > 0


@pytest.mark.parametrize(
    ("moves", "kind"),
    [
        ({}, "upright"),
        ({"CVA": -12}, "head_forward"),
        ({"CVA": -4, "C7_AHEAD": 11, "LEAN": 12, "C7_UP": -1.6}, "lean_in"),
        ({"PITCH": 26, "CVA": -9}, "look_down"),
        ({"ACROMION_UP": 3}, "shrug"),
    ],
)
def test_a_pure_movement_is_recognised(moves: dict[str, float], kind: str) -> None:
    mixture = after(before(known(), list(USUAL.values())), evidence(seen(**moves), 0.5))
    assert list(USUAL)[int(mixture.shares.argmax())] == kind
    assert mixture.shares.sum() == pytest.approx(1)


def test_before_a_look_kinds_have_their_shares_of_all_looks() -> None:
    kinds = [USUAL["upright"], USUAL["shrug"], USUAL["lean_in"]]
    mixture = before(known(0.2), kinds)
    whole = sum(kind.share for kind in kinds)
    assert mixture.shares == pytest.approx([kind.share / whole for kind in kinds])
    assert mixture.belief.mean[1, :CHANGES] == pytest.approx(kinds[1].mean)
    assert mixture.belief.mean[2, CHANGES:] == pytest.approx(known().mean)
    covariance = mixture.belief.covariance[1]
    assert covariance[:CHANGES, :CHANGES] == pytest.approx(kinds[1].covariance)
    assert covariance[CHANGES:, CHANGES:] == pytest.approx(known(0.2).covariance)
    assert not covariance[:CHANGES, CHANGES:].any()


def test_shares_add_up_after_a_look_that_nothing_explains() -> None:
    observation = evidence(np.array([90.0, -90.0, 90.0, -90.0, 90.0]))
    mixture = after(before(known(), list(USUAL.values())), observation)
    assert mixture.shares.sum() == pytest.approx(1)


def test_looks_that_tell_more_leave_less_doubt() -> None:
    prior = before(known(), [USUAL["head_forward"]]).belief
    spreads = []
    for noise in (0.1, 1.0, 10.0):
        posterior, _ = update(prior, evidence(seen(CVA=-12), noise))
        spreads.append(posterior.covariance[0, State.CVA, State.CVA])
    assert spreads == sorted(spreads)
    assert spreads[-1] <= prior.covariance[0, State.CVA, State.CVA]


def test_three_numbers_are_enough_for_the_head_alone() -> None:
    prior = before(known(), [USUAL["head_forward"]]).belief
    head, _ = update(prior, evidence(seen(CVA=-12)[:3]))
    whole, _ = update(prior, evidence(seen(CVA=-12)))
    assert head.covariance[0, State.CVA, State.CVA] > whole.covariance[0, State.CVA, State.CVA]


def test_a_mixture_is_less_certain_than_its_parts_when_they_disagree() -> None:
    belief = Belief(np.zeros((2, SIZE)), np.stack([np.eye(KNOWN)] * 2))
    mixture = Mixture(np.array([0.5, 0.5]), belief)
    slopes = np.zeros((2, KNOWN))
    slopes[:, 0] = 1.0
    assert summarise(mixture, np.array([0.0, 0.0]), slopes) == pytest.approx((0, 1))
    assert summarise(mixture, np.array([-2.0, 2.0]), slopes) == pytest.approx((0, np.sqrt(5)))


def test_the_changes_of_a_mixture_are_summarised_one_by_one() -> None:
    mixture = after(before(known(), list(USUAL.values())), evidence(seen(CVA=-9, LEAN=6), 0.5))
    means, deviations = changes(mixture)
    for index in State:
        slopes = np.zeros((len(USUAL), KNOWN))
        slopes[:, index] = 1.0
        expected = summarise(mixture, mixture.belief.mean[:, index], slopes)
        assert (means[index], deviations[index]) == pytest.approx(expected)


def test_the_covariance_of_the_first_parameters_is_part_of_the_whole() -> None:
    prior = before(known(0.1), [USUAL["head_forward"]]).belief
    observation = evidence(seen(CVA=-12))
    (whole, likelihood), (part, same) = (
        update(prior, observation),
        update(prior, observation, KNOWN),
    )
    assert part.covariance == pytest.approx(whole.covariance[:, :KNOWN, :KNOWN])
    assert (part.mean == pytest.approx(whole.mean), same == likelihood) == (True, True)


@pytest.mark.parametrize(
    ("moves", "expected"),
    [
        ({}, 0.0),
        ({"ACROMION_AHEAD": 1.0}, 8.0),
        ({"ACROMION_UP": 1.0}, 4.6),
        ({"ACROMION_AHEAD": -1.0}, -9.2),
        ({"LEAN": 20.0}, 0.0),
    ],
)
def test_the_shoulder_angle_is_measured_from_the_trunk(
    moves: dict[str, float], expected: float
) -> None:
    change, _ = shoulder_angle_change(truth(**moves))
    assert float(change) == pytest.approx(expected, abs=0.2)


def test_slopes_of_the_shoulder_angle() -> None:
    mean = truth(ACROMION_AHEAD=2.0, ACROMION_UP=-0.5)
    value, slopes = shoulder_angle_change(mean)
    for index in range(KNOWN):
        nudged = mean.copy()
        nudged[index] += 1e-5
        slope = (shoulder_angle_change(nudged)[0] - value) / 1e-5
        assert slopes[index] == pytest.approx(float(slope), abs=1e-3)
