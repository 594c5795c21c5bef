"""The pages and the API of joint activities."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from cotmoc.coordination import actions
from cotmoc.coordination.models import JointActivity
from tests.rooms.small_province import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_day")]


def client(world: World, username: str = "bienphong") -> Client:
    door = Client()
    door.force_login(world.people[username])
    return door


def text(response) -> str:
    return " ".join(response.content.decode().split())


def typed(world: World, **changes: object) -> dict[str, object]:
    return {
        "kind": "patrol",
        "held_on": "20/7/2022",
        "lead": world.id("bdbp"),
        "participants": [world.id("bdbp"), world.id("congan"), world.id("quansu")],
        "markers": "mốc 12 đến mốc 15",
        "count": 1,
        "note": "",
        **changes,
    }


def body(world: World, **changes: object) -> dict[str, object]:
    return {**typed(world), "held_on": "2022-07-20", **changes}


def test_an_activity_is_recorded_and_shown_once(world):
    door = client(world)
    assert door.post("/phoi-hop/ghi/", typed(world)).status_code == 302
    page = text(door.get("/phoi-hop/?ky=2022-Q3"))
    assert "mốc 12 đến mốc 15" in page
    assert "<b>1</b><span>cuộc thực tế</span>" in page
    assert "<b>3</b><span>cộng theo lực lượng</span>" in page
    assert "<b>2</b><span>phần trùng</span>" in page


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"held_on": "26/7/2022"}, "chưa tới"),
        ({"held_on": "20-07"}, "chưa rõ là ngày nào"),
        ({"participants": []}, "ít nhất hai đơn vị"),
        ({"markers": "14.72631, 107.55012"}, "tọa độ"),
        ({"note": "tọa độ 14°43'"}, "tọa độ"),
        ({"markers": "MẬT"}, "độ mật"),
        ({"count": "0"}, "1"),
    ],
)
def test_what_cannot_be_kept_stays_on_the_page(world, changes, told):
    response = client(world).post("/phoi-hop/ghi/", typed(world, **changes))
    assert response.status_code == 422
    assert told in text(response)
    assert not JointActivity.objects.exists()
    assert f'value="{world.id("congan")}"' in text(response)


def test_a_likely_twin_is_shown_and_can_be_another_occasion(world):
    door = client(world)
    door.post("/phoi-hop/ghi/", typed(world))
    first = JointActivity.objects.get()
    again = typed(world, markers="", participants=[world.id("bdbp"), world.id("congan")])
    page = text(door.post("/phoi-hop/ghi/", again))
    assert f'href="/phoi-hop/{first.pk}/"' in page
    assert "Đây là lần khác với hoạt động đã ghi" in page
    assert door.post("/phoi-hop/ghi/", {**again, "another_occasion": "on"}).status_code == 302
    assert JointActivity.objects.count() == 2


def test_it_is_withdrawn_with_a_reason(world):
    door = client(world)
    door.post("/phoi-hop/ghi/", typed(world))
    pk = JointActivity.objects.get().pk
    refused = door.post(f"/phoi-hop/{pk}/rut/", {"reason": " "})
    assert refused.status_code == 422
    assert 'aria-invalid="true"' in text(refused)
    assert door.post(f"/phoi-hop/{pk}/rut/", {"reason": "Ghi nhầm"}).status_code == 302
    page = text(door.get(f"/phoi-hop/{pk}/"))
    assert "Ghi nhầm" in page
    assert "Rút lại hoạt động" not in page
    assert "Chưa ghi hoạt động chung nào" in text(door.get("/phoi-hop/?ky=2022-Q3"))


def test_who_took_no_part_does_not_find_it(world):
    client(world).post("/phoi-hop/ghi/", typed(world))
    pk = JointActivity.objects.get().pk
    assert client(world, "sokhdt").get(f"/phoi-hop/{pk}/").status_code == 404
    assert client(world, "quantri").get("/phoi-hop/").status_code == 404
    assert client(world, "kiemtra").get("/phoi-hop/ghi/").status_code == 404
    assert client(world, "kiemtra").get(f"/phoi-hop/{pk}/").status_code == 200


def test_the_quarter_is_that_of_the_data_window(world):
    for day in (date(2022, 6, 14), date(2022, 6, 15)):
        actions.record(
            kind="exercise",
            held_on=day,
            lead=world.id("bdbp"),
            participants=[world.id("congan")],
            by=world.actor("bienphong"),
            at=world.at,
        )
    assert "14/6/2022" in text(client(world).get("/phoi-hop/?ky=2022-Q2&loai=exercise"))
    third = text(client(world).get("/phoi-hop/?ky=2022-Q3"))
    assert ">15/6/2022</a>" in third
    assert ">14/6/2022</a>" not in third
    assert client(world).get("/phoi-hop/?ky=2022-99").status_code == 422
    assert client(world).get("/phoi-hop/?ky=2022-07").status_code == 422


def test_the_api_records_lists_and_withdraws(world):
    door = client(world)
    made = door.post("/api/v1/activities", body(world), content_type="application/json")
    assert made.status_code == 200
    pk = made.json()["id"]
    twin = door.post("/api/v1/activities", body(world), content_type="application/json")
    assert (twin.status_code, twin.json()["number"]) == (409, 602)
    placed = body(world, markers="48P 123456 1628345", held_on="2022-07-19")
    assert (
        door.post("/api/v1/activities", placed, content_type="application/json").json()["field"] == "markers"
    )
    assert [row["id"] for row in door.get("/api/v1/activities?period=2022-Q3").json()] == [pk]
    gone = door.post(
        f"/api/v1/activities/{pk}/withdraw", {"reason": "Ghi nhầm"}, content_type="application/json"
    )
    assert gone.json()["withdrawn_reason"] == "Ghi nhầm"
    assert door.get("/api/v1/activities").json() == []
