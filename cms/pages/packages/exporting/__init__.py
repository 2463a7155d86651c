"""From pages to a package."""
