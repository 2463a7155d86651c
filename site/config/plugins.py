"""Which apps the course engine and its plugins add to the installation."""

from importlib.metadata import entry_points

ENTRY_POINT_GROUP = "course_engine.plugins"


def engine_apps(state: str) -> list[str]:
    """The apps for a value of COURSE_ENGINE: the engine, its built-in plugin, and every installed plugin.

    Raises ValueError for a value that is not `on`, `off` or `absent`.
    """
    if state not in {"on", "off", "absent"}:
        raise ValueError(f"COURSE_ENGINE is {state!r}; it must be 'on', 'off' or 'absent'.")
    if state == "absent":
        return []
    plugins = sorted(entry.value.split(":")[0] for entry in entry_points(group=ENTRY_POINT_GROUP))
    return ["course_engine", "course_engine.builtin", *plugins]
