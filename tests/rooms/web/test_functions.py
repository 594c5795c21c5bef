"""Fields of work on their pages, and handing over by them on the page and over HTTP."""

from __future__ import annotations

import pytest

from cotmoc.organisations import actions as organisations
from cotmoc.organisations.models import Function, FunctionHolder
from cotmoc.tasks import actions
from cotmoc.tasks.models import Batch, Task
from tests.rooms.pages import signed_in, text
from tests.rooms.small_province import LONG_AGO, World

from .test_tasks import give

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_day")]
HAND = "/nhiem-vu/chuyen-giao/lam/"


@pytest.fixture
def split(world: World) -> World:
    """Health is recognised by «trạm y tế» and is that of Sở Y tế."""
    by = world.actor("quantri")
    one = organisations.keep_function(key="y-te", name="Y tế", words="trạm y tế", by=by)
    body = world.agencies["yte"]
    organisations.give_function(function=one, agency=body, on=LONG_AGO, source="Nghị quyết 18", by=by)
    return world


def test_the_administrator_adds_a_function_and_says_who_has_it(world: World) -> None:
    client = signed_in(world, "quantri")
    said = {"key": "bao-chi", "name": "Báo chí", "words": "báo chí; xuất bản"}
    assert client.post("/quan-tri/linh-vuc/moi/", said).status_code == 302
    again = client.post("/quan-tri/linh-vuc/moi/", said)
    assert again.status_code == 422
    assert "Mã «bao-chi» đã có" in text(again)
    given = {"agency": world.id("yte"), "on": "1/3/2022", "source": "Nghị định 45"}
    assert client.post("/quan-tri/linh-vuc/bao-chi/co-quan/", given).status_code == 302
    wrong = client.post("/quan-tri/linh-vuc/bao-chi/co-quan/", {**given, "on": "1/1/2000"})
    assert wrong.status_code == 422
    assert FunctionHolder.objects.count() == 1
    assert "Sở Y tế" in text(client.get("/quan-tri/linh-vuc/"))
    page = text(client.get("/quan-tri/linh-vuc/bao-chi/"))
    assert "báo chí; xuất bản" in page
    changed = client.post("/quan-tri/linh-vuc/bao-chi/sua/", {"name": "Báo chí", "words": ""})
    assert changed.status_code == 302
    assert Function.objects.get().words == ""


def test_who_does_not_administer_only_looks(split: World) -> None:
    client = signed_in(split)
    page = client.get("/quan-tri/linh-vuc/y-te/")
    assert page.status_code == 200
    assert "Ghi cơ quan giữ" not in text(page)
    assert client.get("/quan-tri/linh-vuc/khong-co/").status_code == 404
    assert client.get("/quan-tri/linh-vuc/moi/").status_code == 404


def test_a_task_is_put_to_the_function_its_words_suggest_and_found_by_it(split: World) -> None:
    task, client = give(split, "Củng cố trạm y tế"), signed_in(split)
    actions.set_function(task.pk, None, by=split.actor("vanphong"))
    assert "Theo từ ngữ: Y tế" in text(client.get(f"/nhiem-vu/{task.pk}/"))
    pk = Function.objects.get().pk
    assert client.post(f"/nhiem-vu/{task.pk}/linh-vuc/", {"function": pk}).status_code == 302
    assert "Theo từ ngữ" not in text(client.get(f"/nhiem-vu/{task.pk}/"))
    board = client.get(f"/nhiem-vu/?function={pk}")
    assert board.context["page"].paginator.count == 1
    assert board.context["conditions"] == "lĩnh vực: Y tế"
    client.post(f"/nhiem-vu/{task.pk}/linh-vuc/", {"function": ""})
    assert Task.objects.get().function is None


