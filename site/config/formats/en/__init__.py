"""English as it is written in the Caribbean."""
