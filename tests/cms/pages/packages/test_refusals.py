"""Each thing that can be wrong with a package is told with its file and line."""
# ruff: noqa: E501 - one case a line

from __future__ import annotations

import pytest

from tests.factories import packages
from tests.factories.packages import KNOWN, changed, problems, read, small, without

WHY_EN, WHY_ES = "modules/m1-aim/l1-why.en.md", "modules/m1-aim/l1-why.es.md"
M1, MEDIA = "modules/m1-aim/module.yaml", "media/media.yaml"


def test_the_small_package_is_in_order():
    assert problems(small()) == []


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        # course.yaml
        ("course.yaml", "format: 1", "format: 2", ["course.yaml:1: format must be 1."]),
        ("course.yaml", "id: small-course", "id: Small Course", ["course.yaml:2: id must be in small letters, digits and hyphens."]),
        ("course.yaml", "2026-11-23", "soon", ["course.yaml:3: edition must be a date, year-month-day."]),
        ("course.yaml", "[en, es]", "[en, fr]", ["course.yaml:4: languages must be a list from en, es, each once."]),
        ("course.yaml", "[en, es]", "[en, en]", ["course.yaml:4: languages must be a list from en, es, each once."]),
        ("course.yaml", ", es: Un curso breve", "", ["course.yaml:5: title must have exactly the languages en, es."]),
        ("course.yaml", "es: Un curso breve", "es: Un curso breve, fr: Court", ["course.yaml:5: title must have exactly the languages en, es."]),
        ("course.yaml", "es: Un curso breve", "es: ' '", ["course.yaml:5: title (es) must not be empty."]),
        ("course.yaml", "es: Un curso breve", "es: no", ["course.yaml:5: title (es) must be a text; put it between quotes."]),
        ("course.yaml", "es: Un curso breve", "es: " + "x" * 256, ["course.yaml:5: title has 256 characters; there is room for 255."]),
        ("course.yaml", "{en: All of it., es: Todo.}", "All", ["course.yaml:6: summary must be a map of languages."]),
        ("course.yaml", "[ngo]", "[ngo, pirates]", ["course.yaml:7: “pirates” is not among the sectors."]),
        ("course.yaml", "[ngo]", "[ngo, ngo]", ["course.yaml:7: “ngo” stands twice in audience."]),
        ("course.yaml", "minutes: 30", "minutes: 0", ["course.yaml:8: minutes must be a whole number from 1 to 10000."]),
        ("course.yaml", "minutes: 30", "minutes: true", ["course.yaml:8: minutes must be a whole number from 1 to 10000."]),
        ("course.yaml", "minutes: 30", "minutes: 30\ncolour: red", ["course.yaml:9: Unknown key “colour” in course.yaml."]),
        ("course.yaml", "minutes: 30\n", "", ["course.yaml:1: course.yaml has no “minutes”."]),
        ("course.yaml", "valid_months: null", "valid_months: -1", ["course.yaml:16: valid_months must be a whole number from 1 to 1200."]),
        ("course.yaml", "[m1-aim, m2-means]", "[m1-aim, ../m2]", [
            "course.yaml:12: The folder modules/m2-means is not in the list of modules.",
            "course.yaml:12: modules must name a folder in small letters, digits and hyphens.",
            "modules/m2-means/l1-how.en.md:1: The file is not part of the format.",
            "modules/m2-means/l1-how.es.md:1: The file is not part of the format.",
            "modules/m2-means/module.yaml:1: The file is not part of the format.",
            "modules/m2-means/test.yaml:1: The file is not part of the format.",
        ]),
        ("course.yaml", "[m1-aim, m2-means]", "[m1-aim, m2-means, m3]", ["course.yaml:12: The folder modules/m3 does not exist."]),
        ("course.yaml", "[m1-aim, m2-means]", "[m1-aim, m2-means, m1-aim]", ["course.yaml:12: “m1-aim” stands twice in modules."]),
        ("course.yaml", "final-test.yaml", "last.yaml", [
            "course.yaml:13: The test last.yaml does not exist.",
            "final-test.yaml:1: The file is not part of the format.",
        ]),
        # module.yaml
        (M1, "area: introduction", "area: other", [f"{M1}:2: area “other” is not one of esm, introduction, nip, pops, provisions."]),
        (M1, "id: m1", "id: m2", ["modules/m2-means/module.yaml:1: The module id “m2” is also at modules/m1-aim/module.yaml:1."]),
        (M1, "l2-what]", "l2-what, l3-none]", [f"{M1}:5: modules/m1-aim/l3-none.en.md does not exist."]),
        (M1, "[l1-why, l2-what]", "[l1-why]", [
            "modules/m1-aim/l2-what.en.md:1: The file belongs to no lesson of module.yaml.",
            "modules/m1-aim/l2-what.es.md:1: The file belongs to no lesson of module.yaml.",
        ]),
        (M1, "l2-what]", "l2-what, l1-why]", [f"{M1}:5: “l1-why” stands twice in lessons."]),
        (M1, "test: test.yaml", "test: exam.yaml", [
            f"{M1}:6: The test modules/m1-aim/exam.yaml does not exist.",
            "modules/m1-aim/test.yaml:1: The file belongs to no lesson of module.yaml.",
        ]),
        # front matter
        (WHY_EN, "---\nid", "id", [f"{WHY_EN}:1: A lesson opens with front matter between two lines of three hyphens."]),
        (WHY_EN, "minutes: 10", "minutes: 10\nteacher: me", [f"{WHY_EN}:5: Unknown key “teacher” in front matter."]),
        (WHY_EN, "minutes: 10\n", "minutes: 10\nminutes: 11\n", [
            f"{WHY_EN}:5: YAML cannot be read: key “minutes” is given twice.",
        ]),
        (WHY_EN, "o1: Say why", "O1: Say why", [
            f"{WHY_EN}:6: objectives must be in small letters, digits and hyphens.",
            f"{WHY_ES}:5: The objectives are o1, but O1 at {WHY_EN}:5.",
        ]),
        (WHY_ES, "provisions: [art_1]", "provisions: [art_1, art_99]", [
            f"{WHY_ES}:7: provisions differs from {WHY_EN}:7.",
            f"{WHY_ES}:7: “art_99” is not among the provisions.",
        ]),
        (WHY_ES, "minutes: 10", "minutes: 11", [f"{WHY_ES}:4: minutes differs from {WHY_EN}:4."]),
        (WHY_ES, "id: m1-l1", "id: m1-l9", [f"{WHY_ES}:2: id differs from {WHY_EN}:2."]),
        (WHY_ES, "  o1: Decir por qué", "  o1: Decir por qué\n  o2: Más", [f"{WHY_ES}:5: The objectives are o1, o2, but o1 at {WHY_EN}:5."]),
        ("modules/m2-means/l1-how.en.md", "id: m2-l1", "id: m1-l1", [
            f"modules/m2-means/l1-how.en.md:2: The lesson id “m1-l1” is also at {WHY_EN}:2.",
            "modules/m2-means/l1-how.es.md:2: id differs from modules/m2-means/l1-how.en.md:2.",
        ]),
        # blocks
        (WHY_EN, "## The reason", "# The reason", [f"{WHY_EN}:12: Headings are written with ## or ###."]),
        (WHY_EN, "## The reason", "The reason\n---", [f"{WHY_EN}:12: Headings are written with ## or ###."]),
        (WHY_EN, "## The reason", "##The reason", [
            f"{WHY_EN}:12: A heading has a space after its marks.",
            f"{WHY_ES}:12: heading ## stands where {WHY_EN}:12 has prose.",
        ]),
        (WHY_EN, "## The reason", "## The *reason*", [f"{WHY_EN}:12: Titles, captions and notes are plain text."]),
        (WHY_EN, ":::{figure}", ":::{picture}", [
            f"{WHY_EN}:19: Unknown directive “picture”.",
            f"{WHY_ES}:19: figure circle.svg with a note stands where {WHY_EN}:24 has heading ##.",
        ]),
        (WHY_EN, "circle.svg\n", "square.svg\n", [
            f"{WHY_EN}:19: The media name “square.svg” has no entry in media.yaml.",
            f"{WHY_ES}:19: figure circle.svg with a note stands where {WHY_EN}:19 has figure square.svg with a note.",
        ]),
        (WHY_EN, ":::{figure} circle.svg\n:caption: A circle", ":::{figure} circle.svg\n:title: A circle", [
            f"{WHY_EN}:19: The directive “figure” has no option “title”.",
            f"{WHY_ES}:19: figure circle.svg with a note stands where {WHY_EN}:19 has figure circle.svg.",
        ]),
        (WHY_EN, ":caption: A circle", ":caption: A circle\n:caption: Two", [f"{WHY_EN}:21: Option “caption” is given twice."]),
        (WHY_EN, "It is round.\n", "", [
            f"{WHY_EN}:19: The directive “figure” needs a text.",
            f"{WHY_ES}:19: The paragraphs, list entries and cells here do not match those at {WHY_EN}:19 one to one.",
        ]),
        (WHY_EN, "It is round.\n:::\n", "It is round.\n", [
            f"{WHY_EN}:23: A directive holds no heading, table or other directive.",
            f"{WHY_ES}:19: The paragraphs, list entries and cells here do not match those at {WHY_EN}:19 one to one.",
        ]),
        (WHY_EN, ":::{practice} m1-p1\n:::\n", ":::{practice} m1-p1\n", [f"{WHY_EN}:41: The directive “practice” is never closed."]),
        (WHY_EN, ":::{practice} m1-p1\n", ":::{practice}\n", [
            f"{WHY_EN}:41: The directive “practice” needs an argument.",
            f"{WHY_ES}:41: practice m1-p1 stands where {WHY_EN}:41 has practice.",
        ]),
        (WHY_EN, ":note: The aim.\n", ":note: The aim.\nMore.\n", [
            f"{WHY_EN}:31: The directive “provision” takes no text.",
            f"{WHY_ES}:31: The paragraphs, list entries and cells here do not match those at {WHY_EN}:31 one to one.",
        ]),
        (WHY_EN, ":::{provision} art_1", ":::{provision} art_2", [
            f"{WHY_EN}:31: “art_2” is not among the provisions.",
            f"{WHY_ES}:31: provision art_1 with a note stands where {WHY_EN}:31 has provision art_2 with a note.",
        ]),
        (WHY_EN, "1. Look.\n2. Note.", "- Look.\n- Note.", [
            f"{WHY_EN}:27: Steps are one numbered list and nothing else.",
            f"{WHY_ES}:26: The paragraphs, list entries and cells here do not match those at {WHY_EN}:26 one to one.",
        ]),
        (WHY_EN, "| Parties | Act |", "| Parties | Act | now |", [f"{WHY_EN}:35: The rows of the table differ in number of cells."]),
        (WHY_EN, "| Parties | Act |\n", "", [
            f"{WHY_EN}:35: A table needs a header, a rule of dashes and a row.",
            f"{WHY_ES}:35: table with a note 2×2 stands where {WHY_EN}:35 has table with a note 1×2.",
        ]),
        (WHY_EN, "*old* {term}`stockpiles`", "*old* {term}`heaps`", [
            f"{WHY_EN}:14: “heaps” is not among the terms.",
            f"{WHY_ES}:14: The links and terms marked here are not those at {WHY_EN}:14, paragraph by paragraph.",
        ]),
        (WHY_EN, "## What to do", "### What to do", [f"{WHY_ES}:24: heading ## stands where {WHY_EN}:24 has heading ###."]),
        # the other language
        (WHY_ES, "- Dos\n", "", [f"{WHY_ES}:14: The paragraphs, list entries and cells here do not match those at {WHY_EN}:14 one to one."]),
        (WHY_ES, ":note: El fin.\n", "", [f"{WHY_ES}:31: provision art_1 stands where {WHY_EN}:31 has provision art_1 with a note."]),
        (WHY_ES, ":::{practice} m1-p1\n:::\n", "", [f"{WHY_ES}:35: practice m1-p1 of {WHY_EN}:41 is missing here."]),
        (WHY_ES, ":::{practice} m1-p1\n:::\n", ":::{practice} m1-p1\n:::\n\nMás.\n", [
            f"{WHY_ES}:44: prose has no counterpart after {WHY_EN}:41."
        ]),
        (WHY_ES, "{term}`existencias <stockpiles>`", "{term}`reservas <stockpiles>`", [
            f"{WHY_ES}:14: “reservas” is a forbidden rendering of “stockpiles”; use “existencias”."
        ]),
        # media
        (MEDIA, "  - file: circle.svg\n", "  - file: square.svg\n", [
            "media/circle.svg:1: The file has no entry in media.yaml.",
            "media/media.yaml:2: The media file “square.svg” does not exist.",
            f"{WHY_EN}:19: The media name “circle.svg” has no entry in media.yaml.",
            f"{WHY_ES}:19: The media name “circle.svg” has no entry in media.yaml.",
        ]),
        (MEDIA, "    alt: {en: A circle, es: Un círculo}\n", "", ["media/media.yaml:2: media has no “alt”."]),
        (MEDIA, "media:\n", "pictures:\n", [
            "media/circle.svg:1: The file has no entry in media.yaml.",
            "media/media.yaml:1: Unknown key “pictures” in media.yaml.",
            "media/media.yaml:1: media.yaml has no “media”.",
            f"{WHY_EN}:19: The media name “circle.svg” has no entry in media.yaml.",
            f"{WHY_ES}:19: The media name “circle.svg” has no entry in media.yaml.",
        ]),
        (MEDIA, "media:\n", packages.MEDIA, ["media/media.yaml:7: “circle.svg” has two entries."]),
        ("media/circle.svg", "<circle", "<script>x</script><circle", ["media/circle.svg:1: The SVG contains <script>, which is not allowed."]),
        ("media/circle.svg", "<circle", "\n<image href='data:image/png;base64,x'/><circle", [
            "media/circle.svg:2: A drawing may refer to nothing outside itself."
        ]),
        ("media/circle.svg", "<svg", "<!DOCTYPE svg><svg", [
            "media/circle.svg:1: The SVG declares a document type or entities; save it again without them."
        ]),
    ],
)  # fmt: skip
def test_refusal(path, old, new, expected):
    assert problems(changed(small(), path, old, new)) == expected


