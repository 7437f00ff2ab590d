"""Pictures -> body landmarks and face meshes of everybody in view, by MediaPipe.

What is searched for, and when, is decided in `core/pose/people_search.py`; here it is done.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Any, Final

from posturecam.core.picture.exposure import unusable, why_nobody
from posturecam.core.pose.face_pairing import Box, Mesh, pair_faces
from posturecam.core.pose.people_search import (
    People,
    PeopleSearch,
    after_search,
    after_tracking,
    face_region,
    is_somebody_else,
    one_body_accounts_for,
)
from posturecam.core.values import Frame, Observation, Pose
from posturecam.edges.mediapipe.bundles import Bundles
from posturecam.edges.mediapipe.freed_memory import give_back
from posturecam.edges.mediapipe.landmark_scale import to_face, to_pose
from posturecam.edges.mediapipe.lazy_import import load_mediapipe
from posturecam.edges.mediapipe.models import Models
from posturecam.edges.mediapipe.no_telemetry import no_uploads
from posturecam.edges.mediapipe.system_libraries import naming_system_libraries
from posturecam.ports import PoseFinder

MAX_PEOPLE: Final = 3
_SMALLEST_PX: Final = 16  # the shorter side of a picture that can show somebody


@contextmanager
def open_landmarker(
    bundles: Bundles, *, max_people: int = MAX_PEOPLE, related: bool = True
) -> Iterator[PoseFinder]:
    """Load the models for the length of a `with` block.

    `related` says that each picture follows the one before; unrelated photographs are searched
    one by one.

    Raises:
        InputError: MediaPipe cannot use a bundle.
        SystemLibraryError: A library of the system is missing.
    """
    with naming_system_libraries():
        mediapipe = load_mediapipe()
    with no_uploads(), ExitStack() as stack:
        stack.callback(give_back)  # after all models are closed
        yield _Finder(Models(mediapipe, bundles, stack), max_people, related=related)


class _Finder:
    """A PoseFinder of loaded models."""

    def __init__(self, models: Models, max_people: int, *, related: bool) -> None:
        self._models = models
        self._faces = models.open_faces(max_people)
        self._tracker = _Tracker(models.open_bodies("VIDEO", 1)) if related else None
        self._everybody = _Everybody(models, max_people, at_once=not related)
        self._search = PeopleSearch()

    def find(self, frame: Frame, *, sure: bool = False) -> Observation:
        """Return everybody seen in `frame`, or why nobody could be seen."""
        why = unusable(frame.image)
        if why is None and min(frame.image.shape[:2]) >= _SMALLEST_PX:
            people = self._people(frame, sure=sure)
            if people:
                return Observation(frame.t, people, frame=frame)
        return Observation(frame.t, (), why=why or why_nobody(frame.image), frame=frame)

    def _people(self, frame: Frame, *, sure: bool) -> People:
        image = self._models.image(frame.image)
        faces = self._faces_in(frame, image)
        bodies = self._bodies(frame, image, faces, sure=sure)
        return tuple(self._with_face(frame, body) for body in bodies)

    def _bodies(self, frame: Frame, image: Any, faces: Sequence[Mesh], *, sure: bool) -> People:
        tracked = self._tracked(frame, image, faces)
        if tracked is not None:
            self._search, due = after_tracking(self._search, frame.t, tracked, sure=sure)
            if not due:
                return tracked
        everybody = pair_faces(_bodies(frame, self._everybody.detect(image)), faces)
        self._search, people = after_search(self._search, frame.t, tracked or (), everybody)
        return people

    def _tracked(self, frame: Frame, image: Any, faces: Sequence[Mesh]) -> People | None:
        """Return the tracked person, if any; None if the faces show that somebody else is there."""
        if self._tracker is None or not one_body_accounts_for(faces):
            return None
        tracked = pair_faces(_bodies(frame, self._tracker.track(image, frame.t)), faces)
        return None if is_somebody_else(tracked, faces) else tracked

    def _with_face(self, frame: Frame, body: Pose) -> Pose:
        box = face_region(body, *frame.image.shape[:2])
        if box is None:
            return body
        part = frame.image[box.top : box.top + box.height, box.left : box.left + box.width]
        return pair_faces([body], self._faces_in(frame, self._models.image(part), box))[0]

    def _faces_in(self, frame: Frame, image: Any, box: Box | None = None) -> list[Mesh]:
        return [to_face(frame, mesh, box) for mesh in self._faces.detect(image).face_landmarks]


class _Tracker:
    """Follows one body from frame to frame."""

    def __init__(self, landmarker: Any) -> None:
        self._landmarker, self._last_ms = landmarker, -1

    def track(self, image: Any, t: float) -> Any:
        """Follow the body to `image`; MediaPipe wants every time to be later than the last."""
        self._last_ms = max(self._last_ms + 1, round(t * 1000))
        return self._landmarker.detect_for_video(image, self._last_ms)


class _Everybody:
    """Searches whole pictures.

    The model takes 80 MB, so it is loaded when it is first needed, unless `at_once`, and then kept:
    to open and close it in turns costs more.
    """

    def __init__(self, models: Models, most: int, *, at_once: bool) -> None:
        self._open = partial(models.open_bodies, "IMAGE", most)
        self._landmarker: Any = self._open() if at_once else None

    def detect(self, image: Any) -> Any:
        """Search `image` for bodies."""
        if self._landmarker is None:
            self._landmarker = self._open()
        return self._landmarker.detect(image)


def _bodies(frame: Frame, found: Any) -> list[Pose]:
    pairs = zip(found.pose_landmarks, found.pose_world_landmarks, strict=True)
    return [to_pose(frame, landmarks, world) for landmarks, world in pairs]
