// What the map shows above its ground, as MapLibre's style: the deal's areas, lines and strips, the
// case's places, and incidents as wide as they are uncertain.
import type { FeatureCollection, Geometry } from "geojson";
import type { ExpressionSpecification, FilterSpecification, StyleSpecification } from "maplibre-gl";
import type { Case, DealLine, KnownPlace, Position } from "../../api/types";
import { LETTERS, STATUSES } from "../../design/status";
import { distance, word } from "../../language/told";
import { t } from "../../language/language";
import type { Colours } from "../../map/colours";
import { BOLD, FONT, groundStyle } from "../../map/ground";
import type { Ground } from "../../map/topology";
import type { Asked } from "./address";
import type { Window } from "./clusters";
import type { Standing } from "./sieve";

/** From here on incidents are drawn as the shapes they are; below, counted in clusters. */
export const DETAIL_ZOOM = 9;
/** The layers that a click is asked of. */
export const CLICKED = ["incident-fill", "incident-line"];

type Layers = StyleSpecification["layers"];

export interface Shown {
  asked: Asked;
  window: Window | null;
  standing: Standing | null;
  /** Kinds of event whose words labels carry. */
  kinds: readonly string[];
  /** Whether counting is left to the server, since there are too many incidents. */
  served: boolean;
}

export function style(ground: Ground, colours: Colours, known: Case, shown: Shown): StyleSpecification {
  const { sources, below, above } = groundStyle(ground, colours, known.map.tiles);
  const filter = passes(shown);
  return {
    version: 8,
    sources: {
      ...sources,
      deal: { type: "geojson", data: labelled(known.deal_lines.features), attribution: t("map-case-sources") },
      places: { type: "geojson", data: placeNames(known.places) },
      incidents: {
        type: "vector",
        tiles: [`${location.origin}/tiles/incidents/{z}/{x}/{y}.mvt`],
        minzoom: shown.served ? 0 : DETAIL_ZOOM,
        maxzoom: 14,
        promoteId: "id",
      },
    },
    layers: [
      ...below,
      ...dealLayers(colours),
      ...incidentLayers(colours, filter, shown),
      {
        id: "place-names",
        type: "symbol",
        source: "places",
        minzoom: 6.5,
        layout: {
          "text-field": ["get", "name"],
          "text-font": FONT,
          "text-size": ["interpolate", ["linear"], ["zoom"], 6, 10.5, 12, 14],
          "symbol-sort-key": ["-", 0, ["get", "radius"]],
          "text-padding": 6,
          "text-max-width": 9,
        },
        paint: { "text-color": colours.ink, "text-halo-color": colours.land, "text-halo-width": 1.6 },
      },
      ...above,
      ...dealLabels(colours),
    ] as Layers,
  };
}

/** Filters of the layers that depend on what is asked, to be set when that changes. */
export function filters(shown: Shown): [layer: string, filter: FilterSpecification][] {
  const filter = passes(shown);
  return incidentLayers(null, filter, shown).map((layer) => [
    layer.id,
    "filter" in layer && layer.filter ? (layer.filter as FilterSpecification) : true,
  ]);
}

/** A shape that stands for many incidents; which of them are shown is told by its state. */
export const GROUP: ExpressionSpecification = [">", ["coalesce", ["get", "count"], 1], 1];

/** Which features of the tiles are shown: the same question that `sift` asks of the columns. */
function passes({ asked, window, standing }: Shown): ExpressionSpecification {
  const all: ExpressionSpecification[] = [];
  if (asked.kind !== undefined) all.push(["==", ["get", "kind"], asked.kind]);
  if (asked.status !== undefined) {
    const ids = standing && [...standing].filter(([, status]) => status === asked.status).map(([id]) => id);
    all.push(ids === null ? ["==", ["get", "status"], asked.status] : oneOf(ids));
  } else if (standing !== null) {
    all.push(oneOf([...standing.keys()]));
  }
  if (window !== null) {
    all.push(["has", "day_from"], ["<=", ["get", "day_from"], window.until], [">=", ["get", "day_until"], window.from]);
  }
  return ["any", GROUP, ["all", ...all]];
}

/** `match` looks an id up in a table; `in` would walk through all of them for each feature. */
function oneOf(ids: string[]): ExpressionSpecification {
  return ids.length === 0 ? ["==", 0, 1] : ["match", ["get", "id"], ids, true, false];
}

