"""Which sentence stands for which: in order, nothing lost, by their lengths where the numbers differ."""

from hypothesis import given, settings
from hypothesis import strategies as st

from search.concordance.alignment import MAX_CELLS, Aligned, Bead, align, beads

LONG = "The finished plan is sent in to the Conference of the Parties by every Party that has one."
SHORT = "Two years."


def shown(left: str, right: str) -> list[tuple[str, str, bool]]:
    return [(left[slice(*each.left)], right[slice(*each.right)], each.sure) for each in align(left, right)]


def test_as_many_sentences_stand_one_beside_one():
    assert shown("A plan is made. It is sent.", "Se hace un plan. Se envía.") == [
        ("A plan is made.", "Se hace un plan.", True),
        ("It is sent.", "Se envía.", True),
    ]


def test_lines_stand_beside_lines_whatever_their_lengths():
    assert shown("Short.\nA much longer line than that.", "Una línea mucho más larga que la otra.\nCorta.") == [
        ("Short.", "Una línea mucho más larga que la otra.", True),
        ("A much longer line than that.", "Corta.", True),
    ]


def test_two_sentences_may_have_become_one():
    left = "The finished plan is sent in to the Conference. The time allowed is two years, counted from that day."
    right = "El plan se envía a la Conferencia de las Partes en los dos años siguientes a la entrada en vigor."
    assert shown(left, right) == [(left, right, False)]


def test_a_sentence_that_became_two_takes_none_of_its_neighbours():
    left = f"First of all there is this sentence here. {LONG} Last of all there is that sentence there."
    half = "Cada Parte que lo tenga envía su plan terminado. Lo envía a la Conferencia de las Partes."
    right = f"Ante todo está aquí esta oración. {half} Al final está allí aquella oración."
    assert shown(left, right) == [
        ("First of all there is this sentence here.", "Ante todo está aquí esta oración.", False),
        (LONG, half, False),
        ("Last of all there is that sentence there.", "Al final está allí aquella oración.", False),
    ]


def test_a_line_that_is_not_translated_has_nothing_beside_it():
    lines = [f"{number}. {LONG[: 90 - 11 * number]}" for number in range(1, 6)]
    left, right = "\n".join(lines), "\n".join(line for line in lines if not line.startswith("3"))
    assert shown(left, right) == [(line, "" if line.startswith("3") else line, False) for line in lines]


def test_one_side_alone():
    assert shown("One. Two.", "") == [("One.", "", False), ("Two.", "", False)]
    assert shown("", "One. Two.") == [("", "One.", False), ("", "Two.", False)]
    assert align("", "") == align(" \n", "\n") == ()


def test_too_much_to_compare_stands_whole_beside_the_whole():
    many = [10] * (MAX_CELLS // 100 + 1)
    assert beads(many, [10] * 100) == [Bead(range(len(many)), range(100))]
    assert len(beads([10] * (MAX_CELLS // 100), [10] * 100)) > 1


def test_a_pair_of_texts_is_aligned_the_same_way_from_both_ends():
    left, right = f"{LONG} {SHORT}", "En dos años la Parte envía su plan. Lo envía a la Conferencia. Dos años."
    mirrored = [Aligned(each.right, each.left, each.sure) for each in align(right, left)]
    assert list(align(left, right)) == mirrored


lengths = st.lists(st.integers(0, 400), max_size=25)


@settings(deadline=None)  # a busy machine is no failure
@given(lengths, lengths)
def test_every_sentence_is_in_one_bead_and_in_order(left, right):
    found = beads(left, right)
    assert [at for bead in found for at in bead.left] == list(range(len(left)))
    assert [at for bead in found for at in bead.right] == list(range(len(right)))
    if left and right:
        assert all(len(bead.left) <= 2 and len(bead.right) <= 2 for bead in found)


@settings(deadline=None)  # a busy machine is no failure
@given(st.lists(st.integers(1, 400), max_size=25))
def test_a_text_beside_itself_is_paired_one_to_one(left):
    assert beads(left, left) == [Bead(range(at, at + 1), range(at, at + 1)) for at in range(len(left))]


@settings(deadline=None)  # a busy machine is no failure
@given(st.text(alphabet="abA. \n", max_size=120), st.text(alphabet="abA. \n", max_size=120))
def test_all_words_of_both_texts_stand_somewhere_in_order(left, right):
    found = align(left, right)
    assert " ".join(left[slice(*each.left)] for each in found).split() == left.split()
    assert " ".join(right[slice(*each.right)] for each in found).split() == right.split()
