"""Pictures -> body landmarks and face meshes, by MediaPipe.

Everything is put into image heights here: MediaPipe's x and y are fractions of the picture's width
and height, and the depth of a face is in widths.

The body is tracked from look to look while one person is in view: a third less work than searching
the whole picture, and half the jitter.  As soon as the faces say otherwise (two of them, or one
that is not on the tracked body), the whole picture is searched for everybody; so it is now and then
while nobody can say that the tracked person is the one wanted, who may be there without a face.
The model that searches takes 80 MB, so it is loaded when it is first needed, and then kept: to open
and close it in turns costs more.  Faces are always searched afresh: a tracked mesh locks on wrongly
after a jump.  A face too small to be found in the whole picture is searched once more where the
head of the body is.
"""

import math
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from posturecam.core.picture.exposure import unusable, why_nobody
from posturecam.core.pose.face_pairing import Box, Mesh, head_box, pair_faces
from posturecam.core.values import FACE_POINTS, Frame, Observation, Pose
from posturecam.edges.mediapipe.bundles import Bundles
from posturecam.edges.mediapipe.lazy_import import load_mediapipe
from posturecam.edges.mediapipe.no_telemetry import no_uploads
from posturecam.edges.mediapipe.system_libraries import naming_system_libraries
from posturecam.errors import InputError
from posturecam.ports import PoseFinder

MAX_PEOPLE: Final = 3
_SEARCH_EVERY_S: Final = 30.0
_DOUBT_S: Final = 3.0  # somebody who turns away for a moment is no reason to search
_SMALLEST_PX: Final = 16


class Landmark(Protocol):
    """What MediaPipe tells of one point."""

    x: float
    y: float
    z: float
    visibility: float | None
    presence: float | None


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
    with no_uploads(), ExitStack() as opened:
        yield _Finder(mediapipe, bundles, opened, max_people=max_people, related=related)


def to_pose(
    frame: Frame, landmarks: Sequence[Landmark], world: Sequence[Landmark], face: Mesh | None = None
) -> Pose:
    """Put the landmarks of one body on one scale; points outside the picture stay there."""
    aspect = _aspect(frame)
    points = _array(landmarks) * (aspect, 1.0, aspect)
    return Pose(
        t=frame.t,
        points=points[:, :2],
        visibility=np.array([mark.visibility or 0.0 for mark in landmarks], dtype=np.float64),
        world=_array(world),
        face=face,
        aspect=aspect,
        depth=points[:, 2],
        presence=np.array([mark.presence or 0.0 for mark in landmarks], dtype=np.float64),
    )


def to_face(frame: Frame, landmarks: Sequence[Landmark], box: Box | None = None) -> Mesh:
    """Put a face mesh on one scale, (468, 3); points beyond those repeat others.

    `box` is the part of the picture that was searched, if it was not the whole.
    """
    height, width = frame.image.shape[:2]
    box = box or Box(0, 0, width, height)
    scale = np.array([box.width, box.height, box.width]) / height
    corner = np.array([box.left, box.top, 0.0]) / height
    mesh: Mesh = _array(landmarks[:FACE_POINTS]) * scale + corner
    return mesh


def _array(landmarks: Sequence[Landmark]) -> NDArray[np.float64]:
    return np.array([(mark.x, mark.y, mark.z) for mark in landmarks], dtype=np.float64)


def _aspect(frame: Frame) -> float:
    height, width = frame.image.shape[:2]
    return float(width / height)


