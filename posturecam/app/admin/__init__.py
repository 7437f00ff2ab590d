"""The commands around the main job: report, history, profiles, settings, doctor."""
