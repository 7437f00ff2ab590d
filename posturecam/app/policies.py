"""Settings -> the policies of the core."""

from dataclasses import replace
from pathlib import Path

from posturecam.core.alerts.alerting import AlertPolicy
from posturecam.core.alerts.assessment import Tolerances
from posturecam.core.alerts.breaks import BreakPolicy
from posturecam.core.alerts.cooldown import CooldownPolicy
from posturecam.core.alerts.deferral import DeferralPolicy
from posturecam.core.alerts.position_changes import MovementPolicy
from posturecam.core.alerts.presence import PresencePolicy
from posturecam.core.alerts.reuse import ReusePolicy
from posturecam.core.alerts.sampling import SamplingPolicy
from posturecam.core.alerts.sustained_fault import HoldPolicy
from posturecam.core.measure.face_change import FaceChangePolicy
from posturecam.core.measure.measuring import MeasuringPolicy
from posturecam.core.measure.smoothing import SmoothingPolicy
from posturecam.core.picture.background_shift import BackgroundPolicy
from posturecam.edges.files.bounded_read import EXERCISES_BYTES, read_text
from posturecam.edges.files.exercise_picture import Picture, picture_problems, read_picture
from posturecam.errors import CatalogueError, InputError, SettingsError
from posturecam.monitor import Offers, Rules
from posturecam.settings import Settings
from posturecam.stretches.catalogue import Catalogue, load_catalogue, unknown_keys
from posturecam.stretches.exercises import Exercise, Place
from posturecam.stretches.programme import proposable

MINUTE_S = 60.0

# What no setting says, by judgement unless a source is named.
FRAME_STANDS_S = 5.0  # for how long an observation stands when the next one is late
BACK_AFTER_S = 1.0  # of being seen again until somebody counts as back
UNRELATED_S = 10.0  # observations further apart are not smoothed together (format of pose tapes)
COMPARE_EVERY_S = 2.0  # between two comparisons of background, place or face
LASTING_S = 3.0  # for which background or body must be elsewhere to have moved; a reach is shorter
CALM_AFTER_S = 20.0  # of good posture after which frames are taken seldom
CALM_BELOW = 0.6  # part of each limit; between corrected (CLEAR_RATIO) and a fault
AWAY_EVERY_S = 1.5  # between frames of an empty chair; keeps alerts at most 2 s late (tested)
STILL_BELOW = 0.02  # picture heights; 1 cm at arm's length, less than any limit in cm
CLEAR_RATIO = 0.5  # part of its limit below which a fault counts as corrected
CLEAR_S = 5.0  # for which it must; sitting up for a moment is shorter
CARD_HOLDS = 4  # holds after which an alert is repeated once, louder
DEFERRAL = DeferralPolicy(settle_s=5.0)  # a call that is redialled, or moved, is one call


def rules_of(settings: Settings) -> Rules:
    """All policies of the monitor."""
    return Rules(
        sampling=sampling_of(settings),
        reuse=reuse_of(settings),
        measuring=measuring_of(settings),
        tolerances=tolerances_of(settings),
        alerts=alert_policy_of(settings),
        offers=offers_of(settings),
    )


def measuring_of(settings: Settings) -> MeasuringPolicy:
    """How changes of background and face are noticed, and how readings are smoothed."""
    camera = settings.camera
    return MeasuringPolicy(
        background=BackgroundPolicy(camera.moved_by, LASTING_S, COMPARE_EVERY_S),
        face=FaceChangePolicy(camera.face_changed_s, COMPARE_EVERY_S),
        smoothing=SmoothingPolicy(settings.smoothing.window_s, UNRELATED_S),
    )


def sampling_of(settings: Settings) -> SamplingPolicy:
    """How often to take a frame while watching.

    While posture may be changing, twice as often as while all is well.
    """
    sampling = settings.sampling
    apart_s = _shared_every_s(settings)
    return SamplingPolicy(
        looks_per_s=sampling.looks_per_s,
        watchful_every_s=sampling.calm_every_s / 2,
        calm_every_s=max(apart_s, sampling.calm_every_s),
        away_every_s=max(apart_s, AWAY_EVERY_S),
        calm_after_s=CALM_AFTER_S,
        calm_below=CALM_BELOW,
        deciding_s=settings.alerts.hold_s / 2,
    )


def _shared_every_s(settings: Settings) -> float:
    return settings.camera.shared_every_s if settings.camera.shared else 0.0


def reuse_of(settings: Settings) -> ReusePolicy:
    """How still a picture must be for the last result to stand.

    While posture may be changing, a result stands for a quarter of the time.
    """
    calm_stands_s = settings.sampling.calm_stands_s
    return ReusePolicy(calm_stands_s, calm_stands_s / 4, STILL_BELOW)


def every_frame(rules: Rules, looks_per_s: float) -> Rules:
    """The same rules, but with frames at an even rate, each searched whatever was measured before.

    What is found in a recording then depends on its pictures alone.
    """
    searching = ReusePolicy(0, 0, 0, spares_search=False)
    return replace(rules, sampling=steady(looks_per_s), reuse=searching)


