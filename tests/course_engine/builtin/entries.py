"""One complete item of each type, as course packages write them; CANARY marks what must stay secret."""

from typing import Any

Entry = dict[str, Any]


def both(english: str, spanish: str) -> dict[str, str]:
    return {"en": english, "es": spanish}


def secret(number: int) -> dict[str, str]:
    return both(f"CANARY feedback {number}", f"CANARY comentario {number}")


def option(key: str, english: str, spanish: str, correct: bool, number: int) -> Entry:
    return {"id": key, "text": both(english, spanish), "correct": correct, "feedback": secret(number)}


def item(kind: str, **own: Any) -> Entry:
    return {
        "id": f"t-{kind}",
        "type": kind,
        "stem": both("What holds here?", "¿Qué es cierto aquí?"),
        "points": 1,
        "difficulty": 2,
        "provisions": ["art_5", "art_6__para_1"],
        "chemicals": ["ddt"],
        "objective": "m1-l1/o1",
        "feedback": both("CANARY for *everyone*", "CANARY para *todos*"),
        "hints": [both("CANARY hint one", "CANARY pista uno"), both("CANARY hint two", "CANARY pista dos")],
    } | own


def choices(right: str) -> list[Entry]:
    """Options a to d with one right."""
    names = [
        ("a", "Ban", "Prohibir"),
        ("b", "Restrict", "Restringir"),
        ("c", "Report", "Informar"),
        ("d", "Wait", "Esperar"),
    ]
    return [option(key, en, es, key == right, number) for number, (key, en, es) in enumerate(names, start=1)]


SINGLE = item("single_choice", options=choices("b"))
MULTIPLE = item(
    "multiple_response",
    options=[{**entry, "correct": entry["id"] in {"a", "c"}} for entry in choices("a")],
)
TRUE_FALSE = item(
    "true_false",
    options=[option("true", "True", "Verdadero", True, 1), option("false", "False", "Falso", False, 2)],
)
MATCHING = item(
    "matching",
    points=3,
    pairs=[
        {"id": "a", "left": both("Article 3", "Artículo 3"), "right": both("Trade", "Comercio"), "feedback": secret(1)},
        {
            "id": "b",
            "left": both("Article 5", "Artículo 5"),
            "right": both("By-products", "Subproductos"),
            "feedback": secret(2),
        },
        {
            "id": "c",
            "left": both("Article 6", "Artículo 6"),
            "right": both("Wastes", "Desechos"),
            "feedback": secret(3),
        },
    ],
    distractors=[{"id": "x", "text": both("Money", "Dinero"), "feedback": secret(4)}],
)
ORDERING = item(
    "ordering",
    items=[
        {"id": "one", "text": both("Propose", "Proponer"), "feedback": secret(1)},
        {"id": "two", "text": both("Screen", "Examinar"), "feedback": secret(2)},
        {"id": "three", "text": both("Decide", "Decidir"), "feedback": secret(3)},
        {"id": "four", "text": both("List", "Incluir"), "feedback": secret(4)},
    ],
)
NUMERIC = item("numeric", points=2, answer=0.5, tolerance=0.05, unit=both("mg/kg of oil", "mg/kg de aceite"))
SHORT_TEXT = item(
    "short_text",
    accepted={"en": ["Basel Convention", "Basel"], "es": ["Convenio de Basilea", "Basilea", "el de Basilea"]},
)
CLOZE = item(
    "cloze",
    stem=both("Every {{n}} years {{w}} do it, in {{c}} form.", "En forma {{c}}, {{w}} lo hacen cada {{n}} años."),
    blanks=[
        {"id": "n", "kind": "number", "answer": 5, "tolerance": 0.5},
        {"id": "w", "kind": "text", "accepted": {"en": ["Parties"], "es": ["las Partes", "Partes"]}},
        {
            "id": "c",
            "kind": "choice",
            "options": [
                option("a", "electronic", "electrónica", True, 1),
                option("b", "printed", "impresa", False, 2),
                option("d", "spoken", "oral", False, 3),
            ],
        },
    ],
)
CATEGORISE = item(
    "categorise",
    groups=[
        {"id": "annex-a", "text": both("Annex A", "Anexo A")},
        {"id": "annex-b", "text": both("Annex B", "Anexo B")},
        {"id": "annex-c", "text": both("Annex C", "Anexo C")},
    ],
    items=[
        {"id": "1", "text": both("Aldrin", "Aldrina"), "group": "annex-a", "feedback": secret(1)},
        {"id": "2", "text": both("DDT", "DDT"), "group": "annex-b", "feedback": secret(2)},
        {"id": "3", "text": both("Dioxins", "Dioxinas"), "group": "annex-c", "feedback": secret(3)},
        {"id": "4", "text": both("Lindane", "Lindano"), "group": "annex-a", "feedback": secret(4)},
    ],
)


def choice(key: str, english: str, spanish: str, to: str, points: int, number: int) -> Entry:
    return {"id": key, "text": both(english, spanish), "to": to, "points": points, "feedback": secret(number)}


SCENARIO = item(
    "scenario",
    points=4,
    start="door",
    scenes={
        "door": {
            "text": both("A wet floor.", "Un suelo mojado."),
            "options": [
                choice("a", "Close the store", "Cerrar el almacén", "list", 2, 1),
                choice("b", "Hose it down", "Lavarlo", "spill", 0, 2),
            ],
        },
        "spill": {
            "text": both("Now it is worse.", "Ahora es peor."),
            "options": [choice("a", "Go on", "Seguir", "list", 0, 3)],
        },
        "list": {
            "text": both("Forty drums.", "Cuarenta bidones."),
            "options": [
                choice("a", "Sell them", "Venderlos", "lost", 0, 4),
                choice("b", "Pack them", "Embalarlos", "good", 2, 5),
                choice("c", "Count them", "Contarlos", "good", 1, 6),
            ],
        },
        "good": {"text": both("A good end.", "Un buen final.")},
        "lost": {"text": both("A sad end.", "Un final triste.")},
    },
)
OPEN = item(
    "open",
    points=3,
    rubric=[
        {"id": "facts", "text": both("Names the facts", "Nombra los hechos"), "points": 2},
        {"id": "lead", "text": both("Says who", "Dice quién"), "points": 1},
    ],
)
SCALE = {
    name: value
    for name, value in item(
        "scale",
        scale=[
            {"id": "s1", "text": both("Not ready", "No")},
            {"id": "s2", "text": both("Fairly", "Bastante")},
            {"id": "s3", "text": both("Ready", "Sí")},
        ],
    ).items()
    if name != "points"
}

ENTRIES: dict[str, Entry] = {
    entry["type"]: entry
    for entry in (
        SINGLE,
        MULTIPLE,
        TRUE_FALSE,
        MATCHING,
        ORDERING,
        NUMERIC,
        SHORT_TEXT,
        CLOZE,
        CATEGORISE,
        SCENARIO,
        OPEN,
        SCALE,
    )
}
