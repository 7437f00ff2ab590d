"""The one instance that runs in the background: it watches, calibrates, waits, and never gives up.

A run ends when its source does, when settings change or a calibration is asked for; then the next
begins.  What goes wrong is shown, and tried again.
"""

import time
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import replace
from typing import Final

from posturecam.app.calibrate.from_recording import finish
from posturecam.app.calibrate.guided import DEFAULT_POSES, Lessons, give_all, poses_of
from posturecam.app.companion.aftercare import Aftercare
from posturecam.app.companion.background import Background, Shared, outline_in
from posturecam.app.companion.board import Board
from posturecam.app.companion.bystanders import Bystanders, informed
from posturecam.app.companion.desk import Desk
from posturecam.app.companion.mirror import mirror
from posturecam.app.companion.page_process import PageProcess
from posturecam.app.companion.start import Start
from posturecam.app.known_exercises import with_experience
from posturecam.app.losses import Losses
from posturecam.app.policies import MINUTE_S, rules_of
from posturecam.app.resources import chosen_profile, open_seen, settings_of, stored_profile
from posturecam.app.run_totals import Totals
from posturecam.app.watch.controls import Controls
from posturecam.app.watch.run import Carried, Run, Watched
from posturecam.core.values import Frame, Observation, Pose, Unseen
from posturecam.edges.control.server import open_control
from posturecam.edges.files import folders
from posturecam.edges.files.process_lock import INSTANCE, only_one
from posturecam.edges.sources.open_source import LIVE, kind_of
from posturecam.edges.sources.source_name import printable
from posturecam.edges.sources.stream_clock import StreamClock
from posturecam.edges.terminal.interruption import ends_cleanly
from posturecam.errors import CalibrationError, CameraError, PosturecamError, ProfileMissingError
from posturecam.settings import Settings
from posturecam.view.commands import Calibrate
from posturecam.view.glance import Glance, Light
from posturecam.view.guide import Guide
from posturecam.view.moment import Moment

RETRY_S: Final = 10.0
"""After a fault, such as a camera that is not there, until it is tried again."""

LOOK_S: Final = 0.5
"""Between two looks whether somebody wants to see themselves, or a pause is over."""

FIRST: Final = "Show once how you sit well: everything is compared with that. It takes a minute."

AGAIN_S: Final = 1.0
"""After a recording has ended until it is played again."""

STARTING: Final = Moment(Glance(Light.STARTING, "starting ..."))


def serve(wish: Start) -> None:
    """Be the instance until somebody ends it.

    Raises:
        SourceError: The source that was given is a file that is not there.
        RunningError: There is one already.
        StorageError: There is no place for its socket.
    """
    if wish.source is not None:
        kind_of(wish.source)
    settings = settings_of(wish.overrides)
    controls = Controls(settings.notifications.snooze_min * MINUTE_S)
    shared = Shared(Board(STARTING), controls, Totals())
    desk = Desk(shared, PageProcess().open)
    with (
        ends_cleanly(),
        suppress(KeyboardInterrupt),  # whoever may ask, may ask for the end, from here on
        only_one(folders.data_dir() / "locks", INSTANCE),
        open_control(desk),
        informed(shared.board, desk, settings, desk.note) as around,
        closing(shared.leading),
    ):
        _Instance(wish, shared, desk, around).go()


