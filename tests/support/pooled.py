"""A warehouse file that holds a neighbouring authority's rows too, as one file for many councils would."""

import shutil

import duckdb

from sherwood.store import Reader, building_path, publish


def pool(home, authority, other_home, other):
    """Publish a build of `authority` into which every row of the other authority's tables has been poured."""
    current, theirs = Reader.current(home, authority), Reader.current(other_home, other)
    path = building_path(home, authority, "pooled")
    shutil.copyfile(file_of(home, authority, current), path)
    with duckdb.connect(str(path)) as whole:
        whole.execute(f"ATTACH '{file_of(other_home, other, theirs)}' AS theirs (READ_ONLY)")
        tables = "SELECT table_name FROM duckdb_columns() WHERE database_name = 'theirs' AND column_name = 'authority'"
        for (name,) in whole.execute(tables).fetchall():
            whole.execute(f'INSERT INTO "{name}" BY NAME SELECT * FROM theirs."{name}"')
        whole.execute("DETACH theirs")
    publish(home, authority, "pooled", path, dict(current.manifest))


def file_of(home, authority, reader):
    return home.warehouse(authority) / f"warehouse-{reader.build_id}.duckdb"
