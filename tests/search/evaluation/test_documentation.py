"""The guide to search quality says what is recorded and knows every option."""

from pathlib import Path

from search.evaluation import goals
from search.evaluation.judgments import shipped
from search.evaluation.markdown import tables
from search.management.commands.search_evaluate import Command

GUIDE = (Path(__file__).parents[3] / "docs" / "search-quality.md").read_text()


def test_the_tables_are_those_of_the_baselines():
    recorded = tables([goals.baseline(engine) for engine in goals.ENGINES])
    assert GUIDE.endswith("\n\n" + "\n".join(recorded) + "\n")


def test_the_baselines_hold_every_judgment():
    ids = [judgment.id for judgment in shipped()]
    for engine in goals.ENGINES:
        assert [query["id"] for query in goals.baseline(engine)["queries"]] == ids


def test_every_stratum_is_explained():
    rows = [line.split("|")[1] for line in GUIDE.splitlines() if line.startswith("| ")]
    explained = {name.strip() for row in rows for name in row.split(",")}
    assert {judgment.stratum for judgment in shipped()} <= explained


def test_every_option_is_explained():
    parser = Command().create_parser("manage.py", "search_evaluate")
    inherited = {"--help", "--version", "--verbosity", "--settings", "--pythonpath", "--traceback", "--no-color"}
    inherited |= {"--force-color", "--skip-checks"}
    options = {option for action in parser._actions for option in action.option_strings if option.startswith("--")}
    assert [option for option in sorted(options - inherited) if f"{option}" not in GUIDE] == []
