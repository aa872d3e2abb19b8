"""The benchmark: made-up registers of any size, what our commands and others make of them, and one table."""
