import pytest


@pytest.mark.parametrize(
    ("trusted", "header", "expected"),
    [
        ("0", "9.9.9.9", "10.0.0.1"),
        ("1", "9.9.9.9, 192.0.2.7", "192.0.2.7"),
        ("2", "9.9.9.9, 192.0.2.7, 10.0.0.2", "192.0.2.7"),
        ("2", "192.0.2.7", "10.0.0.1"),
        ("1", "", "10.0.0.1"),
        ("1", " , ", "10.0.0.1"),
    ],
)
def test_only_what_trusted_proxies_wrote_is_believed(home, monkeypatch, trusted, header, expected):
    from django.test import RequestFactory

    from sherwood.web.client_address import client_address

    monkeypatch.setenv("SHERWOOD_PROXIES", trusted)
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=header)
    assert client_address(request) == expected
