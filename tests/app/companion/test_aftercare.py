from posturecam.app.companion.aftercare import CHECK_S, TRIAL_S, Aftercare


class Clock:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def test_the_check_begins_with_the_first_frame_and_each_stage_begins_once() -> None:
    clock = Clock()
    care = Aftercare(clock)
    clock.now_s = 100.0
    assert care.guide().left_s == CHECK_S
    began = []
    for seconds in (0.0, 1.0, CHECK_S - 0.1, CHECK_S, CHECK_S + 1, CHECK_S + TRIAL_S, 500.0):
        clock.now_s = 100.0 + seconds
        began.append((care.advance(), care.stage))
    assert began == [
        ("", "checking"),
        ("", "checking"),
        ("", "checking"),
        ("trial", "trial"),
        ("", "trial"),
        ("done", "done"),
        ("", "done"),
    ]


def test_the_guide_counts_down_within_each_stage_and_says_what_to_do() -> None:
    clock = Clock()
    care = Aftercare(clock)
    care.advance()
    shown = []
    for seconds in (5.0, CHECK_S + 3.0, CHECK_S + TRIAL_S + 5.0):
        clock.now_s = seconds
        guide = care.guide()
        assert guide.todo
        shown.append((guide.stage, guide.phase, guide.left_s, guide.of_s))
    assert shown == [
        ("checking", "checking", CHECK_S - 5.0, CHECK_S),
        ("trial", "trial", TRIAL_S - 3.0, TRIAL_S),
        ("done", "", 0.0, 0.0),
    ]
