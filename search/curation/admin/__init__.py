"""Rules, reports and trials in the editors' admin."""
