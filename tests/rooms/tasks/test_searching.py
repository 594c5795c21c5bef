"""Tasks found by words of title, clause, codes and bodies, without tone marks; only those one may see."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cotmoc.cli.main import main
from cotmoc.organisations import actions as organisations
from cotmoc.organisations.models import AgencyAlias
from cotmoc.tasks import actions
from cotmoc.tasks.models import Task, TaskText
from cotmoc.tasks.queries import AsOf, Filter, Listing, board, listing_object, searching, tally
from tests.rooms import small_province
from tests.rooms.small_province import World
from tests.rooms.tasks.naive_search import matches, ranked

WORDS = ["đường", "Đường", "duong", "biên", "bien", "giới", "Đăk", "Plô", "tuần", "tra", "1058", "105", "CĐ"]
SIGNS = [" ", " ", " ", '"', "/", "-", "·", "§", "*", ":", "(", "'", "&", "|", "!", "\\", "\0", "%", "_", "–"]


def give(world: World, title: str, *, who: str = "vanphong", **more: object) -> Task:
    values: dict[str, object] = {"leads": [world.id("khdt")], "giver": world.id("ubnd"), **more}
    order = actions.Order(title=title, **values)  # type: ignore[arg-type]
    return actions.assign(order, by=world.actor(who), at=world.at)


def found(world: World, text: str, who: str = "vanphong", **only: object) -> list[str]:
    listing = Listing(world.actor(who), on=world.today, only=Filter(text=text, **only))  # type: ignore[arg-type]
    rows = listing[0 : len(listing)]
    assert len(rows) == len(listing)
    return [row.title for row in rows]


@pytest.fixture
def some(world: World) -> World:
    """Four tasks: words in the title or only in the clause, a number, bodies."""
    give(
        world, "Củng cố đường tuần tra biên giới", detail="Kết hợp với đồn Đăk Plô, hoàn thành trong quý III."
    )
    give(world, "Kiểm tra đồn biên phòng", detail="Đi theo đường tuần tra.", document="1058/CĐ-TTg")
    give(world, "Báo cáo tình hình", external_id="NV-2022/17", leads=[world.id("yte")])
    give(world, "Rà soát hộ chiếu", leads=[world.id("congan")], coordinating=[world.id("dakplo")])
    return world


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("duong tuan", ["Củng cố đường tuần tra biên giới", "Kiểm tra đồn biên phòng"]),
        ("TUẦN ĐƯỜNG", ["Củng cố đường tuần tra biên giới", "Kiểm tra đồn biên phòng"]),
        ("biên giớ", ["Củng cố đường tuần tra biên giới"]),
        ("biê giới", []),
        ('"biên phòng"', ["Kiểm tra đồn biên phòng"]),
        ("“phòng biên”", []),
        ("1058/CĐ-TTg", ["Kiểm tra đồn biên phòng"]),
        ("1058", ["Kiểm tra đồn biên phòng"]),
        ("cd-ttg", ["Kiểm tra đồn biên phòng"]),
        ("058", []),
        ("nv-2022/17", ["Báo cáo tình hình"]),
        ("sở y tế", ["Báo cáo tình hình"]),
        ("xã đăk plô", ["Rà soát hộ chiếu"]),
        ("hộ chiếu công an", ["Rà soát hộ chiếu"]),
        ("đăk plô", ["Rà soát hộ chiếu", "Củng cố đường tuần tra biên giới"]),
        ("III kết hợp", ["Củng cố đường tuần tra biên giới"]),
        ('"biên giới kết hợp"', []),
        ("!?.", []),
        ('"', []),
    ],
)
def test_what_is_typed_is_found(some: World, text: str, titles: list[str]) -> None:
    """The newest of equals first; what stands in the title before what stands only in the clause."""
    assert found(some, text) == titles


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("SYT", ["Báo cáo tình hình"]),
        ("tinh hinh syt", ["Báo cáo tình hình"]),
        ("SYT tuần tra", []),
        ("lực lượng", []),
    ],
)
def test_another_way_to_write_a_body_finds_its_tasks(some: World, text: str, titles: list[str]) -> None:
    """«Lực lượng» may mean two of them, and so is two words like others."""
    by = some.actor("quantri")
    organisations.add_alias(agency=some.agencies["yte"], name="SYT", by=by)
    for body in ("congan", "quansu"):
        AgencyAlias.objects.create(agency=some.agencies[body], name="Lực lượng", folded="luc luong")
    assert found(some, text) == titles


def test_the_title_comes_before_the_clause_and_whole_words_before_beginnings(world: World) -> None:
    give(world, "Phần việc 5")
    give(world, "Việc khác", detail="Theo phần việc 5.")
    give(world, "Phần việc 51")
    assert found(world, "phần việc 5") == ["Phần việc 5", "Việc khác", "Phần việc 51"]


def test_nobody_finds_or_counts_what_is_not_his(some: World) -> None:
    """Sở Y tế leads one task and has no part in the others."""
    give(some, "Báo cáo riêng", giver=some.id("yte"), leads=[some.id("daklong")])
    assert found(some, "báo cáo", "quansu") == []
    assert found(some, "tuần tra", "sokhdt") == [
        "Củng cố đường tuần tra biên giới",
        "Kiểm tra đồn biên phòng",
    ]
    assert found(some, "hộ chiếu", "huyen") == ["Rà soát hộ chiếu"]
    listing = Listing(some.actor("huyen"), on=some.today, only=Filter(text="báo cáo"))
    assert listing.tally is not None
    assert (len(listing), listing.tally.total) == (1, 1)
    assert found(some, "¶") == []


@pytest.mark.parametrize(
    ("who", "text", "titles"),
    [
        ("sokhdt", "tuần tra", ["Củng cố đường tuần tra biên giới", "Kiểm tra đồn biên phòng"]),
        ("huyen", "hộ chiếu", ["Rà soát hộ chiếu"]),
        ("huyen", "báo cáo", []),
        ("quansu", "báo cáo", []),
    ],
)
def test_who_reaches_very_many_bodies_finds_no_more(
    some: World, who: str, text: str, titles: list[str]
) -> None:
    """Of so many bodies each hit is looked up; 200 more bodies without a task change nothing."""
    few = some.actor(who)
    many = replace(few, agencies=few.agencies | frozenset(range(10**6, 10**6 + 200)))
    for viewer in (few, many):
        listing = Listing(viewer, on=some.today, only=Filter(text=text))
        assert [row.title for row in listing[0 : len(listing)]] == titles
        assert listing.tally is not None
        assert listing.tally.total == len(titles)


def test_filters_and_states_narrow_what_is_found(some: World) -> None:
    both = ["Củng cố đường tuần tra biên giới", "Kiểm tra đồn biên phòng"]
    assert found(some, "tuần tra", lead=some.id("khdt")) == both
    assert found(some, "tuần tra", lead=some.id("yte")) == []
    assert found(some, "hộ chiếu", agency=some.id("dakplo")) == ["Rà soát hộ chiếu"]
    assert found(some, "hộ chiếu", giver=some.id("congan")) == []
    gone = Task.objects.get(title="Kiểm tra đồn biên phòng")
    actions.withdraw(gone.pk, reason="Trùng", by=some.actor("vanphong"), at=some.at)
    assert found(some, "tuần tra") == both[:1]
    assert found(some, "tuần tra", withdrawn=True) == both[1:]


def test_what_is_found_too_often_comes_newest_first_and_is_not_counted(
    some: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "MOST", 2)
    for n in range(3):
        give(some, f"Sửa đường {n}", leads=[some.id("yte")])
    office = some.actor("vanphong")
    listing = Listing(office, on=some.today, only=Filter(text="sửa"))
    assert ([row.title for row in listing[0:9]], listing.more) == (["Sửa đường 2", "Sửa đường 1"], True)
    assert (len(listing), listing.tally) == (2, None)
    assert tally(office, on=some.today, only=Filter(text="sửa")).total == 3
    assert board(office, on=some.today, only=Filter(text="sửa")).count() == 3
    assert AsOf(office, on=some.today, only=Filter(text="sửa")).tally.total == 3
    narrow = Listing(office, on=some.today, only=Filter(text="đường", lead=some.id("khdt")))
    assert (len(narrow), narrow.more) == (2, False)
    actions.withdraw(listing[0].pk, reason="Trùng", by=office, at=some.at)
    gone = Listing(office, on=some.today, only=Filter(text="sửa", withdrawn=True))
    assert ([row.title for row in gone[0:9]], gone.more) == (["Sửa đường 2"], False)


def test_every_door_says_when_too_much_is_found(
    some: World, client: Client, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    give(some, "Sửa đường ở thôn 1", leads=[some.id("yte")])
    client.force_login(some.people["vanphong"])
    page = client.get("/nhiem-vu/", {"q": "đường"}).content.decode()
    assert "Khớp nhất trước (3)" in page
    only, office = Filter(text="đường"), some.actor("vanphong")
    told = listing_object(Listing(office, on=some.today, only=only), on=some.today, page=1, size=9)
    assert (told["count"], told["more"], told["tally"]["total"]) == (3, False, 3)
    monkeypatch.setattr(searching, "MOST", 2)
    page = client.get("/nhiem-vu/", {"q": "đường"}).content.decode()
    assert "Mới nhất trước (hơn 2)" in page
    assert "Tất cả nhiệm vụ (hơn 2)" in page
    told = listing_object(Listing(office, on=some.today, only=only), on=some.today, page=1, size=9)
    assert (told["count"], told["more"], told["tally"]) == (2, True, None)
    assert main(["tasks", "list", "--text", "đường"]) == 0
    assert "hơn 2 nhiệm vụ, mới nhất trước" in capsys.readouterr().out


HOSTILE = [
    "\0", "\0a\0", '"', '""', '"""', "'", "\\", "*", "a*", "-", "NOT", "AND", "a AND", "NEAR(a b)",
    "title:a", "^a", "(", ")", "{a}", "a:*", "!a", "a & b", "a | b", "<->", "%", "_", "%s", "§1 OR §2", "¶1",
    "·", "a" * 100_000, "a " * 100_000, '"' * 1001, "từ " * 100, " ".join(str(n) for n in range(100)), "ﷺ",
    "½ ² ①", "İ ẞ ﬁ", "ກຂ ខ្មែរ", "\ud800", "\u202e", "1e5", "0x1", "-1", "a.b@c.vn", "/tmp/a",
    "http://a.vn/?b=c", "\n\t",
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_anything_typed_is_ordinary_input(some: World, text: str) -> None:
    tasks = Task.objects.prefetch_related("roles__agency").select_related("giver")
    known = [task.pk for task in tasks if matches(task, text)]
    assert {*(row.pk for row in Listing(some.actor("huyen"), on=some.today, only=Filter(text=text)))} <= {
        *known
    }
    assert len(found(some, text)) == len(known) or len(text) > 100


