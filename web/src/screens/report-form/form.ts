// What stands in the form, as it was typed: half a number is half a number until it is sent.

export const SECTORS = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"] as const;
export type Sector = (typeof SECTORS)[number];
export const SENSES = ["heard", "seen", "told"] as const;
/** How the place is told: from where the observer stands, by name, on the map, or not at all. */
export const WAYS = ["bearing", "place", "spot", "open"] as const;

export interface Figure {
  low: string;
  best: string;
  high: string;
}

export interface Form {
  source: string;
  /** As `datetime-local` fields have it, in the deal's zone. */
  from: string;
  until: string;
  sense: (typeof SENSES)[number] | "";
  kind: string;
  weapon: string;
  model: string;
  count: Figure;
  killed: Figure;
  wounded: Figure;
  by: string[];
  on: string[];
  text: string;
  way: (typeof WAYS)[number];
  /** Where the observer stood; degrees and metres. */
  ownLat: string;
  ownLon: string;
  ownAccuracy: string;
  sector: Sector | "";
  degrees: string;
  /** Kilometres. */
  near: string;
  far: string;
  place: string;
  lat: string;
  lon: string;
  /** Kilometres. */
  radius: string;
  name: string;
  contact: string;
}

export const EMPTY: Figure = { low: "", best: "", high: "" };

export function empty(source: string, now: string): Form {
  return {
    source, from: now, until: now, sense: "", kind: "", weapon: "", model: "", count: EMPTY, killed: EMPTY, wounded: EMPTY,
    by: [], on: [], text: "", way: "bearing", ownLat: "", ownLon: "", ownAccuracy: "", sector: "", degrees: "", near: "",
    far: "", place: "", lat: "", lon: "", radius: "", name: "", contact: "",
  };
}

/** A number as people write it: with a comma, in Arabic digits; null for what is none. */
export function read(text: string): number | null {
  const plain = text
    .trim()
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/[,\u066b]/, ".");
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(plain)) return null;
  return Number(plain);
}
