"""A calibration profile as TOML that a person can read, and back, with every fault named.

What a profile holds is declared by `Card` and `Profile`; pydantic checks a file against that.
"""

import tomllib
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import ErrorDetails

from posturecam.core.measure.personal_gains import PersonalGains
from posturecam.core.measure.profile import Profile
from posturecam.edges.files.did_you_mean import did_you_mean
from posturecam.edges.files.toml_text import toml_text
from posturecam.edges.sources.source_name import printable
from posturecam.errors import ProfileError

FORMAT: Final = 1
HEADER: Final = f"""\
# A posturecam calibration: how you sit when you sit well, as one camera sees it.
# Angles are reported as changes from it.  It holds numbers only, no picture.
format = {FORMAT}

"""
GAINS: Final = "gains"
_UNKNOWN: Final = ("extra_forbidden", "unexpected_keyword_argument")  # pydantic on unknown names
_Degrees = Annotated[float, Field(ge=-90, le=90)]


@dataclass(frozen=True, slots=True)
class Card:
    """What a profile says about itself; `created` has a time zone, `picture` is 640x480."""

    name: str
    created: datetime
    camera: Annotated[str, AfterValidator(printable)]  # an older file may hold its password
    picture: str
    posturecam: str
    mirror: bool = False  # whether the pictures were mirrored by camera.mirror


@dataclass(frozen=True, slots=True)
class GainsCard:
    """When the personal gains of a profile were learned, and by which version."""

    learned: datetime
    posturecam: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A profile with its card; `gains_card` says where its gains come from, if it has any."""

    card: Card
    profile: Profile
    gains_card: GainsCard | None = None


class _Gains(BaseModel):
    """The gains as they are written, apart from the calibration.

    Whatever is beyond these bounds was damaged: `learn` gives gains up to 1.3, and no head goes
    forward by 90 degrees.
    """

    model_config = ConfigDict(allow_inf_nan=False)

    learned: datetime
    posturecam: str
    cva_gain: Annotated[float, Field(gt=0, le=5)]
    cva_offset_deg: _Degrees
    cva_sd_deg: Annotated[_Degrees, Field(ge=0)]
    helped_deg: _Degrees


class _File(BaseModel):
    """The file as it is written."""

    model_config = ConfigDict(allow_inf_nan=False)

    format: Annotated[int, Field(le=FORMAT)]
    card: Card
    calibration: Profile
    gains: _Gains | None = None

    @field_validator("calibration", mode="before")
    @classmethod
    def _from_the_side(cls, table: Any) -> Any:
        """Put back the distance that is not known, since TOML has no word for that."""
        return {"distance_cm": None} | table if isinstance(table, dict) else table


def to_text(stored: Stored) -> str:
    """Return `stored` as TOML: the card first, then single numbers, long rows of numbers last."""
    file = _File.model_construct(format=FORMAT, card=stored.card, calibration=stored.profile)
    tables = file.model_dump(include={"card", "calibration"}, exclude_none=True)
    gains = tables["calibration"].pop("gains", None)
    if gains is not None and stored.gains_card is not None:
        tables["gains"] = asdict(stored.gains_card) | gains
    return f"{HEADER}{toml_text(tables)}\n"


def from_text(text: str, place: str, *, gains: bool = True) -> Stored:
    """Read what `to_text` wrote; `place` is what an error calls the file.

    Without `gains` the personal ones are left out, damaged or not.

    Raises:
        ProfileError: Something is wrong with it; the error has all of it.
    """
    heading = f"The profile {place} cannot be used"
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ProfileError(heading, [f"it is not TOML: {error}"]) from error
    file = _checked({key: table[key] for key in table if gains or key != GAINS}, heading)
    return Stored(file.card, *_with_gains(file.calibration, file.gains))


def has_gains(text: str) -> bool:
    """Return whether the profile in `text`, which is TOML, has personal gains."""
    return GAINS in tomllib.loads(text)


def _with_gains(profile: Profile, gains: _Gains | None) -> tuple[Profile, GainsCard | None]:
    if gains is None:
        return profile, None
    personal = PersonalGains(*(getattr(gains, one.name) for one in fields(PersonalGains)))
    return replace(profile, gains=personal), GainsCard(gains.learned, gains.posturecam)


def _checked(table: dict[str, Any], heading: str) -> _File:
    """Check `table`; names that nobody knows are a fault only beside others, as a hint at those."""
    try:
        return _File.model_validate(table, extra="forbid")
    except ValidationError as error:
        found = error.errors(include_url=False)
        if all(one["type"] in _UNKNOWN for one in found):
            return _File.model_validate(table)
        raise ProfileError(heading, _problems(found)) from None


def _problems(found: list[ErrorDetails]) -> list[str]:
    """Word every fault; if whole parts are not there, only that."""
    parts = [one for one in found if len(one["loc"]) == 1 and one["type"] not in _UNKNOWN]
    return list(dict.fromkeys(map(_problem, parts or found)))


def _problem(error: ErrorDetails) -> str:
    name = ".".join(map(str, error["loc"]))
    if error["loc"][0] == GAINS:
        return f"{_problem_inside(name, error)}; `posturecam profiles forget-gains` removes [gains]"
    return _problem_of_part(name, error) if len(error["loc"]) == 1 else _problem_inside(name, error)


def _problem_inside(name: str, error: ErrorDetails) -> str:
    place, message = error["loc"], error["msg"]
    match error["type"]:
        case "missing":
            return f"{name} is missing"
        case "unexpected_keyword_argument" | "extra_forbidden":
            return f"{name} is unknown{_hint(str(place[-1]))}"
        case "finite_number":  # the same for all in one list
            return (
                f"{'.'.join(one for one in place if isinstance(one, str))} is not a finite number"
            )
        case _:
            return f"{name}: {message[0].lower()}{message[1:]}"


def _problem_of_part(name: str, error: ErrorDetails) -> str:
    if name != "format":
        return f"the part [{name}] is missing"
    if error["type"] == "less_than_equal":
        newer = f"a newer posturecam wrote it (format {error['input']})"
        return f"{newer}; upgrade posturecam to use it"
    return "it is not a posturecam profile: the line `format = 1` is missing"


def _hint(name: str) -> str:
    """Return the hint for a name that is unknown where it stands; "" if it belongs elsewhere."""
    parts = _File.model_json_schema()["$defs"].values()
    known = {one for part in parts for one in part.get("properties", ())}
    return "" if name in known else did_you_mean(name, known)
