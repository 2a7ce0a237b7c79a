"""S19: attempts are counted by address and account, and no spelling gets fresh ones."""

import pytest

from herringbone.core.addresses import account_key, client_address


@pytest.mark.parametrize(
    ("proxies", "forwarded", "counted"),
    [
        (0, None, "192.0.2.7"),
        (0, "203.0.113.9", "192.0.2.7"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.7"),
        (1, "not an address", "0.0.0.0"),
    ],
)
def test_s19_what_a_client_writes_into_the_header_is_never_its_address(rf, settings, proxies, forwarded, counted):
    settings.TRUSTED_PROXIES = proxies
    request = rf.get("/", REMOTE_ADDR="192.0.2.7")
    if forwarded:
        request.META["HTTP_X_FORWARDED_FOR"] = forwarded
    assert client_address(request) == counted


def test_s19_a_whole_network_of_ipv6_counts_as_one(rf):
    addresses = {client_address(rf.get("/", REMOTE_ADDR=f"2001:db8:1:2:{n:x}::1")) for n in range(50)}
    assert addresses == {"2001:db8:1:2::"}
    assert client_address(rf.get("/", REMOTE_ADDR="::ffff:192.0.2.7")) == "192.0.2.7"


@pytest.mark.parametrize("spelling", ["Ann@Agency.example", " ann@agency.example ", "ａｎｎ@agency.example"])
def test_s19_another_spelling_is_the_same_account(rf, spelling):
    assert account_key(rf.post("/", {"login": spelling})) == "ann@agency.example"
    assert account_key(None, {"email": spelling}) == "ann@agency.example"
