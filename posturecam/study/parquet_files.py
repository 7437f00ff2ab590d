"""Files of the data set that are made from a result: its row, and its tables under other names."""

from io import BytesIO
from typing import Any

from posturecam.study.dataset import EPISODES, OF, READINGS, recordings, schema
from posturecam.study.records import Row


class ParquetFiles:
    """Makes the files of the data set with Arrow."""

    def one_row(self, row: Row) -> bytes:
        """Return the file of the table `recordings` with this row."""
        return recordings([row])

    def renamed(self, table: bytes, recording: str, person: str) -> bytes:
        """Return a file of readings or episodes with another name of its recording and person.

        It is byte for byte what measuring under these names gives.
        """
        from pyarrow.parquet import ParquetFile, ParquetWriter  # noqa: PLC0415 - 40 MB

        source, target = ParquetFile(BytesIO(table)), BytesIO()
        names = dict(zip(OF, (recording, person), strict=True))
        written = schema(READINGS if "t_s" in source.schema_arrow.names else EPISODES)
        with ParquetWriter(target, written, compression="zstd") as writer:
            for number in range(source.num_row_groups):
                writer.write_table(_with(source.read_row_group(number).cast(written), names))
        return target.getvalue()


def _with(rows: Any, names: dict[str, str]) -> Any:
    """Return the Arrow table `rows` with one value in each of the columns `names`."""
    import pyarrow as pa  # noqa: PLC0415 - 40 MB

    for name, value in names.items():
        at = rows.schema.get_field_index(name)
        column = pa.array([value] * rows.num_rows, rows.schema.field(at).type)
        rows = rows.set_column(at, rows.schema.field(at), column)
    return rows
