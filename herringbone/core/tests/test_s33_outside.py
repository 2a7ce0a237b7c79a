"""S33: nobody fetches through us what only we can reach. A table of hostile addresses, and a real server on here."""

import datetime
import itertools
import ssl
import time
from contextlib import suppress

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from herringbone.core.outside import BadAddress, NotSent, UnknownHost, Unsure, addresses, numbers_of, post, read
from herringbone.core.tests.receiver import receiving

pytestmark = pytest.mark.thorough

# Refused for their words alone.
HOSTILE = [
    "http://hooks.example.com/", "http://127.0.0.1:8000/", "https://127.0.0.1/", "https://[::1]/", "https://[::]/",
    "https://169.254.169.254/latest/meta-data/", "https://10.0.0.5/", "https://192.168.1.1/", "https://8.8.8.8/",
    "https://2130706433/", "https://0x7f000001/", "https://0177.0.0.1/", "https://127.1/", "https://0/",
    "https://[::ffff:127.0.0.1]/", "https://[fe80::1%25eth0]/", "https://localhost/", "https://intranet/",
    "https://user:pw@hooks.example.com/", "https://user@hooks.example.com/", "https://hooks.example.com@10.0.0.5/",
    "file:///etc/passwd", "gopher://hooks.example.com/", "ftp://hooks.example.com/", "javascript:alert(1)",
    "//a.example/",    "https://", "https:///path", "https://hooks.example.com:22/", "https://hooks.example.com:8080/",
    "https://hooks.example.com:0/", "https://hooks.example.com:99999/", "https://hooks.example.com:x/",
    "https://hooks.example.com/#part", "https://hooks.example.com/a b", "https://hooks.example.com/\r\nHost: a",
    "https://hooks.example.com\\@10.0.0.5/", "https://hooks.example.com/\u2028", "https://ⓛocalhost.example/",
    "https://a..example.com/", "https://-a.example.com/", "https://hooks.example.com%2f@10.0.0.5/", "https://[::1",
    "https://hooks.example.com/" + "a" * 500, "", " https://hooks.example.com/", "https://1.2.3.4.5/",
]  # fmt: skip
# Numbers that a name may have, none of which is asked.
INSIDE = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "0.1.2.3", "10.0.0.5", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "169.254.1.1", "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.1", "192.0.2.1",
    "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
    "192.88.99.1", "::1", "::", "::ffff:127.0.0.1", "::ffff:10.0.0.5", "::ffff:8.8.8.8", "::127.0.0.1", "fe80::1",
    "fe80::1%eth0", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1", "2001::1", "2002:7f00:1::",
    "2002:a9fe:a9fe::", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1", "5f00::1", "no number",
]  # fmt: skip
OUTSIDE = ["8.8.8.8", "93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "172.32.0.1", "100.128.0.1"]
ALWAYS_REFUSED = ["169.254.169.254", "fd00:ec2::254", "fe80::1", "100.100.100.200", "168.63.129.16", "224.0.0.1"]


@pytest.mark.parametrize("address", HOSTILE)
def test_s33_an_address_is_refused_for_its_words(address):
    with pytest.raises(BadAddress):
        read(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://hooks.example.com/services/T0/B0?x=1&y=2",
        "https://hooks.example.com:8443/",
        "https://xn--bcher-kva.example",
    ],
)
def test_s33_what_anybody_may_ask_is_read_as_it_is(address):
    assert str(read(address)).rstrip("/") == address.rstrip("/")


@pytest.fixture
def named(monkeypatch):
    """A resolver that says of every name what it was told last."""

    def told(*numbers):
        monkeypatch.setattr(addresses, "look_up", lambda host, port: list(numbers))

    return told


@pytest.mark.parametrize("number", INSIDE)
def test_s33_a_name_that_means_something_inside_is_refused(named, number):
    named(number)
    with pytest.raises(BadAddress):
        numbers_of(read("https://hooks.example.com/"))


@pytest.mark.parametrize("number", OUTSIDE)
def test_s33_a_name_that_means_something_outside_is_asked(named, number):
    named(number)
    assert numbers_of(read("https://hooks.example.com/")) == [number]


def test_s33_one_number_inside_spoils_all(named):
    named("8.8.8.8", "10.0.0.5")
    with pytest.raises(BadAddress):
        numbers_of(read("https://hooks.example.com/"))


def test_s33_a_name_that_nobody_has_is_not_asked(named):
    named()
    with pytest.raises(UnknownHost):
        numbers_of(read("https://hooks.example.com/"))
    with pytest.raises(NotSent, match="no such host"):
        post(read("https://hooks.example.com/"), b"{}", {})


