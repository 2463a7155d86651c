"""What is noted of searches, and what editors decide about them."""

from search.curation.models.bets import BestBet
from search.curation.models.events import SearchEvent
from search.curation.models.runs import EffectRun
from search.curation.models.synonyms import SynonymRule

CURATED = (SynonymRule, BestBet)

__all__ = ["CURATED", "BestBet", "EffectRun", "SearchEvent", "SynonymRule"]
