"""Holds alerts against a schema of the Common Alerting Protocol 1.2."""

import glob
import os
import sys

try:
    import xmlschema
except ImportError:
    print("xmlschema is not installed")
    sys.exit(77)

# Ours, written from the standard; CAP_XSD may name the one that OASIS publishes.
here = os.path.dirname(os.path.abspath(__file__))
schema = xmlschema.XMLSchema(os.environ.get("CAP_XSD", here + "/cap12.xsd"))
paths = sorted(glob.glob(sys.argv[1] + "/*.cap.xml"))
assert paths, "no alerts"
for path in paths:
    schema.validate(path)

# The schema must be able to say no.
text = open(paths[0], encoding="utf-8").read()
for sound, broken in [
    ("<scope>Public</scope>", "<scope>Everybody</scope>"),
    ("-00:00</sent>", "Z</sent>"),
    ("<urgency>", "<certainty>Likely</certainty><urgency>"),
    ("<sender>", "<colour>red</colour><sender>"),
]:
    assert sound in text, sound
    assert not schema.is_valid(text.replace(sound, broken)), broken
print(f"{len(paths)} alerts")
