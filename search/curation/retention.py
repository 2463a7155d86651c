"""For how long searches and what is copied from them are kept: what readers are promised."""

from datetime import timedelta

KEPT = timedelta(days=90)
# A trial copies queries from the log, and shows them for some days.
KEPT_TRIALS = timedelta(days=7)
# What is older than this would be kept longer by a trial than by the log.
COPIED = KEPT - KEPT_TRIALS
