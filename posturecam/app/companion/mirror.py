"""Before a calibration: somebody who looks at the page sees themselves, and what to change."""

from collections.abc import Callable
from typing import Final

from posturecam.app.companion.background import outline_in
from posturecam.app.companion.board import Board
from posturecam.core.measure.framing import advice
from posturecam.core.measure.subject_tracking import Followed, follow_subject
from posturecam.core.values import Observation, Pose, Unseen
from posturecam.ports import Observations
from posturecam.view.glance import Glance
from posturecam.view.guide import Guide
from posturecam.view.moment import Moment

EVERY_S: Final = 0.2
"""Between two pictures: five a second look alive."""


def mirror(
    observations: Observations, board: Board, glance: Glance, wanted: Callable[[], bool]
) -> None:
    """Show what `observations` show, while it is `wanted` and they go on."""
    followed, t = Followed(), 0.0
    while wanted():
        observation = observations.next(t + EVERY_S)
        if observation is None:
            return
        t = observation.t
        followed, seen = follow_subject(followed, observation, None)
        _show(board, glance, observation, seen)


def _show(board: Board, glance: Glance, observation: Observation, seen: Pose | Unseen) -> None:
    image = None if observation.frame is None else observation.frame.image
    now = seen.why.value if isinstance(seen, Unseen) else "you are seen"
    guide = Guide("", "", "", 0.0, now, "", hints=advice(seen, image), stage="intro")
    size = (0, 0) if image is None else (image.shape[1], image.shape[0])
    board.post(Moment(glance, guide=guide, size=size, outline=outline_in(seen)), image)
