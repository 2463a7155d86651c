"""Blocks keep their ids through every change of a lesson."""

from __future__ import annotations

from cms.pages.packages.importing.identity import Identity, Namer


def block(kind: str, value):
    return {"type": kind, "value": value}


def heading(text: str):
    return block("heading", {"text": text, "level": "2"})


def text(words: str):
    return block("rich_text", f"<p>{words}</p>")


def provision(eid: str, note: str = ""):
    return block("provision", {"eid": eid, "note": note})


LESSON = [heading("One"), text("a"), provision("art_1"), heading("Two"), text("b"), text("c")]


def named(blocks, existing=()):
    return Namer("course", "lesson:l1", existing).names(blocks)


def kept(old, new):
    """For each new block, the number of the old one whose id it has."""
    names = named(old)
    ids = {name.id: number for number, name in enumerate(names)}
    return [ids.get(name.id) for name in named(new, list(zip(old, names, strict=True)))]


def test_same_package_gives_the_same_ids():
    assert named(LESSON) == named(LESSON)
    assert len({name.id for name in named(LESSON)}) == 6


def test_ids_depend_on_course_and_lesson():
    other = Namer("course", "lesson:l2").names(LESSON)
    assert not {name.id for name in other} & {name.id for name in named(LESSON)}


def test_nothing_changed():
    assert kept(LESSON, LESSON) == [0, 1, 2, 3, 4, 5]


def test_text_changed():
    assert kept(LESSON, [*LESSON[:1], text("A"), *LESSON[2:]]) == [0, 1, 2, 3, 4, 5]


def test_block_put_in_before_others():
    assert kept(LESSON, [LESSON[0], text("new"), *LESSON[1:]]) == [0, None, 1, 2, 3, 4, 5]


def test_block_taken_out():
    assert kept(LESSON, [LESSON[0], *LESSON[2:]]) == [0, 2, 3, 4, 5]


def test_sections_exchanged():
    assert kept(LESSON, [*LESSON[3:], *LESSON[:3]]) == [3, 4, 5, 0, 1, 2]


def test_section_moved_and_its_note_changed():
    assert kept(LESSON, [*LESSON[3:], heading("One"), text("a"), provision("art_1", "new")]) == [3, 4, 5, 0, 1, 2]


def test_keyed_block_is_found_by_its_key():
    old = [provision("art_1"), provision("art_3")]
    assert kept(old, [provision("art_3", "x"), provision("art_1", "y")]) in ([1, 0], [1, 0])


def test_two_equal_blocks_have_two_ids():
    assert kept([text("a"), text("a")], [text("a"), text("a"), text("a")]) == [0, 1, None]


def test_new_block_in_an_old_place_does_not_take_an_id_in_use():
    old = [heading("One"), text("a"), text("b")]
    names = named(old)
    new = named([heading("One"), text("x"), text("y"), text("a"), text("b")], list(zip(old, names, strict=True)))
    assert [name.id for name in new[3:]] == [name.id for name in names[1:]]
    assert len({name.id for name in new}) == 5


def test_ids_of_an_editor_are_kept():
    existing = [(heading("One"), Identity("by-hand", "uno")), (text("a"), Identity("too"))]
    assert named([heading("One!"), text("a")], existing) == [Identity("by-hand", "uno"), Identity("too")]


def test_anchors_differ():
    assert [name.key for name in named([heading("One"), heading("One"), heading("¿?")])] == ["one", "one-2", "section"]


def test_steps_keep_the_ids_of_their_entries():
    steps = block("steps", {"title": "S", "steps": ["<p>a</p>", "<p>b</p>"]})
    (old,) = named([steps])
    longer = block("steps", {"title": "S", "steps": ["<p>a</p>", "<p>b</p>", "<p>c</p>"]})
    (new,) = named([longer], [(steps, old)])
    assert (new.id, new.items[:2]) == (old.id, old.items)
    assert len(set(new.items)) == 3