function incidentLayers(colours: Colours | null, filter: ExpressionSpecification, { asked, standing, kinds, served }: Shown): Layers {
  const source = { source: "incidents", "source-layer": "incidents", minzoom: DETAIL_ZOOM } as const;
  const status = statusOf(standing);
  const rank: ExpressionSpecification = ["coalesce", ["feature-state", "rank"], -1];
  const ofState = (none: string | number, say: (name: (typeof STATUSES)[number]) => string | number) =>
    ["match", rank, ...STATUSES.flatMap((name, index) => [index, say(name)]), none] as unknown as ExpressionSpecification;
  const single = by(status, (name) => colours?.status[name].tone ?? "#000");
  const tone: ExpressionSpecification = ["case", GROUP, ofState("#000", (name) => colours?.status[name].tone ?? "#000"), single];
  // A group of which nothing is shown is not there.
  const there = (opacity: ExpressionSpecification | number): ExpressionSpecification => ["case", ["all", GROUP, ["<", rank, 0]], 0, opacity];
  // What may be anywhere in a district is fainter than what is known to a street.
  const faint: ExpressionSpecification = [
    "interpolate", ["linear"], ["coalesce", ["get", "reach_m"], 5000], 500, 0.2, 5000, 0.045, 50000, 0.02,
  ];
  // Over half a province hatching would hide the map.
  const near: ExpressionSpecification = ["<", ["coalesce", ["get", "reach_m"], 0], 15_000];
  const alone: ExpressionSpecification = ["!", GROUP];
  // Bent around a disc of a few hundred metres no word can be read; nearer, it can.
  const roomy = [
    ">=", ["coalesce", ["get", "reach_m"], 5000],
    ["step", ["zoom"], 4000, 10, 2600, 11, 1300, 12, 600, 13, 0],
  ] as unknown as ExpressionSpecification;
  const undetermined: ExpressionSpecification = ["all", filter, alone, near, ["==", status, "undetermined"]];
  const layers: Layers = [
    {
      id: "incident-fill", type: "fill", ...source, filter,
      layout: { "fill-sort-key": ["-", 0, ["coalesce", ["get", "reach_m"], 0]] },
      paint: { "fill-color": tone, "fill-opacity": there(faint) },
    },
    {
      id: "incident-hatch", type: "fill", ...source, filter: undetermined,
      paint: { "fill-pattern": `hatch-up:${colours?.status.undetermined.tone ?? "#000"}`, "fill-opacity": 0.25 },
    },
    {
      id: "incident-line", type: "line", ...source, filter,
      layout: { "line-join": "round", "line-cap": "round" },
      paint: {
        "line-color": tone,
        "line-width": ["match", status, "breach_corroborated", 2.5, "breach_alleged", 1.75, 1],
        "line-opacity": there(0.9),
      },
    },
    {
      id: "incident-open", type: "line", ...source,
      filter: ["==", ["get", "id"], asked.open ?? ""],
      layout: { "line-join": "round" },
      paint: { "line-color": colours?.accent ?? "#000", "line-width": 4 },
    },
    {
      // Written along the edge: in the middle it would say that the middle is where it happened.
      id: "incident-label", type: "symbol", ...source, minzoom: DETAIL_ZOOM + 0.5, filter: ["all", filter, alone, roomy],
      layout: {
        "symbol-placement": "line",
        "symbol-spacing": 260,
        "text-field": ["concat", by(status, (name) => LETTERS[name]), " ", kindWords(kinds)],
        "text-font": BOLD,
        "text-size": 11,
        "text-offset": [0, 0.8],
        "text-max-angle": 40,
        "symbol-sort-key": ["-", 0, ["index-of", status, ["literal", STATUSES]]],
      },
      paint: { "text-color": single, "text-halo-color": colours?.land ?? "#000", "text-halo-width": 1.5 },
    },
  ];
  if (served) layers.push(...servedClusters(colours));
  return layers;
}

function servedClusters(colours: Colours | null): Layers {
  const source = { source: "incidents", "source-layer": "clusters", maxzoom: DETAIL_ZOOM } as const;
  const status: ExpressionSpecification = ["get", "status"];
  const tone = by(status, (name) => colours?.status[name].tone ?? "#000");
  return [
    {
      id: "served-clusters", type: "circle", ...source,
      paint: {
        "circle-color": colours?.land ?? "#000",
        "circle-stroke-color": tone,
        "circle-stroke-width": 3,
        "circle-radius": ["interpolate", ["linear"], ["log10", ["max", 1, ["get", "count"]]], 0, 11, 5, 30],
      },
    },
    {
      id: "served-counts", type: "symbol", ...source,
      layout: {
        // The number first: the letter is that of the gravest in it, not of all.
        "text-field": ["concat", ["to-string", ["get", "count"]], "\n(", by(status, (name) => LETTERS[name]), ")"],
        "text-font": BOLD, "text-size": 11, "text-allow-overlap": true,
      },
      paint: { "text-color": colours?.ink ?? "#000" },
    },
  ] as Layers;
}

/** Status of a feature: as the tile has it, or as in the standing that is asked for. */
function statusOf(standing: Standing | null): ExpressionSpecification {
  const told: ExpressionSpecification = ["coalesce", ["get", "status"], "not_in_force"];
  if (standing === null || standing.size === 0) return told;
  const pairs = STATUSES.flatMap((status) => {
    const ids = [...standing].filter(([, of]) => of === status).map(([id]) => id);
    return ids.length === 0 ? [] : [ids, status];
  });
  return ["match", ["get", "id"], ...pairs, told] as unknown as ExpressionSpecification;
}

function by(status: ExpressionSpecification, say: (name: (typeof STATUSES)[number]) => string): ExpressionSpecification {
  const [first = "not_in_force", ...rest] = STATUSES;
  return ["match", status, ...rest.flatMap((name) => [name, say(name)]), say(first)] as unknown as ExpressionSpecification;
}

