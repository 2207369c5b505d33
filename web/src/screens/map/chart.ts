// The map on screen: MapLibre with the marks of clusters over it. Told what to show, it tells back
// where it looks and what was clicked; it knows nothing of the page around it.
import { AttributionControl, type LngLatBoundsLike, type Map as MapLibre, NavigationControl, ScaleControl } from "maplibre-gl";
import type { Case, Position } from "../../api/types";
import { number } from "../../language/told";
import { direction } from "../../language/language";
import { type Colours, colours, onThemeChange } from "../../map/colours";
import { openMap } from "../../map/ground";
import type { Ground } from "../../map/topology";
import type { View } from "./address";
import { type Clusters, type Grid, count, crowded, grid, rowsOf } from "./clusters";
import { type Columns, fromWeb, toWeb } from "./columns";
import { CLICKED, DETAIL_ZOOM, GROUP, type Shown, filters, style } from "./layers";
import { type Mark, type Sight, draw, hit, place } from "./marks";

/** Shapes that are narrower than this are marked as well. */
const SEEN_PX = 9;
const PADDING = 48;

export type Box = [west: number, south: number, east: number, north: number];

export interface Hearing {
  /** The map has come to rest. */
  moved: (view: View, box: Box, zoom: number) => void;
  /** These incidents were clicked, at this place; none: beside all. */
  clicked: (ids: string[], at: Position) => void;
  /** What could not be had: tiles, mostly. */
  failed: (message: string) => void;
}

export class Chart {
  private readonly map: MapLibre;
  private readonly known: Case;
  private readonly ground: Ground;
  private readonly pen: CanvasRenderingContext2D;
  private readonly canvas: HTMLCanvasElement;
  private readonly grids = new Map<number, Grid>();
  private readonly crowds = new Map<number, Uint8Array>();
  private table: Columns | null = null;
  private mask: Uint8Array = new Uint8Array();
  private shown: Shown;
  private look: Colours;
  private clusters: Clusters | undefined;
  private marks: Mark[] = [];
  private stale = true;
  private filtersStale = false;
  private lit: string | undefined;
  private anchored: { element: HTMLElement; at: Position } | null = null;
  private readonly endings: (() => void)[] = [];

  static async open(
    box: HTMLElement,
    known: Case,
    ground: Ground,
    { shown, view, home, hearing }: { shown: Shown; view: View | undefined; home: Box | null; hearing: Hearing },
  ): Promise<Chart> {
    const look = colours();
    const map = await openMap(box, known, {
      style: style(ground, look, known, shown),
      ...(view && { center: [view.lon, view.lat], zoom: view.zoom }),
      ...(!view && home && { bounds: home, fitBoundsOptions: { padding: PADDING } }),
    });
    return new Chart(box, map, known, ground, look, shown, hearing);
  }

  private constructor(
    box: HTMLElement,
    map: MapLibre,
    known: Case,
    ground: Ground,
    look: Colours,
    shown: Shown,
    hearing: Hearing,
  ) {
    this.map = map;
    this.known = known;
    this.ground = ground;
    this.look = look;
    this.shown = shown;
    map.addControl(new NavigationControl({ showCompass: false }), direction.value === "rtl" ? "top-left" : "top-right");
    map.addControl(new ScaleControl({}), direction.value === "rtl" ? "bottom-right" : "bottom-left");
    map.addControl(new AttributionControl({ compact: box.clientWidth < 640 }), direction.value === "rtl" ? "bottom-left" : "bottom-right");
    this.canvas = document.createElement("canvas");
    this.canvas.className = "map-marks";
    this.canvas.setAttribute("aria-hidden", "true");
    map.getCanvasContainer().append(this.canvas);
    const pen = this.canvas.getContext("2d");
    if (!pen) throw new Error("no canvas");
    this.pen = pen;

    map.on("render", () => this.paint());
    map.on("moveend", () => hearing.moved(this.view(), this.box(), map.getZoom()));
    map.once("load", () => hearing.moved(this.view(), this.box(), map.getZoom()));
    // New tiles bring shapes that have not been told yet.
    map.on("sourcedata", ({ sourceId, isSourceLoaded }) => {
      if (sourceId === "incidents" && isSourceLoaded && map.getZoom() >= DETAIL_ZOOM) this.tellGroups();
    });
    map.on("error", ({ error }) => hearing.failed(error.message));
    map.on("click", ({ point, lngLat }) => this.click(point.x, point.y, [lngLat.lng, lngLat.lat], hearing));
    map.on("mousemove", ({ point }) => {
      const over = hit(this.marks, point.x, point.y) !== undefined || this.shapesAt(point.x, point.y).length > 0;
      map.getCanvas().style.cursor = over ? "pointer" : "";
    });
    this.endings.push(
      onThemeChange(() => {
        this.look = colours();
        this.restyle();
      }),
    );
  }

