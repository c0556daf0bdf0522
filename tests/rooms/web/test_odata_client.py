"""A client that nobody here wrote reads the feed of a running site: the same totals as the pages, and nothing beyond the scope."""

import datetime as dt

import pytest
from lxml.etree import XMLSyntaxError
from odata import ODataService
from odata.exceptions import ODataError
from requests.auth import HTTPBasicAuth
from tests.support.sites import Served

LAST = "2024-03"


@pytest.fixture
def site(home):
    with Served(home) as served:
        yield served


def token(username):
    from sherwood.office import access_tokens, directory

    return access_tokens.make(directory.account_named(username).id, "client", dt.date.today())


def service(site, password):
    auth = HTTPBasicAuth("excel", password)
    return ODataService(f"{site.address}/odata/", auth=auth, reflect_entities=True, quiet_progress=True)


def totals(feed, dimension):
    figure = feed.entities["cla_open"]
    query = feed.query(figure).filter((figure.Dimension == dimension) & (figure.Period == LAST))
    return {row.Label: row.Value for row in query.all()}


def test_the_same_totals_for_each_within_their_scope_and_none_without(site):
    county, team = service(site, token("dan")), service(site, token("mary"))
    assert totals(county, "all") == {"All": 12}
    assert totals(county, "team") == {"Ashfield team": 8, "Bassetlaw team": 4}
    assert totals(team, "all") == {"All": 8}
    assert totals(team, "team") == {"Ashfield team": 8}
    for refused in ("sherwood_wrong", token("audrey")):
        # The client takes whatever it gets for the schema, and that is none.
        with pytest.raises((ODataError, XMLSyntaxError)):
            service(site, refused)
