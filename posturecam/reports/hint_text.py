"""Workplace hints in sentences, each with the figure behind it."""

from posturecam.core.insights.workplace_hints import Advice, Hint

TEXTS = {
    Advice.SCREEN_LOW: (
        "You look down by {figure:.0f} degrees on average, counted from your calibration. Raise "
        "the screen until its top edge is about level with your eyes; a laptop needs a stand and "
        "a keyboard of its own."
    ),
    Advice.LOOKING_DOWN: (
        "{figure:.0f} % of the time you look down at desk, keyboard or phone. A document stand "
        "beside the screen brings paper up; a phone is easier on the neck held higher."
    ),
    Advice.TOO_CLOSE: (
        "Your eyes are {figure:.0f} cm from the camera on average. An arm's length is comfortable "
        "for most; larger text helps more than leaning in."
    ),
    Advice.OFF_CENTRE: (
        "You sit {size:.0f} % of the picture's width to the {side} of its middle. Move the main "
        "screen, the keyboard or the chair until they are in one line."
    ),
    Advice.TURNED: (
        "Your head is turned by {size:.0f} degrees to the {side} on average. Put the screen that "
        "you use most straight ahead."
    ),
    Advice.SECOND_SCREEN: (
        "{figure:.0f} % of the time you are turned away, as to a second screen. With two screens "
        "used alike, let their edges meet in the middle and turn the chair, not the neck."
    ),
    Advice.CAMERA_TILT: (
        "The camera is tilted by {size:.0f} degrees {tilt}. The measurement allows for it, but "
        "is best with the camera near eye height."
    ),
    Advice.HEAD_TILT: (
        "Your head is tilted by {size:.0f} degrees to the {side} on average. A telephone held "
        "with the shoulder, glasses or a screen off to one side are common reasons."
    ),
    Advice.RAISED_SHOULDERS: (
        "{figure:.0f} % of the time in which they were judged your shoulders are raised. Try a "
        "lower desk or armrests, a higher chair, or the keyboard nearer to you."
    ),
    Advice.NO_BREAKS: (
        "You took {figure:.0f} % of the breaks that were due. A minute or two of moving every "
        "half hour is enough, and has not been found to cost productivity."
    ),
    Advice.LONG_STILL: (
        "Your longest time without a change of position was {figure:.0f} minutes. Change how you "
        "sit now and then, or stand for a while; no position is good for hours."
    ),
}
NOTHING = "Nothing stands out."


def hint_text(hint: Hint) -> str:
    """Say what was measured and what might be changed."""
    return TEXTS[hint.advice].format(
        figure=hint.figure,
        size=abs(hint.figure),
        side="left" if hint.figure > 0 else "right",
        tilt="up" if hint.figure > 0 else "down",
    )