def text() -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from([*WORDS, *SIGNS]), max_size=9).map(" ".join) | st.lists(
        st.sampled_from([*WORDS, *SIGNS]), max_size=9
    ).map("".join)


@pytest.mark.slow
@given(st.lists(st.tuples(text(), text()), min_size=1, max_size=5), st.lists(text(), min_size=1, max_size=8))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_search_is_its_naive_definition(
    world: World, texts: list[tuple[str, str]], asked: list[str]
) -> None:
    with transaction.atomic():
        for title, detail in texts:
            give(world, f"Việc {title}".replace("\0", ""), detail=detail.replace("\0", ""))
        tasks = list(Task.objects.select_related("giver").prefetch_related("roles__agency"))
        for line in filter(str.strip, asked):
            listing = Listing(world.actor("sokhdt"), on=world.today, only=Filter(text=line))
            assert [row.pk for row in listing[0:99]] == ranked(
                [task for task in tasks if matches(task, line)], line
            ), (line, texts)
        transaction.set_rollback(True)


def wordings() -> list[tuple[object, ...]]:
    return sorted(TaskText.objects.values_list("task", "province", "title", "rest"))


def test_the_words_can_be_made_anew(some: World) -> None:
    kept = wordings()
    TaskText.objects.filter(title__isnull=False).delete()
    assert found(some, "tuần tra") == []
    actions.word_anew(some.province.pk)
    assert wordings() == kept
    assert len(found(some, "tuần tra")) == 2


