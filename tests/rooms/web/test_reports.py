"""The pages of reports: entering, submitting, returning, approving; nothing typed is lost."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from config import clock
from cotmoc.directives import actions as directives
from cotmoc.domain.periods import Period
from cotmoc.reporting import actions
from cotmoc.reporting.models import Submission
from tests.rooms.pages import signed_in
from tests.rooms.reporting import quarterly, test_suggestions
from tests.rooms.small_province import World, build


@pytest.fixture
def ready(db: None) -> World:
    """The small province on the real day, with its regime."""
    world = build(clock.today())
    quarterly.define(world)
    return world


def begun(world: World, key: str = "dakplo") -> Submission:
    return actions.begin(
        regime=quarterly.REGIME,
        period=Period.parse("2022-Q2"),
        agency=world.id(key),
        by=world.actor("huyen"),
        at=world.at,
    )


def post(client: Client, row: Submission, **fields: str) -> object:
    row.refresh_from_db()
    return client.post(reverse("report", args=[row.pk]), {"version": row.version, **fields})


def test_from_the_board_to_an_approved_report(ready: World) -> None:
    commune, district = signed_in(ready, "xa"), signed_in(ready, "huyen")
    page = commune.get(reverse("reports") + "?ky=2022-Q2").content.decode()
    assert "15/3 đến 14/6/2022" in page
    begin = {"regime": quarterly.REGIME, "period": "2022-Q2", "agency": str(ready.id("dakplo"))}
    opened = commune.post(reverse("report_begin"), begin)
    row = Submission.objects.get()
    assert opened.url == reverse("report", args=[row.pk])

    post(commune, row, **{"v-A1": "2.069", "v-B7": "3", "submit": "1"})
    row.refresh_from_db()
    assert row.state == "submitted"
    district.post(
        reverse("report_decide", args=[row.pk]), {"decision": "return", "reason": "Trùng số cả năm"}
    )
    assert "Trùng số cả năm" in commune.get(reverse("report", args=[row.pk])).content.decode()
    post(commune, row, **{"v-A1": "24", "v-B7": "3", "submit": "1"})
    district.post(reverse("report_decide", args=[row.pk]), {"decision": "approve"})
    row.refresh_from_db()
    assert row.state == "approved"


def test_a_wrong_figure_keeps_everything_that_was_typed(ready: World) -> None:
    row = begun(ready)
    answer = post(
        signed_in(ready, "xa"), row, **{"v-A1": "hai mươi", "v-B7": "3", "n-B7": "đủ", "comment": "Sạt lở"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="hai mươi"' in page
    assert 'value="3"' in page
    assert 'value="đủ"' in page
    assert "Sạt lở" in page
    assert 'href="#v-A1"' in page
    assert not row.values.exists()


def test_an_incomplete_report_is_kept_as_a_draft_and_not_sent(ready: World) -> None:
    row = begun(ready)
    answer = post(signed_in(ready, "xa"), row, **{"v-A1": "24", "v-B7": "", "submit": "1"})
    row.refresh_from_db()
    assert answer.status_code == 422
    assert "B7" in answer.content.decode()
    assert row.state == "draft"


def test_the_second_editor_is_told_and_keeps_what_was_typed(ready: World) -> None:
    row = begun(ready)
    client = signed_in(ready, "xa")
    stale = {"version": str(row.version), "v-A1": "7", "v-B7": "1"}
    actions.save_draft(row.pk, values={"A1": "9"}, by=ready.actor("huyen"), at=ready.at)
    answer = client.post(reverse("report", args=[row.pk]), stale)
    assert answer.status_code == 409
    assert 'value="7"' in answer.content.decode()


@pytest.mark.parametrize(
    "fields", [{"agency": "x"}, {"agency": "999999"}, {}, {"agency": "1", "period": "2022-Q9"}]
)
def test_a_bad_request_is_an_error_page(ready: World, fields: dict[str, str]) -> None:
    sent = {"regime": quarterly.REGIME, "period": "2022-Q2", **fields}
    answer = signed_in(ready, "huyen").post(reverse("report_begin"), sent)
    assert 400 <= answer.status_code < 500


def test_a_number_no_unit_can_have_is_an_error_page(ready: World) -> None:
    sent = {"regime": quarterly.REGIME, "period": "2022-Q2", "agency": "9" * 30}
    assert signed_in(ready, "vanphong").post(reverse("report_begin"), sent).status_code == 422


def test_others_do_not_find_it(ready: World) -> None:
    row = begun(ready)
    assert signed_in(ready, "sokhdt").get(reverse("report", args=[row.pk])).status_code == 404
    assert signed_in(ready, "quantri").get(reverse("reports")).status_code == 404
    assert signed_in(ready, "chuyenvien").post(reverse("report_decide", args=[row.pk])).status_code == 404


def test_a_province_without_a_regime_says_so(db: None) -> None:
    world = build(date(2022, 7, 25))
    assert (
        "Chưa có chế độ báo cáo nào" in signed_in(world, "vanphong").get(reverse("reports")).content.decode()
    )


def test_every_place_to_correct_is_a_link_and_speaks_the_page_s_language(ready: World) -> None:
    row, client = begun(ready), signed_in(ready, "xa")
    client.cookies["django_language"] = "en"
    answer = post(client, row, **{"v-A1": "2,069", "v-B7": "ba", "comment": "Độ mật: TỐI MẬT"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#v-A1"' in page
    assert 'href="#v-B7"' in page
    assert "If 2.069 is meant, write 2.069" in page
    assert "Nếu là" not in page


def test_a_clash_shows_what_is_kept_now_and_lets_the_second_one_choose(ready: World) -> None:
    row, client = begun(ready), signed_in(ready, "xa")
    stale = {"version": str(row.version), "v-A1": "7", "v-B7": "1"}
    actions.save_draft(row.pk, values={"A1": "9"}, by=ready.actor("huyen"), at=ready.at)
    page = client.post(reverse("report", args=[row.pk]), stale).content.decode()
    assert "Tài khoản huyen lưu lúc 09:00: A1 = 9" in page
    assert "Đang lưu: 9" in page
    row.refresh_from_db()
    assert f'name="version" value="{row.version}"' in page
    assert post(client, row, **{"v-A1": "7", "v-B7": "1"}).status_code == 302


def test_the_approver_sees_what_was_corrected_and_what_jumped(ready: World) -> None:
    for period, a1 in (("2021-Q2", "4"), ("2022-Q2", "24")):
        row = actions.begin(
            regime=quarterly.REGIME,
            period=Period.parse(period),
            agency=ready.id("dakplo"),
            by=ready.actor("xa"),
            at=ready.at,
        )
        actions.save_draft(row.pk, values={"A1": a1, "B7": "3"}, by=ready.actor("xa"), at=ready.at)
        actions.submit(row.pk, by=ready.actor("xa"), at=ready.at)
    actions.send_back(row.pk, reason="B7 sai, xem lại", by=ready.actor("huyen"), at=ready.at)
    returned = signed_in(ready, "xa").get(reverse("report", args=[row.pk])).content.decode()
    assert 'href="#v-B7"' in returned
    assert 'href="#v-A1"' not in returned
    actions.save_draft(row.pk, values={"B7": "5"}, by=ready.actor("xa"), at=ready.at)
    actions.submit(row.pk, by=ready.actor("xa"), at=ready.at)
    page = signed_in(ready, "huyen").get(reverse("report", args=[row.pk])).content.decode()
    assert "Đã sửa so với lần gửi trước: 3 → 5" in page
    assert "Gấp 6,0 lần cùng kỳ." in page
    assert "Gửi lần 2" in page
    assert "không cộng dồn" in page
    assert 'name="v-A1"' not in page


def test_the_board_narrows_to_those_who_have_not_sent(ready: World) -> None:
    row = begun(ready)
    actions.save_draft(row.pk, values={"A1": "1", "B7": "0"}, by=ready.actor("xa"), at=ready.at)
    actions.submit(row.pk, by=ready.actor("xa"), at=ready.at)
    client = signed_in(ready, "huyen")
    page = client.get(reverse("reports") + "?ky=2022-Q2&loc=chua-gui").content.decode()
    assert "Đăk Long" in page
    assert "UBND xã Đăk Plô" not in page
    assert "1/3 đơn vị (33,3%)" in page
    assert "left:96" in client.get(reverse("reports") + "?ky=2022-Q2").content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "?ky=2022-Q9",
        "?ky=2022-07",
        "?che-do=khong-co",
        "99999999999999999999/",
        "0/",
        "?ky=%00",
        "?loc=%00",
        "?che-do=%00",
    ],
)
def test_any_address_gets_a_page(ready: World, address: str) -> None:
    answer = signed_in(ready, "huyen").get(reverse("reports") + address)
    assert answer.status_code in {200, 404, 422}
    assert b"C\xe1\xbb\x99t M\xe1\xbb\x91c" in answer.content


def test_remarks_stand_in_the_history(ready: World) -> None:
    row, client = begun(ready), signed_in(ready, "xa")
    address = reverse("report_remark", args=[row.pk])
    assert client.post(address, {"text": "Đã đối chiếu sổ trực"}).status_code == 302
    assert "Đã đối chiếu sổ trực" in client.get(reverse("report", args=[row.pk])).content.decode()
    refused = client.post(address, {"text": "Độ mật: TỐI MẬT"})
    assert refused.status_code == 422
    assert 'href="#remark"' in refused.content.decode()


def test_a_figure_of_a_document_stands_beside_its_cell_and_in_no_field(ready: World) -> None:
    row = begun(ready)
    text = test_suggestions.OWN.replace("31/BC-UBND", "31/BC-<b>").encode()
    known = {"issuer": ready.agencies["dakplo"].name, "number": "31/BC-<b>"}
    document, _ = directives.register(
        name="bao-cao.txt", data=text, by=ready.actor("vanphong"), at=ready.at, **known
    )
    page = signed_in(ready, "xa").get(reverse("report", args=[row.pk])).content.decode()
    assert f'href="/van-ban/{document.pk}/#d' in page
    assert "đã tổ chức tuyên truyền <b>24 buổi</b> cho nhân dân các thôn" in page
    assert 'data-fill="24"' in page
    assert 'data-origin="Theo ' in page
    assert "31/BC-&lt;b&gt;" in page
    assert "31/BC-<b>" not in page
    assert 'name="v-A1" value=""' in page

    typed = post(signed_in(ready, "xa"), row, **{"v-A1": "24", "v-B7": "x"})
    assert typed.status_code == 422
    assert "data-fill" not in typed.content.decode()
    auditor = signed_in(ready, "kiemtra").get(reverse("report", args=[row.pk])).content.decode()
    assert "data-fill" not in auditor
