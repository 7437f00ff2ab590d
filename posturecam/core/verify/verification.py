"""Everything that a comparison of two cameras found, for whoever shows, keeps or shares it."""

from dataclasses import dataclass

from posturecam.core.measure.personal_gains import PersonalGains
from posturecam.core.measure.profile import Profile
from posturecam.core.values import Pose, Unseen
from posturecam.core.verify.agreement import Agreement, Pair
from posturecam.core.verify.alignment import Alignment
from posturecam.core.verify.gains import NoGains


@dataclass(frozen=True, slots=True)
class Filmed:
    """What one of the two cameras saw of the person, by its own clock."""

    name: str  # as it may be shown
    picture: tuple[int, int]  # width, height in pixels
    looks: tuple[Pose | Unseen, ...]


@dataclass(frozen=True, slots=True)
class Verification:
    """The front camera, the side camera, and how far they agree.

    Both count from the posture in the upright seconds: what the side camera saw there is where the
    front one measured `zero_deg`, its mean reading there against the profile.
    """

    front: Filmed
    side: Filmed
    profile: Profile
    profile_name: str | None  # None: calibrated on the upright seconds, in memory only
    upright_s: tuple[float, float]  # from, until; the front camera's time
    zero_deg: float
    alignment: Alignment
    pairs: tuple[Pair, ...]
    agreement: Agreement
    gains: PersonalGains | NoGains
