"""Reads incidents.parquet with pyarrow and holds it against the GeoParquet 1.1 specification."""

import json
import struct
import sys

try:
    import pyarrow.compute as pc
    import pyarrow.parquet as pq
except ImportError:
    print("pyarrow is not installed")
    sys.exit(77)

path = sys.argv[1] + "/incidents.parquet"
file = pq.ParquetFile(path)
geo = json.loads(file.metadata.metadata[b"geo"])
column = geo["columns"][geo["primary_column"]]
assert geo["version"] == "1.1.0", geo
assert column["encoding"] == "WKB", column
assert "crs" not in column, "absent means OGC:CRS84"
assert column["edges"] == "planar" and column["orientation"] == "counterclockwise", column
table = file.read()
assert str(table.schema.field("geometry").type) == "binary", table.schema
covering = column["covering"]["bbox"]
for corner in ["xmin", "ymin", "xmax", "ymax"]:
    root, leaf = covering[corner]
    assert root == "bbox" and leaf == corner, covering
    assert str(table.schema.field(root).type.field(leaf).type) == "double", table.schema

TYPES = {2: "LineString", 3: "Polygon", 6: "MultiPolygon"}


def read(data, at=0):
    """Type, rings and the next byte of a geometry in WKB."""
    order = "<" if data[at] == 1 else ">"
    (kind,) = struct.unpack_from(order + "I", data, at + 1)
    (count,) = struct.unpack_from(order + "I", data, at + 5)
    at += 9
    if kind == 2:
        return "LineString", [list(points(data, at, count, order))], at + 16 * count
    rings = []
    for _ in range(count):
        if kind == 6:
            _, more, at = read(data, at)
            rings += more
        else:
            (size,) = struct.unpack_from(order + "I", data, at)
            rings.append(list(points(data, at + 4, size, order)))
            at += 4 + 16 * size
    return TYPES[kind], rings, at


def points(data, at, count, order):
    for i in range(count):
        yield struct.unpack_from(order + "dd", data, at + 16 * i)


seen = set()
for row in table.select(["geometry", "bbox"]).to_pylist():
    if row["geometry"] is None:
        assert row["bbox"] is None, row
        continue
    kind, rings, end = read(row["geometry"])
    assert end == len(row["geometry"]), "bytes left over"
    seen.add(kind)
    xs = [x for ring in rings for x, _ in ring]
    ys = [y for ring in rings for _, y in ring]
    sides = row["bbox"]
    assert [sides["xmin"], sides["ymin"], sides["xmax"], sides["ymax"]] == [
        min(xs), min(ys), max(xs), max(ys),
    ], row
    if kind != "LineString":
        for ring in rings:
            assert ring[0] == ring[-1], "an open ring"
            area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:]))
            assert area > 0, "a ring that runs clockwise"
assert seen == set(column["geometry_types"]), (seen, column["geometry_types"])

# What readers are promised: a window is found by the covering column alone.
hits = pc.sum(pc.greater(pc.struct_field(table["bbox"], "xmax"), 37.0)).as_py()
assert hits, "no shape east of 37 degrees"
assert str(table.schema.field("from").type) == "timestamp[us, tz=UTC]", table.schema
assert str(table.schema.field("by").type).startswith("list<"), table.schema
print(f"{table.num_rows} rows in {file.num_row_groups} groups, {sorted(seen)}")
