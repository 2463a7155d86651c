"""Mail waits on the queue; the demo keeps it in a folder and shows it."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.test import Client
from django.test.utils import override_settings
from django_tasks_db.models import DBTaskResult

from accounts.mail.demo import demo_mail, demo_mails
from accounts.mail.envelope import pack, unpack
from accounts.privacy.erasure import erase_person
from accounts.tasks import deliver
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
QUEUED = override_settings(EMAIL_BACKEND="accounts.mail.queue.QueuedBackend")
LOCAL = override_settings(MAIL_DELIVERY_BACKEND="django.core.mail.backends.locmem.EmailBackend")
DEMO_URLS = override_settings(ROOT_URLCONF="tests.accounts.demo_urls")


def example() -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        "Confirmé", "Código: ñ", "from@example.org", ["to@example.org"], bcc=["b@example.org"], headers={"X-A": "1"}
    )
    message.attach_alternative("<p>ñ</p>", "text/html")
    return message


def test_a_packed_mail_is_the_same_mail():
    unpacked = unpack(pack(example()))
    assert pack(unpacked) == pack(example())
    assert unpacked.alternatives[0][0] == "<p>ñ</p>"


def test_attachments_are_refused():
    message = EmailMessage("a", "b", to=["c@example.org"])
    message.attach("a.txt", "text")
    with pytest.raises(ValueError, match="attachments"):
        pack(message)


@QUEUED
@LOCAL
def test_mail_waits_for_the_worker_of_the_fast_queue():
    example().send()
    assert mail.outbox == []
    task = DBTaskResult.objects.get()
    assert (task.queue_name, task.task_path) == ("fast", "accounts.tasks.deliver")
    deliver.call(*task.args_kwargs["args"])
    assert [(m.subject, m.body, m.to) for m in mail.outbox] == [("Confirmé", "Código: ñ", ["to@example.org"])]


@QUEUED
def test_sign_up_queues_its_mail():
    Client().post("/es/accounts/password/reset/", {"email": "nobody@example.org"})
    packed = DBTaskResult.objects.get().args_kwargs["args"][0]
    assert packed["to"] == ["nobody@example.org"]
    assert "testserver/es/accounts/signup/" in packed["body"]


@pytest.fixture
def folder(tmp_path, settings):
    settings.DEMO_MAIL_ROOT = tmp_path
    return tmp_path


def send(subject: str) -> None:
    connection = get_connection("accounts.mail.demo.FolderBackend")
    connection.send_messages(
        [EmailMessage(subject, "Ábralo: http://testserver/x/", "f@example.org", ["t@example.org"])]
    )


def test_the_folder_keeps_what_was_sent(folder):
    assert demo_mails() == []
    send("first")
    send("Confirme su dirección")
    newest = demo_mails()[0]
    assert (newest.subject, newest.recipient, newest.sender) == (
        "Confirme su dirección",
        "t@example.org",
        "f@example.org",
    )
    assert newest.body == "Ábralo: http://testserver/x/"
    assert demo_mail(newest.name) == newest


@pytest.mark.parametrize("name", ["../secret", "secret", "", "20260101T000000000000-00000000"])
def test_only_its_own_files_are_read(folder, name):
    (folder / "secret.eml").write_text("Subject: x\n\nhidden")
    assert demo_mail(name) is None


@DEMO_URLS
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_demo_shows_its_mail(folder, language):
    client = Client()
    assert client.get(f"/{language}/demo/mail/").status_code == 200
    send("<b>Confirme</b>")
    listed = client.get(f"/{language}/demo/mail/").content.decode()
    assert "&lt;b&gt;Confirme&lt;/b&gt;" in listed
    name = demo_mails()[0].name
    shown = client.get(f"/{language}/demo/mail/{name}/")
    assert '<a href="http://testserver/x/" rel="nofollow">' in shown.content.decode()
    assert client.get(f"/{language}/demo/mail/nothing/").status_code == 404
    assert client.post(f"/{language}/demo/mail/").status_code == 405


def test_only_the_demo_has_the_page():
    assert Client().get("/en/demo/mail/").status_code == 404


@QUEUED
def test_erasure_takes_the_waiting_mail_along():
    user = UserFactory()
    for address in (user.email, "other@example.org"):
        EmailMessage("Hello", "Hello", "from@example.org", [address]).send()
    erase_person(user)
    assert [row.args_kwargs["args"][0]["to"] for row in DBTaskResult.objects.all()] == [["other@example.org"]]
