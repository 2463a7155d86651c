"""What a key may be chosen from: each app says it for the kinds it owns, so that publishing imports nobody."""

from collections.abc import Callable, Iterable

Choice = tuple[str, str]
Provider = Callable[[str], Iterable[Choice]]
_providers: dict[str, Provider] = {}


def register_choices(kind: str, provider: Provider) -> None:
    """Offer the (key, label) pairs of a kind; the provider is called with the language of the editor."""
    _providers[kind] = provider


def choices_for(kind: str, language: str) -> list[Choice]:
    """The choices of a kind, none where nobody offers any."""
    provider = _providers.get(kind)
    return list(provider(language)) if provider else []
