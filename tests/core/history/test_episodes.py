import pytest

from posturecam.core.alerts.elapsed import Elapsed, elapsed_since
from posturecam.core.history.episodes import Run, RunState, open_run, run_on
from posturecam.core.values import (
    Assessment,
    Cause,
    Fault,
    Reading,
    Unseen,
    Verdict,
    View,
    Why,
)


def poor(t: float, amount: float, cause: Cause = Cause.FORWARD_HEAD) -> Assessment:
    return Assessment(t, Verdict.POOR, (Fault(cause, amount, 8.0, "deg"),))


def good(t: float) -> Assessment:
    return Assessment(t, Verdict.GOOD)


def reading(t: float) -> Reading:
    fields = dict.fromkeys(Reading.__dataclass_fields__, None)
    fields |= {"t": t, "view": View.FRONT, "cva_change_sd_deg": 2.0, "fsa_change_sd_deg": 3.0}
    return Reading(**fields)


def runs(*observations: Assessment) -> list[Run]:
    state, found, last = RunState(), [], None
    for observation in observations:
        unseen = observation.verdict is Verdict.UNKNOWN
        state, ended = run_on(
            state,
            elapsed_since(last, observation.t, 5.0),
            observation,
            Unseen(observation.t, Why.TURNED) if unseen else reading(observation.t),
        )
        found += ended
        last = observation
    return [*found, *open_run(state)]


def test_mean_is_by_time_and_the_worst_is_kept() -> None:
    (run, after) = runs(poor(0, 10), poor(3, 20), good(4), good(5))

    assert (run.spell.start_t, run.spell.end_t, run.spell.cause) == (0, 4, Cause.FORWARD_HEAD)
    assert (run.mean, run.worst, run.sd, run.unit) == (12.5, 20, 2.0, "deg")
    assert (after.spell.verdict, after.mean) == (Verdict.GOOD, None)


@pytest.mark.parametrize(("cause", "sd"), [(Cause.ROUNDED_SHOULDERS, 3.0), (Cause.SLUMP, None)])
def test_only_the_two_angles_have_an_error(cause: Cause, sd: float | None) -> None:
    (run,) = runs(poor(0, 10, cause), poor(3, 10, cause))

    assert run.sd == sd


def test_looks_of_no_length_make_no_run() -> None:
    assert runs() == []
    assert runs(good(1)) == []


def test_a_fault_seen_by_a_side_without_a_reading_has_no_error() -> None:
    state, _ = run_on(RunState(), Elapsed(), poor(0, 9), Unseen(0, Why.MOVING))
    elapsed = elapsed_since(poor(0, 9), 2, 5.0)
    state, _ = run_on(state, elapsed, poor(2, 9), Unseen(2, Why.MOVING))

    (run,) = open_run(state)
    assert (run.mean, run.sd) == (9, None)


def test_a_cause_measured_in_two_units_keeps_to_the_first() -> None:
    sunk = Assessment(3, Verdict.POOR, (Fault(Cause.SLUMP, 30.0, 8.0, "deg"),))
    first = Assessment(0, Verdict.POOR, (Fault(Cause.SLUMP, 4.0, 3.0, "cm"),))

    (run,) = runs(first, sunk, Assessment(5, Verdict.POOR, sunk.faults))

    assert (run.mean, run.worst, run.unit) == (4.0, 4.0, "cm")


def test_time_not_measured_is_a_run_with_its_reason() -> None:
    found = runs(good(0), Assessment(2, Verdict.UNKNOWN, why=Why.TURNED), good(4), good(5))

    assert [r.spell.why for r in found] == [None, Why.TURNED, None]
