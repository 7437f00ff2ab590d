"""The muscle view and the programme in sentences: likelihoods, with their source."""

from collections.abc import Sequence

from posturecam.core.insights.muscle_balance import Finding, Likelihood, State, upper_crossed
from posturecam.reports.programme import Item
from posturecam.stretches.show import CAUSES, session_text

SOURCE = (
    "From: Physiopedia, Upper-Crossed Syndrome (the pattern after Janda). Posture alone does not "
    "show what a muscle is like; a physiotherapist can test it."
)
NOTHING = "The pattern points to no muscle in particular, or too little was measured."
CROSSED = (
    "Head and shoulders both come forward: the pattern called upper crossed, in which the chest "
    "and the top of the neck are often tight and the front of the neck and the muscles between "
    "the shoulder blades often weak."
)
LIKELIHOODS = {Likelihood.LIKELY: "likely", Likelihood.POSSIBLE: "possibly"}
EFFECT = (
    "Trials of such programmes ran 4 to 12 weeks, mostly combined stretching and strengthening "
    "(JPSR 2025, 28 studies); give it that long before you judge it."
)
NO_PROGRAMME = "No programme follows yet. Moving often is the best start."


def balance_sentences(findings: Sequence[Finding]) -> tuple[str, ...]:
    """Say which muscles are likely tight or weak, and from what that is concluded."""
    if not findings:
        return (NOTHING,)
    crossed = (CROSSED,) if upper_crossed(findings) else ()
    return (*crossed, *(finding_text(finding) for finding in findings), SOURCE)


def finding_text(finding: Finding) -> str:
    """Say one finding: `The pectorals are likely tight (shoulders rounded).`."""
    causes = ", ".join(CAUSES[cause] for cause in finding.causes)
    words = f"{LIKELIHOODS[finding.likelihood]} {_state(finding)}"
    return f"{finding.muscle.value.capitalize()}: {words} ({causes})."


def item_text(item: Item) -> str:
    """Say one exercise of the programme: what, how much, how often."""
    muscles = ", ".join(muscle.value for muscle in item.muscles)
    amount = ", ".join(filter(None, (session_text(item.exercise.dose), item.often)))
    return f"{item.exercise.name}: to {item.does} {muscles}; {amount}."


def _state(finding: Finding) -> str:
    return "tight" if finding.state is State.TIGHT else "weak"
