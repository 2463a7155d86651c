"""A fault in a plugin stays in the plugin: it is logged, the learner is told, everything else goes on."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, ParamSpec, TypeVar

from django.utils.translation import gettext_lazy as _

from course_engine.plugins.kind import PluginType
from course_engine.plugins.values import Reason, ResponseError

logger = logging.getLogger("course_engine.plugins")

P = ParamSpec("P")
R = TypeVar("R")

SLOW_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Contained(Generic[R]):
    """What came of a call into a plugin: a value, or a reason for the learner why there is none."""

    value: R | None = None
    reason: Reason | None = None

    @property
    def failed(self) -> bool:
        return self.reason is not None


def contain(plugin_type: PluginType, method: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> Contained[R]:
    """Call a plugin's method. A ResponseError is an answer, not a fault, and goes through."""
    started = time.monotonic()
    name = getattr(method, "__name__", repr(method))
    try:
        return Contained(value=method(*args, **kwargs))
    except ResponseError:
        raise
    except Exception:  # whatever a plugin may raise
        # The traceback, but no argument: they hold keys and answers.
        logger.exception("Plugin %s failed in %s of %s", plugin_type.plugin, name, plugin_type)
        return Contained(reason=fault())
    finally:
        took = time.monotonic() - started
        if took > SLOW_SECONDS:
            logger.warning("Plugin %s took %.1f s in %s of %s", plugin_type.plugin, took, name, plugin_type)


def fault(**params: Any) -> Reason:
    """What the learner is told."""
    message = _("This part could not be shown because of a fault in a plugin. Your answers are kept.")
    return Reason("plugin_fault", message, params)
