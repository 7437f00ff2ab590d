"""What a comparison of two cameras says: the sentence, the table, the page, the picture, JSON."""

import json
import re
from dataclasses import replace

import cv2
import numpy as np
import pytest

from posturecam.core.verify.agreement import Estimate
from posturecam.core.verify.alignment import Alignment
from posturecam.core.verify.gains import NoGains
from posturecam.reports.verify_figures import figures
from posturecam.reports.verify_page import verify_html
from posturecam.reports.verify_picture import light_colours, verify_picture
from posturecam.reports.verify_text import verify_text
from posturecam.reports.verify_values import shared_values, verify_values
from posturecam.reports.verify_words import headline, how_compared
from tests.support.verified import AGREEMENT, CALLS, verified


def scaled(value: float, low: float, high: float) -> str:
    slope = Estimate(value, low, high)
    return headline(verified(agreement=replace(AGREEMENT, slope=slope))).partition("; ")[2]


def test_one_plain_sentence_comes_first() -> None:
    assert verify_text(verified()).splitlines()[0] == (
        "On you it is good to 3.1 degrees (90 %: 2.4 to 3.9); your head forward is read 15 % too "
        "small."
    )


def test_a_scale_is_named_only_if_it_is_certain() -> None:
    assert scaled(1.2, 1.1, 1.3) == "your head forward is read 20 % too large."
    assert scaled(0.9, 0.8, 1.0).startswith("nothing shows that your head forward is read too")
    assert scaled(1.1, 1.0, 1.2).startswith("nothing shows that your head forward is read too")


def test_the_table_has_the_results_and_the_calls_at_the_users_limit() -> None:
    lines = [re.sub(r"  +", " | ", line.strip()) for line in verify_text(verified()).splitlines()]

    assert lines[2:12] == [
        "Error (rms) | 3.1 deg (2.4 to 3.9)",
        "Bias (front less side) | +0.4 deg (-0.3 to +1.1)",
        "Slope (1: read in full) | 0.85 (0.78 to 0.92)",
        "90 % intervals that hold | 87 %",
        "Head beyond your limit of 10 deg | 21 s",
        "of it called so | 18 s (86 %)",
        "Within your limit of 10 deg | 48 s",
        "of it called falsely | 1.5 s (3 %)",
        "Too near the limit to say | 8 s",
        "Moments compared | 240",
    ]


def test_a_share_of_no_time_is_none() -> None:
    calls = replace(CALLS, faults_s=0.0, hits_s=0.0)

    assert "of it called so" in verify_text(verified())
    assert re.search(r"of it called so +-$", text_with(calls=calls), re.MULTILINE)


def text_with(**changes: object) -> str:
    return verify_text(verified(agreement=replace(AGREEMENT, **changes)))  # type: ignore[arg-type]


def test_it_says_how_the_clocks_and_the_zeros_were_brought_together() -> None:
    clocks, zeros, errors = how_compared(verified())

    assert "began 12.34 s after the front one (+- 0.06 s)" in clocks
    assert "differs by +0.04 % (+- 0.04 %)" in clocks
    assert "both saw for 1 min 28 s (correlation 0.93)" in clocks
    assert "from 0.0 to 10.0 s" in zeros
    assert "the -0.3 deg that the front one measured there against the profile default" in zeros
    assert "off by about 2.1 deg (rms). The two cameras differ by 3.8 deg (rms)" in errors


def test_a_side_camera_may_begin_first_and_there_may_be_no_profile() -> None:
    earlier = Alignment(-3.5, 0.1, 0.999, 0.01, 0.8, 50.0, middle_s=46.5)
    clocks, zeros, _ = how_compared(verified(alignment=earlier, profile_name=None))

    assert "began 3.50 s before the front one (+- 1.02 s)" in clocks  # far from what both saw
    assert "differs by -0.10 %" in clocks
    assert "against a calibration on these seconds, which was not saved" in zeros


def test_the_gains_and_why_there_are_none_are_said() -> None:
    assert "times 1.14 and +0.2 deg" in verify_text(verified())
    assert "lowers the error by 0.6 deg on the half" in verify_text(verified())
    none = verify_text(verified(gains=NoGains("they would not help")))
    assert none.endswith("Personal gains: none were taken: they would not help.")