def test_the_clerk_sees_groups_changes_one_task_and_undoes_all(split: World) -> None:
    health, other, road = give(split, "Trạm y tế 1"), give(split, "Trạm y tế 2"), give(split, "Đường")
    client = signed_in(split)
    found = client.get("/nhiem-vu/chuyen-giao/", {"body": split.id("khdt")})
    groups = {one.key: one for one in found.context["groups"]}
    assert {key: (one.count, one.heir) for key, one in groups.items()} == {
        "y-te": (2, split.id("yte")),
        "": (1, None),
    }
    form = {
        "from": split.id("khdt"),
        **{f"ids-{key}": one.ids for key, one in groups.items()},
        "g-y-te": split.id("yte"),
        "g-": "",
        f"t-{other.pk}": split.id("congan"),
        f"t-{road.pk}": "stays",
    }
    asked = client.post(HAND, form)
    assert asked.status_code == 422
    assert "lý do" in text(asked).lower()
    seen = client.post(HAND, {**form, "reason": "Sắp xếp bộ máy"})
    assert [(name, count) for name, count, _rows in seen.context["groups"]] == [
        ("Công an tỉnh", 1),
        ("Sở Y tế", 1),
    ]
    assert Batch.objects.count() == 0
    kept = dict(seen.context["kept"])
    done = client.post(HAND, {**kept, "reason": "Sắp xếp bộ máy", "do": "all"})
    batch = Batch.objects.get()
    assert done["Location"] == f"/nhiem-vu/hang-loat/{batch.pk}/"
    leads = [Task.objects.get(pk=one.pk).lead_id for one in (health, other, road)]
    assert leads == [split.id("yte"), split.id("congan"), split.id("khdt")]
    client.post(f"/nhiem-vu/hang-loat/{batch.pk}/hoan-tac/")
    assert set(Task.objects.values_list("lead", flat=True)) == {split.id("khdt")}


def test_what_changed_since_the_clerk_looked_is_not_handed_over(split: World) -> None:
    task, client = give(split, "Trạm y tế"), signed_in(split)
    (group,) = client.get("/nhiem-vu/chuyen-giao/", {"body": split.id("khdt")}).context["groups"]
    actions.comment(task.pk, note="Đã xong phần lớn", by=split.actor("sokhdt"), at=split.at)
    form = {"from": split.id("khdt"), "ids-y-te": group.ids, "g-y-te": split.id("yte"), "reason": "Sắp xếp"}
    seen = client.post(HAND, form)
    assert (seen.context["possible_count"], seen.context["refused_count"]) == (0, 1)
    assert client.post(HAND, {**form, "do": "all"}).status_code >= 400
    assert Task.objects.get().lead_id == split.id("khdt")


@pytest.mark.parametrize(
    "wrong", [{"ids-": "x:1"}, {"ids-": "1:1", "g-": "x"}, {"ids-": "1:1", "t-1": "²"}, {}, {"from": "x"}]
)
def test_what_makes_no_sense_is_told(split: World, wrong: dict[str, str]) -> None:
    assert signed_in(split).post(HAND, {"from": "1", "reason": "x", **wrong}).status_code in (400, 404, 422)


def test_the_form_of_giving_tells_what_the_words_say(split: World) -> None:
    client, page = signed_in(split), "/nhiem-vu/giao/"
    assert "Theo từ ngữ: lĩnh vực duy nhất" in text(client.get(page))
    hint = client.post("/nhiem-vu/giao/linh-vuc/", {"title": "Củng cố trạm y tế", "detail": ""})
    assert hint.content.decode() == "Từ ngữ cho biết: Y tế."
    other = client.post("/nhiem-vu/giao/linh-vuc/", {"title": "Khác"})
    assert "chưa cho biết lĩnh vực nào" in other.content.decode()
    by = split.actor("quantri")
    organisations.keep_function(key="xay", name="Xây dựng", words="củng cố", by=by)
    both = client.post("/nhiem-vu/giao/linh-vuc/", {"title": "Củng cố trạm y tế"})
    assert "nhiều lĩnh vực: Xây dựng; Y tế" in both.content.decode()
    form = {
        "title": "Củng cố trạm y tế",
        "giver": split.id("ubnd"),
        "given_on": "25/7/2022",
        "lead": split.id("yte"),
        "function": Function.objects.get(key="xay").pk,
    }
    again = client.post(page, {**form, "title": ""})
    assert again.status_code == 422
    assert client.post(page, form).status_code == 302
    chosen = Task.objects.get().function
    assert chosen is not None
    assert chosen.key == "xay"
    assert client.post(page, {**form, "function": "999"}).status_code == 422


def test_without_functions_the_form_does_not_ask(world: World) -> None:
    assert "Lĩnh vực" not in text(signed_in(world).get("/nhiem-vu/giao/"))


