// From the form to the report that is sent, or to what is wrong with it, field by field. The server
// checks again; here it is said at once, also without a line.
import type { Bounds, FieldReport } from "../../api/types";
import { zonedToUtc } from "../../shell/zoned";
import { type Figure, type Form, read } from "./form";

/** Ids of what is wrong, by field; the field's name is that of its control on the page. */
export type Faults = Partial<Record<Place, Fault>>;
export type Place =
  | "source" | "from" | "until" | "sense" | "kind" | "count" | "killed" | "wounded" | "own" | "direction"
  | "range" | "place" | "spot" | "radius" | "photos" | "text";
export type Fault =
  | "missing" | "no-time" | "swapped-times" | "future" | "no-number" | "unordered" | "off-globe" | "no-bearing"
  | "swapped-range" | "no-direction" | "no-radius" | "too-many-photos" | "photo-too-large" | "no-photo" | "too-long";

export const MOST_PHOTOS = 8;
export const LARGEST_PHOTO = 8 * 1024 * 1024;
export const PHOTO_TYPES = ["image/jpeg", "image/png", "image/webp"];
const LONGEST_TEXT = 20_000;
/** Taken for a position that was typed without saying how good it is. */
const TYPED_ACCURACY_M = 100;

export interface Filing {
  uuid: string;
  zone: string;
  /** Moment of filing, RFC 3339. */
  now: string;
  photos: readonly { type: string; size: number }[];
}

export function check(form: Form, { uuid, zone, now, photos }: Filing): { report: FieldReport | null; faults: Faults } {
  const faults: Faults = {};
  const wrong = (place: Place, fault: Fault) => {
    faults[place] ??= fault;
  };

  if (form.source === "") wrong("source", "missing");
  if (form.kind === "") wrong("kind", "missing");
  if (form.sense === "") wrong("sense", "missing");
  if (new TextEncoder().encode(form.text).length > LONGEST_TEXT) wrong("text", "too-long");

  const from = zonedToUtc(form.from, zone);
  const until = zonedToUtc(form.until, zone);
  // A form's clock tells minutes.
  const closed = Date.parse(now) + 60_000;
  for (const [place, time] of [["from", from], ["until", until]] as const) {
    if (time === null) wrong(place, "no-time");
    else if (Date.parse(time) > closed) wrong(place, "future");
  }
  if (from !== null && until !== null && from > until) wrong("until", "swapped-times");

  const figure = (place: "count" | "killed" | "wounded"): Bounds | undefined => {
    const bounds = bounded(form[place]);
    if (bounds === "no-number" || bounds === "unordered") {
      wrong(place, bounds);
      return undefined;
    }
    return bounds;
  };
  const count = figure("count");
  const killed = figure("killed");
  const wounded = figure("wounded");

  if (photos.length > MOST_PHOTOS) wrong("photos", "too-many-photos");
  if (photos.some(({ size }) => size > LARGEST_PHOTO)) wrong("photos", "photo-too-large");
  if (photos.some(({ type }) => !PHOTO_TYPES.includes(type))) wrong("photos", "no-photo");

  const where = whereabouts(form, wrong);
  if (Object.keys(faults).length > 0 || from === null || until === null || form.sense === "") return { report: null, faults };

  const text = form.text.trim();
  const name = form.name.trim();
  const contact = form.contact.trim();
  const model = form.model.trim();
  return {
    faults,
    report: {
      uuid,
      source: form.source,
      observed_from: from,
      observed_until: until,
      heard_or_seen: form.sense,
      kind: form.kind,
      ...(form.weapon !== "" && { weapon: { class: form.weapon, ...(model !== "" && { model }) } }),
      ...(count && { count }),
      ...(killed && { killed }),
      ...(wounded && { wounded }),
      ...(form.by.length > 0 && { by: form.by }),
      ...(form.on.length > 0 && { on: form.on }),
      ...(text !== "" && { text }),
      ...where,
      ...((name !== "" || contact !== "") && { observer: { ...(name !== "" && { name }), ...(contact !== "" && { contact }) } }),
      filed_at: now,
    },
  };
}

