// Reads the base map: shared borders stored once as arcs, coordinates as whole-number steps
// (TopoJSON 1.0, as far as our one file uses it).
import type { Position } from "../api/types";

export interface Topology {
  transform: { scale: [number, number]; translate: [number, number] };
  /** Each a chain of steps on the grid, the first from its origin. */
  arcs: [number, number][][];
  objects: {
    countries: { geometries: (Surface & { properties?: { iso: string } })[] };
    provinces: Lines;
    borders: Lines;
    disputed: Lines;
  };
}

type Surface = { type: "Polygon"; arcs: number[][] } | { type: "MultiPolygon"; arcs: number[][][] } | { type: null };

interface Lines {
  type: "MultiLineString";
  arcs: number[][];
}

export interface Country {
  /** ISO 3166-1 alpha-2; `-99` where there is none. */
  iso: string;
  polygons: Position[][][];
}

export interface Ground {
  countries: Country[];
  provinces: Position[][];
  borders: Position[][];
  disputed: Position[][];
}

/** Degrees from a topology. */
export function unfold({ transform, arcs, objects }: Topology): Ground {
  const chains = arcs.map((steps) => {
    let [x, y] = [0, 0];
    return steps.map(([dx, dy]): Position => {
      x += dx;
      y += dy;
      return [x * transform.scale[0] + transform.translate[0], y * transform.scale[1] + transform.translate[1]];
    });
  });
  // Index ~n stands for arc n, walked backwards; where two arcs meet, the point is stored in both.
  const joined = (indexes: number[]): Position[] =>
    indexes.flatMap((index, nth) => {
      const chain = index < 0 ? (chains[~index] ?? []).toReversed() : (chains[index] ?? []);
      return nth === 0 ? chain : chain.slice(1);
    });
  const surface = (shape: Surface): Position[][][] => {
    if (shape.type === "Polygon") return [shape.arcs.map(joined)];
    return shape.type === "MultiPolygon" ? shape.arcs.map((rings) => rings.map(joined)) : [];
  };
  return {
    countries: objects.countries.geometries.map((shape) => ({
      iso: shape.properties?.iso ?? "-99",
      polygons: surface(shape),
    })),
    provinces: objects.provinces.arcs.map(joined),
    borders: objects.borders.arcs.map(joined),
    disputed: objects.disputed.arcs.map(joined),
  };
}

/** Where a country's name stands, and how large the country is in square degrees of its main part. */
export function middle(country: Country): { at: Position; size: number } | null {
  let best: { at: Position; size: number } | null = null;
  for (const [ring] of country.polygons) {
    if (!ring) continue;
    // Centroid by the shoelace formula.
    let [area, x, y] = [0, 0, 0];
    for (let i = 0; i + 1 < ring.length; i += 1) {
      const [x0, y0] = ring[i] as Position;
      const [x1, y1] = ring[i + 1] as Position;
      const cross = x0 * y1 - x1 * y0;
      area += cross;
      x += (x0 + x1) * cross;
      y += (y0 + y1) * cross;
    }
    const size = Math.abs(area / 2);
    if (area !== 0 && size > (best?.size ?? 0)) best = { at: [x / (3 * area), y / (3 * area)], size };
  }
  return best;
}
