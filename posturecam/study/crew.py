"""Who a worker is: results are only the same where the same is installed."""

import json
import sys
from dataclasses import dataclass
from importlib.metadata import version
from typing import Final

import posturecam

LIBRARIES: Final = ("mediapipe", "numpy", "opencv-contrib-python", "av")
"""What numbers depend on beside posturecam: models, arithmetic, decoding."""
ABOUT: Final = f"""
__import__("json").dumps({{
    "id": __import__("distributed").get_worker().id,
    "name": str(__import__("distributed").get_worker().name),
    "versions": {{
        "Python": "%d.%d" % __import__("sys").version_info[:2],
        "posturecam": __import__("posturecam").__version__,
        **{{
            name: __import__("importlib.metadata").metadata.version(name)
            for name in {LIBRARIES}
        }},
    }},
}})
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
    theirs, ours = json.loads(answer)["versions"], versions()
    return ", ".join(
        f"{what} {theirs[what]} instead of {here}"
        for what, here in ours.items()
        if theirs[what] != here
    )


def versions() -> dict[str, str]:
    """Return the versions here, as a worker answers."""
    return {
        "Python": "{}.{}".format(*sys.version_info),
        "posturecam": posturecam.__version__,
        **{name: version(name) for name in LIBRARIES},
    }
