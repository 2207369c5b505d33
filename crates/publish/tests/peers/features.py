"""Serves the documents on this machine and reads them with OWSLib; checks the OpenAPI definition."""

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

try:
    from openapi_spec_validator import validate
    from owslib.ogcapi.features import Features
except ImportError:
    print("OWSLib or openapi-spec-validator is not installed")
    sys.exit(77)

text = open(sys.argv[1] + "/ogc.json", encoding="utf-8").read()
# By path below the landing page; links in them begin with this.
BASE = "https://mission.example/ogc"
documents = {}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        path = self.path.split("?")[0].strip("/")
        found = documents.get(path)
        self.send_response(200 if found is not None else 404)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(found).encode())

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Handler)
documents.update(json.loads(text.replace(BASE, f"http://127.0.0.1:{server.server_port}")))
threading.Thread(target=server.serve_forever, daemon=True).start()

validate(json.loads(text)["api"])
client = Features(f"http://127.0.0.1:{server.server_port}/")
assert any(c.endswith("/conf/core") for c in client.conformance()["conformsTo"])
assert client.feature_collections() == ["incidents", "areas", "convoys"], client.feature_collections()
about = client.collection("incidents")
assert about["extent"]["spatial"]["bbox"] and about["crs"], about
items = client.collection_items("incidents", limit=3)
assert items["type"] == "FeatureCollection"
assert items["numberReturned"] == len(items["features"]) > 0
feature = items["features"][0]
assert client.collection_item("incidents", feature["id"])["id"] == feature["id"]
# Every link on this site leads to a document.
for document in json.loads(text).values():
    for link in document.get("links", []):
        path = link["href"].removeprefix(BASE).split("?")[0].strip("/")
        assert not link["href"].startswith(BASE) or path in documents, link
print(f"{len(documents)} documents, {len(items['features'])} features")
