"""A result under another name is what measuring under that name gives."""

from itertools import count, islice

import pytest

from posturecam.study import dataset
from posturecam.study.dataset import EPISODES, READINGS, Columns, Table
from posturecam.study.parquet_files import ParquetFiles
from tests.support.studies import rows_of

CAUSES = (["slump"], [], ["leaning_in", "slump"], None)


def table(columns: Columns, recording: str, person: str, rows: int) -> bytes:
    made = Table(columns, {"recording": recording, "person": person})
    names = ({"verdict": f"v{at % 3}"} | _more(columns, at) for at in count())
    made.add(islice(names, rows))
    return made.done()


def _more(columns: Columns, at: int) -> dict[str, object]:
    number = None if at % 7 == 0 else at / 7
    if columns is READINGS:
        return {"t_s": number, "seen": at % 2 == 0, "causes": CAUSES[at % 4]}
    return {"start_s": number, "cause": "slump" if at % 2 else None}


@pytest.mark.parametrize("columns", [READINGS, EPISODES])
@pytest.mark.parametrize("rows", [0, 1, 50, 51, 120])
def test_a_renamed_table_is_the_same_file(
    monkeypatch: pytest.MonkeyPatch, columns: Columns, rows: int
) -> None:
    monkeypatch.setattr(dataset, "BATCH_ROWS", 50)
    old, new = table(columns, "a", "p", rows), table(columns, "b.mp4", "q", rows)

    assert ParquetFiles().renamed(old, "b.mp4", "q") == new
    assert ParquetFiles().renamed(new, "b.mp4", "q") == new


def test_a_row_is_a_table_of_one() -> None:
    (row,) = rows_of(ParquetFiles().one_row({"recording": "a", "frames": 3}))

    assert row["recording"] == "a"
    assert row["frames"] == 3
    assert row["person"] is None
