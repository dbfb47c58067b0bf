"""Names of facts and parameters, as conditions write them and as packs that are evaluated together tell them apart."""

from analysis.control.fields import Field
from models.facts import FactName


def plain(name: str) -> str:
    """A name without the pack that it is read in: "limit.criminal.day_minutes" is "limit.day_minutes"."""
    parts = name.split(".")
    if len(parts) < 3:
        return name
    return f"limit.{parts[2]}" if parts[0] == "limit" else f"{parts[0]}.{parts[1]}"


def pack_of(name: str) -> str | None:
    """The pack that a name is read in, where it depends on one."""
    parts = name.split(".")
    if len(parts) < 3:
        return None
    return parts[1] if parts[0] == "limit" else parts[2]


def scoped(name: str, pack: str, field: Field | None) -> str:
    """The name as it is evaluated: what depends on a pack's parameters bears the pack's name."""
    owner, _, rest = name.partition(".")
    if owner == "limit":
        return f"limit.{pack}.{rest}"
    return f"{name}.{pack}" if field is not None and field.limits else name


def limit_fact(name: str) -> FactName:
    """A parameter that has no value on the day, as what is missing."""
    return FactName("limit", "", plain(name).partition(".")[2])
