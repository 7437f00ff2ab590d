"""An exercise that the instance leads: what can be asked of it, and what a glance shows of it."""

from dataclasses import replace
from enum import StrEnum

from posturecam.view.glance import Glance, Light
from posturecam.view.lesson import Lesson


class Asked(StrEnum):
    """What can be asked of the exercise that is led."""

    PAUSE = "pause"
    RESUME = "resume"
    SKIP = "skip"
    HURTS = "hurts"
    YES = "yes"  # to the question that is asked
    NO = "no"
    STOP = "stop"
    CLOSE = "close"  # put away what was done


def led_glance(lesson: Lesson, beside: Glance) -> Glance:
    """Return the glance while `lesson` goes on; once it is finished things are as `beside`."""
    if lesson.finished:
        return beside
    leading = led_text(lesson)
    return replace(
        beside, light=Light.LEADING, sentence=f"leading: {leading}", detail="", leading=leading
    )


def led_text(lesson: Lesson) -> str:
    """Say which exercise it is and how far: `chin tuck, 3 of 8`."""
    facts = (
        lesson.name[:1].lower() + lesson.name[1:],
        f"{lesson.count} of {lesson.of}" if lesson.of > 1 and lesson.count else "",
        "paused" if lesson.paused else "",
    )
    return ", ".join(filter(None, facts))
