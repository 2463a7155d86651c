"""What every plugin passes: subclass the case of its kind in your own tests, give it examples, run it.

The cases are plain Django test cases, so pytest and `manage.py test` both run them; they need `hypothesis`.
"""

from course_engine.conformance.containment import ContainmentConformance
from course_engine.conformance.item_types import ItemTypeConformance
from course_engine.conformance.others import (
    ActivityConformance,
    ConditionConformance,
    CredentialConformance,
    ModeConformance,
    RuleConformance,
)

__all__ = [
    "ActivityConformance",
    "ConditionConformance",
    "ContainmentConformance",
    "CredentialConformance",
    "ItemTypeConformance",
    "ModeConformance",
    "RuleConformance",
]
