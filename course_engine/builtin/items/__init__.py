"""The item types that ship, one module for each family."""
