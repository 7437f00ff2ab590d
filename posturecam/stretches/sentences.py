"""How a text becomes a sentence."""


def capital(text: str) -> str:
    """Return `text` with its first letter large; the others stay, unlike with `str.capitalize`."""
    return text[:1].upper() + text[1:]


def ended(text: str) -> str:
    """Return `text` as a sentence: with a full stop, unless it is a question."""
    return text if text.endswith("?") else f"{text}."
