"""Formats where this site differs from Django."""