def test_results_by_function_open_to_their_tasks_also_those_that_have_none(split: World) -> None:
    health, other = give(split, "Trạm y tế", due=-3), give(split, "Đường")
    client = signed_in(split)
    for asked in ("", "&den=25/7/2022", "&den=24/7/2022"):
        page = client.get(f"/nhiem-vu/ket-qua/?theo=function{asked}")
        if asked.endswith("24/7/2022"):
            assert page.context["rows"] == []
            continue
        assert "cả khi tính đến một ngày đã qua" in text(page)
        rows = {row.name: row for row in page.context["rows"]}
        assert {name: (row.tally.total, row.tally.fallen_due) for name, row in rows.items()} == {
            "Y tế": (1, 1),
            "Chưa có lĩnh vực": (1, 0),
        }
        assert page.context["total"].total == 2
        assert "Đường" in text(client.get(rows["Chưa có lĩnh vực"].href))
        opened = text(client.get(rows["Y tế"].href))
        assert health.title in opened
        assert other.title not in opened.split("Quá hạn", 1)[-1]


def test_results_by_function_over_http(split: World) -> None:
    give(split, "Trạm y tế", due=-3)
    bare, client = give(split, "Đường"), signed_in(split)
    told = client.get("/api/v1/tasks/results", {"by": "function", "on": "2022-07-25"}).json()
    pk = Function.objects.get().pk
    assert [(one["key"], one["name"], one["total"], one["fallen_due"]) for one in told["groups"]] == [
        ("", "", 1, 0),
        (str(pk), "Y tế", 1, 1),
    ]
    for key, count in (("", 1), (str(pk), 1), ("999", 0)):
        asked = {"by": "function", "key": key, "on": "2022-07-25"}
        assert client.get("/api/v1/tasks/results/tasks", asked).json()["count"] == count
    none = client.get("/api/v1/tasks/results/tasks", {"by": "function", "key": "", "on": "2022-07-25"}).json()
    assert [one["id"] for one in none["items"]] == [bare.pk]


def test_many_are_put_on_the_page_seen_before_and_undone(split: World) -> None:
    tasks = [give(split, title) for title in ("Trạm y tế 1", "Trạm y tế 2", "Đường")]
    Task.objects.update(function=None)
    client = signed_in(split)
    assert "Đặt lĩnh vực" in text(client.get("/nhiem-vu/"))
    form = {"deed": "function", "task": [one.pk for one in tasks]}
    asked = client.post("/nhiem-vu/hang-loat/lam/", form)
    assert "3 nhiệm vụ được chọn" in text(asked)
    assert not asked.context["form"].errors
    filled = {"deed": "function", "ids": asked.context["ids"], "function": "words"}
    seen = client.post("/nhiem-vu/hang-loat/lam/", filled)
    assert [(row.title, row.stood, row.put) for row in seen.context["possible"]] == [
        ("Trạm y tế 1", "", "Y tế"),
        ("Trạm y tế 2", "", "Y tế"),
    ]
    assert "Không rõ lĩnh vực theo từ ngữ" in text(seen)
    assert Batch.objects.count() == 0
    do = {**filled, "ids": seen.context["ids"], "seen": seen.context["asked"], "do": "partly"}
    altered = client.post("/nhiem-vu/hang-loat/lam/", {**do, "function": str(Function.objects.get().pk)})
    assert "Nội dung đã đổi sau khi xem trước" in text(altered)
    done = client.post("/nhiem-vu/hang-loat/lam/", do)
    batch = Batch.objects.get()
    assert done["Location"] == f"/nhiem-vu/hang-loat/{batch.pk}/"
    assert Task.objects.filter(function__key="y-te").count() == 2
    assert "Theo từ ngữ: Y tế (2)" in text(client.get(done["Location"]))
    assert "Đặt lĩnh vực nhiều nhiệm vụ" in text(client.get("/nhiem-vu/hang-loat/"))
    client.post(f"/nhiem-vu/hang-loat/{batch.pk}/hoan-tac/")
    assert not Task.objects.filter(function__isnull=False).exists()


def test_many_are_put_over_http(split: World) -> None:
    task, other = give(split, "Trạm y tế"), give(split, "Đường")
    Task.objects.update(function=None)
    client, pk = signed_in(split), Function.objects.get().pk
    url = "/api/v1/tasks/functions"
    said = {"tasks": [task.pk, other.pk], "by_words": True, "preview": True}
    seen = client.post(url, said, "application/json").json()
    assert [(row["id"], row["function"]) for row in seen["rows"]] == [(task.pk, "y-te"), (other.pk, None)]
    assert client.post(url, {**said, "preview": False}, "application/json").status_code == 409
    made = client.post(url, {"tasks": [task.pk, other.pk], "function": pk}, "application/json").json()
    assert (made["count"], Task.objects.filter(function=pk).count()) == (2, 2)
    client.post(f"/api/v1/tasks/batches/{made['batch']}/undo", {}, "application/json")
    assert not Task.objects.filter(function=pk).exists()
    assert client.post(url, {"tasks": [task.pk]}, "application/json").status_code == 422