function kindWords(kinds: readonly string[]): ExpressionSpecification {
  if (kinds.length === 0) return ["get", "kind"];
  const pairs = [...new Set(kinds)].flatMap((kind) => [kind, word("kind", kind)]);
  return ["match", ["get", "kind"], ...pairs, ["get", "kind"]] as unknown as ExpressionSpecification;
}

// The deal

function labelled(features: readonly DealLine[]): FeatureCollection {
  const whole = features.map(({ geometry, properties }) => ({
    type: "Feature" as const,
    geometry: geometry as Geometry,
    properties: { ...properties, label: dealLabel(properties) },
  }));
  const road = new Set(whole.flatMap(({ geometry }) => (geometry.type === "LineString" ? geometry.coordinates.map(String) : [])));
  const edges = whole.flatMap(({ geometry, properties }) => {
    if (geometry.type !== "Polygon" || properties.kind !== "keep_out") return [];
    return [{
      type: "Feature" as const,
      geometry: { type: "LineString" as const, coordinates: farEdge(geometry.coordinates[0] ?? [], road) },
      properties: { ...properties, kind: "keep_out_edge" },
    }];
  });
  return { type: "FeatureCollection", features: [...whole, ...edges] };
}

function dealLabel({ name, metres }: DealLine["properties"]): string {
  // Most strips are named after their width.
  return typeof metres !== "number" || /\d/.test(name) ? name : t("map-strip", { name, distance: distance(metres) });
}

/** Where a strip ends: its name stands there, since beside the line that it begins at stand all strips. */
function farEdge<P extends { toString(): string }>(ring: readonly P[], road: ReadonlySet<string>): P[] {
  const far = ring.filter((point) => !road.has(String(point)));
  return far.length >= 2 ? far : [...ring];
}

const KEEP_OUT: ExpressionSpecification = ["==", ["get", "kind"], "keep_out"];
const KEEP_OUT_EDGE: ExpressionSpecification = ["==", ["get", "kind"], "keep_out_edge"];
const AREA: ExpressionSpecification = ["==", ["get", "kind"], "area"];
const LINE: ExpressionSpecification = ["==", ["get", "kind"], "line"];
const SURFACE: ExpressionSpecification = ["==", ["geometry-type"], "Polygon"];

function dealLayers(colours: Colours): Layers {
  return [
    { id: "deal-area", type: "fill", source: "deal", filter: ["all", AREA, SURFACE], paint: { "fill-pattern": `dots:${colours.deal}`, "fill-opacity": 0.35 } },
    { id: "deal-area-edge", type: "line", source: "deal", filter: AREA, paint: { "line-color": colours.deal, "line-width": 1.5 } },
    { id: "deal-strip", type: "fill", source: "deal", filter: ["all", KEEP_OUT, SURFACE], paint: { "fill-pattern": `hatch-down:${colours.keepOut}`, "fill-opacity": 0.3 } },
    { id: "deal-strip-edge", type: "line", source: "deal", filter: KEEP_OUT, paint: { "line-color": colours.keepOut, "line-width": 1.5, "line-dasharray": [4, 2] } },
    { id: "deal-line-case", type: "line", source: "deal", filter: LINE, layout: { "line-cap": "round", "line-join": "round" }, paint: { "line-color": colours.land, "line-width": 6 } },
    { id: "deal-line", type: "line", source: "deal", filter: LINE, layout: { "line-cap": "round", "line-join": "round" }, paint: { "line-color": colours.deal, "line-width": 3 } },
  ];
}

function dealLabels(colours: Colours): Layers {
  const look = (kind: string) => ({
    "text-field": ["get", "label"] as ExpressionSpecification, "text-font": BOLD, "text-size": 12,
    ...(kind === "line" ? { "symbol-placement": "line" as const, "text-offset": [0, -1] as [number, number] } : {}),
  });
  const paint = (colour: string) => ({ "text-color": colour, "text-halo-color": colours.land, "text-halo-width": 1.8 });
  return [
    // Placed from the last to the first: the line of the deal has its name before its strips have theirs.
    { id: "deal-strip-name", type: "symbol", source: "deal", minzoom: 9, filter: KEEP_OUT_EDGE, layout: { ...look("line"), "text-offset": [0, 1] }, paint: paint(colours.keepOut) },
    { id: "deal-area-name", type: "symbol", source: "deal", minzoom: 7, filter: AREA, layout: look("area"), paint: paint(colours.deal) },
    { id: "deal-line-name", type: "symbol", source: "deal", minzoom: 8, filter: LINE, layout: look("line"), paint: paint(colours.deal) },
  ];
}

function placeNames(places: readonly KnownPlace[]): FeatureCollection {
  return {
    type: "FeatureCollection",
    features: places.flatMap(({ name, shape }) => {
      // Wide places are governorates and districts; their names would stand for points.
      if (!("disc" in shape)) return [];
      return [{
        type: "Feature" as const,
        properties: { name, radius: shape.disc.radius_m },
        geometry: { type: "Point" as const, coordinates: shape.disc.centre as Position },
      }];
    }),
  };
}

