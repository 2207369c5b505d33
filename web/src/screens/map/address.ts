// What the map shows, as the address says it: a view can be sent to somebody else.
import type { Day, Status } from "../../api/types";
import { STATUSES } from "../../design/status";
import { SPANS, type Span } from "./span";

export interface View {
  lon: number;
  lat: number;
  zoom: number;
}

export interface Asked {
  /** Undefined for the last day of the case. */
  day?: Day | undefined;
  span: Span;
  term?: string | undefined;
  perspective?: string | undefined;
  kind?: string | undefined;
  party?: string | undefined;
  status?: Status | undefined;
  view?: View | undefined;
  /** Id of the incident that is open. */
  open?: string | undefined;
}

export const FILTERS = ["term", "perspective", "kind", "party", "status"] as const;
export type Filter = (typeof FILTERS)[number];

/** Reads a query; what makes no sense is passed over. */
export function read(query: URLSearchParams): Asked {
  const text = (name: string) => query.get(name) || undefined;
  const day = text("day");
  const span = text("span");
  const status = text("status");
  return {
    day: day && /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)) ? day : undefined,
    span: SPANS.find((known) => known === span) ?? "all",
    term: text("term"),
    perspective: text("perspective"),
    kind: text("kind"),
    party: text("party"),
    status: STATUSES.find((known) => known === status),
    view: readView(text("view")),
    open: text("open"),
  };
}

/** The query's pairs; undefined takes one out. */
export function write({ view, span, ...rest }: Asked): Record<string, string | undefined> {
  return {
    day: rest.day,
    span: span === "all" ? undefined : span,
    term: rest.term,
    perspective: rest.perspective,
    kind: rest.kind,
    party: rest.party,
    status: rest.status,
    // A ten-thousandth of a degree is 11 m: finer than anything drawn.
    view: view && `${view.lon.toFixed(4)},${view.lat.toFixed(4)},${view.zoom.toFixed(2)}`,
    open: rest.open,
  };
}

function readView(text: string | undefined): View | undefined {
  const [lon, lat, zoom, ...more] = (text ?? "").split(",").map((part) => (part.trim() === "" ? NaN : Number(part)));
  if (lon === undefined || lat === undefined || zoom === undefined || more.length > 0) return undefined;
  const sound = Math.abs(lon) <= 180 && Math.abs(lat) <= 85.06 && zoom >= 0 && zoom <= 22;
  return sound ? { lon, lat, zoom } : undefined;
}
