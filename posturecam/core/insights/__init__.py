"""What totals say: trend, muscle balance, workplace hints."""
