"""Small grey pictures of a wall, seen from a little elsewhere."""

import numpy as np

from posturecam.core.values import Grey

HEIGHT, WIDTH = 96, 128


def room(seed: int = 1) -> Grey:
    """A wall with shelves, twice the size of the picture."""
    random = np.random.default_rng(seed)
    wall = np.full((2 * HEIGHT, 2 * WIDTH), 120, np.float32)
    for _ in range(60):
        row, column = random.integers(0, 2 * HEIGHT), random.integers(0, 2 * WIDTH)
        wall[row : row + 20, column : column + 15] = random.integers(0, 255)
    return wall


ROOM = room()


def seen(down: int = 0, right: int = 0, wall: Grey = ROOM) -> Grey:
    return np.ascontiguousarray(wall[40 - down :, 40 - right :][:HEIGHT, :WIDTH])
