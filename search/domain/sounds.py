"""How words sound, roughly: what is written in several ways for one sound is written in one. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

# In this order: a letter is read with its neighbours as they were written.
_NEIGHBOURS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"cc(?=[eiy])|x", "ks"),
        (r"ch(?=[lr])|ck|qu(?=[eiy])|q", "k"),
        (r"sc(?=[eiy])|c(?=[eiy])", "s"),
        (r"g(?=[eiy])", "j"),
        (r"gu(?=[ei])", "g"),
    )
]
# What is left of ch and sh is a sound of its own; any other h is silent.
_LETTERS = ("z s", "ph f", "th t", "ch C", "sh S", "h ", "c k", "v b", "nb mb", "np mp")
_OF_LANGUAGE = {"es": ("ll y",)}
_DOUBLE = re.compile(r"([a-z])\1+")


def sounds(words: Sequence[str], language: str) -> list[str]:
    """The sound of each folded word; all at once, because a vocabulary holds a hundred thousand."""
    if not words:
        return []
    text = "\n".join(words)
    for pattern, sound in _NEIGHBOURS:
        text = pattern.sub(sound, text)
    for letters in (*_LETTERS, *_OF_LANGUAGE.get(language, ()), "y i"):
        text = text.replace(*letters.split(" "))
    return _DOUBLE.sub(r"\1", text).split("\n")