def test_going_back_from_the_look_keeps_what_was_chosen(split: World) -> None:
    _health, other, road = give(split, "Trạm y tế 1"), give(split, "Trạm y tế 2"), give(split, "Đường trạm")
    client, body = signed_in(split), split.id("khdt")
    found = client.get("/nhiem-vu/chuyen-giao/", {"body": body, "parts": ["lead"], "q": "trạm"})
    form = {
        "from": body,
        "role": ["lead"],
        "q": "trạm",
        **{f"ids-{one.key}": one.ids for one in found.context["groups"]},
        "g-y-te": "",
        "g-": split.id("congan"),
        f"t-{other.pk}": split.id("yte"),
        f"t-{road.pk}": "stays",
        "reason": "Sắp xếp bộ máy",
    }
    seen = client.post(HAND, form)
    assert "Quay lại, sửa lựa chọn" in text(seen)
    kept: dict[str, list[str]] = {}
    for name, value in seen.context["kept"]:
        kept.setdefault(name, []).append(value)
    back = client.post("/nhiem-vu/chuyen-giao/", {**kept, "reason": "Sắp xếp bộ máy"})
    assert back.status_code == 200
    groups = {one.key: one for one in back.context["groups"]}
    assert (groups["y-te"].chosen, groups[""].chosen) == ("", str(split.id("congan")))
    singly = {row.pk: chosen for one in groups.values() for row, chosen in one.tasks if chosen}
    assert singly == {other.pk: str(split.id("yte")), road.pk: "stays"}
    page = back.content.decode()
    assert f'<option value="{split.id("congan")}" selected>' in page
    assert '<option value="stays" selected>' in page
    assert "Sắp xếp bộ máy</textarea>" in page
    assert back.context["form"].cleaned_data["q"] == "trạm"
    assert back.context["form"].cleaned_data["parts"] == ["lead"]
    assert Batch.objects.count() == 0


def test_many_are_taken_out_of_their_field_on_the_page_and_put_back(split: World) -> None:
    tasks = [give(split, title) for title in ("Trạm y tế 1", "Trạm y tế 2", "Đường")]
    client = signed_in(split)
    form = {"deed": "function", "task": [one.pk for one in tasks]}
    asked = client.post("/nhiem-vu/hang-loat/lam/", form)
    assert '<option value="none">Bỏ lĩnh vực</option>' in asked.content.decode()
    filled = {"deed": "function", "ids": asked.context["ids"], "function": "none"}
    seen = client.post("/nhiem-vu/hang-loat/lam/", filled)
    assert [(row.stood, row.put) for row in seen.context["possible"]] == [("Y tế", "")] * 2
    assert "Nhiệm vụ này không có lĩnh vực nào để bỏ" in text(seen)
    do = {**filled, "ids": seen.context["ids"], "seen": seen.context["asked"], "do": "partly"}
    done = client.post("/nhiem-vu/hang-loat/lam/", do)
    assert "Bỏ lĩnh vực: Y tế (2)" in text(client.get(done["Location"]))
    assert not Task.objects.filter(function__isnull=False).exists()
    client.post(f"{done['Location']}hoan-tac/")
    assert Task.objects.filter(function__key="y-te").count() == 2


def test_many_are_taken_out_of_their_field_over_http(split: World) -> None:
    task = give(split, "Trạm y tế")
    client, url = signed_in(split), "/api/v1/tasks/functions"
    said = {"tasks": [task.pk], "none": True}
    seen = client.post(url, {**said, "preview": True}, "application/json").json()
    assert (seen["count"], seen["rows"][0]["function"]) == (1, None)
    assert client.post(url, said, "application/json").json()["count"] == 1
    assert not Task.objects.filter(function__isnull=False).exists()
    refused = client.post(url, {**said, "by_words": True}, "application/json")
    assert (refused.status_code, refused.json()["field"]) == (422, "function")
