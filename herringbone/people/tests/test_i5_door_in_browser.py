"""The door in a browser: by keyboard alone, with a passkey, and without scripts."""

from typing import Any
from urllib.parse import urlsplit

import pytest

from herringbone.people.actions import deactivate_person
from herringbone.people.tests.door import PASSWORD, with_password
from tests.world import World

pytestmark = pytest.mark.browser


def inside(address: str) -> bool:
    """Whether that is the page behind the door."""
    return urlsplit(address).path == "/people/"


def type_in(page: Any, world: World) -> None:
    """Come in with address and password, without a mouse."""
    page.goto("/sign-in/?next=/people/")
    page.get_by_label("E-mail").focus()
    page.keyboard.type(world.ae_alder.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(inside)


def test_i5_sign_in_by_keyboard_and_out_again(shared_world: World, page: Any):
    with_password(shared_world.ae_alder)
    type_in(page, shared_world)
    page.goto("/me/")
    page.get_by_role("button", name="Sign out", exact=True).first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in/**")
    page.go_back()
    assert "Your own settings" not in page.content(), "nothing of it is kept by the browser"


def test_i5_a_passkey_is_made_and_opens_the_door(shared_world: World, page: Any):
    with_password(shared_world.ae_alder)
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    type_in(page, shared_world)
    page.goto("/me/passkeys/new/")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_label("Name").fill("My telephone")
    page.get_by_label("Let me sign in with it alone").check()
    page.get_by_role("button", name="Make it with this device").click()
    page.wait_for_url("**/me/two-step/recovery/")
    page.goto("/me/passkeys/")
    assert page.get_by_text("My telephone").first.is_visible()
    page.context.clear_cookies()
    page.goto("/sign-in/?next=/people/")
    page.get_by_role("button", name="Passkey").click()
    page.wait_for_url(inside)
    deactivate_person(by=shared_world.admin, person=shared_world.ae_alder)
    page.goto("/sign-in/")
    page.get_by_role("button", name="Passkey").click()
    page.get_by_text("do not belong together").wait_for()


def test_i5_the_door_opens_without_scripts(
    shared_world: World, chromium: Any, static_files_built: None, live_server: Any
):
    with_password(shared_world.ae_alder)
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/sign-in/?next=/people/")
    page.get_by_label("E-mail").fill(shared_world.ae_alder.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    assert page.get_by_role("heading", name="People").is_visible()
    context.close()
