"""The provider of the accounts of the house, spoken to by OpenID Connect: authorisation code with PKCE, state, nonce.

Authlib does the work. allauth, which does the rest of the door, takes a provider's token without looking at its
signature and sends no nonce. Nothing of the provider is kept from one sign-in to the next, so that a key that it has
withdrawn is void at once. Loaded where somebody comes this way.
"""

import logging
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.base_client import MismatchingStateError
from authlib.integrations.django_client import OAuth
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from joserfc.errors import JoseError

from herringbone.people.door.company import NotLetIn, Shown

log = logging.getLogger(__name__)
PATIENCE = 5  # seconds for each answer of the provider
LEEWAY = 60  # seconds by which its clock may differ
# Signed with a key that the provider alone has: never with our secret, and never not at all.
SIGNED = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
LONGEST_SUBJECT = 255  # what the standard allows


def to_the_provider(request: HttpRequest) -> HttpResponse:
    """Send the browser there. What the answer must fit stands in the session. Raises NotLetIn."""
    try:
        answer: HttpResponse = _client().authorize_redirect(request, f"{settings.BASE_URL}{reverse('company_answer')}")
    except requests.RequestException as error:
        raise _away(error) from None
    except (AuthlibBaseError, ValueError, KeyError, RuntimeError) as error:
        raise _unsound(error) from None
    return answer


def shown(request: HttpRequest) -> Shown:
    """Whom the provider sent back, after everything about its answer was looked at. Raises NotLetIn."""
    if request.GET.get("error"):
        raise NotLetIn(_("The company account let nobody in: that sign-in was broken off, or is not allowed to you."))
    try:
        client = _client()
        issuer, signed = client.server_metadata["issuer"], client.client_id
        if request.GET.get("iss", issuer) != issuer:
            raise ValueError("The answer is of another issuer")
        token = client.authorize_access_token(
            request,
            claims_options={
                "iss": {"essential": True, "value": issuer},
                "aud": {"essential": True, "value": signed},
                "sub": {"essential": True},
            },
            leeway=LEEWAY,
        )
        claims = dict(token["userinfo"])  # of the signed token; absent where there was none
        subject = claims["sub"]
        if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
            raise ValueError("The subject is no name")
        if "email" not in claims and client.server_metadata.get("userinfo_endpoint"):
            told = dict(client.userinfo(token=token))
            claims |= told if told.get("sub") == subject else {}
    except MismatchingStateError:
        raise NotLetIn(_("That sign-in was begun in another window, or too long ago. Begin it again here.")) from None
    except requests.RequestException as error:
        raise _away(error) from None
    except (AuthlibBaseError, JoseError, ValueError, KeyError, TypeError, RuntimeError) as error:
        raise _unsound(error) from None
    verified = claims.get("email_verified")
    verified = verified is True or verified == "true"  # as a word, where a provider cannot help it
    return Shown(issuer, subject, str(claims.get("email", "")) if verified else "")


def _client() -> Any:
    """Authlib's client, with what the provider says of itself. Raises what it raises, and ValueError."""
    told = settings.OIDC
    assert told, "asked only where a provider is named"
    client: Any = OAuth().register(
        "company",
        client_id=told.client_id,
        client_secret=told.client_secret,
        server_metadata_url=f"{told.issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid email profile", "code_challenge_method": "S256", "default_timeout": PATIENCE,
        },
    )  # fmt: skip
    described = client.load_server_metadata()
    if str(described["issuer"]).rstrip("/") != told.issuer.rstrip("/"):
        raise ValueError("The provider calls itself otherwise than HERRINGBONE_OIDC_ISSUER does")
    if told.issuer.startswith("https://") and not all(described[one].startswith("https://") for one in ENDPOINTS):
        raise ValueError("The provider names an address without https")
    offered = described.get("id_token_signing_alg_values_supported") or ["RS256"]
    described["id_token_signing_alg_values_supported"] = [one for one in SIGNED if one in offered]
    methods = described.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    if "client_secret_basic" not in methods:
        client.client_kwargs["token_endpoint_auth_method"] = "client_secret_post"  # noqa: S105  # its name
    return client


def _away(error: Exception) -> NotLetIn:
    log.warning("The provider of company accounts does not answer: %s", type(error).__name__)
    return NotLetIn(_("The company account cannot be asked just now. Try again in a moment."))


def _unsound(error: Exception) -> NotLetIn:
    log.warning("The provider of company accounts gave an answer that is not sound: %s", type(error).__name__)
    return NotLetIn(_("What the company account answered cannot be trusted, so nobody was let in. Begin again."))
