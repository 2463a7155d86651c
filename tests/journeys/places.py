"""Every kind of page of the demo, by the person who sees it; paths stand below the language."""

from __future__ import annotations

COURSE = "courses/stockholm-pops-caribbean/"
LESSON = f"{COURSE}m1-introduction/l1-why-a-treaty/"
NEXT_LESSON = f"{COURSE}m1-introduction/l2-how-it-is-built/"
TEST = f"{COURSE}m1-introduction/test/"

PUBLIC = {
    "home": "",
    "catalogue": "courses/",
    "course": COURSE,
    "module": f"{COURSE}m1-introduction/",
    "lesson with a recording": LESSON,
    "lesson with a table": f"{COURSE}m2-pops/l1-what-makes-a-pop/",
    "lesson with steps": f"{COURSE}m3-provisions/l4-pcb-step-by-step/",
    "lesson with a figure": f"{COURSE}m5-esm/l4-small-island/",
    "test, before": TEST,
    "Convention": "convention/",
    "article": "convention/article-5/",
    "annex": "convention/annex-d/",
    "chemicals": "chemicals/",
    "chemical": "chemicals/ddt/",
    "glossary": "glossary/",
    "search, empty": "search/",
    "search": "search/?q=PCB",
    "search, nothing found": "search/?q=zzzzqqqq",
    "search, filtered": "search/?q=waste&topic=wastes&topic=stockpiles&kind=provision",
    "search, in a course": "search/?q=article+6&course=stockholm-pops-caribbean",
    "search, the beginning of a name": "search/?q=chlor",
    "search, how to": "search/help/",
    "glossary, narrowed": "glossary/?q=plan",
    "guide": "guide/",
    "accessibility": "accessibility/",
    "privacy": "privacy/",
    "verification": "verify/",
    "verification, unknown": "verify/?number=00000000000000000000000000000000",
    "not found": "nowhere/",
    "sign in": "accounts/login/",
    "sign up": "accounts/signup/",
    "sign in by code": "accounts/login/code/",
    "reset": "accounts/password/reset/",
}
SIGNED_IN = {
    "home of a learner": "",
    "course of a learner": COURSE,
    "lesson of a learner": LESSON,
    "test of a learner": TEST,
    "my learning": "learning/",
    "search of a learner": "search/?q=waste",
    "saved searches": "search/saved/",
    "profile": "accounts/profile/",
    "data": "accounts/data/",
    "erase": "accounts/data/erase/",
    "password": "accounts/password/change/",
    "e-mail": "accounts/email/",
    "two steps": "accounts/2fa/",
    "sign out": "accounts/logout/",
    "demo mail": "demo/mail/",
}
# Forms sent empty or wrong, so that their errors show.
FORMS = {
    "sign in": "accounts/login/",
    "sign up": "accounts/signup/",
    "reset": "accounts/password/reset/",
    "sign in by code": "accounts/login/code/",
}
