"""A2: a thousand names of a file are compared with a thousand companies by the measure of the page, in a moment."""

from time import perf_counter

from hypothesis import given, settings
from hypothesis import strategies as st

from herringbone.core.names import Known, NearNames, possible_duplicates

PARTS = (
    "corvo", "Corvus", "tyres", "tires", "Tyre", "International", "Lamp", "Works", "ILW", "The", "Banca", "S.p.A.",
    "GmbH", "& Co.", "Nord", "nord-west", "Müller", "A", "iw", "?!",
)  # fmt: skip
NAMES = st.lists(st.sampled_from(PARTS), min_size=1, max_size=4).map(" ".join) | st.text("abcde é.&", max_size=9)


@given(NAMES, st.lists(st.tuples(NAMES, st.lists(NAMES, max_size=2)), max_size=8))
@settings(max_examples=400, deadline=None)
def test_a2_what_is_found_quickly_is_what_is_found_one_by_one(name: str, there: list[tuple[str, list[str]]]) -> None:
    known = [Known(number, one, tuple(also)) for number, (one, also) in enumerate(there)]
    assert NearNames(known).near(name, limit=9) == possible_duplicates(name, known, limit=9)


def test_a2_a_thousand_names_beside_a_thousand_companies_take_a_moment() -> None:
    sounds = ("bal", "cor", "den", "fir", "gol", "han", "lum", "mar", "nor", "pel")
    names = [f"{a}{b} {c}tex".title() for a in sounds for b in sounds for c in sounds]
    begun = perf_counter()
    near = NearNames(Known(number, name) for number, name in enumerate(names))
    found = [near.near(f"{name}s") for name in names]
    assert perf_counter() - begun < 5, "one by one it takes far longer"
    assert all(one and one[0].known.name == name for one, name in zip(found, names, strict=True))
