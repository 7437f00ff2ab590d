"""The alert machine again, slow and obvious: everything is counted out of a fine timeline.

Looks fall on ticks.  For each look the whole past is gone through once more.
"""

from collections.abc import Sequence
from itertools import pairwise

from posturecam.core.alerts.alerting import AlertPolicy
from posturecam.core.alerts.requests import Dismiss, Resume, Snooze
from posturecam.core.values import Cause, EventKind, Level, Why
from tests.support.stories import Moment

TICKS_PER_S = 32  # a power of two, so that times are exact

Happening = tuple[float, EventKind, Cause, Level | None]


def due(  # noqa: C901, PLR0912, PLR0915 - one long story is easier to check than many short ones
    policy: AlertPolicy, story: Sequence[Moment]
) -> list[Happening]:
    """Return every alert and clearing that the story has earned."""
    log: list[Happening] = []
    open_alerts: dict[Cause, tuple[Level, set[Cause]]] = {}
    notices: list[float] = []  # alerts that began a silence
    doublings, dismissed, corrected = 0, False, True
    snoozed_until: float | None = None
    fresh_from = 0  # holds count from this look on
    reported: list[set[Cause]] = []  # open after each look
    for n, moment in enumerate(story):
        t = moment.t
        if good_ticks(policy, story[: n + 1], reported) >= policy.cooldown.reset_s * TICKS_PER_S:
            doublings, corrected = 0, True
        if snoozed_until is not None and t >= snoozed_until:
            snoozed_until, fresh_from = None, n
        for request in moment.requests:
            if isinstance(request, Snooze):
                snoozed_until, fresh_from = t + request.for_s, n
            elif request == Resume() and snoozed_until is not None:
                snoozed_until, fresh_from = None, n
            elif request == Dismiss() and notices and not dismissed and not corrected:
                dismissed, doublings = True, min(2, doublings + 1)
        past = story[fresh_from : n + 1]
        for cause in list(open_alerts):
            judged = not isinstance(moment.seen, Why) and cause in moment.seen
            if judged and spell(policy, past, cause)[1]:
                del open_alerts[cause]
                log.append((t, EventKind.CLEARED, cause, None))
        if snoozed_until is not None or isinstance(moment.seen, Why):
            reported.append(set(open_alerts))
            continue
        faults = [cause for cause, ratio in moment.seen.items() if ratio >= 1]
        held = [cause for cause in faults if held_long(policy, past, cause)]
        held.sort(key=moment.seen.__getitem__, reverse=True)
        silence = max(policy.cooldown.cooldown_s * 2**doublings, policy.cooldown.least_s)
        chosen: Cause | None = None
        level = Level.NOTICE
        if notices and t < notices[-1] + silence:
            for cause in held:
                known = open_alerts.get(cause)
                noticed = known is not None and known[0] is Level.NOTICE and not dismissed
                if noticed and chosen is None and loud(policy, past, cause):
                    chosen, level = cause, Level.CARD
        else:
            named = {c for c, (_, also) in open_alerts.items() for c in (c, *also)}
            again = not notices or t >= notices[-1] + policy.holds.card_s
            free = [cause for cause in held if again or cause not in named]
            if free:
                chosen = free[0]
                level = Level.CARD if loud(policy, past, chosen) else Level.NOTICE
                if not corrected and not dismissed:
                    doublings = min(2, doublings + 1)
                notices.append(t)
                dismissed = corrected = False
        if chosen is not None:
            open_alerts[chosen] = (level, set(faults) - {chosen})
            log.append((t, EventKind.ALERT, chosen, level))
        reported.append(set(open_alerts))
    return log


def timeline(policy: AlertPolicy, past: Sequence[Moment], cause: Cause) -> list[float | None]:
    """What was known of `cause` at every tick from the first look to the last."""
    ticks: list[float | None] = []
    for moment, following in pairwise(past):
        count = round((following.t - moment.t) * TICKS_PER_S)
        known = None if isinstance(moment.seen, Why) else moment.seen.get(cause)
        stands_s = min(policy.frame_stands_s, policy.holds.hold_s / 2)
        stands = min(count, round(stands_s * TICKS_PER_S))
        ticks += [known] * stands + [None] * (count - stands)
    return ticks


def spell(policy: AlertPolicy, past: Sequence[Moment], cause: Cause) -> tuple[list[bool], bool]:
    """The measured ticks of the fault going on (beyond the limit or not), and: corrected?"""
    ticks: list[bool] = []
    good = under = gap = 0
    well_after = policy.holds.clear_after_s * TICKS_PER_S
    within_after = policy.holds.under_after_s * TICKS_PER_S
    for ratio in timeline(policy, past, cause):
        if ratio is None:
            gap += 1
            if gap > policy.holds.forgive_up_to_s * TICKS_PER_S:
                ticks, good, under = [], 0, 0
            continue
        gap = 0
        good = good + 1 if ratio < policy.holds.clear_ratio else 0
        under = under + 1 if ratio < 1 else 0
        if good >= well_after or under >= within_after:
            ticks = []
        elif ticks or ratio >= 1:
            ticks.append(ratio >= 1)
    return ticks, good >= well_after or under >= within_after


def held_long(policy: AlertPolicy, past: Sequence[Moment], cause: Cause) -> bool:
    ticks, _ = spell(policy, past, cause)
    window = round(policy.holds.hold_s * TICKS_PER_S)
    return len(ticks) >= window and sum(ticks[-window:]) >= policy.holds.share * window


def loud(policy: AlertPolicy, past: Sequence[Moment], cause: Cause) -> bool:
    return len(spell(policy, past, cause)[0]) >= policy.holds.card_s * TICKS_PER_S


def good_ticks(policy: AlertPolicy, past: Sequence[Moment], reported: Sequence[set[Cause]]) -> int:
    """Ticks of good posture since the last poor one; ticks that tell nothing do not count.

    Nor do those that tell nothing of a fault that was `reported`.
    """
    good = 0
    for (moment, following), open_alerts in zip(pairwise(past), reported, strict=True):
        if isinstance(moment.seen, Why):
            continue
        if any(ratio >= 1 for ratio in moment.seen.values()):
            good = 0
        elif open_alerts <= set(moment.seen):
            stands = min(following.t - moment.t, policy.frame_stands_s)
            good += round(stands * TICKS_PER_S)
    return good
