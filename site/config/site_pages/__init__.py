"""The pages that every installation starts with: home, catalogue, guide, accessibility, privacy."""
