"""How upright people look to a camera, learned from the tapes.  Written by fit_upright.py."""

from typing import Final

HINTS: Final = (-8.406, 3.456, 0.1387, -3.249)
"""Weights of `upright_check.hints`: below zero lie 5 % of upright people (bodies left out)."""