@pytest.mark.parametrize(
    ("path", "content", "expected"),
    [
        ("course.yaml", b"format: 1\nid: \xff\n", ["course.yaml:2: The file is not UTF-8."]),
        ("course.yaml", "\ufeffformat: 1\n", ["course.yaml:1: The file must be UTF-8 without a byte order mark, with LF line ends."]),
        ("course.yaml", "format: 1\nid: x\r\n", ["course.yaml:2: The file must be UTF-8 without a byte order mark, with LF line ends."]),
        ("notes.txt", "x", ["notes.txt:1: The file is not part of the format."]),
        ("modules/m1-aim/notes.md", "x", ["modules/m1-aim/notes.md:1: The file belongs to no lesson of module.yaml."]),
        ("media/x.exe", "x", ["media/x.exe:1: This is not a kind of file that the format knows."]),
        ("media/x.png", "x", ["media/x.png:1: The file has no entry in media.yaml."]),
        (WHY_EN, packages.LESSON_EN.split("## The")[0], [
            f"{WHY_EN}:10: The lesson has no text.",
            f"{WHY_ES}:12: heading ## has no counterpart after {WHY_EN}:2.",
        ]),
    ],
)  # fmt: skip
def test_file_refused(path, content, expected):
    assert problems({**small(), path: content}) == expected


