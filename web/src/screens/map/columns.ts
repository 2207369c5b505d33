// All incidents of the map as typed arrays, so that 100,000 are sifted in a millisecond.
import type { Points, Status } from "../../api/types";
import { STATUSES } from "../../design/status";

/** A day before every day, and one after: an undated incident lies in no window but the open one. */
const NEVER_FROM = 0x7fffffff;
const NEVER_UNTIL = -0x80000000;
const ROUND_EARTH_M = 40_075_016.7;

export interface Columns {
  length: number;
  ids: string[];
  /** Position on the web map, 0 to 1 from the west and from the north. */
  x: Float64Array;
  y: Float64Array;
  /** First and last day, counted from 1970-01-01. */
  from: Int32Array;
  until: Int32Array;
  /** Radius of uncertainty as part of the web map's width, at the incident's latitude. */
  reach: Float64Array;
  /** Index into STATUSES, the gravest last. */
  status: Uint8Array;
  kind: Uint16Array;
  kinds: string[];
  /** Number of the place, the same for incidents that are told to be at the same place. */
  place: Int32Array;
  /** How many incidents each place has. */
  crowd: Int32Array;
  undated: number;
  truncated: boolean;
  /** Row of an id. */
  row: (id: string) => number | undefined;
}

/** Longitude and latitude in degrees to the web map, 0 to 1. */
export function toWeb(lon: number, lat: number): [number, number] {
  const sin = Math.sin((Math.min(Math.max(lat, -85.05), 85.05) * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)];
}

/** The way back. */
export function fromWeb(x: number, y: number): [number, number] {
  return [(x - 0.5) * 360, (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI];
}

/** Metres at a latitude as part of the web map's width. */
export function metresOnWeb(metres: number, lat: number): number {
  return metres / (ROUND_EARTH_M * Math.max(Math.cos((lat * Math.PI) / 180), 0.01));
}

export function columns(points: Points): Columns {
  const length = points.ids.length;
  const table: Columns = {
    length,
    ids: points.ids,
    x: new Float64Array(length),
    y: new Float64Array(length),
    from: new Int32Array(length),
    until: new Int32Array(length),
    reach: new Float64Array(length),
    status: new Uint8Array(length),
    kind: Uint16Array.from(points.kind),
    kinds: points.kinds,
    place: new Int32Array(length),
    crowd: new Int32Array(length),
    undated: 0,
    truncated: points.truncated,
    row: () => undefined,
  };
  const ranks = (points.statuses ?? STATUSES).map((status: Status) => Math.max(0, STATUSES.indexOf(status)));
  const places = new Map<string, number>();
  for (let i = 0; i < length; i += 1) {
    const key = `${points.lon[i]} ${points.lat[i]} ${points.reach_m[i]}`;
    const place = places.get(key) ?? places.size;
    places.set(key, place);
    table.place[i] = place;
    table.crowd[place] = (table.crowd[place] as number) + 1;
    const lat = points.lat[i] ?? 0;
    const [x, y] = toWeb(points.lon[i] ?? 0, lat);
    table.x[i] = x;
    table.y[i] = y;
    const from = points.day_from[i];
    const until = points.day_until[i];
    const dated = typeof from === "number" && typeof until === "number";
    table.from[i] = dated ? from : NEVER_FROM;
    table.until[i] = dated ? until : NEVER_UNTIL;
    if (!dated) table.undated += 1;
    table.reach[i] = metresOnWeb(points.reach_m[i] ?? 0, lat);
    table.status[i] = ranks[points.status[i] ?? 0] ?? 0;
  }
  let rows: Map<string, number> | undefined;
  table.row = (id) => {
    rows ??= new Map(points.ids.map((known, index) => [known, index]));
    return rows.get(id);
  };
  return table;
}
