// The map without anything on it: countries, borders and names, from data that comes with the
// application, and tiles of the user's own where the case names some.
import "maplibre-gl/dist/maplibre-gl.css";
import "./ground.css";
import {
  Map as MapLibre,
  type MapOptions,
  type StyleSpecification,
  addProtocol,
  setWorkerUrl,
} from "maplibre-gl";
import worker from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import type { FeatureCollection } from "geojson";
import type { Case, Position } from "../api/types";
import { direction, language, numbering, t } from "../language/language";
import basemap from "./basemap.json?url";
import type { Colours } from "./colours";
import { pattern } from "./patterns";
import { type Ground, type Topology, middle, unfold } from "./topology";

/** MapLibre draws letters itself, since the style names no glyphs: from these, else the system's own. */
export const FONT = ["Noto Sans"];
export const BOLD = ["Noto Sans Bold"];

let ground: Promise<Ground> | undefined;

/** Fetches the base map once. */
export function loadGround(): Promise<Ground> {
  ground ??= fetch(basemap)
    .then((answer) => answer.json() as Promise<Topology>)
    .then(unfold)
    .catch((error: unknown) => {
      ground = undefined;
      throw error;
    });
  return ground;
}

type Sources = StyleSpecification["sources"];
type Layers = StyleSpecification["layers"];

/** Sources and layers of the ground, beneath and above what a screen puts on it. */
export function groundStyle(
  land: Ground,
  colours: Colours,
  tiles: string | null,
): { sources: Sources; below: Layers; above: Layers } {
  const lines = (coordinates: Position[][]): Sources[string] => ({
    type: "geojson",
    data: { type: "Feature", properties: {}, geometry: { type: "MultiLineString", coordinates } },
  });
  const sources: Sources = {
    land: {
      type: "geojson",
      data: {
        type: "Feature",
        properties: {},
        geometry: { type: "MultiPolygon", coordinates: land.countries.flatMap(({ polygons }) => polygons) },
      },
      attribution: t("ground-natural-earth"),
    },
    provinces: lines(land.provinces),
    borders: lines(land.borders),
    disputed: lines(land.disputed),
    countries: { type: "geojson", data: countryNames(land) },
  };
  const below: Layers = [
    { id: "sea", type: "background", paint: { "background-color": colours.sea } },
    { id: "land", type: "fill", source: "land", paint: { "fill-color": colours.land } },
    {
      id: "provinces",
      type: "line",
      source: "provinces",
      minzoom: 4,
      paint: { "line-color": colours.province, "line-width": ["interpolate", ["linear"], ["zoom"], 4, 0.5, 9, 1.5] },
    },
    {
      id: "coast",
      type: "line",
      source: "land",
      paint: { "line-color": colours.border, "line-width": 0.4, "line-opacity": 0.6 },
    },
    {
      id: "borders",
      type: "line",
      source: "borders",
      paint: { "line-color": colours.border, "line-width": ["interpolate", ["linear"], ["zoom"], 2, 0.6, 9, 2] },
    },
    {
      id: "disputed",
      type: "line",
      source: "disputed",
      paint: { "line-color": colours.border, "line-width": 1, "line-dasharray": [3, 3] },
    },
  ];
  if (tiles !== null) {
    sources["tiles"] = { ...raster(tiles) };
    below.push({ id: "tiles", type: "raster", source: "tiles", paint: { "raster-opacity": colours.dark ? 0.65 : 1 } });
  }
  const above: Layers = [
    {
      id: "country-names",
      type: "symbol",
      source: "countries",
      maxzoom: 8,
      filter: [">=", ["get", "size"], ["step", ["zoom"], 60, 3, 12, 4, 3, 5, 0.5, 6, 0]],
      layout: {
        "text-field": ["get", "name"],
        "text-font": BOLD,
        "text-size": ["interpolate", ["linear"], ["zoom"], 3, 10, 7, 15],
        "text-letter-spacing": direction.value === "rtl" ? 0 : 0.08,
        "text-max-width": 8,
        "text-padding": 8,
      },
      paint: { "text-color": colours.soft, "text-halo-color": colours.land, "text-halo-width": 1.5 },
    },
  ];
  return { sources, below, above };
}

function countryNames(land: Ground): FeatureCollection {
  const names = new Intl.DisplayNames(numbering(), { type: "region", fallback: "none" });
  return {
    type: "FeatureCollection",
    features: land.countries.flatMap((country) => {
      const name = /^[A-Z]{2}$/.test(country.iso) ? names.of(country.iso) : undefined;
      const found = middle(country);
      if (!name || !found) return [];
      return [{
        type: "Feature" as const,
        properties: { name, size: found.size },
        geometry: { type: "Point" as const, coordinates: found.at },
      }];
    }),
  };
}

/** A template with {z}, {x} and {y}, a TileJSON or a PMTiles file, of pictures. */
function raster(tiles: string): Sources[string] {
  if (/\{z\}/.test(tiles)) return { type: "raster", tiles: [new URL(tiles, location.href).href.replaceAll("%7B", "{").replaceAll("%7D", "}")], tileSize: 256 };
  if (/\.pmtiles($|\?)/.test(tiles)) return { type: "raster", url: `pmtiles://${new URL(tiles, location.href).href}`, tileSize: 256 };
  return { type: "raster", url: new URL(tiles, location.href).href, tileSize: 256 };
}

let ready: Promise<void> | undefined;

/** Opens a map in a box: north up, seen from above, so that places on screen are easy to reckon. */
export async function openMap(
  container: HTMLElement,
  { map: { tiles } }: Pick<Case, "map">,
  options: Partial<MapOptions> & { style: StyleSpecification },
): Promise<MapLibre> {
  ready ??= (async () => {
    setWorkerUrl(worker);
    if (tiles && /\.pmtiles($|\?)/.test(tiles)) {
      const { Protocol } = await import("pmtiles");
      addProtocol("pmtiles", new Protocol().tile);
    }
  })();
  await ready;
  container.classList.add("ground");
  const map = new MapLibre({
    container,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxPitch: 0,
    maxZoom: 16,
    renderWorldCopies: false,
    fadeDuration: 0,
    locale: {
      "Map.Title": t("ground-title"),
      "NavigationControl.ZoomIn": t("ground-zoom-in"),
      "NavigationControl.ZoomOut": t("ground-zoom-out"),
      "AttributionControl.ToggleAttribution": t("ground-sources"),
    },
    ...options,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.getCanvas().lang = language.value;
  map.setMissingStyleImageResolver((id) => {
    const image = pattern(id);
    if (image && !map.hasImage(id)) map.addImage(id, image, { pixelRatio: 2 });
  });
  return map;
}
