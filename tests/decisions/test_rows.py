from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kg.decisions import Decision, read_decisions, write_decision, write_decisions
from kg.decisions.rows import replaced
from tests.strategies import decisions


def of_coder(rows: list[Decision], coder: str) -> list[Decision]:
    return [row for row in rows if row.coder == coder]


@given(st.lists(decisions))
def test_an_id_is_that_of_one_row(rows: list[Decision]) -> None:
    assert len({row.id for row in rows}) == len(set(rows))


@given(st.lists(decisions), st.lists(decisions, min_size=1))
def test_what_is_undone_leaves_what_was_there(rows: list[Decision], made: list[Decision]) -> None:
    before, new = set(of_coder(rows, "anna")), of_coder(made, "anna")
    gone = replaced(before, new)
    after = (before | set(new)) - set(gone)
    assert set(new) <= after
    assert (after - (set(new) - before)) | set(gone) == before


@given(st.lists(decisions), st.lists(decisions))
def test_no_row_answers_a_question_that_a_new_one_answers(rows: list[Decision], made: list[Decision]) -> None:
    kept = set(rows) - set(replaced(rows, made)) - set(made)
    assert {row.question for row in kept} & {row.question for row in made} == set()


def test_files_are_read_alike_in_any_order(tmp_path: Path) -> None:
    rows = [Decision("c1", "accept", coder=coder, date="2024-05-01") for coder in ("zoe", "anna")]
    rows.append(Decision("c1", "reject", coder="mia", date="2024-04-01"))
    for number, order in enumerate((rows, rows[::-1])):
        for row in order:
            write_decision(tmp_path / str(number), row)
    found = read_decisions(tmp_path / "0")
    assert found == read_decisions(tmp_path / "1")
    assert [row.coder for row in found] == ["mia", "anna", "zoe"]


def test_a_folder_is_as_before_when_all_is_undone(tmp_path: Path) -> None:
    row, other = (Decision("c1", "accept", coder="anna", date=f"2024-05-0{day}") for day in (1, 2))
    path = write_decision(tmp_path, row)
    before = path.read_bytes()
    write_decision(tmp_path, other)
    write_decisions(tmp_path, "anna", [row], [other])
    assert path.read_bytes() == before
    write_decisions(tmp_path, "anna", [], [row])
    assert list(tmp_path.iterdir()) == []


def test_an_edit_takes_the_place_of_a_rejection(tmp_path: Path) -> None:
    reject, edit = (
        Decision("c1", action, field, "", new, "words", "anna", "2024-05-01")
        for action, field, new in (("reject", "", ""), ("edit", "polarity", "negated"))
    )
    write_decision(tmp_path, reject)
    write_decision(tmp_path, edit)
    assert read_decisions(tmp_path) == (edit,)
    write_decisions(tmp_path, "anna", [reject], [edit])
    assert read_decisions(tmp_path) == (reject,)


def test_each_name_and_each_added_claim_is_a_question_of_its_own(tmp_path: Path) -> None:
    rows = [Decision("urn:a", "alias", "pl", "", name, coder="anna", date="2024-05-01") for name in ("Kiew", "Kijów")]
    rows += [
        Decision("doc", "add", "", "", "Poland|saves|Germany", words, "anna", "2024-05-01") for words in ("a", "b")
    ]
    write_decisions(tmp_path, "anna", rows)
    for row in rows:
        write_decision(tmp_path, row)
    assert set(read_decisions(tmp_path)) == set(rows)
