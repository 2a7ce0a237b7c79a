"""A provider of accounts (OpenID Connect) that answers on a port of its own, and signs what a test asks it to.

It is made of the standard library and `cryptography` alone, so that it shares no code with what is tested.
"""

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

CLIENT, SECRET = "herringbone", "s3cret/with:signs"


def b64(data: bytes) -> str:
    """As tokens have it."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Provider:
    """Somebody is signed in there already; what it says of them, and how it signs that, are attributes."""

    issuer = ""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {"sub": "0815", "email": "", "email_verified": True}
        self.userinfo: dict[str, Any] = {}
        self.wrong: dict[str, Any] = {}  # claims of the token, over what is right
        self.without: set[str] = set()  # claims that the token lacks
        self.described: dict[str, Any] = {}  # over what is right, in its description of itself
        self.signing = "RS256"
        self.key = self.published = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []

    def authorize(self, url: str) -> str:
        """What the browser does there: it asks, and is sent back; the address it is sent to."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert {"openid", "email"} <= set(asked["scope"].split())
        code = secrets.token_hex(8)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, form: dict[str, str]) -> dict[str, Any]:
        """The token of a code, once, for whoever can show what the code was asked for with."""
        asked = self.codes.pop(form["code"])
        assert b64(hashlib.sha256(form["code_verifier"].encode()).digest()) == asked["code_challenge"]
        assert form["redirect_uri"] == asked["redirect_uri"]
        now = int(time.time())
        claims = {
            "iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"],
            **self.claims, **self.wrong,
        }  # fmt: skip
        return {
            "access_token": "opaque",
            "token_type": "Bearer",
            "expires_in": 300,
            "id_token": self.signed({name: value for name, value in claims.items() if name not in self.without}),
        }

    def signed(self, claims: dict[str, Any]) -> str:
        """A token."""
        head = {"alg": self.signing, "typ": "JWT", "kid": "k1"}
        text = f"{b64(json.dumps(head).encode())}.{b64(json.dumps(claims).encode())}"
        if self.signing == "none":
            return f"{text}."
        if self.signing == "HS256":
            return f"{text}.{b64(hmac.digest(SECRET.encode(), text.encode(), 'sha256'))}"
        return f"{text}.{b64(self.key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256()))}"

    def describe(self) -> dict[str, Any]:
        """What it says of itself."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/keys",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
            **self.described,
        }

    def keys(self) -> dict[str, Any]:
        """The key it signs with, as it publishes it."""
        numbers = self.published.public_key().public_numbers()
        return {
            "keys": [
                {
                    "kty": "RSA", "kid": "k1", "use": "sig", "alg": "RS256",
                    "n": b64(numbers.n.to_bytes(256, "big")), "e": b64(numbers.e.to_bytes(3, "big")),
                }
            ]
        }  # fmt: skip


@contextmanager
def serving() -> Iterator[Provider]:
    """The provider, answering until the block ends."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            provider.asked.append(self.path)
            answers = {
                "/.well-known/openid-configuration": provider.describe, "/keys": provider.keys,
                "/userinfo": lambda: provider.userinfo,
            }  # fmt: skip
            self._answer(answers[urlsplit(self.path).path]())

        def do_POST(self) -> None:
            provider.asked.append(self.path)
            name, _, secret = base64.b64decode(self.headers["Authorization"].split()[1]).decode().partition(":")
            assert (unquote(name), unquote(secret)) == (CLIENT, SECRET)
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            assert form["grant_type"] == "authorization_code"
            self._answer(provider.token(form))

        def _answer(self, content: dict[str, Any]) -> None:
            data = json.dumps(content).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *told: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
