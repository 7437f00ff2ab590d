"""A profile with personal gains."""

from dataclasses import replace
from datetime import UTC, datetime

from posturecam.core.measure.personal_gains import PersonalGains
from posturecam.edges.files.profile_toml import GainsCard, Stored
from tests.support.desk import calibrated

GAINS = PersonalGains(cva_gain=1.2, cva_offset_deg=-0.4, cva_sd_deg=2.1, helped_deg=0.7)
FROM = GainsCard(datetime(2026, 11, 26, 16, 5, tzinfo=UTC), "0.14.0")


def with_gains() -> Stored:
    """The profile of the person at the desk, with gains."""
    plain = calibrated()
    return Stored(plain.card, replace(plain.profile, gains=GAINS), FROM)
