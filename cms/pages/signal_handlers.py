"""What happens with pages when something else is published."""


def connect() -> None:
    """Connected by the search documents of this app once they are declared."""
