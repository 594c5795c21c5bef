"""The pages of directives: plain forms that work without a script, fragments that swap what changed."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.test import Client

from cotmoc.directives import actions, queries
from cotmoc.directives.actions import Body
from cotmoc.directives.models import Clause, Document
from cotmoc.domain.access import GRANTS, Permission, Role
from cotmoc.organisations.models import AgencyAlias
from cotmoc.tasks.models import Task
from tests.rooms.directives import papers
from tests.rooms.files.office_files import docx, paragraph, pdf
from tests.rooms.small_province import PEOPLE, World

HX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def _surroundings(settings, monkeypatch):
    settings.AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
    settings.COTMOC_DEMO = True
    monkeypatch.setenv("COTMOC_DEMO", "1")
    monkeypatch.setenv("COTMOC_TODAY", "2022-07-25")


def signed_in(world: World, username: str = "vanphong") -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(world.people[username])
    return client


@pytest.fixture
def document(world: World) -> Document:
    return actions.register(
        name="cong-van.txt", data=papers.TEXT.encode(), by=world.actor("vanphong"), at=world.at
    )[0]


def clause(document: Document, words: str) -> Clause:
    rows = Clause.objects.filter(reading__document=document).exclude(state="replaced")
    return next(row for row in rows if words in row.label)


def upload(text: str, name: str) -> io.BytesIO:
    file = io.BytesIO(text.encode())
    file.name = name
    return file


def test_one_new_file_opens_its_review(world):
    response = signed_in(world).post("/van-ban/nhap/", {"files": upload(papers.TEXT, "cong-van.txt")})
    document = Document.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"/van-ban/{document.pk}/")
    assert document.file.name == "cong-van.txt"


def test_a_pasted_text_is_a_document_too(world):
    signed_in(world).post("/van-ban/nhap/", {"text": papers.TEXT.replace("\n", "\r\n")})
    assert Document.objects.get().text == papers.TEXT


def test_several_files_are_told_one_by_one_and_what_works_is_kept(world):
    secret = upload("TỐI MẬT\n" + papers.TEXT, "ke-hoach-rieng.txt")
    files = [upload(papers.TEXT, "a.txt"), upload("", "rong.txt"), secret, upload(papers.TEXT, "b.txt")]
    response = signed_in(world).post("/van-ban/nhap/", {"files": files})
    text = response.content.decode()
    assert response.status_code == 200
    assert Document.objects.count() == 1
    assert "Đã nhập" in text
    assert "Đã có từ trước" in text
    assert "CM-0201" in text
    assert "CM-0200" in text
    assert "Tệp thứ 3" in text
    assert "ke-hoach-rieng" not in text


def test_nothing_sent_and_nothing_readable_say_so(world):
    client = signed_in(world)
    empty = client.post("/van-ban/nhap/", {})
    assert empty.status_code == 422
    assert "Chưa chọn tệp và chưa dán văn bản." in empty.content.decode()
    broken = client.post("/van-ban/nhap/", {"files": upload("%PDF-1.7 cut", "x.pdf")})
    assert broken.status_code == 422
    assert "CM-02" in broken.content.decode()
    assert not Document.objects.exists()


def test_a_refused_paste_is_not_shown_again(world):
    response = signed_in(world).post("/van-ban/nhap/", {"text": "MẬT\n" + papers.TEXT})
    assert response.status_code == 422
    assert "mùa mưa" not in response.content.decode()


def test_a_fragment_for_each_file(world):
    response = signed_in(world).post("/van-ban/nhap/", {"files": upload(papers.TEXT, "a.txt")}, **HX)
    text = response.content.decode()
    assert response.status_code == 200
    assert text.strip().startswith("<li>")
    assert "6 nhiệm vụ chờ rà soát" in text
    secret = {"files": upload("MẬT\n" + papers.TEXT, "rieng.txt"), "place": "4"}
    refused = signed_in(world).post("/van-ban/nhap/", secret, **HX).content.decode()
    assert "Tệp thứ 4" in refused
    assert "rieng" not in refused


@pytest.mark.parametrize("headers", [{}, HX])
def test_an_oversized_body_is_refused_before_it_is_read(world, settings, headers):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 2000
    response = signed_in(world).post("/van-ban/nhap/", {"files": upload("x" * 3000, "a.txt")}, **headers)
    assert response.status_code == 413
    assert "CM-0301" in response.content.decode()
    assert ("<html" in response.content.decode()) == (not headers)


def test_uploads_never_touch_the_disk(world):
    handlers = configured.FILE_UPLOAD_HANDLERS
    assert handlers == ["django.core.files.uploadhandler.MemoryFileUploadHandler"]


def test_the_list_is_searched(world, document):
    client = signed_in(world)
    assert "1450/UBND-KTTH" in client.get("/van-ban/?q=sat+lo").content.decode()
    assert "Không có văn bản nào khớp" in client.get("/van-ban/?q=khongco").content.decode()
    assert "Chờ rà soát 6" in client.get("/van-ban/?cho=1").content.decode()
    assert '<span class="cnt">1<' in client.get("/van-ban/").content.decode()


def test_the_review_lights_the_text_and_offers_every_control_as_a_form(world, document):
    text = signed_in(world).get(f"/van-ban/{document.pk}/").content.decode()
    row = clause(document, "kinh phí")
    assert '<span class="ld">Sở Y tế</span>' in text
    assert f'<a class="cn" id="c{row.pk}" href="#t{row.pk}">6</a>' in text
    assert re.findall(r'data-k="(\w)"', text) == list("n" + "aesmx" * 5 + "aesx")
    assert text.count('formaction="/van-ban/doan/') == 6 * 2 + 5
    assert "Một câu có 3 chủ trì" in text
    assert "Mỗi cơ quan tự thực hiện: xác nhận sẽ giao 2 nhiệm vụ." in text


def test_accepting_without_a_script_leads_back_to_the_card(world, document):
    row = clause(document, "kinh phí")
    response = signed_in(world).post(f"/van-ban/doan/{row.pk}/xac-nhan/", {"version": row.version})
    assert (response.status_code, response["Location"]) == (302, f"/van-ban/{document.pk}/#t{row.pk}")
    assert Task.objects.get().title == row.label


def test_a_decision_swaps_its_card_the_count_and_the_line_read_out(world, document):
    row = clause(document, "kinh phí")
    before = clause(document, "Bố trí lực lượng")
    response = signed_in(world).post(f"/van-ban/doan/{row.pk}/xac-nhan/", {"version": row.version}, **HX)
    text = response.content.decode()
    assert text.lstrip().startswith(f'<article class="card" id="t{row.pk}"')
    assert 'data-state="accepted"' in text
    assert f'href="/nhiem-vu/{Task.objects.get().pk}/"' in text
    assert '<b id="prog">1/6</b>' in text
    assert "Nhiệm vụ 6: đã xác nhận và giao" in text
    assert f'id="t{before.pk}"' in text
    assert 'data-k="m"' not in text
    told = json.loads(response["HX-Trigger-After-Settle"])
    assert told == {"reviewed": {"card": row.pk, "move": True, "undo": True}}
    assert "<html" not in text


def test_the_line_read_out_stays_where_it_is_and_takes_new_words(world, document):
    client, row = signed_in(world), clause(document, "kinh phí")
    page = client.get(f"/van-ban/{document.pk}/").content.decode()
    rejected = client.post(
        f"/van-ban/doan/{row.pk}/tu-choi/", {"version": row.version}, **HX
    ).content.decode()
    for place in ("live", "rv-head"):
        assert page.count(f'id="{place}"') == 1
        assert re.search(rf'id="{place}"[^>]* hx-swap-oob="innerHTML"', rejected)


def test_rejecting_and_undoing(world, document):
    client, row = signed_in(world), clause(document, "kinh phí")
    rejected = client.post(f"/van-ban/doan/{row.pk}/tu-choi/", {"version": "1"}, **HX)
    assert 'class="card rej"' in rejected.content.decode()
    undone = client.post(f"/van-ban/doan/{row.pk}/hoan-tac/", {"version": "2"}, **HX)
    assert 'data-state="draft"' in undone.content.decode()


def test_an_old_version_goes_to_the_problem_line_and_leaves_the_card(world, document):
    row = clause(document, "kinh phí")
    actions.edit(row.pk, label="Khác", by=world.actor("vanphong"), at=world.at)
    response = signed_in(world).post(f"/van-ban/doan/{row.pk}/xac-nhan/", {"version": row.version}, **HX)
    assert (response.status_code, response["HX-Retarget"]) == (409, "#problem")
    assert not Task.objects.exists()


@pytest.mark.parametrize("version", ["x", "²", "9" * 30, "-1"])
def test_a_strange_version_is_told_not_thrown(world, document, version):
    row = clause(document, "kinh phí")
    response = signed_in(world).post(f"/van-ban/doan/{row.pk}/xac-nhan/", {"version": version})
    assert response.status_code == 422


def edited(row: Clause, **changes: object) -> dict[str, object]:
    values: dict[str, object] = {
        "version": row.version,
        "label": row.label,
        "due_on": "30/9/2022",
        "recurrence": "",
        "areas": "",
        "lead_written": ["Sở KH&ĐT"],
        "lead_name": ["Sở Kế hoạch và Đầu tư"],
        "coordinating_written": [""],
        "coordinating_name": [""],
    }
    return {**values, **changes}


def test_editing_in_the_card(world, document):
    client, row = signed_in(world), clause(document, "kinh phí")
    form = client.get(f"/van-ban/doan/{row.pk}/sua/", **HX).content.decode()
    assert f'id="t{row.pk}"' in form
    assert 'value="30/9/2022"' in form
    assert 'value="Sở Kế hoạch và Đầu tư"' in form
    changes = edited(
        row,
        label="Bố trí kinh phí",
        due_on="15/9/2022",
        areas="xã Đăk Plô; xã Đăk Long",
        coordinating_written=["", ""],
        coordinating_name=["Sở Y tế", "các cơ quan liên quan"],
    )
    response = client.post(f"/van-ban/doan/{row.pk}/sua/", changes, **HX)
    assert "Bố trí kinh phí" in response.content.decode()
    row.refresh_from_db()
    assert (row.label, str(row.due_on), row.areas) == (
        "Bố trí kinh phí",
        "2022-09-15",
        ["xã Đăk Plô", "xã Đăk Long"],
    )
    assert [(b.role, b.written, b.agency_id) for b in row.agencies.all()] == [
        ("coordinating", "Sở Y tế", world.id("yte")),
        ("coordinating", "các cơ quan liên quan", None),
        ("lead", "Sở KH&ĐT", world.id("khdt")),
    ]


def test_errors_in_the_edit_form_name_their_field_and_keep_what_was_typed(world, document):
    client, row = signed_in(world), clause(document, "kinh phí")
    changes = edited(row, label=" ", due_on="31/2/2022", lead_name=["Sở Gì Đó"])
    plain = client.post(f"/van-ban/doan/{row.pk}/sua/", changes)
    text = plain.content.decode()
    assert plain.status_code == 422
    assert "<html" in text
    assert 'href="#id_due_on"' in text
    assert 'value="31/2/2022"' in text
    assert 'value="Sở Gì Đó"' in text
    fragment = client.post(f"/van-ban/doan/{row.pk}/sua/", changes, **HX)
    assert fragment.status_code == 200
    assert fragment.content.decode().lstrip().startswith("<article")
    twice = edited(row, coordinating_written=[""], coordinating_name=["Sở Kế hoạch và Đầu tư"])
    assert "được ghi hai lần" in client.post(f"/van-ban/doan/{row.pk}/sua/", twice).content.decode()


def test_an_unknown_name_is_chosen_and_remembered(world, document):
    row = clause(document, "kinh phí")
    actions.edit(row.pk, leads=[Body("Sở KHĐT")], by=world.actor("vanphong"), at=world.at)
    row.refresh_from_db()
    client = signed_in(world)
    form = client.get(f"/van-ban/doan/{row.pk}/sua/").content.decode()
    assert "Chưa biết cơ quan này." in form
    assert 'name="lead_remember" value="Sở KHĐT"' in form
    changes = edited(row, lead_written=["Sở KHĐT"], lead_remember=["Sở KHĐT"])
    assert client.post(f"/van-ban/doan/{row.pk}/sua/", changes).status_code == 302
    assert AgencyAlias.objects.get(name="Sở KHĐT").agency_id == world.id("khdt")


def test_splitting_and_merging_bring_the_cards_and_paragraphs_they_changed(world, document):
    client, row = signed_in(world), clause(document, "Củng cố")
    last = clause(document, "kinh phí")
    merged = client.post(f"/van-ban/doan/{row.pk}/gop/", {"version": row.version}, **HX)
    assert merged["HX-Reswap"] == "none"
    one = clause(document, "báo cáo kết quả")
    shown = merged.content.decode()
    assert f'<li id="k{row.pk}" hx-swap-oob="delete">' in shown
    assert f'<ol hx-swap-oob="afterbegin:#cards"><li id="k{one.pk}">' in shown
    assert re.findall(r'<p id="(d\d+)" hx-swap-oob="true">', shown) == ["d2"]
    assert "Nhiệm vụ 1: đã gộp" in shown
    assert not re.search(rf"\bt{last.pk}\b", shown)
    form = client.get(f"/van-ban/doan/{one.pk}/tach/", **HX).content.decode()
    offset = re.search(r'name="offset" value="(\d+)"', form)
    assert offset
    response = client.post(
        f"/van-ban/doan/{one.pk}/tach/", {"version": one.version, "offset": offset[1]}, **HX
    )
    assert response["HX-Reswap"] == "none"
    assert response.content.decode().count('<ol hx-swap-oob="after') == 2
    assert [c.clause.label for c in queries.cards(world.actor("vanphong"), document)][:2] == [
        "Củng cố các trạm y tế quân dân y ở các xã biên giới",
        "Báo cáo kết quả trước ngày 15 tháng 8 năm 2022",
    ]
    wrong = client.post(f"/van-ban/doan/{row.pk}/tach/", {"version": 1, "offset": 5})
    assert wrong.status_code == 404
    other = clause(document, "kinh phí")
    outside = client.post(f"/van-ban/doan/{other.pk}/tach/", {"version": 1, "offset": 5})
    assert outside.status_code == 422
    assert "Chỗ tách không nằm trong đoạn" in outside.content.decode()


def test_accepting_the_rest_tells_what_stays(world, document):
    row = clause(document, "kinh phí")
    actions.edit(row.pk, leads=[Body("Sở Gì Đó")], by=world.actor("vanphong"), at=world.at)
    text = signed_in(world).post(f"/van-ban/{document.pk}/giao-con-lai/", follow=True).content.decode()
    assert "Đã giao 5 nhiệm vụ." in text
    assert "Còn 1 nhiệm vụ chưa giao được" in text
    assert "Chưa biết «Sở Gì Đó» là cơ quan nào." in text


def test_the_original_comes_as_an_attachment(world):
    script = papers.TEXT + "<script>alert(1)</script>"
    page = f"<!doctype html><html><body><p>{script}</p></body></html>"
    actions.register(name="a b.html", data=page.encode(), by=world.actor("vanphong"), at=world.at)
    response = signed_in(world).get(f"/van-ban/{Document.objects.get().pk}/ban-goc/")
    assert response["Content-Disposition"] == 'attachment; filename="a b.html"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response.content == page.encode()


def test_text_of_a_document_is_never_markup(world):
    hostile = papers.TEXT.replace("kinh phí", "kinh phí <img src=x onerror=alert(1)>")
    document, _ = actions.register(
        name="a.txt", data=hostile.encode(), by=world.actor("vanphong"), at=world.at
    )
    text = signed_in(world).get(f"/van-ban/{document.pk}/").content.decode()
    assert "<img" not in text
    assert "&lt;img" in text


def test_english_pages_have_no_vietnamese_frame(world, document):
    client = signed_in(world)
    client.post("/ngon-ngu/", {"language": "en", "next": "/"})
    for path in ("/van-ban/", "/van-ban/nhap/", f"/van-ban/{document.pk}/"):
        assert client.get(path).status_code == 200


@pytest.mark.slow
@pytest.mark.parametrize("username", [name for name, *_ in PEOPLE])
def test_each_route_opens_to_those_permitted(world, document, username):
    role = Role(next(role for name, role, _ in PEOPLE if name == username))
    client, row = signed_in(world, username), clause(document, "kinh phí")
    routes = {
        "/van-ban/": Permission.READ_DIRECTIVE,
        "/van-ban/nhap/": Permission.REGISTER_DIRECTIVE,
        f"/van-ban/doan/{row.pk}/sua/": Permission.REVIEW_DIRECTIVE,
        f"/van-ban/doan/{row.pk}/tach/": Permission.REVIEW_DIRECTIVE,
    }
    for path, permission in routes.items():
        assert client.get(path).status_code == (200 if permission in GRANTS[role] else 404)
    for verb in ("xac-nhan", "tu-choi", "hoan-tac", "gop"):
        if Permission.REVIEW_DIRECTIVE not in GRANTS[role]:
            assert client.post(f"/van-ban/doan/{row.pk}/{verb}/").status_code == 404
    assert Task.objects.count() == 0


def test_an_agency_reads_what_concerns_it_without_controls(world, document):
    client, row = signed_in(world, "sokhdt"), clause(document, "kinh phí")
    assert client.get(f"/van-ban/{document.pk}/").status_code == 404
    assert client.get(f"/van-ban/{document.pk}/ban-goc/").status_code == 404
    actions.accept(row.pk, by=world.actor("vanphong"), at=world.at)
    text = client.get(f"/van-ban/{document.pk}/").content.decode()
    assert "Tham mưu bố trí kinh phí" in text
    assert "data-k=" not in text
    assert not Path(configured.COTMOC_HOME, "upload").exists()


def test_a_document_that_orders_nothing_opens_with_its_text(world):
    text = "Tình hình đường đến các xã biên giới trong tháng 7 nhìn chung ổn định."
    document, _ = actions.register(
        name="tinh-hinh.txt", data=text.encode(), by=world.actor("vanphong"), at=world.at
    )
    assert queries.cards(world.actor("vanphong"), document) == []
    page = signed_in(world).get(f"/van-ban/{document.pk}/")
    assert page.status_code == 200
    assert "nhìn chung ổn định" in page.content.decode()


@pytest.mark.slow
def test_pages_without_text_are_named_where_the_document_is_reviewed(world: World):
    blank = "#pagebreak()\n#rect(width: 5cm, height: 5cm)\n"
    order, end = "Giao Sở Y tế báo cáo trước ngày 15/8/2022.\n", "#pagebreak()\nNơi nhận: như trên.\n"
    source = f"{order}{blank}{blank}{end}{blank}"
    kept, _new = actions.register(name="quet.pdf", data=pdf(source), by=world.actor("vanphong"), at=world.at)
    shown = signed_in(world).get(f"/van-ban/{kept.pk}/").content.decode()
    assert "Trang 2–3, 5 của bản gốc chưa đọc được chữ (trang quét hoặc trang hình)." in shown


def test_of_a_word_file_the_pictures_that_nobody_could_read_are_named(world: World):
    members = {"word__media__image1_dot_png": b"no picture" * 10_000}
    data = docx(paragraph("Giao Sở Y tế báo cáo trước ngày 15/8/2022."), **members)
    kept, _new = actions.register(name="a.docx", data=data, by=world.actor("vanphong"), at=world.at)
    shown = signed_in(world).get(f"/van-ban/{kept.pk}/").content.decode()
    assert "Hình 1 trong văn bản chưa đọc được chữ." in shown


def test_a_decision_brings_the_line_and_the_question_about_the_rest_up_to_date(world, document):
    client, row = signed_in(world), clause(document, "kinh phí")
    before = client.get(f"/van-ban/{document.pk}/").content.decode()
    assert "Giao 6 nhiệm vụ còn lại" in before
    assert "Chưa giao nhiệm vụ nào" in before
    accepted = client.post(f"/van-ban/doan/{row.pk}/xac-nhan/", {"version": row.version}, **HX)
    swapped = accepted.content.decode()
    assert 'id="rest" hx-swap-oob="true"' in swapped
    assert "Giao 5 nhiệm vụ còn lại" in swapped
    assert '<div id="line" hx-swap-oob="innerHTML">' in swapped
    assert "1 nhiệm vụ" in swapped
    assert "Chưa giao nhiệm vụ nào" not in swapped


def test_other_words_under_a_known_number_are_told_and_change_nothing(world):
    """A corrected copy under the same number: what is kept stays, and the person who brings it is told."""
    client = signed_in(world)
    client.post("/van-ban/nhap/", {"files": upload(papers.TEXT, "a.txt")})
    other = papers.TEXT + "\nSở Nội vụ báo cáo kết quả trước ngày 30/11/2022.\n"
    told = client.post("/van-ban/nhap/", {"files": upload(other, "b.txt")}).content.decode()
    assert "Đã có từ trước" in told
    assert "Chữ khác bản đã có" in told
    same = client.post("/van-ban/nhap/", {"files": upload(papers.TEXT + "\n\n", "c.txt")})
    assert "Chữ khác bản đã có" not in same.content.decode()
    assert Document.objects.get().text == papers.TEXT
