import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Topology, middle, unfold } from "./topology";

describe("unfold", () => {
  it("walks arcs forwards, and backwards where the index says so", () => {
    const ground = unfold({
      transform: { scale: [0.5, 1], translate: [10, 20] },
      // A square of two arcs that share their ends.
      arcs: [[[0, 0], [2, 0], [0, 2]], [[0, 0], [0, 2], [2, 0]]],
      objects: {
        countries: { geometries: [{ type: "Polygon", arcs: [[0, ~1]], properties: { iso: "XX" } }, { type: null }] },
        provinces: { type: "MultiLineString", arcs: [[1]] },
        borders: { type: "MultiLineString", arcs: [[~0]] },
        disputed: { type: "MultiLineString", arcs: [] },
      },
    });
    expect(ground.countries[0]?.polygons).toEqual([[[[10, 20], [11, 20], [11, 22], [10, 22], [10, 20]]]]);
    expect(ground.countries[1]?.polygons).toEqual([]);
    expect(ground.borders).toEqual([[[11, 22], [11, 20], [10, 20]]]);
    expect(middle(ground.countries[0]!)).toEqual({ at: [10.5, 21], size: 2 });
  });

  it("reads the base map that is shipped: rings are closed, names stand in their countries", () => {
    const ground = unfold(JSON.parse(readFileSync(join(import.meta.dirname, "basemap.json"), "utf8")) as Topology);
    for (const { iso, polygons } of ground.countries) {
      for (const ring of polygons.flat()) expect([iso, ring.at(-1)]).toEqual([iso, ring[0]]);
    }
    const syria = ground.countries.find(({ iso }) => iso === "SY");
    const { at: [lon, lat] } = middle(syria!)!;
    expect([Math.round(lon), Math.round(lat)]).toEqual([38, 35]);
    expect(ground.provinces.length).toBeGreaterThan(1000);
  });
});
