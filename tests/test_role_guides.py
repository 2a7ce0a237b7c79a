"""Each role has a guide, and the guides name just what there is: addresses of the program, pages that they link to."""

import re
from pathlib import Path

import pytest
from django.urls import Resolver404, resolve

from herringbone.people.models import Role

DOCS = Path(__file__).parent.parent / "docs"
INDEX = DOCS / "README.md"
GUIDES = [
    DOCS / f"{name}.md"
    for name in (
        "README", "account-executive", "administrator", "capabilities", "client", "client.it", "coordinator",
        "department", "director", "management",
    )
]  # fmt: skip
ROW = re.compile(r"^\| (R\d+) \| [^|]+ \| ([^|]+) \| [^|]+ \|$", re.MULTILINE)
# Which row of the table each role of the program is; who holds the last two is one of the account team.
ROLES = {
    Role.Kind.HEAD: "R1", Role.Kind.DIRECTOR: "R2", Role.Kind.SUPERVISOR: "R3", Role.Kind.EXECUTIVE: "R4",
    Role.Kind.COORDINATOR: "R5", Role.Kind.PLANNER: "R6", Role.Kind.BUSINESS: "R7", Role.Kind.TRAFFIC: "R8",
    Role.Kind.PRODUCER: "R8", Role.Kind.MEMBER: "R9", Role.Kind.FINANCE: "R9", Role.Kind.MANAGEMENT: "R11",
    Role.Kind.ADMINISTRATOR: "R12", Role.Kind.POINT: "R4", Role.Kind.SECOND: "R5",
}  # fmt: skip
STANDING_FOR = {"NUMBER": "ORS-26-0117", "CODE": "ORS", "ID": "7", "DAY": "2026-11-24"}
# No pages: the key that opens the search, a provider's page, beginnings of addresses, and what the demo alone has.
OTHERS = {"/", "/.well-known/openid-configuration", "/feeds/", "/feeds/…", "/answer/", "/demo/mail/"}


def linked(text: str) -> list[str]:
    """The pages that a text links to."""
    found = re.findall(r"\]\(([^)\s]+)\)", text)
    return [target.partition("#")[0] for target in found if "://" not in target]


def addresses(guide: Path) -> set[str]:
    """The addresses that a guide names in backticks, outside of blocks."""
    text = re.sub(r"^```.*?^```", "", guide.read_text(), flags=re.MULTILINE | re.DOTALL)
    return set(re.findall(r"`(/[^`]*)`", text)) - OTHERS


def test_i5_every_role_of_the_program_is_in_the_table_and_the_table_has_all_of_them():
    assert set(ROLES) == set(Role.Kind)
    rows = [role for role, _guides in ROW.findall(INDEX.read_text())]
    assert rows == [f"R{number}" for number in range(1, 13)]
    assert {*ROLES.values(), "R10"} == set(rows)


@pytest.mark.parametrize(("role", "guides"), ROW.findall(INDEX.read_text()))
def test_i5_a_role_has_a_guide(role: str, guides: str):
    found = [DOCS / name for name in linked(guides)]
    assert found and all(page in [*GUIDES, DOCS / "production.md"] and page.is_file() for page in found), role


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_the_addresses_that_a_guide_names_are_the_programs(guide: Path):
    missing = []
    for address in addresses(guide):
        path = address.partition("?")[0]
        for word, value in STANDING_FOR.items():
            path = path.replace(word, value)
        try:
            resolve(path)
        except Resolver404:
            missing.append(address)
    assert missing == []


@pytest.mark.parametrize("guide", [*GUIDES, DOCS.parent / "README.md"], ids=lambda guide: guide.name)
def test_what_a_guide_links_to_is_there(guide: Path):
    assert [target for target in linked(guide.read_text()) if not (guide.parent / target).exists()] == []


def test_what_is_handed_to_clients_has_the_same_parts_in_both_languages():
    english, italian = ((DOCS / name).read_text() for name in ("client.md", "client.it.md"))
    for part in (r"^## ", r"^\* ", r"`[^`]+`"):
        assert len(re.findall(part, english, re.MULTILINE)) == len(re.findall(part, italian, re.MULTILINE)), part
