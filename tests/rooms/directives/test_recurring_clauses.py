"""A clause with a rhythm becomes work that comes back, each time linked to the clause that ordered it."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from cotmoc.cli.main import main
from cotmoc.directives import actions, queries
from cotmoc.directives.models import Clause, Document
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.directives import WORK_BEGUN
from cotmoc.domain.errors.general import BAD_VALUE, CHANGED_MEANWHILE
from cotmoc.domain.errors.task_series import RECURRENCE_ENDLESS, RULE_UNUSABLE
from cotmoc.organisations.models import Agency
from cotmoc.tasks import actions as task_actions
from cotmoc.tasks import queries as tasks
from cotmoc.tasks.models import Recurrence, Task
from tests.rooms.directives import papers
from tests.rooms.small_province import ZONE, World

# The small province's day is Monday 25 July 2022.
ORDERS = (
    "Ủy ban nhân dân tỉnh yêu cầu:\n\n"
    "1. Sở Y tế chủ trì, phối hợp với Công an tỉnh kiểm tra các xã biên giới, "
    "báo cáo trước ngày 15 hằng tháng.\n\n"
    "2. Giao Ủy ban nhân dân huyện Đăk Glei, Ủy ban nhân dân huyện Ngọc Hồi rà soát các ngầm tràn "
    "hằng quý.\n\n"
    "3. Sở Ngoại vụ chủ trì tuần tra chung hằng ngày.\n\n"
    "4. Sở Kế hoạch và Đầu tư tham mưu bố trí kinh phí trước ngày 30 tháng 9 năm 2022.\n"
)


@pytest.fixture
def document(world: World) -> Document:
    text = papers.HEAD + ORDERS
    return actions.register(name="cong-van.txt", data=text.encode(), **by(world))[0]


def by(world: World, day: date | None = None) -> dict:
    at = datetime(day.year, day.month, day.day, 9, tzinfo=ZONE) if day else world.at
    return {"by": world.actor("vanphong"), "at": at}


def clause(document: Document, words: str) -> Clause:
    text = document.text
    rows = Clause.objects.filter(reading__document=document).exclude(state=Clause.State.REPLACED)
    return next(one for one in rows if words in f"{one.label} {text[one.start : one.end]}".lower())


def offered(world: World, document: Document) -> dict[str, queries.Repeat]:
    office = world.actor("vanphong")
    cards = queries.cards(office, document)
    found = queries.repeats(office, document, [card.clause for card in cards], on=world.today)
    return {card.clause.label: found[card.clause.pk] for card in cards if card.clause.pk in found}


def given(row: Clause) -> list[Task]:
    links = row.tasks.select_related("task").order_by("task")
    return [link.task for link in links]


def run(world: World, day: date) -> tuple[int, ...]:
    return task_actions.make_occurrences(**by(world, day)).tasks


def test_what_the_clauses_offer(world, document):
    told = {label: (one.words, one.last) for label, one in offered(world, document).items()}
    ends = "gặp ngày nghỉ thì chuyển sang ngày làm việc tiếp theo; giao trước {} ngày; " + (
        "từ ngày 25/7/2022 đến hết ngày 31/12/2022"
    )
    end = date(2022, 12, 31)
    assert [words for words, _ in told.values()] == [
        "hằng tháng, chậm nhất ngày 15; " + ends.format(30),
        "hằng quý, chậm nhất ngày cuối cùng của quý; " + ends.format(91),
    ]
    assert {last for _, last in told.values()} == {end}


def test_accepting_orders_each_month_and_every_task_leads_to_the_clause_and_back(world, document):
    row = actions.accept(clause(document, "kiểm tra").pk, **by(world))
    assert [task.due_on for task in given(row)] == [date(2022, 8, 15)]
    for day in (date(2022, 8, 20), date(2022, 12, 1), date(2023, 3, 1)):
        run(world, day)
    dues = [date(2022, m, d) for m, d in ((8, 15), (9, 15), (10, 17), (11, 15), (12, 15))]
    assert [task.due_on for task in given(row)] == dues
    office = world.actor("vanphong")
    for task in given(row):
        source = queries.source_of(office, task)
        assert source is not None
        assert (source.clause, source.document) == (row, document)
        assert task.document == "1450/UBND-KTTH"
        assert [(r.agency_id, r.role) for r in tasks.task(office, task.pk).roles.all()] == [
            (world.id("yte"), "lead"),
            (world.id("congan"), "coordinating"),
        ]
    assert set(queries.tasks_under(office, "1450/UBND-KTTH")) == {task.pk for task in given(row)}
    card = next(one for one in queries.cards(office, document) if one.clause == row)
    assert list(card.tasks) == [task.pk for task in given(row)]
    repeat = queries.repeats(office, document, [row], on=world.today)[row.pk]
    assert repeat.recurrence is not None
    assert queries.clauses_of(office, [repeat.recurrence]) == {repeat.recurrence: row}


def test_each_unit_has_its_own_task_every_quarter(world, document):
    row = actions.accept(clause(document, "ngầm tràn").pk, **by(world))
    run(world, date(2022, 10, 5))
    assert [(task.group, task.lead_id, task.due_on) for task in given(row)] == [
        (True, None, date(2022, 9, 30)),
        (False, world.id("dakglei"), date(2022, 9, 30)),
        (False, world.id("ngochoi"), date(2022, 9, 30)),
        (True, None, date(2023, 1, 3)),
        (False, world.id("dakglei"), date(2023, 1, 3)),
        (False, world.id("ngochoi"), date(2023, 1, 3)),
    ]


def test_a_heading_whose_tasks_were_withdrawn_is_not_shown_as_given(world, document):
    row = actions.accept(clause(document, "ngầm tràn").pk, **by(world))
    row = actions.restore(row.pk, **by(world))
    office = world.actor("vanphong")

    def shown() -> tuple[int, ...]:
        return next(one.tasks for one in queries.cards(office, document) if one.clause == row)

    assert shown() == ()
    actions.accept(row.pk, **by(world))
    assert shown() == tuple(task.pk for task in given(row)[-3:])


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("trước ngày 15 hằng quý", "hằng quý, chậm nhất ngày 15 của tháng cuối quý"),
        ("trước ngày 15 của tháng cuối quý", "hằng quý, chậm nhất ngày 15 của tháng cuối quý"),
        ("vào ngày 20 tháng đầu quý", "hằng quý, chậm nhất ngày 20 của tháng đầu quý"),
    ],
)
def test_a_day_of_the_quarter_is_offered_with_its_month(world, told, words):
    text = f"{papers.HEAD}1. Giao Sở Y tế báo cáo kết quả kiểm tra các xã biên giới {told}.\n"
    found = actions.register(name="quy.txt", data=text.encode(), **by(world))[0]
    (one,) = offered(world, found).values()
    assert one.words.startswith(f"{words};")


def test_switched_off_it_is_one_task_as_before(world, document):
    row = actions.accept(clause(document, "kiểm tra").pk, once=True, **by(world))
    run(world, date(2022, 12, 1))
    assert [(task.due_on, task.recurrence) for task in given(row)] == [(None, "hằng tháng")]
    assert not Recurrence.objects.exists()


def test_work_of_every_day_is_one_task(world, document):
    row = actions.accept(clause(document, "tuần tra").pk, **by(world))
    assert [task.recurrence for task in given(row)] == ["hằng ngày"]


def test_the_clerk_says_until_when(world, document):
    row = actions.accept(clause(document, "kiểm tra").pk, last=date(2022, 9, 30), **by(world))
    run(world, date(2023, 2, 1))
    assert [task.due_on for task in given(row)] == [date(2022, 8, 15), date(2022, 9, 15)]


@pytest.mark.parametrize(
    ("words", "last", "entry"),
    [
        ("kiểm tra", date(2099, 1, 1), RECURRENCE_ENDLESS),
        ("kiểm tra", date(2022, 7, 1), RULE_UNUSABLE),
        ("kiểm tra", date.max, RECURRENCE_ENDLESS),
        ("kinh phí", date(2022, 12, 31), BAD_VALUE),
    ],
)
def test_a_last_day_that_cannot_be_leaves_the_clause_waiting(world, document, words, last, entry):
    row = clause(document, words)
    with pytest.raises(Problem) as refused:
        actions.accept(row.pk, last=last, **by(world))
    assert refused.value.entry is entry
    row.refresh_from_db()
    assert (row.state, Task.objects.count(), Recurrence.objects.count()) == ("draft", 0, 0)


def test_all_at_once_take_what_is_offered(world, document):
    accepted, left = actions.accept_all(document.pk, **by(world))
    assert (len(accepted), left, Recurrence.objects.count()) == (4, [], 2)


def test_who_accepts_a_card_that_has_changed_is_told(world, document):
    row = clause(document, "kiểm tra")
    actions.edit(row.pk, recurrence="hằng quý, trước ngày 10 của tháng đầu quý", **by(world))
    with pytest.raises(Problem) as refused:
        actions.accept(row.pk, version=row.version, **by(world))
    assert refused.value.entry is CHANGED_MEANWHILE
    assert next(iter(offered(world, document).values())).words.startswith(
        "hằng quý, chậm nhất ngày 10 của tháng đầu quý"
    )


def test_taken_back_nothing_comes_any_more_and_it_can_be_accepted_anew(world, document):
    row = actions.accept(clause(document, "kiểm tra").pk, **by(world))
    row = actions.restore(row.pk, **by(world))
    assert [task.outcome for task in given(row)] == ["cancelled"]
    assert run(world, date(2022, 12, 1)) == ()
    row = actions.accept(row.pk, **by(world))
    repeat = queries.repeats(world.actor("vanphong"), document, [row], on=world.today)[row.pk]
    assert (repeat.recurrence, repeat.stopped) == (Recurrence.objects.latest("pk").pk, False)
    assert [task.outcome for task in given(row)] == ["cancelled", ""]


def test_it_is_not_taken_back_once_a_time_was_done(world, document):
    row = actions.accept(clause(document, "kiểm tra").pk, **by(world))
    (task,) = given(row)
    health = next(iter(Agency.objects.filter(pk=world.id("yte"))))
    assert task.lead == health
    office = world.actor("vanphong")
    task_actions.comment(task.pk, note="Đã nhận", by=office, at=world.at)
    run(world, date(2022, 9, 1))
    with pytest.raises(Problem) as refused:
        actions.restore(row.pk, **by(world))
    assert refused.value.entry is WORK_BEGUN
    assert [one.outcome for one in given(row)] == ["", ""]


def successor(world: World) -> Document:
    text = papers.HEAD.replace("1450", "2000").replace("12 tháng 7", "22 tháng 7") + (
        "Công văn này thay thế Công văn số 1450/UBND-KTTH ngày 12 tháng 7 năm 2022 "
        "của Ủy ban nhân dân tỉnh.\n"
    )
    return actions.register(name="moi.txt", data=text.encode(), **by(world))[0]


def test_withdrawn_with_its_document_it_does_not_come_back(world, document):
    row = actions.accept(clause(document, "kiểm tra").pk, **by(world))
    new = successor(world)
    actions.settle_superseded(new.pk, decision="withdraw", **by(world))
    assert [task.outcome for task in given(row)] == ["cancelled"]
    assert run(world, date(2022, 12, 1)) == ()
    stopped = Recurrence.objects.get()
    assert (stopped.stopped_on, stopped.stop_reason.split(" ")[0]) == (world.today, "Thay")


@pytest.mark.parametrize("decision", ["keep", "hand_over"])
def test_kept_or_handed_over_it_is_so_each_time(world, document, decision):
    for words in ("kiểm tra", "ngầm tràn"):
        actions.accept(clause(document, words).pk, **by(world))
    new = successor(world)
    actions.settle_superseded(new.pk, decision=decision, **by(world))
    run(world, date(2022, 10, 5))
    office = world.actor("vanphong")
    assert queries.awaiting_decision(office) == {}
    units = [task for words in ("kiểm tra", "ngầm tràn") for task in given(clause(document, words))]
    open_tasks = [task for task in units if not task.group]
    assert len(open_tasks) == 3 + 4
    under = [queries.documents_of(office, task) for task in open_tasks]
    assert under == [[new] if decision == "hand_over" else []] * 7


def test_an_issuer_that_has_ended_does_not_give_what_comes_back(world, document):
    Document.objects.filter(pk=document.pk).update(issuer_agency=world.id("bcd"))
    Agency.objects.filter(pk=world.id("bcd")).update(valid_to=date(2022, 7, 20))
    row = actions.accept(clause(document, "kiểm tra").pk, **by(world))
    assert Recurrence.objects.get().giver_id == world.actor("vanphong").agency
    assert [task.due_on for task in given(row)] == [date(2022, 8, 15)]
    # what is given once was given on the day of the document
    once = actions.accept(clause(document, "kinh phí").pk, **by(world))
    assert [task.giver_id for task in given(once)] == [world.id("bcd")]


def test_withdrawn_from_one_unit_it_still_comes_to_the_other(world, document):
    row = actions.accept(clause(document, "ngầm tràn").pk, **by(world))
    new = successor(world)
    first, second = (task for task in given(row) if not task.group)
    actions.settle_superseded(new.pk, decision="withdraw", tasks=[first.pk], **by(world))
    actions.settle_superseded(new.pk, decision="keep", tasks=[second.pk], **by(world))
    run(world, date(2022, 10, 5))
    latest = [task for task in given(row) if not task.group][2:]
    assert [task.lead_id for task in latest] == [second.lead_id]
    assert queries.awaiting_decision(world.actor("vanphong")) == {}
    actions.settle_superseded(new.pk, decision="withdraw", tasks=[latest[0].pk], **by(world))
    assert Recurrence.objects.get().stopped_on == world.today


@pytest.mark.parametrize("due", [date(9999, 12, 31), date(9998, 1, 1)])
def test_a_day_at_the_end_of_the_calendar_is_offered_until_ten_years_on(world, client: Client, document, due):
    row = clause(document, "kiểm tra")
    actions.edit(row.pk, due_on=due, **by(world))
    assert client.get(f"/van-ban/{document.pk}/").status_code == 200
    actions.describe(document.pk, issued_on=due, **by(world))
    assert client.get(f"/van-ban/{document.pk}/").status_code == 200
    assert 'name="repeat"' not in client.get(f"/van-ban/{document.pk}/").content.decode()


# ---- the doors


def test_the_card_offers_it_and_takes_it_with_the_acceptance(world, client: Client, document):
    row = clause(document, "kiểm tra")
    page = client.get(f"/van-ban/{document.pk}/").content.decode()
    assert "Hằng tháng, chậm nhất ngày 15; hạn 15/8/2022, 15/9/2022, 17/10/2022" in page
    assert 'name="repeat" value="1" data-k="l" checked' in page
    assert 'name="last" value="31/12/2022"' in page
    # work of every day, and what is due once, offer nothing; of the first it is said
    assert page.count('name="repeat"') == 2
    assert page.count("giao một nhiệm vụ, không lặp lại") == 1
    sent = {"version": row.version, "offered": "1", "repeat": "1", "last": "30/9/2022"}
    client.post(f"/van-ban/doan/{row.pk}/xac-nhan/", sent)
    recurrence = Recurrence.objects.get()
    assert recurrence.rule["until"] == "2022-10-01"
    after = client.get(f"/van-ban/{document.pk}/").content.decode()
    assert f'href="/nhiem-vu/dinh-ky/#r{recurrence.pk}"' in after
    back = client.get("/nhiem-vu/dinh-ky/").content.decode()
    assert f'href="/van-ban/{document.pk}/#t{row.pk}"' in back


def rest(client: Client, document: Document) -> str:
    page = client.get(f"/van-ban/{document.pk}/").content.decode()
    return page.split("/giao-con-lai/", 1)[1].split("</form>", 1)[0]


def test_before_all_are_given_it_is_said_how_many_come_back(world, client: Client, document):
    office = world.actor("vanphong")
    assert queries.repeating(office, document, on=world.today) == 2
    assert "Trong đó 2 nhiệm vụ sẽ giao lặp lại." in rest(client, document)
    assert "2 nhiệm vụ còn lại sẽ giao lặp lại." in rest(client, document)
    assert 'name="once" value="1"' in rest(client, document)
    row = clause(document, "kiểm tra")
    sent = {"version": row.version, "offered": "1"}
    answer = client.post(f"/van-ban/doan/{row.pk}/xac-nhan/", sent, HTTP_HX_REQUEST="true").content.decode()
    assert "Trong đó 1 nhiệm vụ sẽ giao lặp lại." in answer
    assert "1 nhiệm vụ còn lại sẽ giao lặp lại." in answer


def test_one_whose_lead_nobody_knows_goes_on_waiting_and_is_not_counted(world, document):
    row = clause(document, "kiểm tra")
    actions.edit(row.pk, leads=[actions.Body("Chi cục Lạ", None)], **by(world))
    assert queries.repeating(world.actor("vanphong"), document, on=world.today) == 1


def test_from_the_page_all_are_given_again_and_again_or_once(world, client: Client, document):
    client.post(f"/van-ban/{document.pk}/giao-con-lai/", {"once": "1"})
    assert (Recurrence.objects.count(), Clause.objects.filter(state="accepted").count()) == (0, 4)
    assert "lặp lại" not in rest(client, document)
    other = actions.register(
        name="b.txt", data=(papers.HEAD.replace("1450", "1451") + ORDERS).encode(), **by(world)
    )[0]
    client.post(f"/van-ban/{other.pk}/giao-con-lai/")
    assert Recurrence.objects.count() == 2


def test_unticked_on_the_card_it_is_given_once(world, client: Client, document):
    row = clause(document, "kiểm tra")
    client.post(f"/van-ban/doan/{row.pk}/xac-nhan/", {"version": row.version, "offered": "1", "last": "x"})
    assert (Recurrence.objects.count(), Task.objects.count()) == (0, 1)


def test_a_last_day_that_is_no_day_is_named_and_the_clause_waits(world, client: Client, document):
    row = clause(document, "kiểm tra")
    sent = {"version": row.version, "offered": "1", "repeat": "1", "last": "31/9/2022"}
    answer = client.post(f"/van-ban/doan/{row.pk}/xac-nhan/", sent, HTTP_HX_REQUEST="true")
    assert answer.status_code == 422
    assert "Không có ngày «31/9/2022»" in answer.content.decode()
    assert not Task.objects.exists()


def test_over_http_it_is_told_taken_and_switched_off(world, client: Client, document):
    def call(path: str, **body: Any) -> list[dict[str, Any]]:
        answer = client.post(f"/api/v1/directives{path}", json.dumps(body), "application/json")
        assert answer.status_code == 200, answer.content
        found: list[dict[str, Any]] = answer.json()
        return found

    read = client.get(f"/api/v1/directives/{document.pk}").json()["clauses"]
    monthly, quarterly = (one for one in read if one["repeat"])
    assert (monthly["repeat"]["recurrence"], monthly["repeat"]["last"]) == (None, "2022-12-31")
    assert [one["due_on"] for one in monthly["repeat"]["next"]] == ["2022-08-15", "2022-09-15", "2022-10-17"]
    call(f"/clauses/{quarterly['id']}/accept", once=True)
    after = call(f"/clauses/{monthly['id']}/accept", last="2022-10-31")
    repeat = next(one for one in after if one["id"] == monthly["id"])["repeat"]
    assert repeat["recurrence"] == Recurrence.objects.get().pk
    told = client.get(f"/api/v1/recurrences/{repeat['recurrence']}").json()
    expected = {"id": monthly["id"], "directive": document.pk, "number": "1450/UBND-KTTH"}
    assert (told["clause"], told["rule"]["until"]) == (expected, "2022-10-31")


def test_over_http_all_can_be_given_once(world, client: Client, document):
    told = client.post(f"/api/v1/directives/{document.pk}/accept?once=true").json()
    assert (len(told["accepted"]), Recurrence.objects.count()) == (4, 0)


def test_from_the_command_line(world, client: Client, document, capsys):
    def said(*words: object) -> str:
        assert main([*map(str, words), "--by", "vanphong"]) == 0
        return str(capsys.readouterr().out)

    assert "lặp lại: hằng tháng, chậm nhất ngày 15" in said("directives", "show", document.pk)
    row = clause(document, "kiểm tra")
    said("directives", "accept", "--clause", row.pk, "--last", "30/9/2022")
    assert "theo 1450/UBND-KTTH" in said("tasks", "recurrences")
    told = json.loads(said("tasks", "recurrences", "--json"))
    assert told[0]["clause"]["id"] == row.pk
    said("directives", "accept", document.pk, "--once")
    assert (Recurrence.objects.count(), Clause.objects.filter(state="accepted").count()) == (1, 4)
    assert main(["directives", "accept", str(document.pk), "--last", "30/9/2022"]) == 2
