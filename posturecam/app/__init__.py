"""Wires the real edges to the monitor; the only place that does."""