def test_a_corrected_number_is_found(some: World) -> None:
    task = Task.objects.get(document="1058/CĐ-TTg")
    actions.renumber([task.pk], "1059/CĐ-TTg")
    assert (found(some, "1058/CĐ"), found(some, "1059/CĐ")) == ([], ["Kiểm tra đồn biên phòng"])


def test_a_heading_is_not_found(world: World) -> None:
    order = actions.Order(title="Rà soát", giver=world.id("ubnd"), leads=[world.id("khdt"), world.id("yte")])
    actions.assign_each(order, by=world.actor("vanphong"), at=world.at)
    assert found(world, "rà soát") == ["Rà soát", "Rà soát"]
    assert TaskText.objects.count() == 2


def test_a_common_word_is_found_from_the_end_of_the_index(some: World) -> None:
    """What is found in a third of a million tasks must not be read to the last to show the newest."""
    if connection.vendor != "sqlite":
        pytest.skip("on PostgreSQL the planner chooses by its statistics")
    with connection.cursor() as cursor:
        cursor.execute(
            "EXPLAIN QUERY PLAN SELECT s.rowid FROM tasks_search s CROSS JOIN tasks_tasktext x "
            "ON x.task_id = s.rowid WHERE s.tasks_search MATCH 'a' AND x.province_id = 1 "
            "ORDER BY 1 DESC LIMIT 1001"
        )
        plan = " ".join(str(row[-1]) for row in cursor.fetchall())
    assert "TEMP B-TREE" not in plan