  /** Shows other incidents, or the same in another light. */
  setTable(table: Columns): void {
    if (this.table?.x !== table.x) {
      this.grids.clear();
      this.crowds.clear();
      this.clusters = undefined;
    }
    this.table = table;
    this.redraw();
  }

  setShown(shown: Shown, mask: Uint8Array): void {
    const before = this.shown;
    this.shown = shown;
    this.mask = mask;
    // Another standing gives other colours; for other days filters are enough, and these are set where
    // tiles are seen: far off they would only cost.
    if (before.standing !== shown.standing) this.restyle();
    else if (before.asked !== shown.asked || before.window !== shown.window) this.filtersStale = true;
    this.redraw();
  }

  /** Puts a ring around an incident. */
  light(id: string | undefined): void {
    if (this.lit === id) return;
    this.lit = id;
    this.redraw();
  }

  /** Keeps an element at a place of the map. */
  anchor(element: HTMLElement | null, at?: Position): void {
    this.anchored = element && at ? { element, at } : null;
    this.hold();
  }

  fit(bounds: LngLatBoundsLike, most = 13): void {
    this.map.fitBounds(bounds, { padding: PADDING, maxZoom: most, animate: !still() });
  }

  /** Goes to an incident, so near that its whole uncertainty is seen. */
  goTo(id: string): Position | null {
    const row = this.table?.row(id);
    if (row === undefined || !this.table) return null;
    const [x, y] = [this.table.x[row] as number, this.table.y[row] as number];
    const reach = Math.max(this.table.reach[row] as number, 2e-5);
    const [west, north] = fromWeb(x - reach, y - reach);
    const [east, south] = fromWeb(x + reach, y + reach);
    this.fit([west, south, east, north]);
    return fromWeb(x, y);
  }

  close(): void {
    for (const end of this.endings) end();
    this.map.remove();
  }

  private view(): View {
    const { lng, lat } = this.map.getCenter();
    return { lon: lng, lat, zoom: this.map.getZoom() };
  }

  private box(): Box {
    const bounds = this.map.getBounds();
    const [west, east] = [Math.max(-180, bounds.getWest()), Math.min(180, bounds.getEast())];
    return [west, Math.max(-90, bounds.getSouth()), east, Math.min(90, bounds.getNorth())];
  }

  private sight(): Sight {
    const { lng, lat } = this.map.getCenter();
    const [x, y] = toWeb(lng, lat);
    const { clientWidth: width, clientHeight: height } = this.map.getContainer();
    return { x, y, world: 512 * 2 ** this.map.getZoom(), width, height };
  }

  private restyle(): void {
    this.map.setStyle(style(this.ground, this.look, this.known, this.shown));
    this.redraw();
  }

  private redraw(): void {
    this.stale = true;
    this.map.triggerRepaint();
  }

  /** In the frame in which MapLibre has drawn, so that nothing swims. */
  private paint(): void {
    this.hold();
    const started = performance.now();
    const sight = this.sight();
    const detail = this.map.getZoom() >= DETAIL_ZOOM;
    if (this.filtersStale && (detail || this.shown.served) && this.map.isStyleLoaded()) {
      this.filtersStale = false;
      for (const [layer, filter] of filters(this.shown)) this.map.setFilter(layer, filter);
    }
    if (detail && this.stale) this.tellGroups();
    this.size(sight);
    if (this.table === null || (this.shown.served && !detail)) {
      this.marks = [];
      this.pen.clearRect(0, 0, sight.width, sight.height);
      return;
    }
    const level = Math.floor(this.map.getZoom() * 2) / 2;
    let squares = this.grids.get(level);
    if (!squares) {
      squares = grid(this.table, level);
      this.grids.set(level, squares);
      this.stale = true;
    }
    if (this.stale || this.clusters?.grid !== squares || detail) {
      let crowd = this.crowds.get(level);
      if (detail && !crowd) {
        crowd = crowded(this.table, squares);
        this.crowds.set(level, crowd);
      }
      const shapes = detail && crowd ? { reach: SEEN_PX / sight.world, crowded: crowd } : null;
      this.clusters = count(this.table, squares, this.mask, this.shown.window, shapes, this.clusters);
    }
    this.marks = place(this.clusters, sight);
    const lit = this.lit === undefined ? undefined : this.table.row(this.lit);
    draw(this.pen, this.marks, { clusters: this.clusters, table: this.table, sight, colours: this.look, number, lit });
    if (this.stale) {
      performance.clearMeasures("map-step");
      performance.measure("map-step", { start: started, end: performance.now() });
    }
    this.stale = false;
  }

