"""What the doctor says of the reasons to be quiet: which are detected here, and how."""

import sys

from posturecam.core.alerts.deferral import Hush
from posturecam.edges.desktop.answer import Answer
from posturecam.edges.desktop.busy import answers
from posturecam.edges.desktop.busy_probes import SETTINGS, wanted_hushes
from posturecam.edges.desktop.finding import Finding
from posturecam.settings import Quiet

NAMES = {
    Hush.IN_CALL: "a call",
    Hush.PRESENTING: "a presentation or film",
    Hush.CAMERA_USED: "a camera in use",
    Hush.FULL_SCREEN: "full screen",
    Hush.DO_NOT_DISTURB: "do not disturb",
}
UNTRIED = "; untried on this system" if sys.platform in ("darwin", "win32") else ""


def quiet_finding(wanted: Quiet) -> Finding:
    """Ask for each reason that is wanted, and say what came of it."""
    return finding_of(wanted, answers(wanted))


def finding_of(wanted: Quiet, found: dict[Hush, Answer]) -> Finding:
    """Put the answers into words; what cannot be known is a note."""
    if not found:
        return Finding("quiet", ok=True, text="switched off (quiet.*)", needed=False)
    unknown = [hush for hush, answer in found.items() if answer.yes is None]
    texts = [_said(hush, answer) for hush, answer in found.items()]
    off = [key for hush, key in SETTINGS.items() if hush not in wanted_hushes(wanted)]
    texts += [f"switched off: {', '.join(f'quiet.{key}' for key in off)}"] * bool(off)
    step = (
        f"Alerts come all the same during {_listed(unknown)}: this computer does not show it. "
        "`posturecam snooze` keeps them away for a while."
    )
    return Finding(
        "quiet",
        ok=not unknown,
        text=f"{'; '.join(texts)}{UNTRIED}",
        next_step=step if unknown else "",
        needed=False,
    )


def _said(hush: Hush, answer: Answer) -> str:
    state = {True: "now", False: "detected, not now", None: "cannot be known"}[answer.yes]
    return f"{NAMES[hush]}: {state} ({answer.how})"


def _listed(hushes: list[Hush]) -> str:
    return ", ".join(NAMES[hush] for hush in hushes)
