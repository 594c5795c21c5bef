"""Signing in: failures, lock-out, ended accounts, the second step, and our layout on every page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse

from config import settings as real_settings
from cotmoc.audit import queries as audit
from cotmoc.audit.models import AuditRow
from cotmoc.organisations import actions
from cotmoc.web.accounts_urls import urlpatterns
from tests.rooms.small_province import PASSWORD, World

pytestmark = pytest.mark.django_db
LOGIN = "/tai-khoan/login/"
HEADER = '<header class="top">'


@pytest.fixture(autouse=True)
def _pinned(monkeypatch, settings):
    monkeypatch.setenv("COTMOC_DEMO", "1")
    monkeypatch.setenv("COTMOC_TODAY", "2022-07-25")


def sign_in(client: Client, name: str = "vanphong", password: str = PASSWORD, **extra: Any) -> Any:
    return client.post(LOGIN, {"login": name, "password": password}, **extra)


def deeds() -> list[str]:
    return list(
        AuditRow.objects.filter(deed__startswith="account.").order_by("seq").values_list("deed", flat=True)
    )


@pytest.mark.parametrize("name", ["vanphong", "VanPhong", " VANPHONG "])
def test_the_case_of_a_name_does_not_matter(client, world: World, name):
    response = sign_in(client, name)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.get("/").wsgi_request.user == world.people["vanphong"]
    assert deeds() == ["account.signed_in"]


def test_passwords_are_kept_with_argon2(settings):
    settings.PASSWORD_HASHERS = real_settings.PASSWORD_HASHERS
    assert make_password("mốc").startswith("argon2$argon2id$")


def test_a_failure_says_nothing_about_the_name(client, world):
    known = sign_in(client, password="sai mật khẩu").content.decode()
    unknown = sign_in(client, "khongco", "sai mật khẩu").content.decode()
    for text in (known, unknown):
        assert "Tên tài khoản hoặc mật khẩu không đúng." in text
        assert HEADER in text
    assert [row.name for row in AuditRow.objects.filter(deed="account.sign_in_failed")] == [
        "Tài khoản vanphong",
        "?",
    ]
    assert "khongco" not in str(list(AuditRow.objects.values_list("detail", flat=True)))


def test_five_failures_lock_the_name_for_the_address_only(client, world):
    for name in ("vanphong", "VanPhong", "VANPHONG", "vanphong"):
        assert sign_in(client, name, "sai").status_code == 200
    assert sign_in(client, "vanPHONG", "sai").status_code == 429
    for _ in range(3):
        locked = sign_in(client)
        assert (locked.status_code, HEADER in locked.content.decode()) == (429, True)
    assert sign_in(Client(), "lanhdao").status_code == 302
    assert sign_in(Client(), REMOTE_ADDR="10.0.0.9").status_code == 302
    assert deeds().count("account.sign_in_failed") == 5
    assert deeds().count("account.locked") == 1
    assert audit.verify().broken_at is None


def test_behind_a_proxy_the_proxy_names_the_address(client, world, monkeypatch):
    monkeypatch.setenv("COTMOC_BEHIND_PROXY", "1")
    sign_in(client, password="sai", HTTP_X_FORWARDED_FOR="6.6.6.6, 10.1.1.1")
    assert AuditRow.objects.get(deed="account.sign_in_failed").detail["address"] == "10.1.1.1"


def test_an_ended_account_is_turned_away_and_told_so(client, world):
    person, by = world.people["xa"], world.actor("quantri")
    actions.end_account(person=person, ends_on=world.today + timedelta(days=1), by=by)
    assert sign_in(client, "xa").status_code == 302
    client.post(reverse("account_logout"))
    actions.end_account(person=person, ends_on=world.today, by=by)
    response = sign_in(client, "xa")
    assert response.status_code == 403
    assert "Tài khoản đã hết hạn hoặc hôm nay chưa được giao vai trò nào." in response.content.decode()
    assert "_auth_user_id" not in client.session
    assert deeds()[-1] == "account.turned_away"


def test_an_account_without_a_role_is_turned_away(client, world, monkeypatch):
    monkeypatch.setenv("COTMOC_TODAY", "2014-12-31")
    assert sign_in(client).status_code == 403


def test_an_account_that_ends_while_signed_in_sees_nothing_more(client, world):
    sign_in(client, "xa")
    assert client.get("/").status_code == 200
    actions.end_account(person=world.people["xa"], ends_on=world.today, by=world.actor("quantri"))
    assert client.get("/").status_code == 404


def test_a_session_ends_with_the_browser_and_after_eight_hours(client, world):
    response = sign_in(client)
    cookie = response.cookies["cotmoc_session"]
    assert (cookie["max-age"], cookie["expires"], cookie["httponly"]) == ("", "", True)
    assert client.session.get_expire_at_browser_close()
    assert client.session.get_expiry_age() == 8 * 3600


def test_signing_out_is_logged_and_ends_the_session(client, world):
    sign_in(client)
    assert client.post(reverse("account_logout")).status_code == 302
    assert client.get("/").status_code == 302
    assert deeds() == ["account.signed_in", "account.signed_out"]


def test_a_password_is_changed_by_who_knows_it(client, world):
    sign_in(client)
    page, new = reverse("account_change_password"), "mốc-số-bảy bên suối"
    wrong = client.post(page, {"oldpassword": "sai", "password1": new, "password2": new})
    assert "Mật khẩu hiện tại không đúng." in wrong.content.decode()
    assert client.post(page, {"oldpassword": PASSWORD, "password1": new, "password2": new}).status_code == 302
    assert "account.password_changed" in deeds()
    assert sign_in(Client(), password=new).status_code == 302


def test_a_password_too_short_is_refused_in_the_readers_language(client, world):
    sign_in(client)
    asked = {"oldpassword": PASSWORD, "password1": "suối", "password2": "suối"}
    refused = client.post(reverse("account_change_password"), asked).content.decode()
    assert "Mật khẩu này quá ngắn, cần ít nhất 10 ký tự." in refused
    assert "too short" not in refused


def with_second_step(client: Client) -> tuple[str, list[str]]:
    """Turn the second step on through the pages; the secret and the recovery codes."""
    sign_in(client)
    asked = client.get(reverse("mfa_activate_totp"), follow=True)
    assert asked.redirect_chain[0][0].startswith(reverse("account_reauthenticate"))
    page = client.post(asked.redirect_chain[0][0], {"password": PASSWORD}, follow=True)
    assert HEADER in page.content.decode()
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    secret = page.context["form"].secret
    code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    assert client.post(reverse("mfa_activate_totp"), {"code": code}).status_code == 302
    codes = client.get(reverse("mfa_view_recovery_codes"))
    assert HEADER in codes.content.decode()
    return secret, list(codes.context["unused_codes"])


def test_the_second_step_and_its_recovery_codes(client, world):
    _secret, codes = with_second_step(client)
    other = Client()
    assert sign_in(other)["Location"].startswith(reverse("mfa_authenticate"))
    assert other.get("/").status_code == 302
    page = other.get(reverse("mfa_authenticate")).content.decode()
    assert HEADER in page
    assert other.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == 302
    assert other.get("/").status_code == 200
    again = Client()
    sign_in(again)
    assert "Mã không đúng." in again.post(reverse("mfa_authenticate"), {"code": codes[0]}).content.decode()
    assert RecoveryCodes(
        world.people["vanphong"].authenticator_set.get(type="recovery_codes")
    ).get_unused_codes()


def test_wrong_codes_lock_as_wrong_passwords_do(client, world):
    _secret, codes = with_second_step(client)
    other = Client()
    sign_in(other)
    answers = [other.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    assert other.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == 429
    assert sign_in(Client()).status_code == 429
    assert deeds().count("account.locked") == 1


def test_an_administrator_takes_the_second_step_away(client, world):
    with_second_step(client)
    actions.remove_second_step(person=world.people["vanphong"], by=world.actor("quantri"))
    assert sign_in(Client())["Location"] == "/"


@pytest.mark.parametrize("name", [p.name for p in urlpatterns if str(p.pattern).count("<") == 0])
@pytest.mark.parametrize("signed", [False, True], ids=["stranger", "signed-in"])
def test_every_page_of_accounts_wears_our_layout(world, name, signed):
    client = Client()
    if signed:
        sign_in(client)
    response = client.get(reverse(name), follow=True)
    assert response.status_code in {200, 404}
    assert HEADER in response.content.decode()


@pytest.mark.parametrize(
    "address", ["email/", "confirm-email/", "password/reset/", "password/set/", "login/code/"]
)
def test_pages_of_allauth_that_we_do_not_use_are_not_there(client, world, address):
    response = client.get(f"/tai-khoan/{address}")
    assert (response.status_code, HEADER in response.content.decode()) == (404, True)


def test_nobody_signs_up(client, world):
    form = {"username": "la", "password1": PASSWORD, "password2": PASSWORD}
    for response in (client.get(reverse("account_signup")), client.post(reverse("account_signup"), form)):
        assert "không tự đăng ký được" in response.content.decode()
    assert not world.people["xa"].__class__.objects.filter(username="la").exists()


def test_the_pages_speak_english_too(client, world):
    client.post("/ngon-ngu/", {"language": "en", "next": "/"})
    text = client.get(LOGIN).content.decode()
    assert '<html lang="en">' in text
    assert "Sign in" in text
