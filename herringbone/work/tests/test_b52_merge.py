"""B52: the second save does not undo the first."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import SuspiciousOperation
from django.http import QueryDict

from herringbone.core.merge import (
    CHOOSE,
    ORIGINAL,
    InConflict,
    Line,
    choose,
    conflict_page,
    merge,
    merge_or_ask,
    plain,
    seal,
    unseal,
)

WAS = {"status": "waiting", "due": "2026-05-04", "owner": 1}


def posted(**fields: str) -> QueryDict:
    made = QueryDict(mutable=True)
    for name, value in fields.items():
        made[name] = value
    return made


def test_b52_changes_to_different_fields_both_stand():
    stored = {**WAS, "status": "x" * 2000}
    merged = merge(WAS, {**WAS, "owner": 2}, stored)
    assert merged.values == {"status": "x" * 2000, "due": "2026-05-04", "owner": 2}
    assert (merged.mine, merged.theirs, merged.conflicts) == (("owner",), ("status",), ())


def test_b52_the_same_field_changed_by_both_is_asked_with_all_three_values():
    with pytest.raises(InConflict) as caught:
        merge_or_ask(WAS, {**WAS, "due": date(2026, 5, 12)}, {**WAS, "due": date(2026, 5, 11)})
    (conflict,) = caught.value.merged.conflicts
    assert (conflict.name, conflict.yours, conflict.stored, conflict.original) == (
        "due", "2026-05-12", "2026-05-11", "2026-05-04",
    )  # fmt: skip


def test_b52_both_typed_the_same_and_there_is_nothing_to_ask():
    merged = merge(WAS, {**WAS, "owner": 2}, {**WAS, "owner": 2})
    assert not merged.conflicts and not merged.mine and not merged.theirs


def test_b52_amounts_dates_and_nothing_compare_by_what_they_mean():
    assert plain(Decimal("14000.0000")) == plain(Decimal("14000")) == "14000"
    assert plain(None) == plain("") == ""
    assert plain({3, 1}) == [1, 3]
    assert not merge({"budget": "14000"}, {"budget": Decimal("14000.00")}, {"budget": Decimal("14000")}).mine


def test_b52_the_words_that_differ_are_marked_and_no_markup_comes_of_them():
    line = Line("why", "Reason", "The client asks for <b>the</b> arcade", "The client asks for the bar", "")
    assert line.yours_marked == "The client asks for <ins>&lt;b&gt;the&lt;/b&gt; arcade</ins>"
    assert line.theirs_marked == "The client asks for <ins>the bar</ins>"
    assert Line("why", "Reason", "", "bar", "").yours_marked == ""


def test_b52_a_seal_opens_for_its_own_record_only():
    sealed = seal("work.form:7", WAS)
    assert unseal("work.form:7", posted(original=sealed)) == WAS
    for wrong in (posted(), posted(original=sealed + "x"), posted(original="{}")):
        with pytest.raises(SuspiciousOperation):
            unseal("work.form:7", wrong)
    with pytest.raises(SuspiciousOperation):
        unseal("work.form:8", posted(original=sealed))


def test_b52_the_conflict_page_keeps_what_was_typed_and_its_choice_is_obeyed():
    yours, stored = {**WAS, "due": "2026-05-12", "status": "typed"}, {**WAS, "due": "2026-05-11"}
    with pytest.raises(InConflict) as caught:
        merge_or_ask(WAS, yours, stored)
    page = conflict_page(
        caught.value, record="work.job:1", original=WAS, posted=posted(due="2026-05-12", status="typed", owner="1"),
        labels={"due": "Due", "status": "Status"}, show=lambda name, value: str(value), action="/x/", back="/x/",
    )  # fmt: skip
    assert dict(page.kept) == {"due": "2026-05-12", "status": "typed", "owner": "1"}
    assert page.same == ("Status",)
    (line,) = page.lines
    assert (line.yours, line.theirs, line.original) == ("2026-05-12", "2026-05-11", "2026-05-04")

    assert (line.yours_marked, line.theirs_marked) == ("<ins>2026-05-12</ins>", "<ins>2026-05-11</ins>")

    for choice, kept in (("theirs", "2026-05-11"), ("yours", "2026-05-12")):
        again = posted(**dict(page.kept), **{CHOOSE + "due": choice, ORIGINAL: page.original})
        original = unseal("work.job:1", again)
        merged = merge_or_ask(original, choose(again, original, yours), stored)
        assert merged.values["due"] == kept and merged.values["status"] == "typed"

    with pytest.raises(InConflict):  # somebody saved a third date while the page was open
        merge_or_ask(original, choose(again, original, yours), {**stored, "due": "2026-05-13"})