type Where = Pick<FieldReport, "place" | "observer_position" | "bearing_deg" | "bearing_sector" | "range_m">;

/** The place as far as it can be read; says what is wrong with it. */
export function whereabouts(form: Form, wrong: (place: Place, fault: Fault) => void = () => undefined): Where {
  const where: Where = {};
  const own = position(form.ownLat, form.ownLon);
  const accuracy = form.ownAccuracy.trim() === "" ? TYPED_ACCURACY_M : read(form.ownAccuracy);
  if (own === "missing") {
    if (form.way === "bearing") wrong("own", "missing");
  } else if (own === "off-globe") wrong("own", "off-globe");
  else if (accuracy === null || accuracy < 0) wrong("own", "no-number");
  else where.observer_position = { ...own, accuracy_m: accuracy };

  if (form.way === "bearing") {
    const degrees = read(form.degrees);
    // Degrees are the finer of the two; the server takes one.
    if (form.degrees.trim() !== "") {
      if (degrees === null || degrees < 0 || degrees > 360) wrong("direction", "no-bearing");
      else where.bearing_deg = degrees;
    } else if (form.sector !== "") where.bearing_sector = form.sector;
    const range = kilometres(form.near, form.far);
    if (range === "no-number" || range === "swapped-range") wrong("range", range);
    else if (range) where.range_m = range;
    const told = form.degrees.trim() !== "" || form.sector !== "" || range !== undefined;
    if (!told) wrong("direction", "no-direction");
    if (where.observer_position === undefined) {
      // A direction from nowhere says nothing.
      delete where.bearing_deg;
      delete where.bearing_sector;
      delete where.range_m;
    }
  } else if (form.way === "place") {
    const name = form.place.trim();
    if (name === "") wrong("place", "missing");
    else where.place = { name };
  } else if (form.way === "spot") {
    const spot = position(form.lat, form.lon);
    const radius = read(form.radius);
    if (spot === "missing" || spot === "off-globe") wrong("spot", spot);
    // No place is known to a point.
    if (radius === null || radius <= 0) wrong("radius", "no-radius");
    const name = form.place.trim();
    if (typeof spot === "object" && radius !== null && radius > 0) {
      where.place = { ...spot, radius_m: Math.round(radius * 1000), ...(name !== "" && { name }) };
    }
  }
  return where;
}

/** The wind nearest to a bearing, of eight. */
export function nearestSector(degrees: number): number {
  return Math.round((((degrees % 360) + 360) % 360) / 45) % 8;
}

function position(lat: string, lon: string): { lon: number; lat: number } | "missing" | "off-globe" {
  if (lat.trim() === "" && lon.trim() === "") return "missing";
  const [north, east] = [read(lat), read(lon)];
  if (north === null || east === null || Math.abs(north) > 90 || Math.abs(east) > 180) return "off-globe";
  return { lon: east, lat: north };
}

/** Kilometres from and to, in metres; one alone stands for both. */
function kilometres(near: string, far: string): { low: number; high: number } | undefined | "no-number" | "swapped-range" {
  if (near.trim() === "" && far.trim() === "") return undefined;
  const [low, high] = [read(near.trim() === "" ? far : near), read(far.trim() === "" ? near : far)];
  if (low === null || high === null || low < 0 || high < 0) return "no-number";
  if (low > high) return "swapped-range";
  return { low: Math.round(low * 1000), high: Math.round(high * 1000) };
}

function bounded(figure: Figure): Bounds | undefined | "no-number" | "unordered" {
  const bounds: Bounds = {};
  for (const name of ["low", "best", "high"] as const) {
    if (figure[name].trim() === "") continue;
    const value = read(figure[name]);
    if (value === null || value < 0 || !Number.isInteger(value)) return "no-number";
    bounds[name] = value;
  }
  const given = [bounds.low, bounds.best, bounds.high].filter((value) => value !== undefined);
  if (given.length === 0) return undefined;
  return given.every((value, i) => i === 0 || (given[i - 1] as number) <= value) ? bounds : "unordered";
}
