"""From readings to verdicts, alerts, breaks and the pace of watching."""