class _Instance:
    """Goes from run to run."""

    def __init__(self, wish: Start, shared: Shared, desk: Desk, around: Bystanders) -> None:
        self._wish, self._shared, self._desk, self._around = wish, shared, desk, around
        self._carried = Carried()

    def go(self) -> None:
        """Watch, calibrate, pause or wait, until somebody ends it.

        Raises:
            KeyboardInterrupt: The end was asked for.
        """
        while not self._desk.ending:
            self._desk.begin()
            try:
                self._one(settings_of(self._wish.overrides))
            except ProfileMissingError:
                self._await_calibration()
            except CameraError as error:
                self._stand_by(Light.CAMERA_LOST, "no camera", str(error), RETRY_S)
            except PosturecamError as error:
                self._stand_by(Light.UNSURE, "not measuring", str(error), RETRY_S)

    def _one(self, settings: Settings) -> None:
        self._around.follow_settings(settings)
        self._shared.controls.snooze_s = settings.notifications.snooze_min * MINUTE_S
        self._shared.leading.settings = settings
        asked = self._desk.take_calibration()
        if asked is not None:
            self._calibrate(asked, settings)
        elif self._shared.controls.paused:
            self._pause(settings)
        else:
            self._watch(settings)

    def _watch(self, settings: Settings) -> None:
        """Watch until the source ends or something else is asked for."""
        spec = self._spec(settings)
        live = kind_of(spec) in LIVE
        if not live:
            self._carried = Carried()
            self._shared.controls.start_over()
        profile = chosen_profile(self._wish.profile, settings)
        stored = stored_profile(profile)
        watched = Watched(spec, profile, settings, with_experience(rules_of(settings)))
        losses = Losses()
        with only_one(folders.data_dir() / "locks", profile) as unlocked:
            losses.add(unlocked, asked=False)
            front = Background(watched, self._shared, losses, self._around.event)
            Run(watched, front, losses).go(stored, self._carried)
        if not live:
            self._desk.wait(AGAIN_S)

    def _calibrate(self, asked: Calibrate, settings: Settings) -> None:
        """Guide somebody who looks at the page through the poses."""
        spec = self._wish.profile or settings.profiles.use
        source, clock = self._spec(settings), StreamClock()
        guiding = _Guiding(self._shared.board, spec, printable(source))
        lessons = Lessons(
            guiding.show, clock, time.sleep, settings.camera, guiding.stop, guiding.observed
        )
        self._desk.lessons = lessons
        try:
            poses = poses_of(asked.poses or ",".join(DEFAULT_POSES), quick=False)
            guided, size = give_all(lessons, source, poses, settings, clock)
            finish(guided, size, spec, source, settings.camera)
        except _Stopped:
            guiding.end()
        except CalibrationError as error:
            self._shared.refused = refusal(error.problems)
        except PosturecamError as error:
            self._shared.refused = refusal([str(error)])
        else:
            self._shared.aftercare = Aftercare()
            self._shared.controls.start_over()
        finally:
            self._desk.lessons = None

    def _stand_by(self, light: Light, sentence: str, detail: str, patience_s: float) -> None:
        """Show why nothing is watched, and wait until that may have changed."""
        profile, snooze_s = self._wish.profile or "", self._shared.controls.snooze_s
        glance = Glance(light, sentence, detail, profile=profile, snooze_s=snooze_s)
        self._shared.board.post(Moment(glance, guide=self._shared.refused))
        self._desk.wait(patience_s)

    def _pause(self, settings: Settings) -> None:
        """Show that it is paused, and open no camera until that ends or something is asked for."""
        controls = self._shared.controls
        glance = Glance(
            Light.PAUSED,
            "paused",
            paused_until=controls.pause_end,
            profile=chosen_profile(self._wish.profile, settings),
            source=printable(self._spec(settings)),
        )
        self._shared.board.post(Moment(glance, guide=self._shared.refused))
        while controls.paused and not self._desk.wait(LOOK_S):
            pass

    def _await_calibration(self) -> None:
        """Wait until something is asked for; whoever looks meanwhile sees themselves."""
        profile = self._wish.profile or ""
        glance = Glance(Light.UNCALIBRATED, "not calibrated yet", FIRST, profile=profile)
        self._shared.board.post(Moment(glance, guide=self._shared.refused))
        while not self._desk.wait(LOOK_S):
            if self._shared.board.wants_pictures and self._shared.refused is None:
                self._mirror(glance)
                return

    def _mirror(self, glance: Glance) -> None:
        settings, board = settings_of(self._wish.overrides), self._shared.board
        with open_seen(self._spec(settings), settings, real_time=True) as (observations, _):
            mirror(observations, board, glance, lambda: board.wants_pictures and self._idle())

    def _idle(self) -> bool:
        """Whether nothing is asked for that ends a wait."""
        return not self._desk.asked

    def _spec(self, settings: Settings) -> str:
        return self._wish.source or settings.camera.source


class _Stopped(Exception):  # noqa: N818 (a request of the user, no error)
    """The calibration was stopped by the user."""


class _Guiding:
    """Puts the lessons of a calibration on the board, with the picture."""

    def __init__(self, board: Board, profile: str, source: str) -> None:
        self._board = board
        glance = Glance(Light.CALIBRATING, "calibrating", profile=profile, source=source)
        self._moment = Moment(glance)
        self._frame: Frame | None = None  # the newest; a moment without one would take it away
        self._stopped = False

    def show(self, guide: Guide) -> None:
        glance = replace(self._moment.glance, detail=guide.todo)
        self._moment = replace(self._moment, guide=guide, glance=glance)
        self._board.post(self._moment, None if self._frame is None else self._frame.image)

    def observed(self, observation: Observation, seen: Pose | Unseen) -> None:
        """Show the picture with the person in it, and what should be changed.

        Raises:
            _Stopped: The user has stopped the calibration.
        """
        if self._stopped:
            raise _Stopped
        frame = observation.frame
        if frame is not None:
            height, width = frame.image.shape[:2]
            self._moment = replace(self._moment, size=(width, height), outline=outline_in(seen))
            self._frame = frame
            self._board.post(self._moment, frame.image)

    def stop(self) -> None:
        """End it with the next observation."""
        self._stopped = True

    def end(self) -> None:
        """Show no guide any more."""
        self._moment = replace(self._moment, guide=None)
        self._board.post(self._moment)


def refusal(problems: Sequence[str]) -> Guide:
    """Say why there is no new profile."""
    todo = "Nothing was changed. Mend this and begin again:"
    return Guide("Not calibrated", todo, "", 0.0, "", "", stage="refused", problems=tuple(problems))
