"""Search: the embedded engine's index, and Elasticsearch where there is one."""

import os

from config.settings.place import VAR

SEARCH_INDEX_ROOT = VAR / "search"
# Empty: the embedded engine answers alone.
ELASTICSEARCH_URL = os.environ.get("ELASTICSEARCH_URL", "")
ELASTICSEARCH_API_KEY = os.environ.get("ELASTICSEARCH_API_KEY", "")
ELASTICSEARCH_CA_CERTS = os.environ.get("ELASTICSEARCH_CA_CERTS", "")
# Begins the name of every index, so that several sites may share a cluster.
ELASTICSEARCH_PREFIX = os.environ.get("ELASTICSEARCH_PREFIX", "pops")
# How long, in seconds, a reader waits for Elasticsearch before the embedded engine answers.
ELASTICSEARCH_TIMEOUT = 0.3