def test_missing_files():
    assert problems(without(small(), "course.yaml")) == ["course.yaml:1: The package has no course.yaml at its top."]
    assert problems(without(small(), M1)) == [f"{M1}:1: The file does not exist."]
    assert problems(without(small(), WHY_EN)) == [
        f"{M1}:5: {WHY_EN} does not exist.",
    ]
    assert problems(without(small(), WHY_ES)) == []


def test_content_that_is_not_what_its_ending_says():
    entry = packages.MEDIA.removeprefix("media:\n").replace("circle.svg", "photo.png")
    files = {**small(), MEDIA: packages.MEDIA + entry, "media/photo.png": b"GIF89a"}
    assert problems(files) == ["media/photo.png:1: The content of the file is not what its ending says."]


class TestRecordings:
    ENTRY = (
        packages.MEDIA.removeprefix("media:\n").replace("circle.svg", "talk.opus").rstrip()
        + "\n    transcript: {en: 'One.\n\n\n      Two.', es: 'Uno.\n\n\n      Dos.'}\n"
    )

    def files(self, **changes: str) -> packages.Files:
        directive = ":::{audio} talk.opus\n:::\n\n:::{practice}"
        files = changed(changed(small(), WHY_EN, ":::{practice}", directive), WHY_ES, ":::{practice}", directive)
        files |= {MEDIA: packages.MEDIA + self.ENTRY, "media/talk.opus": packages.SOUND}
        return {**files, **changes}

    def test_one_file_for_all_languages(self):
        assert problems(self.files()) == []

    def test_a_file_of_one_language_takes_the_place_of_the_other(self):
        own = self.ENTRY.replace("talk.opus", "talk.es.opus")
        files = {**self.files(), MEDIA: packages.MEDIA + self.ENTRY + own, "media/talk.es.opus": packages.SOUND}
        package = read(files)
        assert package.problems.listed() == []
        assert package.media_for("talk.opus", "en").file == "talk.opus"
        assert package.media_for("talk.opus", "es").file == "talk.es.opus"

    def test_and_has_its_texts(self):
        own = self.ENTRY.replace("talk.opus", "talk.es.opus").replace("Dos.", "Tres.")
        files = {**self.files(), MEDIA: packages.MEDIA + self.ENTRY + own, "media/talk.es.opus": packages.SOUND}
        assert problems(files) == [
            "media/media.yaml:24: transcript differs from media/media.yaml:12; a file of one language has the texts of the file it stands in for."
        ]

    def test_needs_a_transcript(self):
        entry = self.ENTRY.split("    transcript")[0]
        assert problems({**self.files(), MEDIA: packages.MEDIA + entry}) == [
            "media/media.yaml:7: “talk.opus” needs transcript."
        ]

    def test_transcripts_match_paragraph_by_paragraph(self):
        entry = self.ENTRY.replace("\n\n\n      Dos.", " Dos.")
        assert problems({**self.files(), MEDIA: packages.MEDIA + entry}) == [
            "media/media.yaml:15: The paragraphs, list entries and links of transcript differ from those at media/media.yaml:12."
        ]

    def test_a_recording_is_no_figure(self):
        files = self.files()
        for path in (WHY_EN, WHY_ES):
            files = changed(files, path, "{audio} talk.opus", "{video} talk.opus")
        assert problems(files) == [
            f"{path}:{line}: “talk.opus” is not a file for the directive “video”."
            for path, line in ((WHY_EN, 41), (WHY_ES, 41))
        ]


def test_links_must_lead_to_the_same_places():
    files = changed(small(), WHY_EN, "- One", "- [One](https://un.org)")
    files = changed(files, WHY_ES, "- Una", "- [Una](https://un.org/es)")
    assert problems(files) == [
        f"{WHY_ES}:14: The links and terms marked here are not those at {WHY_EN}:14, paragraph by paragraph."
    ]


def test_terms_may_stand_in_another_order():
    files = changed(small(), WHY_EN, "remain.", "remain, {term}`PCB <pcb>` too.")
    files = changed(files, WHY_ES, "Quedan", "{term}`PCB <pcb>`: quedan")
    assert problems(files) == []


def test_sources_of_what_is_known():
    assert KNOWN.keys("terms") == {"pcb", "stockpiles", "releases"}
    assert KNOWN.keys("provisions") == {"art_1", "art_3", "art_5__para_a"}