class _Finder:
    """A PoseFinder of loaded models."""

    def __init__(
        self,
        mediapipe: ModuleType,
        bundles: Bundles,
        opened: ExitStack,
        *,
        max_people: int,
        related: bool,
    ) -> None:
        self._mediapipe = mediapipe
        self._bundles = bundles
        self._opened = opened
        self._max_people = max_people
        self._last_ms = -1
        self._doubted_from_t = math.nan  # since when the tracked person may be somebody else
        self._searched_t = -math.inf
        self._company = False  # several people were seen last
        self._faces = self._open_faces()
        self._tracked = self._open_bodies("VIDEO", 1) if related else None
        self._searched = None if related else self._open_bodies("IMAGE", max_people)

    def find(self, frame: Frame, *, sure: bool = False) -> Observation:
        """Return everybody seen in `frame`, or why nobody could be seen."""
        why = unusable(frame.image)
        if why is None and min(frame.image.shape[:2]) >= _SMALLEST_PX:
            people = self._people(frame, sure=sure)
            if people:
                return Observation(frame.t, people, frame=frame)
        return Observation(frame.t, (), why=why or why_nobody(frame.image), frame=frame)

    def _people(self, frame: Frame, *, sure: bool) -> tuple[Pose, ...]:
        image = self._image(frame.image)
        faces = self._faces_in(frame, image)
        bodies = self._bodies(frame, image, faces, sure=sure)
        return tuple(self._with_face(frame, body) for body in bodies)

    def _bodies(
        self, frame: Frame, image: Any, faces: Sequence[Mesh], *, sure: bool
    ) -> tuple[Pose, ...]:
        """Return the tracked person if alone, else everybody."""
        tracked = self._track(frame, image, faces)
        if tracked is not None and not self._must_search(frame.t, tracked, sure=sure):
            return tracked
        everybody = pair_faces(_bodies(frame, self._search(image)), faces)
        self._searched_t, self._company = frame.t, len(everybody) > 1
        return tracked if tracked and not self._company else everybody

    def _track(self, frame: Frame, image: Any, faces: Sequence[Mesh]) -> tuple[Pose, ...] | None:
        """Return the tracked person, if any; None if the faces say that somebody else is there."""
        if self._tracked is None or len(faces) > 1:
            return None
        found = self._tracked.detect_for_video(image, self._later_ms(frame.t))
        people = pair_faces(_bodies(frame, found), faces)
        strange = bool(faces) and not any(one.face is not None for one in people)
        return None if strange else people

    def _must_search(self, t: float, tracked: tuple[Pose, ...], *, sure: bool) -> bool:
        """Tell whether somebody else may be in view, beside or in place of who is `tracked`.

        The tracker itself searches for somebody as long as it has nobody.
        """
        if sure or not tracked:
            self._doubted_from_t = math.nan
        elif math.isnan(self._doubted_from_t):
            self._doubted_from_t = t
        doubted = t - self._doubted_from_t >= _DOUBT_S
        return self._company or (doubted and t - self._searched_t >= _SEARCH_EVERY_S)

    def _faces_in(self, frame: Frame, image: Any, box: Box | None = None) -> list[Mesh]:
        return [to_face(frame, mesh, box) for mesh in self._faces.detect(image).face_landmarks]

    def _with_face(self, frame: Frame, body: Pose) -> Pose:
        """Search for the face of `body` at its head, if it was not found before."""
        box = head_box(body, *frame.image.shape[:2]) if body.face is None else None
        if box is None:
            return body
        part = frame.image[box.top : box.top + box.height, box.left : box.left + box.width]
        return pair_faces([body], self._faces_in(frame, self._image(part), box))[0]

    def _image(self, pixels: NDArray[np.uint8]) -> Any:
        return self._mediapipe.Image(
            image_format=self._mediapipe.ImageFormat.SRGB, data=np.ascontiguousarray(pixels)
        )

    def _later_ms(self, t: float) -> int:
        """Return `t` in milliseconds; the tracker wants every time to be later than the last."""
        self._last_ms = max(self._last_ms + 1, round(t * 1000))
        return self._last_ms

    def _search(self, image: Any) -> Any:
        if self._searched is None:
            self._searched = self._open_bodies("IMAGE", self._max_people)
        return self._searched.detect(image)

    def _open_bodies(self, mode: str, people: int) -> Any:
        vision = self._mediapipe.tasks.vision
        options = vision.PoseLandmarkerOptions(
            base_options=self._base(self._bundles.pose),
            running_mode=vision.RunningMode[mode],
            num_poses=people,
        )
        return self._open(vision.PoseLandmarker, options, self._bundles.pose)

    def _open_faces(self) -> Any:
        vision = self._mediapipe.tasks.vision
        options = vision.FaceLandmarkerOptions(
            base_options=self._base(self._bundles.face), num_faces=self._max_people
        )
        return self._open(vision.FaceLandmarker, options, self._bundles.face)

    def _base(self, bundle: Path) -> Any:
        if str(bundle).isascii():  # MediaPipe maps the file: 30 MB less than with its content
            return self._mediapipe.tasks.BaseOptions(model_asset_path=str(bundle))
        # Windows opens no other paths by their UTF-8 bytes.
        return self._mediapipe.tasks.BaseOptions(model_asset_buffer=bundle.read_bytes())

    def _open(self, landmarker: Any, options: Any, bundle: Path) -> Any:
        try:
            with naming_system_libraries():
                opened = landmarker.create_from_options(options)
        except (RuntimeError, ValueError) as error:
            msg = f"MediaPipe cannot use the model {bundle}: {error}. Use another one."
            raise InputError(msg) from error
        return self._opened.enter_context(opened)


def _bodies(frame: Frame, found: Any) -> list[Pose]:
    pairs = zip(found.pose_landmarks, found.pose_world_landmarks, strict=True)
    return [to_pose(frame, landmarks, world) for landmarks, world in pairs]
