"""How gunicorn serves the site; the bind address and the number of workers come from the environment."""

import multiprocessing
import os

bind = os.environ.get("BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
workers = int(os.environ.get("WEB_CONCURRENCY", min(4, multiprocessing.cpu_count())))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 30
graceful_timeout = 20
max_requests = 5000
max_requests_jitter = 500
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
accesslog = os.environ.get("ACCESS_LOG") or None
# The path without the query string, which holds what people search for, and no address.
access_log_format = '%(t)s "%(m)s %(U)s" %(s)s %(b)s %(L)s'
errorlog = "-"


def post_worker_init(_worker: object) -> None:
    """The first search of a process takes two seconds: they pass before it takes its first request."""
    from search.services.warming import warm_up  # noqa: PLC0415 - the settings are ready only now

    warm_up()