def steady(looks_per_s: float) -> SamplingPolicy:
    """Take frames at an even rate, whatever is seen."""
    return SamplingPolicy(
        looks_per_s,
        watchful_every_s=0,
        calm_every_s=0,
        away_every_s=0,
        calm_after_s=0,
        calm_below=0,
        deciding_s=0,
    )


def tolerances_of(settings: Settings) -> Tolerances:
    """The limit of each fault."""
    limits = settings.limits
    return Tolerances(
        forward_head_deg=limits.forward_head_deg,
        rounded_shoulders_deg=limits.rounded_shoulders_deg,
        slump_cm=limits.slump_cm,
        slump_lean_deg=limits.slump_lean_deg,
        leaning_in_deg=limits.leaning_in_deg,
        raised_shoulders_cm=limits.raised_shoulders_cm,
        head_tilt_deg=limits.head_tilt_deg,
        too_close_cm=limits.too_close_cm,
        sure=limits.sure,
    )


def alert_policy_of(settings: Settings) -> AlertPolicy:
    """When a fault is reported, and how often.

    An absence that counts as away ends a hold; half a hold of good posture ends a longer silence.
    """
    alerts, breaks = settings.alerts, settings.breaks
    return AlertPolicy(
        holds=HoldPolicy(
            hold_s=alerts.hold_s,
            share=alerts.share,
            clear_ratio=CLEAR_RATIO,
            clear_s=CLEAR_S,
            forgive_s=alerts.away_s,
            card_s=CARD_HOLDS * alerts.hold_s,
        ),
        cooldown=CooldownPolicy(
            cooldown_s=alerts.cooldown_s,
            least_s=alerts.hold_s,
            max_per_hour=alerts.max_per_hour,
            reset_s=alerts.hold_s / 2,
        ),
        presence=PresencePolicy(alerts.away_s, BACK_AFTER_S),
        breaks=BreakPolicy(
            every_s=breaks.every_min * MINUTE_S,
            away_s=breaks.away_min * MINUTE_S,
            again_s=breaks.again_min * MINUTE_S,
            moved_s=breaks.moved_min * MINUTE_S,
            micro_every_s=breaks.micro_every_min * MINUTE_S,
            micro_s=breaks.micro_s,
        ),
        movement=MovementPolicy(
            moved_deg=breaks.moved_deg,
            moved_cm=breaks.moved_cm,
            moved_s=LASTING_S,
            away_s=alerts.away_s,
        ),
        still_too_long_s=settings.limits.still_too_long_min * MINUTE_S,
        frame_stands_s=FRAME_STANDS_S + _shared_every_s(settings),
    )


def offers_of(settings: Settings) -> Offers:
    """Which exercises may be proposed.

    Raises:
        SettingsError: The setting `stretches.exclude` names no exercise.
    """
    stretches = settings.stretches
    catalogue = catalogue_of(settings)
    if problems := unknown_keys(catalogue, stretches.exclude):
        heading = "The setting stretches.exclude needs fixing"
        raise SettingsError(heading, problems)
    return Offers(catalogue, Place(stretches.place), stretches.exclude)


def programme_catalogue(settings: Settings) -> Catalogue:
    """Return the exercises that a programme may ask for: at home there is a wall and a floor.

    Raises:
        SettingsError: The setting `stretches.exclude` names no exercise.
    """
    offers = offers_of(settings)
    return proposable(offers.catalogue, Place.ANY, offers.exclude)


def catalogue_of(settings: Settings) -> Catalogue:
    """The exercises, with the user's own among them.

    Raises:
        InputError: The user's file cannot be read.
        CatalogueError: It is no valid list of exercises.
    """
    own_file = settings.stretches.own_file
    if not own_file:
        return load_catalogue()
    path = Path(own_file).expanduser()
    try:
        catalogue = load_catalogue(read_text(path, EXERCISES_BYTES), str(path))
    except OSError as error:
        msg = (
            f"Cannot read your exercises {path}: {error.strerror or error}. Correct the setting "
            "stretches.own_file, or remove it with `posturecam settings unset stretches.own_file`."
        )
        raise InputError(msg) from error
    except UnicodeDecodeError as error:
        heading = f"The exercises in {path} need fixing"
        raise CatalogueError(heading, ["the file is not text"]) from error
    if problems := picture_problems(catalogue.exercises, path.parent):
        heading = f"The exercises in {path} need fixing"
        raise CatalogueError(heading, problems)
    return catalogue


def picture_of(exercise: Exercise, settings: Settings) -> Picture | None:
    """Return the picture that the user's own file has for `exercise`; None if there is none.

    Raises:
        InputError: It cannot be read, or not be shown safely.
    """
    if not exercise.picture:
        return None
    return read_picture(exercise.picture, Path(settings.stretches.own_file).expanduser().parent)
