"""The item types that ship; found by its name, as in any plugin."""

from course_engine.builtin.items.categorise import Categorise
from course_engine.builtin.items.choice import MultipleResponse, SingleChoice, TrueFalse
from course_engine.builtin.items.cloze import Cloze
from course_engine.builtin.items.matching import Matching
from course_engine.builtin.items.numeric import Numeric
from course_engine.builtin.items.open import Open
from course_engine.builtin.items.ordering import Ordering
from course_engine.builtin.items.scale import Scale
from course_engine.builtin.items.scenario import Scenario
from course_engine.builtin.items.short_text import ShortText

TYPES = [
    SingleChoice,
    MultipleResponse,
    TrueFalse,
    Matching,
    Ordering,
    Numeric,
    ShortText,
    Cloze,
    Categorise,
    Scenario,
    Open,
    Scale,
]