@pytest.mark.slow
def test_the_migration_fills_the_words_and_goes_back(going_back: None) -> None:
    world = small_province.build()
    give(world, "Củng cố đường tuần tra", document="1058/CĐ-TTg")
    kept = wordings()
    call_command("migrate", "tasks", "0003_course", verbosity=0)
    assert TaskText._meta.db_table not in connection.introspection.table_names()
    call_command("migrate", verbosity=0)
    assert found(world, "đường tuan") == ["Củng cố đường tuần tra"]
    assert [row[2] for row in wordings()] == [row[2] for row in kept]


@pytest.mark.slow
def test_an_older_version_has_its_folded_text_again(going_back: None) -> None:
    world = small_province.build()
    give(world, "Củng cố đường tuần tra", detail="Đồn Đăk Plô")
    call_command("migrate", "tasks", "0017_remark_files", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT folded FROM tasks_task")
        assert cursor.fetchall() == [("cung co duong tuan tra don dak plo",)]
    call_command("migrate", verbosity=0)
    assert found(world, "đường tuan") == ["Củng cố đường tuần tra"]


@pytest.mark.slow
def test_an_older_version_finds_by_words_without_their_stretch(going_back: None) -> None:
    world = small_province.build()
    give(world, "Củng cố đường tuần tra", document="1058/CĐ-TTg")
    kept = wordings()
    call_command("migrate", "tasks", "0018_no_folded_text", verbosity=0)
    (row,) = wordings()
    if connection.vendor == "postgresql":
        assert row[2] == "'co':3 'cung':2 'duong':4 'tra':6 'tuan':5"
    assert "¤0" in str(row[3])
    call_command("migrate", verbosity=0)
    assert wordings() == kept
    assert found(world, "đường tuan") == ["Củng cố đường tuần tra"]
