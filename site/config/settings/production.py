"""Production settings; refuses to start with a missing or a demo value."""

from config.settings.base import *  # noqa: F403
