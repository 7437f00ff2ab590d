"""What a calibration puts on the board: the guide, and the picture it is about."""

import numpy as np

from posturecam.app.companion.board import Board
from posturecam.app.companion.instance import _Guiding
from posturecam.core.values import Frame, Observation, Unseen, Why
from posturecam.view.glance import Glance, Light
from posturecam.view.guide import Guide
from posturecam.view.moment import Moment

PICTURE = np.zeros((48, 64, 3), np.uint8)
GUIDE = Guide("Pose 1 of 1", "Sit tall.", "hold still", 5.0, "", "")


def test_a_guide_that_follows_a_picture_does_not_take_it_away() -> None:
    board = Board(Moment(Glance(Light.STARTING, "starting")))
    guiding = _Guiding(board, "default", "camera 0")
    with board.looking():
        seen = Unseen(0.0, Why.NOBODY)
        guiding.observed(Observation(0.0, (), Why.NOBODY, Frame(0.0, PICTURE)), seen)
        guiding.show(GUIDE)  # at once, before anybody has fetched the picture

        news = board.wait(0, 0.0)
        assert news is not None
        assert news.picture is PICTURE
        assert news.moment.guide == GUIDE
        assert news.moment.size == (64, 48)

        guiding.end()
        assert board.moment.guide is None
