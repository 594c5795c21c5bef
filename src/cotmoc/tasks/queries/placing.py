"""To which field of work each of many tasks would come, or why it cannot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cotmoc.domain.access import Actor, reaches
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE, CHANGED_MEANWHILE, NOT_FOUND, NOT_PERMITTED, WRONG_STATE
from cotmoc.domain.errors.task_batches import FUNCTION_STANDS, NO_FUNCTION_STANDS, WORDS_UNCLEAR
from cotmoc.organisations.models import Function
from cotmoc.organisations.queries import function, functions, recognised
from cotmoc.tasks.models import Task
from cotmoc.tasks.queries.deeds import Planned, PutFunction
from cotmoc.tasks.queries.single import may_arrange

_NO_WORD = Said("không có từ nhận biết nào", "no word of any stands there")


def check_function(viewer: Actor, deed: PutFunction) -> None:
    """What is wrong with the deed whatever the task. Raises Problem: BAD_VALUE, NOT_FOUND."""
    if [deed.function is not None, deed.by_words, deed.none].count(True) != 1:
        why = Said(
            "chọn một lĩnh vực, theo từ ngữ, hoặc bỏ lĩnh vực", "choose one, have it by words, or have none"
        )
        raise Problem(BAD_VALUE, field="function", why=why)
    if deed.function is not None:
        function(viewer, deed.function)


def put_each(
    viewer: Actor,
    ids: Iterable[int],
    found: Mapping[int, Task],
    deed: PutFunction,
    seen: Mapping[int, int] | None,
) -> list[Planned]:
    """Each task in order; by ``seen`` what was put elsewhere since somebody looked is refused."""
    known = {one.pk: one for one in functions(viewer)}
    words = recognised(viewer.province)
    told = []
    for pk in ids:
        row = found.get(pk)
        if row is None or not _sees(viewer, row):
            why = Problem(NOT_FOUND, thing=Said("nhiệm vụ", "The task"))
            told.append(Planned(pk, "", "", None, 0, why=why))
            continue
        speaks = words.all_in(row.title, row.detail) if deed.by_words else ()
        put = speaks[0] if len(speaks) == 1 else deed.function
        told.append(_planned(viewer, row, [known[one] for one in speaks], known, put, deed, seen))
    return told


def _planned(
    viewer: Actor,
    row: Task,
    speaks: list[Function],
    known: Mapping[int, Function],
    put: int | None,
    deed: PutFunction,
    seen: Mapping[int, int] | None,
) -> Planned:
    stood = row.function_id or 0
    why = _why_not(viewer, row, speaks, known.get(stood), put, deed)
    if seen is not None and seen.get(row.pk, stood) != stood:
        why = Problem(CHANGED_MEANWHILE, thing=Said("nhiệm vụ này", "this task"))
    return Planned(
        pk=row.pk,
        title=row.title,
        lead=row.lead.name if row.lead else "",
        due_on=row.due_on,
        version=stood,
        put=known[put] if put is not None else None,
        stood=known.get(stood),
        why=why,
    )


def _why_not(
    viewer: Actor,
    row: Task,
    speaks: list[Function],
    stood: Function | None,
    put: int | None,
    deed: PutFunction,
) -> Problem | None:
    if row.group:
        return Problem(WRONG_STATE, verb="đặt lĩnh vực", thing="nhiệm vụ", state="đầu mục chung")
    if not may_arrange(viewer, row):
        return Problem(NOT_PERMITTED)
    if deed.none:
        return None if stood is not None else Problem(NO_FUNCTION_STANDS)
    if stood is not None and (deed.by_words or stood.pk == put):
        return Problem(FUNCTION_STANDS, name=stood.name)
    if put is None:
        names = "; ".join(one.name for one in speaks)
        several = Said(f"nói đến nhiều lĩnh vực: {names}", f"they speak of several: {names}")
        return Problem(WORDS_UNCLEAR, why=several if speaks else _NO_WORD)
    return None


def _sees(viewer: Actor, row: Task) -> bool:
    return reaches(viewer, row.giver_id) or any(reaches(viewer, role.agency_id) for role in row.roles.all())
