"""What an amendment changes, line by line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cotmoc.domain.plan_changes import Change, ChangeKind, Written, changes


def test_what_is_put_off_added_and_dropped_is_told_and_what_stays_is_not() -> None:
    former = [
        Written(1, {"wording": "Tổng hợp", "due_on": "15/9"}),
        Written(2, {"wording": "Trình", "due_on": "25/9"}),
        Written(3, {"wording": "Tập huấn", "due_on": "30/9"}),
    ]
    latter = [
        Written(1, {"wording": "Khảo sát", "due_on": "20/9"}),
        Written(2, {"wording": "Tổng hợp", "due_on": "15/9"}, carries=1),
        Written(3, {"wording": "Trình", "due_on": "10/10"}, carries=2),
    ]
    assert changes(former, latter) == [
        Change(ChangeKind.ADDED, None, 1),
        Change(ChangeKind.CHANGED, 2, 3, ("due_on",)),
        Change(ChangeKind.DROPPED, 3, None),
    ]


_values = st.fixed_dictionaries({"wording": st.sampled_from("abc"), "due_on": st.integers(0, 2)})


@st.composite
def _amended(draw: st.DrawFn) -> tuple[list[Written], list[Written]]:
    former = [Written(n, values) for n, values in enumerate(draw(st.lists(_values, max_size=5)), 1)]
    carried = draw(st.lists(st.sampled_from([None, *range(1, len(former) + 1)]), max_size=6))
    once = [one for n, one in enumerate(carried) if one is None or one not in carried[:n]]
    return former, [Written(n, draw(_values), one) for n, one in enumerate(once, 1)]


@given(_amended())
def test_every_line_of_both_plans_is_told_once_or_is_as_it_was(
    plans: tuple[list[Written], list[Written]],
) -> None:
    former, latter = plans
    found = changes(former, latter)
    before = [one.before for one in found if one.before is not None]
    after = [one.after for one in found if one.after is not None]
    assert len(set(before)) == len(before)
    assert len(set(after)) == len(after)
    same = [line for line in latter if line.number not in after]
    known = {line.number: line for line in former}
    assert all(line.carries is not None and known[line.carries].values == line.values for line in same)
    assert sorted([*before, *(line.carries or 0 for line in same)]) == [line.number for line in former]


@given(st.lists(_values, max_size=5))
def test_a_plan_carried_on_as_it_is_changes_nothing(lines: list[dict[str, object]]) -> None:
    former = [Written(n, values) for n, values in enumerate(lines, 1)]
    assert changes(former, [Written(one.number, one.values, one.number) for one in former]) == []
