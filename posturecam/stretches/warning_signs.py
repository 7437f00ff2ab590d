"""When to see a doctor instead of stretching, and who should ask first.

Most people with one of the signs have nothing serious, which is why the wording stays calm.
"""

from collections.abc import Iterable
from dataclasses import dataclass

SOURCES = (
    "primarycarenotebook.com, red flags in neck pain",
    "mpft.nhs.uk, neck pain",
    "gponline.com",
    "independentpharmacist.co.uk",
    "spine-health.com",
)
MUCH_PAIN = 7  # of 10: rest, and see somebody; common practice, as is the next one
SOME_PAIN = 4  # of 10: gently, as long as it gets no worse
DISCLAIMER = (
    "posturecam measures how your posture changes and suggests movement. "
    "It gives no diagnosis, is no treatment and does not replace a doctor or physiotherapist."
)
STOP_RULE = (
    "Stop if you get dizzy, if an arm or hand tingles or goes numb, "
    "or if pain becomes sharp or spreads."
)


@dataclass(frozen=True, slots=True)
class Signs:
    """Signs that ask for the same step: what to do, and when."""

    heading: str
    signs: tuple[str, ...]


EMERGENCY = Signs(
    "Call the emergency number or go to an emergency department now",
    (
        "severe pain, weakness or numbness after an accident or a fall",
        "new weakness in an arm or leg, clumsy hands or unsteady walking",
        "trouble controlling bladder or bowel, or numbness between the legs",
        "sudden severe headache, or a stiff neck with fever, rash, vomiting or pain from light",
        "sudden new neck pain or headache with double vision, dizziness, fainting or unsteadiness",
        "sudden trouble speaking or swallowing, or a face that droops on one side",
        "an electric shock down the back when you bend your neck",
        "chest pain or breathlessness, also with pain in the arm or jaw",
    ),
)
SOON = Signs(
    "See a doctor in the next days",
    (
        "pain after an accident, even a mild one",
        "pain with fever, night sweats, loss of weight or a feeling of being ill",
        "pain that travels into an arm or leg, or tingling or numbness that stays",
        "pain that is constant, wakes you at night or keeps getting worse",
        "pain that lasts beyond two weeks or stops you in daily life",
        "tenderness right on the bone of the spine",
        "neck or back pain for the first time under 20 or over 55",
        "pain when you have or had cancer, tuberculosis, HIV, weak immunity or inflamed joints",
        "pain when you take steroids, or drugs by injection",
    ),
)
UNNAMED_NOW = "one that needs help at once, in an exercise that hurt"
"""A sign that was answered with yes for the whole list at once."""
UNNAMED_SOON = "one that a doctor should see, in an exercise that hurt"
ASK_FIRST = Signs(
    "Ask a doctor or physiotherapist before you start exercises if you have",
    (
        "had surgery, a fracture or whiplash at neck or shoulder not long ago",
        "osteoporosis or inflammatory arthritis, such as rheumatoid arthritis",
        "a neck known to be unstable, or Down syndrome",
        "a shoulder that slips out",
        "a pregnancy, for exercises lying on the belly or the back",
    ),
)


def short_notice() -> str:
    """Return the line that ends every alert card."""
    return f"{STOP_RULE} Warning signs: posturecam stretch."


def full_notice() -> tuple[str, ...]:
    """Return every list with its heading, and the disclaimer, line by line."""
    listed = [line for group in (EMERGENCY, SOON, ASK_FIRST) for line in _lines(group)]
    return (
        *listed,
        "Most people with one of these signs have nothing serious, but it should be looked at.",
        f"From: {'; '.join(SOURCES)}.",
        DISCLAIMER,
    )


def _lines(group: Signs) -> Iterable[str]:
    return (f"{group.heading}:", *(f"  - {sign}" for sign in group.signs))
