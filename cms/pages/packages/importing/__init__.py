"""From a package to pages."""
