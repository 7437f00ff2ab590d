import threading

import numpy as np

from posturecam.app.companion.board import Board
from posturecam.view.glance import Glance, Light
from posturecam.view.lesson import Lesson
from posturecam.view.moment import Moment

STARTING = Moment(Glance(Light.STARTING, "starting ..."))
WELL = Moment(Glance(Light.WELL, "sitting well"))
PICTURE = np.zeros((4, 4, 3), np.uint8)


def test_the_newest_moment_counts_and_nothing_queues() -> None:
    board = Board(STARTING)
    board.post(Moment(Glance(Light.AWAY, "away")))
    board.post(WELL)
    news = board.wait(-1, 0.0)
    assert news is not None
    assert (news.number, news.moment) == (2, WELL)
    assert board.moment == WELL


def test_the_same_moment_again_is_no_news() -> None:
    board = Board(STARTING)
    board.post(Moment(Glance(Light.STARTING, "starting ...")))
    assert board.wait(0, 0.0) is None


def test_whoever_waits_is_woken() -> None:
    board = Board(STARTING)
    got = []
    waiter = threading.Thread(target=lambda: got.append(board.wait(0, 60.0)))
    waiter.start()
    board.post(WELL)
    waiter.join(60.0)
    assert got[0] is not None
    assert got[0].moment == WELL


def test_a_picture_is_kept_only_while_somebody_looks() -> None:
    board = Board(STARTING)
    board.post(WELL, PICTURE)
    assert board.wait(0, 0.0).picture is None
    with board.looking():
        assert board.wants_pictures
        board.post(WELL, PICTURE)
        with board.looking():
            pass
        assert board.wait(1, 0.0).picture is PICTURE
    assert not board.wants_pictures
    assert board.wait(0, 0.0).picture is None


def test_an_exercise_is_shown_with_whatever_else_there_is() -> None:
    board = Board(STARTING)
    lesson = Lesson("chin_tuck", "Chin tuck", "Draw your chin back.", count=3, of=8)
    board.lead(lesson)
    board.post(WELL)

    assert board.moment.lesson == lesson
    assert board.moment.glance.sentence == "leading: chin tuck, 3 of 8"
    assert board.beside == WELL.glance
    board.lead(None)
    assert board.moment == WELL
