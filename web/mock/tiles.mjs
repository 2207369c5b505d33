// Vector tiles of the mock: incidents as the shapes they are, by day and status, as the server has them.
import { GeoJSONVT } from "@maplibre/geojson-vt";
import { fromGeojsonVt } from "@maplibre/vt-pbf";

let index;

/** One tile of the features, which are cut up when the first is asked for. */
export function tile({ z, x, y }, features) {
  index ??= new GeoJSONVT({ type: "FeatureCollection", features: features() }, { maxZoom: 14, tolerance: 2, indexMaxZoom: 8 });
  const found = index.getTile(z, x, y);
  return Buffer.from(fromGeojsonVt(found ? { incidents: found } : {}, { version: 2 }));
}

/** A disc as a polygon of 48 corners. */
export function disc([lon, lat], radius) {
  const ring = Array.from({ length: 49 }, (_, i) => {
    const angle = (i / 48) * 2 * Math.PI;
    const north = (radius * Math.cos(angle)) / 111_195;
    const east = (radius * Math.sin(angle)) / (111_195 * Math.cos((lat * Math.PI) / 180));
    return [lon + east, lat + north];
  });
  return { type: "Polygon", coordinates: [ring] };
}

export function geometry(shape) {
  if (shape.disc) return disc(shape.disc.centre, shape.disc.radius_m);
  if (shape.line) return { type: "LineString", coordinates: shape.line.course };
  return { type: "Polygon", coordinates: [shape.area.ring] };
}
