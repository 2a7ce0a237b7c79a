"""Editions of a contact report for tests: what was said on 23 November about the Aperitivo film."""

import copy

FILM = {"number": "ORS-26-0117", "name": "Aperitivo launch film"}
STAND = {"number": "ORS-26-0109", "name": "Autumn trade fair stand"}


def client(name):
    """Somebody of the client's, as owner."""
    return {"name": name, "side": "client"}


def agency(name):
    """Somebody of ours, as owner."""
    return {"name": name, "side": "agency"}


def item(position, kind, text, job=FILM, **more):
    """One item; its key follows from its position, so that versions share it."""
    return {
        "key": f"00000000-0000-4000-8000-{position:012d}", "position": position, "kind": kind, "text": text, "job": job,
        "agenda": None, "owner": None, "due": None, "change": None, "was": None, **more,
    }  # fmt: skip


CLIENTS = {
    "kind": "contact_report", "audience": "client", "language": "en", "number": 32, "version": 1, "replaces": None,
    "agency": {"name": "Halden & Rossi", "legal": "Halden & Rossi S.r.l.", "address": "Via Tortona 31, 20144 Milano"},
    "client": {"name": "Orsatti Vermouth", "code": "ORS"},
    "meeting": {
        "topic": "Storyboard, round 2", "kind": "meeting", "starts": "2026-11-23T09:30:00+00:00",
        "ends": "2026-11-23T10:50:00+00:00", "zone": "Europe/Rome", "place": "Milan and by video",
    },
    "present": [
        {"name": "Paolo Brandi", "side": "client", "title": "Marketing director"},
        {"name": "Nora Whitfield", "side": "agency", "title": "Account executive"},
    ],
    "absent": [{"name": "Giulia Orsatti", "side": "client", "note": "sent word"}],
    "items": [
        item(1, "discussion", "Frames 4 and 7 are too close to last year’s film.", agenda="Storyboard"),
        item(2, "decision", "The bar scene moves from the counter to the arcade."),
        item(3, "approval", "Casting of Elena Vasile is approved by Paolo Brandi."),
        item(4, "budget", "A second day on location adds €8,105."),
        item(5, "next_step", "Send the redrawn frames", owner=agency("Marta Galli"), due="2026-11-26T11:00:00+00:00"),
        item(6, "next_step", "Send the list of importers", STAND, owner=client("Chiara Fumagalli"), due="2026-11-27"),
    ],
    "next_meeting": {"topic": "Pre-production", "starts": "2026-12-01T09:30:00+00:00"},
    "distribution": [
        {"name": "Paolo Brandi", "side": "client", "why": "Attended"},
        {"name": "Grace Adeyemi", "side": "agency", "why": "Supervisor of the account"},
    ],
    "window": {"days": 2, "closes": "2026-11-26T17:00:00+00:00", "unit": "working_days"},
    "author": {
        "name": "Nora Whitfield", "title": "Account executive", "email": "nora@halden.example",
        "phone": "+1 212 555 0148",
    },
    "issued": "2026-11-24T14:12:00+00:00",
}  # fmt: skip


def clients(**changes):
    """The client's edition."""
    return {**copy.deepcopy(CLIENTS), **changes}


def inside(**changes):
    """The edition for the house, with one item more."""
    edition = clients(audience="inside", **changes)
    edition["items"].insert(3, item(4, "internal", "Chiara was cool throughout.", None))
    return edition


def corrected(**changes):
    """Version 2: one item changed, one new, one taken out."""
    edition = clients(version=2, replaces=1, **changes)
    edition["items"][3] |= {"change": "changed", "was": "A second day on location adds €7,500."}
    edition["items"][4] |= {"change": "changed", "was": "Send the redrawn frames", "was_due": "2026-11-25"}
    edition["items"][2] |= {"change": "removed"}
    edition["items"].append(item(7, "decision", "The film is shot in January.", change="new"))
    return edition
