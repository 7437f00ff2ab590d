"""Repetitions, holds and form of an exercise, from the observations of one camera in front."""
