"""Muscle balance and programme in sentences: likelihoods, with their source."""

from collections.abc import Iterator, Sequence

from posturecam.core.insights.certainty import Certainty
from posturecam.core.insights.muscle_balance import Finding, Likelihood, upper_crossed
from posturecam.stretches.programme import Item
from posturecam.stretches.sentences import capital
from posturecam.stretches.show import CAUSES, session_text

SOURCE = (
    "From: Physiopedia, Upper-Crossed Syndrome (the pattern after Janda). Posture alone does not "
    "show what a muscle is like; a physiotherapist can test it."
)
NOTHING = "No muscle group stands out."
UNMEASURED = "{fault}: the angle was not measured on any day for long enough to conclude anything."
UNCERTAIN = (
    "{fault}: the angle is known to +- {error:.1f} degrees; conclusions about muscles take "
    "+- {needed:.1f} or better, which more days bring."
)
CROSSED = (
    "Head and shoulders both come forward: the pattern called upper crossed, in which the chest "
    "and the top of the neck are often tight and the front of the neck and the muscles between "
    "the shoulder blades often weak."
)
LIKELIHOODS = {Likelihood.LIKELY: "Likely", Likelihood.POSSIBLE: "Possibly"}
TICKS = "The boxes are for one week: print this page, or open it again for the next."
EFFECT = (
    "Trials of such programmes ran 4 to 12 weeks, mostly combined stretching and strengthening "
    "(JPSR 2025, 28 studies); give it that long before you judge it."
)
TODAY = (
    "What is for today, and how much of it: `posturecam stretch --today`. It begins with half of "
    "the repetitions and two exercises a day, and grows by what you do."
)
NO_PROGRAMME = "No programme follows yet. Moving often is the best start."


def balance_sentences(
    findings: Sequence[Finding], certainties: Sequence[Certainty] = ()
) -> tuple[str, ...]:
    """Say which muscles are likely tight or weak, and from which faults nothing follows."""
    uncertain = tuple(_uncertain(one) for one in certainties if not one.enough)
    if not findings:
        return uncertain or (NOTHING,)
    crossed = (CROSSED,) if upper_crossed(findings) else ()
    return (*crossed, *_grouped(findings), *uncertain, SOURCE)


def _grouped(findings: Sequence[Finding]) -> Iterator[str]:
    """Say findings of one kind together: `Likely tight: pectorals (shoulders rounded).`."""
    groups: dict[str, dict[str, list[str]]] = {}
    for finding in findings:
        kind = f"{LIKELIHOODS[finding.likelihood]} {finding.state}"
        causes = ", ".join(CAUSES[cause] for cause in finding.causes)
        groups.setdefault(kind, {}).setdefault(causes, []).append(finding.muscle)
    for kind, by_causes in groups.items():
        said = (f"{', '.join(muscles)} ({causes})" for causes, muscles in by_causes.items())
        yield f"{kind}: {'; '.join(said)}."


def item_text(item: Item) -> str:
    """Say one exercise of the programme: what, how much, how often."""
    muscles = ", ".join(muscle.value for muscle in item.muscles)
    amount = ", ".join(filter(None, (session_text(item.exercise.dose), item.often)))
    for_what = f"to {item.does} {muscles}; " if muscles else ""
    return f"{item.exercise.name}: {for_what}{amount}."


def _uncertain(one: Certainty) -> str:
    fault = capital(CAUSES[one.cause])
    if one.error_deg is None:
        return UNMEASURED.format(fault=fault)
    return UNCERTAIN.format(fault=fault, error=one.error_deg, needed=one.needed_deg)
