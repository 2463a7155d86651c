"""The services that the tests bring along."""

import psycopg
import pytest

from tests.services.postgresql import running_postgresql


def test_postgresql_answers_and_ends_with_its_context():
    with running_postgresql() as url, psycopg.connect(url) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=2)
