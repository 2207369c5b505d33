#!/bin/sh
# Makes src/map/basemap.json: countries, their borders, the lines of their provinces and the
# borders in dispute, simplified, as one topology. Data: Natural Earth (public domain), as Debian
# packs it in qgis-common. Needs ogr2ogr (gdal-bin) and Node; run by hand, the result is checked in.
#   apt-get download qgis-common && dpkg-deb -x qgis-common_*.deb DIR
#   scripts/basemap.sh DIR/usr/share/qgis/resources/data/world_map.gpkg
set -eu
source=$1
out=$(cd "$(dirname "$0")/.." && pwd)/src/map/basemap.json
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ogr2ogr -f GeoJSON -select iso_a2,adm0_a3 "$work/states.json" "$source" states_provinces
ogr2ogr -f GeoJSON -select name -where "name not like 'Former%'" "$work/disputed.json" "$source" disputed_borders
cd "$work"
npx --yes mapshaper@0.7.70 -i states.json disputed.json combine-files \
  -target states -filter "adm0_a3 != 'ATA'" -simplify 10% weighted keep-shapes \
  -dissolve adm0_a3 copy-fields=iso_a2 + name=countries \
  -target states -innerlines where='A.adm0_a3 == B.adm0_a3' + name=provinces \
  -target countries -each 'this.properties = { iso: iso_a2 }' -innerlines + name=borders \
  -target countries,provinces,borders,disputed -o topology.json format=topojson quantization=131072
# Lines need no record each: one geometry per kind of line.
node -e '
  const topology = JSON.parse(require("fs").readFileSync("topology.json", "utf8"));
  for (const name of ["provinces", "borders", "disputed"]) {
    const arcs = topology.objects[name].geometries.flatMap((g) => (g.type === "LineString" ? [g.arcs] : (g.arcs ?? [])));
    topology.objects[name] = { type: "MultiLineString", arcs };
  }
  process.stdout.write(JSON.stringify(topology));
' > "$out"
ls -l "$out"
