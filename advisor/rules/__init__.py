"""The law: dated figures, and pure functions from facts and a law to explained amounts. Standard library only."""
