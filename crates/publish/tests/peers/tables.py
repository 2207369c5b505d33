"""Reads tables with libhxl and holds them against its default schema."""

import sys

try:
    import hxl
except ImportError:
    print("libhxl is not installed")
    sys.exit(77)

folder = sys.argv[1]
EXPECTED = {
    "incidents.hxl.csv": ["#event+id", "#geo+precision+m", "#affected+killed+min", "#date+start"],
    "aid.hxl.csv": ["#event+id", "#item+num+min"],
}
options = hxl.InputOptions(allow_local=True)


def errors(path):
    """What the default schema holds to be an error."""
    found = []

    def report(error):
        if error.rule.severity == "error":
            column = error.column.display_tag if error.column else "?"
            found.append(f"{column} `{error.value}`: {error.rule.description}")

    with hxl.data(path, options) as source:
        hxl.schema(None, report).validate(source)
    return found


wrong = []
for name, tags in EXPECTED.items():
    path = f"{folder}/{name}"
    with hxl.data(path, options) as source:
        found = [column.display_tag for column in source.columns]
        rows = list(source)
    for tag in tags:
        if not any(hxl.model.TagPattern.parse(tag).match(column) for column in source.columns):
            wrong.append(f"{name}: no column for {tag} among {found}")
    if not rows:
        wrong.append(f"{name}: no rows")
    # A tool that looks for positions must find the precision beside each.
    for row in rows:
        if row.get("#geo+lat") and not row.get("#geo+precision+m"):
            wrong.append(f"{name}: a position without its precision in {row.values}")

    wrong += [f"{name}: {text}" for text in errors(path)]
    print(f"{name}: {len(rows)} rows, {len(found)} columns")

# The schema must be able to say no.
with open(f"{folder}/aid.hxl.csv", encoding="utf-8") as file:
    broken = file.read().replace("2016-09-15", "yesterday")
with open(f"{folder}/broken.hxl.csv", "w", encoding="utf-8") as file:
    file.write(broken)
if not errors(f"{folder}/broken.hxl.csv"):
    wrong.append("a day that is none was taken")
if wrong:
    print("\n".join(wrong))
    sys.exit(1)