def test_every_number_is_there_for_programs() -> None:
    values = json.loads(json.dumps(verify_values(verified())))

    assert values["front"] == {"source": "desk.mp4", "picture": "640x480", "frames": 7, "seen": 6}
    assert values["side"]["frames"] == 5
    assert values["profile"] == "default"
    assert values["upright"] == {"start_s": 0.0, "end_s": 10.0}
    assert values["alignment"]["offset_s"] == 12.34
    assert values["error_deg"] == {"value": 3.14, "low": 2.41, "high": 3.92}
    assert values["slope"]["value"] == 0.85
    assert (values["difference_deg"], values["side_error_deg"]) == (3.78, 2.12)
    assert values["forward_head"]["false_s"] == 1.5
    assert values["gains"]["cva_gain"] == 1.14
    assert values["no_gains_reason"] is None
    assert len(values["moments"]) == len(verified().pairs)
    assert set(values["moments"][0]) == {
        *("t_s", "front_deg", "front_sd_deg", "side_deg", "side_sd_deg"),
    }
    none = verify_values(verified(gains=NoGains("too short")))
    assert (none["gains"], none["no_gains_reason"]) == (None, "too short")


def test_the_page_stands_alone_and_escapes_what_it_is_given() -> None:
    found = verified()
    page = verify_html(replace(found, front=replace(found.front, name="<script>x.mp4")))

    assert "&lt;script&gt;x.mp4, checked by side.mp4" in page
    assert "<script" not in page
    assert "On you it is good to 3.1 degrees (90\N{NO-BREAK SPACE}%: 2.4 to 3.9)" in page
    assert page.count("<svg") == 2
    assert "#0" not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    assert not re.search(r"https?://(?!www\.w3\.org)", page)


def test_the_figures_have_their_numbers_and_the_limit() -> None:
    over_time, against = figures(verified())

    assert "limit \N{MINUS SIGN}10" in over_time.svg
    assert "limit \N{MINUS SIGN}10" in against.svg
    assert over_time.rows[0] == ("0.0", "+0.0", "4.1", "+0.0")
    assert 30 <= len(over_time.rows) <= 60
    assert all(len(row) == len(against.header) for row in against.rows)


def test_nothing_is_drawn_where_nothing_was_measured() -> None:
    gap, *_ = figures(verified())
    whole, *_ = figures(verified(pairs=verified().pairs[:90]))

    assert gap.svg.count('d="M') == whole.svg.count('d="M') + 3  # band, front and side again


def test_a_limit_that_is_switched_off_is_not_drawn() -> None:
    calls = replace(CALLS, limit_deg=0.0)
    over_time, against = figures(verified(agreement=replace(AGREEMENT, calls=calls)))

    assert "limit" not in over_time.svg
    assert "limit" not in against.svg


def test_the_picture_is_a_png_in_the_colours_of_a_light_page() -> None:
    image = cv2.imdecode(np.frombuffer(verify_picture(verified()), np.uint8), cv2.IMREAD_COLOR)

    assert image.shape[1] > image.shape[0] > 500
    assert (image[:5, :5] == 255).all()
    blue = np.array([int(light_colours()["#070707"][i : i + 2], 16) for i in (5, 3, 1)])
    assert (np.abs(image.astype(int) - blue).max(axis=2) < 3).sum() > 200


@pytest.mark.parametrize("count", [1, 2])
def test_few_moments_can_be_drawn(count: int) -> None:
    assert verify_picture(verified(pairs=verified().pairs[:count]))


def test_what_is_shared_holds_no_name_of_anybodys_own() -> None:
    found = verified(profile_name="anna")
    shared = shared_values(found, "0.1.0")

    assert (shared["own_profile"], shared["posturecam"]) == (True, "0.1.0")
    assert shared["error_deg"] == verify_values(found)["error_deg"]
    assert not any(name in json.dumps(shared) for name in ("anna", "desk.mp4", "side.mp4"))


def test_a_tape_that_keeps_times_of_its_own_began_at_its_first_frame() -> None:
    found = verified()
    later = tuple(replace(look, t=look.t + 100.0) for look in found.side.looks)
    sooner = tuple(replace(look, t=look.t + 7.0) for look in found.front.looks)
    clocks, *_ = how_compared(
        verified(
            front=replace(found.front, looks=sooner),
            side=replace(found.side, looks=later),
            alignment=Alignment(-90.0, 0.03, 1.0, 0.0, 0.93, 88.0),
        )
    )

    assert "began 3.00 s after the front one (+- 0.06 s)" in clocks
