"""Who a worker is: results are only the same where the same is installed."""

import json
import sys
from dataclasses import dataclass
from importlib.metadata import version
from typing import Final

import posturecam

ABOUT: Final = """
__import__("json").dumps({
    "id": __import__("distributed").get_worker().id,
    "name": str(__import__("distributed").get_worker().name),
    "Python": "%d.%d" % __import__("sys").version_info[:2],
    "posturecam": __import__("posturecam").__version__,
    "MediaPipe": __import__("importlib.metadata").metadata.version("mediapipe"),
})
""".strip()
"""What a worker is asked to evaluate: text, which every version of Python understands."""


@dataclass(frozen=True, slots=True)
class Member:
    """A worker's process."""

    identity: str  # another one when it was started again
    name: str


def member_of(answer: str) -> Member:
    """Return who has answered `ABOUT`."""
    about = json.loads(answer)
    return Member(about["id"], about["name"])


def faults_of(answer: str) -> str:
    """Return how a worker that has answered `ABOUT` differs from this process, or nothing."""
    theirs, ours = json.loads(answer), _ours()
    return ", ".join(
        f"{what} {theirs[what]} instead of {here}"
        for what, here in ours.items()
        if theirs[what] != here
    )


def _ours() -> dict[str, str]:
    return {
        "posturecam": posturecam.__version__,
        "Python": "{}.{}".format(*sys.version_info),
        "MediaPipe": version("mediapipe"),
    }
