"""The door of the course engine: six narrow kinds of plugin, their registries, and how a plugin comes in."""
