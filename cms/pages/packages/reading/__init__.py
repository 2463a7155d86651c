"""A package as text and data, checked file by file and line by line. Nothing here knows the database."""
