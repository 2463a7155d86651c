"""What the engine reads from a course package: items, tests, draws and what the certificate asks."""