@pytest.mark.parametrize("number", ALWAYS_REFUSED)
def test_s33_no_setting_lets_through_what_machines_tell_of_themselves(named, settings, number):
    settings.LOCAL_ADDRESSES = {"hooks.intra:80"}
    named(number)
    with pytest.raises(BadAddress):
        numbers_of(read("http://hooks.intra/"))


def test_s33_a_setting_lets_one_host_and_port_stand_inside_and_no_other(named, settings):
    settings.LOCAL_ADDRESSES = {"hooks.intra:8099"}
    named("10.0.0.5")
    assert numbers_of(read("http://hooks.intra:8099/")) == ["10.0.0.5"]
    for other in ("http://hooks.intra:8098/", "http://hooks.intra/"):
        with pytest.raises(BadAddress):
            read(other)


@pytest.fixture
def receiver(settings):
    with receiving() as told:
        settings.LOCAL_ADDRESSES = {told.here, f"hooks.intra:{told.port}"}
        yield told


def test_s33_what_is_sent_arrives_whole_and_the_status_comes_back(receiver):
    assert post(read(receiver.address), b'{"a":1}', {"webhook-id": "1"}) == 200
    ((path, headers, body),) = receiver.got
    assert (path, body, headers["webhook-id"]) == ("/hooks?key=1", b'{"a":1}', "1")
    assert headers["host"] == receiver.here


def test_s33_the_connection_goes_to_the_number_that_was_checked(receiver, monkeypatch):
    """A name that means something else a moment later (DNS rebinding) is not asked again."""
    answers = itertools.chain([["127.0.0.1"]], itertools.repeat(["10.255.255.1"]))
    monkeypatch.setattr(addresses, "look_up", lambda host, port: next(answers))
    assert post(read(f"http://hooks.intra:{receiver.port}/x"), b"", {}) == 200
    assert receiver.got[0][1]["host"] == f"hooks.intra:{receiver.port}"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_s33_no_redirect_is_followed(receiver, status):
    receiver.status, receiver.headers = status, {"Location": f"http://{receiver.here}/elsewhere"}
    assert post(read(receiver.address), b"{}", {}) == status
    assert [path for path, *_ in receiver.got] == ["/hooks?key=1"]


@pytest.mark.parametrize(
    "raw",
    [
        lambda: itertools.chain([b"HTTP/1.1 200 OK\r\n\r\n"], itertools.repeat(b"x" * 65536)),
        lambda: itertools.chain([b"HTTP/1.1 200 OK\r\n"], itertools.repeat(b"X: 1\r\n")),
    ],
)
def test_s33_an_answer_without_end_is_not_read(receiver, raw):
    receiver.raw = raw
    began = time.monotonic()
    with suppress(Unsure):  # as fast as a hundred headers come, they are too many
        assert post(read(receiver.address), b"{}", {}, seconds=0.5) == 200
    assert time.monotonic() - began < 4


@pytest.mark.thorough
@pytest.mark.parametrize(
    "raw",
    [
        lambda: itertools.chain([b"HTTP/1.1 "], itertools.repeat(b"2")),
        lambda: itertools.repeat(b"HTTP/1.1 100 Continue\r\n\r\n"),
        lambda: [b"SSH-2.0-OpenSSH\r\n"],
        lambda: [],
    ],
)
def test_s33_an_answer_that_is_none_is_ended_in_time(receiver, raw):
    receiver.raw = raw
    began = time.monotonic()
    with pytest.raises(Unsure):
        post(read(receiver.address), b"{}", {}, seconds=0.5)
    assert time.monotonic() - began < 4


def test_s33_a_server_that_hangs_is_left_in_time(receiver):
    receiver.hang = True
    began = time.monotonic()
    with pytest.raises(Unsure):
        post(read(receiver.address), b"{}", {}, seconds=0.3)
    assert time.monotonic() - began < 3


def test_s33_where_nobody_listens_nothing_was_sent(settings, unused_port):
    settings.LOCAL_ADDRESSES = {f"127.0.0.1:{unused_port}"}
    with pytest.raises(NotSent, match="no connection"):
        post(read(f"http://127.0.0.1:{unused_port}/"), b"{}", {})


@pytest.fixture
def unused_port():
    with receiving() as told:
        return told.port


def test_s33_a_certificate_that_nobody_signed_is_not_trusted(settings, tmp_path):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    (tmp_path / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (tmp_path / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    with receiving(context) as told:
        settings.LOCAL_ADDRESSES = {f"localhost:{told.port}"}
        with pytest.raises(NotSent, match="certificate"):
            post(read(f"https://localhost:{told.port}/"), b"{}", {})
        assert told.got == []


def test_s33_a_proxy_of_the_surroundings_is_not_used(receiver, monkeypatch):
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert post(read(receiver.address), b"{}", {}) == 200