  /**
   * Where many incidents are at one place the server sends its shape once, for all of them. Which of
   * them are shown, and how grave the gravest is, is told to the shape from the columns.
   */
  private tellGroups(): void {
    if (!this.table || !this.map.isSourceLoaded("incidents")) return;
    const { table, mask, shown: { window } } = this;
    const groups = this.map.querySourceFeatures("incidents", { sourceLayer: "incidents", filter: GROUP });
    const ids = new Map<number, string>();
    for (const { properties } of groups) {
      const row = table.row(String(properties["id"]));
      if (row !== undefined) ids.set(table.place[row] as number, String(properties["id"]));
    }
    if (ids.size === 0) return;
    const worst = new Map<number, number>();
    for (let i = 0; i < table.length; i += 1) {
      const place = table.place[i] as number;
      if (mask[i] === 0 || !ids.has(place)) continue;
      if (window && ((table.from[i] as number) > window.until || (table.until[i] as number) < window.from)) continue;
      worst.set(place, Math.max(worst.get(place) ?? 0, table.status[i] as number));
    }
    for (const [place, id] of ids) {
      this.map.setFeatureState({ source: "incidents", sourceLayer: "incidents", id }, { rank: worst.get(place) ?? -1 });
    }
  }

  private size({ width, height }: Sight): void {
    const sharp = devicePixelRatio;
    if (this.canvas.width === Math.round(width * sharp) && this.canvas.height === Math.round(height * sharp)) return;
    this.canvas.width = Math.round(width * sharp);
    this.canvas.height = Math.round(height * sharp);
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
    this.pen.setTransform(sharp, 0, 0, sharp, 0, 0);
  }

  private hold(): void {
    if (!this.anchored) return;
    const { element, at } = this.anchored;
    const { x, y } = this.map.project(at);
    const { clientWidth: width, clientHeight: height } = this.map.getContainer();
    // Whole inside the map, on the side where there is more room.
    const half = element.offsetWidth / 2 + 8;
    element.dataset["side"] = y > height / 2 ? "above" : "below";
    element.style.setProperty("--x", `${Math.round(Math.min(Math.max(x, half), width - half))}px`);
    element.style.setProperty("--y", `${Math.round(Math.min(Math.max(y, 0), height))}px`);
  }

  private shapesAt(x: number, y: number): string[] {
    if (this.map.getZoom() < DETAIL_ZOOM || !this.map.isStyleLoaded()) return [];
    const found = this.map.queryRenderedFeatures([x, y], { layers: CLICKED });
    const ids = new Set<string>();
    for (const { properties: { id, count: many } } of found) {
      if (Number(many ?? 1) > 1) this.shownAt(String(id)).forEach((other) => ids.add(other));
      else ids.add(String(id));
    }
    return [...ids];
  }

  /** Everything shown at the place of an incident. */
  private shownAt(id: string): string[] {
    const row = this.table?.row(id);
    if (!this.table || row === undefined) return [];
    const { table, mask, shown: { window } } = this;
    const place = table.place[row];
    return table.ids.filter((_, i) =>
      table.place[i] === place && mask[i] === 1 &&
      (window === null || ((table.from[i] as number) <= window.until && (table.until[i] as number) >= window.from)));
  }

  private click(x: number, y: number, at: Position, hearing: Hearing): void {
    const mark = hit(this.marks, x, y);
    if (mark === undefined || !this.table || !this.clusters) {
      hearing.clicked(this.shapesAt(x, y), at);
      return;
    }
    const rows = rowsOf(this.table, this.clusters.grid, mark.square, this.mask, this.shown.window);
    const { x: xs, y: ys } = this.table;
    const [left, right] = reaches(rows, xs);
    const [top, bottom] = reaches(rows, ys);
    // Incidents that the map can still tell apart: go nearer.
    const apart = Math.max(right - left, bottom - top) * 512 * 2 ** 14 > 24;
    if (rows.length > 1 && apart && this.map.getZoom() < 14) {
      const [west, north] = fromWeb(left, top);
      const [east, south] = fromWeb(right, bottom);
      const near = Math.min(14, this.map.getZoom() + 4);
      this.fit([west, south, east, north], near);
      return;
    }
    const [first = 0] = rows;
    hearing.clicked(rows.map((row) => this.table?.ids[row] ?? ""), fromWeb(xs[first] as number, ys[first] as number));
  }
}

function reaches(rows: readonly number[], of: Float64Array): [number, number] {
  let [low, high] = [1, 0];
  for (const row of rows) {
    low = Math.min(low, of[row] as number);
    high = Math.max(high, of[row] as number);
  }
  return [low, high];
}

function still(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
