"""From observations to minutes, episodes and totals."""
