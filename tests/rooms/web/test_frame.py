"""What stands around every page: who may open it, which day it is, what an error looks like."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client, RequestFactory, override_settings

from config import clock
from cotmoc import web
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import CHANGED_MEANWHILE
from cotmoc.tasks import queries as tasks
from cotmoc.web import views
from cotmoc.web.icons import icon
from cotmoc.web.states import LOOKS
from tests.rooms.small_province import World
from tests.rooms.tasks.test_reminding import due

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.rooms.web.routes")]


def signed_in(world: World, username: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(world.people[username], backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture(autouse=True)
def _ordinary_sign_in(settings):
    settings.AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]


@pytest.fixture(autouse=True)
def _pinned(monkeypatch, settings):
    monkeypatch.setenv("COTMOC_DEMO", "1")
    monkeypatch.setenv("COTMOC_TODAY", "2022-07-25")
    settings.COTMOC_DEMO = True


def test_a_stranger_is_sent_to_sign_in_and_back(client):
    response = client.get("/thu/thay-doi/?trang=2")
    assert response.status_code == 302
    assert response["Location"].endswith("?next=/thu/thay-doi/%3Ftrang%3D2")


def test_a_stranger_in_a_fragment_is_led_to_sign_in_whole(client):
    response = client.get("/thu/thay-doi/", HTTP_HX_REQUEST="true")
    assert response["HX-Redirect"].startswith("/tai-khoan/login/")


def test_a_missing_permission_looks_like_a_missing_page(world):
    client = signed_in(world, "vanphong")
    there, nowhere = client.get("/thu/so-vet/"), client.get("/thu/khong-co/")
    assert there.status_code == nowhere.status_code == 404
    assert "Không tìm thấy trang này." in there.content.decode()
    assert "Không tìm thấy trang này." in nowhere.content.decode()


def test_the_permitted_get_in_and_other_methods_do_not(world):
    client = signed_in(world, "kiemtra")
    assert client.get("/thu/so-vet/").content == b"audit"
    refusal = client.post("/thu/so-vet/")
    assert (refusal.status_code, refusal["Allow"]) == (405, "GET, HEAD")


def test_a_catalogued_failure_is_a_page_with_its_status_and_number(world):
    response = signed_in(world, "vanphong").get("/thu/thay-doi/")
    assert response.status_code == CHANGED_MEANWHILE.http
    assert "Người khác vừa thay đổi nhiệm vụ." in response.content.decode()
    assert "CM-0004" in response.content.decode()


def test_a_catalogued_failure_in_a_fragment_goes_to_the_problem_line(world):
    response = signed_in(world, "vanphong").get("/thu/thay-doi/", HTTP_HX_REQUEST="true")
    assert (response.status_code, response["HX-Retarget"]) == (409, "#problem")
    assert "<html" not in response.content.decode()


def test_not_permitted_from_an_action_looks_like_not_found(world):
    assert signed_in(world, "vanphong").get("/thu/tu-choi/").status_code == 404


def test_an_unexpected_failure_shows_a_reference_and_no_trace(world, caplog):
    response = signed_in(world, "vanphong").get("/thu/hong/")
    text = response.content.decode()
    assert response.status_code == 500
    assert "nobody thought of" not in text
    reference = next(r.getMessage()[-6:] for r in caplog.records if "reference" in r.getMessage())
    assert reference in text


def test_a_forged_form_is_refused_in_our_layout(world):
    client = Client(enforce_csrf_checks=True)
    response = client.post("/ngay-trinh-dien/")
    assert response.status_code == 403
    assert "Phiên làm việc của trang này đã hết hạn." in response.content.decode()


def test_the_demo_day_is_switched_in_the_session_and_back(world):
    client = signed_in(world, "vanphong")
    assert client.get("/").wsgi_request.today == date(2022, 7, 25)
    assert client.post("/ngay-trinh-dien/", {"next": "/?a=1"})["Location"] == "/?a=1"
    after = client.get("/").wsgi_request
    assert (after.today, after.at.tzinfo) == (date(2025, 10, 15), clock.ZONE)
    client.post("/ngay-trinh-dien/", {"next": "https://elsewhere.example/"})
    assert client.get("/").wsgi_request.today == date(2022, 7, 25)


def test_the_switch_never_leads_elsewhere(world):
    response = signed_in(world, "vanphong").post("/ngay-trinh-dien/", {"next": "https://elsewhere.example/"})
    assert response["Location"] == "/"


def test_a_real_installation_has_no_demo_day(world, monkeypatch):
    monkeypatch.delenv("COTMOC_TODAY")
    client = signed_in(world, "vanphong")
    session = client.session
    session["demo_day"] = "2025-10-15"
    session.save()
    with override_settings(COTMOC_DEMO=False):
        assert client.post("/ngay-trinh-dien/").status_code == 404
        page = client.get("/")
        assert page.wsgi_request.today == clock.today()
        assert "demo" not in page.content.decode().split("<main")[0]


def test_vietnamese_comes_first_whatever_the_browser_prefers(world):
    client = signed_in(world, "vanphong")
    assert '<html lang="vi">' in client.get("/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    client.post("/ngon-ngu/", {"language": "en", "next": "/"})
    assert '<html lang="en">' in client.get("/").content.decode()


def test_the_menu_shows_only_what_may_be_opened(world):
    def menu(username: str) -> list[str]:
        frame = signed_in(world, username).get("/").context["frame"]
        return [item.path for item in frame.menu]

    assert "/nhiem-vu/" not in menu("quantri")
    assert menu("vanphong")[0] == menu("quantri")[0] == "/"


def test_an_account_without_a_role_on_that_day_sees_nothing(world, monkeypatch):
    monkeypatch.setenv("COTMOC_TODAY", "2014-12-31")
    assert signed_in(world, "xa").get("/").status_code == 404


def test_nothing_inline_runs(world):
    response = signed_in(world, "vanphong").get("/")
    policy, text = response["Content-Security-Policy"], response.content.decode()
    assert "script-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert "<script>" not in text
    assert " onclick=" not in text
    assert "<style" not in text


def test_every_icon_of_the_pages_is_there():
    pages = Path(web.__file__).parent.rglob("*.html")
    names = {name for page in pages for name in re.findall(r'{% icon "([^"]+)" %}', page.read_text("utf-8"))}
    assert [name for name in sorted(names) if "<path" not in icon(name)] == []


def test_every_status_has_its_icon():
    for look in LOOKS.values():
        assert "<path" in icon(look.icon)


def test_a_public_view_shows_failures_too(rf: RequestFactory, world):
    @views.public
    def failing(request):
        raise Problem(CHANGED_MEANWHILE, thing="trang")

    request = rf.get("/")
    request.path = "/"
    assert failing.public
    assert failing(request).status_code == 409


def test_the_number_of_reminders_stands_in_the_menu_until_they_are_opened(world):
    tasks.forget_counts()
    task = due(world, 1)
    client = signed_in(world, "sokhdt")
    words = '1<span class="vh"> việc hôm nay nhắc bạn, chưa xem</span>'
    address = '<a href="/nhiem-vu/nhac-viec/">Nhắc việc<span class="cnt">' + words
    assert address in client.get("/").content.decode()
    assert words not in signed_in(world, "bienphong").get("/").content.decode()
    opened = client.get("/nhiem-vu/nhac-viec/").content.decode()
    assert words not in opened
    assert task.title in opened
    assert words not in client.get("/").content.decode()
    assert words in signed_in(world, "chuyenvien").get("/").content.decode()


def test_who_has_no_reminders_has_no_number(world):
    for username in ("kiemtra", "quantri", "sokhdt"):
        frame = signed_in(world, username).get("/").context["frame"]
        assert frame.reminders == 0
