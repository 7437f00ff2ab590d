"""MediaPipe's models: opened from their bundles, and closed together."""

from contextlib import ExitStack
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posturecam.edges.mediapipe.bundles import Bundles
from posturecam.edges.mediapipe.system_libraries import naming_system_libraries
from posturecam.errors import InputError


class Models:
    """Opens landmarkers, all of which end with `stack`.

    Opening raises InputError if MediaPipe cannot use a bundle.
    """

    def __init__(self, mediapipe: ModuleType, bundles: Bundles, stack: ExitStack) -> None:
        """Use the loaded module `mediapipe` and the files `bundles`."""
        self._mediapipe, self._bundles, self._stack = mediapipe, bundles, stack

    def image(self, pixels: NDArray[np.uint8]) -> Any:
        """Return `pixels`, (H, W, 3) RGB, as landmarkers take them."""
        return self._mediapipe.Image(
            image_format=self._mediapipe.ImageFormat.SRGB, data=np.ascontiguousarray(pixels)
        )

    def open_bodies(self, mode: str, people: int) -> Any:
        """Open a landmarker of bodies: "VIDEO" tracks from frame to frame, "IMAGE" does not."""
        vision = self._mediapipe.tasks.vision
        options = vision.PoseLandmarkerOptions(
            base_options=self._base(self._bundles.pose),
            running_mode=vision.RunningMode[mode],
            num_poses=people,
        )
        return self._open(vision.PoseLandmarker, options, self._bundles.pose)

    def open_faces(self, people: int) -> Any:
        """Open a landmarker of faces that searches each picture as if it were the first.

        A tracked mesh locks on wrongly after a jump.
        """
        vision = self._mediapipe.tasks.vision
        options = vision.FaceLandmarkerOptions(
            base_options=self._base(self._bundles.face), num_faces=people
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
        return self._stack.enter_context(opened)
