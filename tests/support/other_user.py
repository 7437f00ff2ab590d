"""Another user of the same computer, for attacks that one would try."""

import os

import pytest

NOBODY = 65534
needs_root = pytest.mark.skipif(
    not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can become another user"
)


def as_another_user(statement: str) -> str:
    """A program that runs `statement` as nobody; imports are done before, as root."""
    return (
        "import encodings.idna, os, sys, http.client\n"
        "from pathlib import Path\n"
        "from socket import create_connection as connect\n"
        f"os.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY})\n"
        f"{statement}\n"
    )
