"""How a setting and a section of settings are described."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


def setting(default: Any, help_: str, unit: str = "", words: str = "", **limits: Any) -> Any:
    """Describe a setting; `words` are its allowed values where the type does not show them."""
    extra: dict[str, Any] = {"unit": unit, "words": words}
    return Field(default, description=help_, json_schema_extra=extra, **limits)


class Section(BaseModel):
    """Settings that belong together."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, allow_inf_nan=False, coerce_numbers_to_str=True
    )
