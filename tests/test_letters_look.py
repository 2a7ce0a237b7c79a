"""C1, C2, C7, I1: every letter comes as text and as HTML in the house style, and both say the same."""

import re
from html import unescape

import pytest
from django.utils.html import strip_tags

from herringbone.people.actions import add_person, invite
from herringbone.people.mail import NOTICES, invitation_mail, notice_mail, reset_mail
from herringbone.people.models import Invitation
from herringbone.record.models import Effect
from tests.world import World

pytestmark = pytest.mark.later

GREY = re.compile(r"#[0-9a-f]{6}")
HOUSE = {"#ffffff", "#221d18", "#6b635a", "#4d463e", "#cbc4b9", "#e5dfd6", "#fbf9f5", "#2f5d86"}


def html_of(letter) -> str:
    """The HTML part, which stands before an invitation's calendar: mail programs show the last that they know."""
    kinds = [part[1].partition(";")[0] for part in letter.alternatives]
    assert kinds in (["text/html"], ["text/html", "text/calendar"]), letter.subject
    return str(letter.alternatives[0][0])


def read(html: str) -> str:
    """What a person reads of it, in one line; addresses behind words too."""
    hrefs = " ".join(re.findall(r'href="([^"]*)"', html))
    return " ".join(unescape(f"{strip_tags(html.partition('<body')[2])} {hrefs}").split())


def faults_of(letter) -> list[str]:
    html = html_of(letter)
    said = read(html).replace(" ", "")
    faults = [
        f"{letter.subject}: {line!r} is in the text alone"
        for line in letter.body.splitlines()
        if any(word.strip(">·-:.,;()–") not in said for word in line.split())
    ]
    if not (html.lstrip().startswith("<!doctype html>") and re.search(r'<html lang="(en|it)">', html)):
        faults.append(f"{letter.subject}: no page in a language")
    if re.search(r"<(script|style|img|link|table|form)\b|\son\w+=|url\(", html):
        faults.append(f"{letter.subject}: something that a mail may not bring")
    if set(GREY.findall(html)) - HOUSE:
        faults.append(f"{letter.subject}: colours of its own")
    return faults


def test_c7_every_letter_says_in_html_what_it_says_as_text(filled):
    letters = filled.extra["letters"]
    assert any("text/calendar" in str(letter.message()) for letter in letters)
    assert [fault for letter in letters for fault in faults_of(letter)] == []


def test_c1_an_invitation_opens_with_who_asks_and_looks_like_the_other_letters(filled):
    asked = [letter for letter in filled.extra["letters"] if len(letter.alternatives) == 2]
    assert asked
    for letter in asked:
        html = html_of(letter)
        assert re.search(r"<h1[^>]*>(<del>)?CANARY", html), letter.subject
        assert "font:500 18px/1.2 Newsreader" in html


@pytest.mark.parametrize("name", ["Nina <b>New</b>", "Nina & Co"])
def test_i1_the_letters_about_ways_in_are_escaped_and_in_the_house_style(world: World, name: str):
    nina = add_person(by=world.admin, name=name, email="nina@agency.example", office=world.office)
    invite(by=world.admin, person=nina)
    invitation = Invitation.objects.get()
    letters = [invitation_mail(Effect(key="a", subject_id=invitation.pk))]
    letters.append(reset_mail(Effect(key="b", subject_id=invitation.person_id)))
    letters += [
        notice_mail(Effect(key=what, kind=f"notice: {what}", subject_id=invitation.person_id)) for what in NOTICES
    ]
    for letter in letters:
        assert faults_of(letter) == []
        assert "<b>New" not in html_of(letter)
