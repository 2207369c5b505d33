// Where two claims agree and where they part, question by question. Nothing is judged: what one of
// them leaves open is open.
import type { ClaimRow, Count, Place, Position, Shape, When } from "../../api/types";

/** `overlaps`: both can be true of one event; `open`: one of them does not tell. */
export type Relation = "same" | "overlaps" | "differs" | "open";
export const QUESTIONS = ["kind", "when", "where", "by", "on", "killed", "wounded"] as const;
export type Question = (typeof QUESTIONS)[number];

export interface Difference {
  relation: Relation;
  /** How far apart two places are, from middle to middle, where they differ. */
  metres?: number;
  /** How many hours lie between two times, where they differ. */
  hours?: number;
}

export function differences(a: ClaimRow, b: ClaimRow): Record<Question, Difference> {
  return {
    kind: { relation: a.kind === b.kind ? "same" : "differs" },
    when: times(a.when, b.when),
    where: places(a.place, b.place),
    by: { relation: names(a.by, b.by) },
    on: { relation: names(a.on, b.on) },
    killed: { relation: counts(a.casualties.killed, b.casualties.killed) },
    wounded: { relation: counts(a.casualties.wounded, b.casualties.wounded) },
  };
}

/** Against several: the widest difference to any of them. */
export function widest(all: readonly Difference[]): Difference {
  const order: Relation[] = ["open", "same", "overlaps", "differs"];
  return all.reduce<Difference>(
    (most, one) => {
      const step = order.indexOf(one.relation) - order.indexOf(most.relation);
      const further = (one.metres ?? one.hours ?? 0) > (most.metres ?? most.hours ?? 0);
      return step > 0 || (step === 0 && further) ? one : most;
    },
    { relation: "open" },
  );
}

function times(a: When, b: When): Difference {
  const [one, two] = [interval(a), interval(b)];
  if (one === null || two === null) return { relation: "open" };
  if (one[0] === two[0] && one[1] === two[1]) return { relation: "same" };
  const gap = Math.max(one[0], two[0]) - Math.min(one[1], two[1]);
  return gap < 0 ? { relation: "overlaps" } : { relation: "differs", hours: gap / 3_600_000 };
}

function interval(told: When): [number, number] | null {
  if (told === "open") return null;
  const { from, until } = "within" in told ? told.within : told.throughout;
  return [Date.parse(from), Date.parse(until)];
}

function places(a: Place, b: Place): Difference {
  if (a.name !== null && a.name === b.name && a.region === b.region) return { relation: "same" };
  if (a.shape === null || b.shape === null) return { relation: "open" };
  const [one, two] = [around(a.shape), around(b.shape)];
  const metres = distance(one.centre, two.centre);
  return metres <= one.reach + two.reach ? { relation: "overlaps" } : { relation: "differs", metres };
}

/** A disc that holds the shape: wide enough never to call apart what may be one place. */
function around(shape: Shape): { centre: Position; reach: number } {
  if ("disc" in shape) return { centre: shape.disc.centre, reach: shape.disc.radius_m };
  const [points, margin] = "line" in shape ? [shape.line.course, shape.line.margin_m] : [shape.area.ring, 0];
  const middle = (axis: 0 | 1) => {
    const values = points.map((point) => point[axis]);
    return (Math.min(...values) + Math.max(...values)) / 2;
  };
  const centre: Position = [middle(0), middle(1)];
  return { centre, reach: margin + Math.max(0, ...points.map((point) => distance(centre, point))) };
}

/** Metres over the sphere (haversine, mean radius of the Earth). */
function distance([lon1, lat1]: Position, [lon2, lat2]: Position): number {
  const rad = Math.PI / 180;
  const h =
    Math.sin(((lat2 - lat1) * rad) / 2) ** 2 +
    Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * Math.sin(((lon2 - lon1) * rad) / 2) ** 2;
  return 2 * 6_371_009 * Math.asin(Math.min(1, Math.sqrt(h)));
}

function names(a: readonly string[], b: readonly string[]): Relation {
  if (a.length === 0 || b.length === 0) return "open";
  const shared = a.filter((name) => b.includes(name)).length;
  if (shared === a.length && shared === b.length) return "same";
  return shared > 0 ? "overlaps" : "differs";
}

function counts(a: Count | null, b: Count | null): Relation {
  if (a === null || b === null) return "open";
  const [aHigh, bHigh] = [a.high ?? Infinity, b.high ?? Infinity];
  if (a.low === b.low && aHigh === bHigh) return "same";
  return a.low <= bHigh && b.low <= aHigh ? "overlaps" : "differs";
}
