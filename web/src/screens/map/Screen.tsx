// Incidents on the map: where, how precisely, on which days; the same as a list beside it.
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { get } from "../../api/client";
import { theCase } from "../../api/case";
import { settled } from "../../api/live";
import { useLoaded } from "../../api/loaded";
import type { Case, Points, Position } from "../../api/types";
import { STATUSES } from "../../design/status";
import { Await, Failed } from "../../design/state";
import { useKeys } from "../../keys";
import { t } from "../../language/language";
import { number } from "../../language/told";
import { type ScreenProps, ask } from "../../routes";
import { loadGround } from "../../map/ground";
import { Filters } from "./Filters";
import { Legend } from "./Legend";
import { List } from "./List";
import { Popover } from "./Popover";
import { Time } from "./Time";
import { type Asked, read, write } from "./address";
import { type Box, Chart } from "./chart";
import { columns } from "./columns";
import { DETAIL_ZOOM, type Shown } from "./layers";
import { perDay } from "./perday";
import { type Standing, loadStanding, needsStanding, restated, sift } from "./sieve";
import { dayNumber, windowOf } from "./span";
import "./map.css";

export default function Screen({ query }: ScreenProps) {
  const known = theCase.value;
  const ground = useLoaded(() => loadGround(), []);
  const news = settled.value?.entries;
  const points = useLoaded((signal) => get<Points>("/api/v1/points", {}, signal), [news]);
  return (
    <div class="screen map-screen">
      <h1 class="hidden-text">{t("map-title")}</h1>
      {ground.error !== undefined && <Failed error={ground.error} again={ground.again} />}
      <Await of={points}>
        {(loaded) => known && ground.value && <Shows known={known} points={loaded} ground={ground.value} query={query} />}
      </Await>
    </div>
  );
}

interface Opened {
  ids: string[];
  at: Position;
}

function Shows({ known, points, ground, query }: { known: Case; points: Points; ground: Awaited<ReturnType<typeof loadGround>>; query: URLSearchParams }) {
  const asked = useAsked(query);
  const day = asked.day ?? known.days.at(-1) ?? "1970-01-01";
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<Chart | null>(null);
  const [ready, setReady] = useState(false);
  const [sight, setSight] = useState<{ box: Box; zoom: number }>();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [trouble, setTrouble] = useState<string>();

  const table = useMemo(() => columns(points), [points]);
  const { standing, waiting, error } = useStanding(asked);
  const restatedTable = useMemo(() => restated(table, standing), [table, standing]);
  const mask = useMemo(
    () => sift(restatedTable, asked, standing),
    [restatedTable, asked.kind, asked.status, standing],
  );
  const window = useMemo(() => windowOf(day, asked.span), [day, asked.span]);
  const bars = useMemo(
    () => perDay(table, mask, dayNumber(known.days[0] ?? day), known.days.length),
    [table, mask, known.days],
  );
  const shown: Shown = useMemo(
    () => ({ asked, window, standing, kinds: known.kinds, served: table.truncated }),
    [asked, window, standing, known.kinds, table.truncated],
  );

  const change = (next: Partial<Asked>) => ask(write({ ...asked, ...next }));
  const latest = useRef(change);
  latest.current = change;

  useEffect(() => {
    let gone = false;
    if (box.current) {
      void Chart.open(box.current, known, ground, {
        shown,
        view: asked.view,
        home: homeOf(points) ?? known.bounds,
        hearing: {
          moved: (view, around, zoom) => {
            setSight({ box: around, zoom });
            latest.current({ view });
          },
          clicked: (ids, at) => {
            setOpened(ids.length === 0 ? null : { ids, at });
            latest.current({ open: ids.length === 1 ? ids[0] : undefined });
          },
          failed: setTrouble,
        },
      }).then(
        (made) => {
          if (gone) return made.close();
          chart.current = made;
          setReady(true);
        },
        // Where there is no WebGL the list still serves.
        () => setTrouble("webgl"),
      );
    }
    return () => {
      gone = true;
      chart.current?.close();
      chart.current = null;
    };
  }, []);

  useEffect(() => chart.current?.setTable(restatedTable), [ready, restatedTable]);
  useEffect(() => chart.current?.setShown(shown, mask), [ready, shown, mask]);
  useEffect(() => chart.current?.light(asked.open), [ready, asked.open]);
  // An address that names an incident opens it.
  useEffect(() => {
    if (!ready || asked.open === undefined || opened !== null) return;
    const row = table.row(asked.open);
    if (row === undefined) return;
    setOpened({ ids: [asked.open], at: [points.lon[row] ?? 0, points.lat[row] ?? 0] });
  }, [ready]);

  const close = useCallback(() => {
    setOpened(null);
    latest.current({ open: undefined });
  }, []);
  const show = useCallback((id: string) => {
    const at = chart.current?.goTo(id);
    latest.current({ open: id });
    if (at) setOpened({ ids: [id], at });
  }, []);

  useKeys("map-keys", [{ keys: "Escape", words: "map-key-close", run: close }]);

  const inView = ready ? countIn(restatedTable, mask, window) : null;
  return (
    <>
      <Filters asked={asked} known={known} waiting={waiting} error={error} onChange={change} />
      <div class="map-body">
        <div class="map-main">
          <div class="map-box" ref={box} dir="ltr" role="group" aria-label={t("map-canvas")}>
            {opened && (
              <Popover
                opened={opened}
                anchor={(element) => chart.current?.anchor(element, opened.at)}
                onOpen={(id) => {
                  latest.current({ open: id });
                  setOpened({ ids: [id], at: opened.at });
                }}
                onClose={close}
              />
            )}
            {sight && <p class="map-scale-note">{t(sight.zoom >= DETAIL_ZOOM ? "map-shapes" : "map-clusters")}</p>}
          </div>
          <Time
            days={known.days}
            day={day}
            span={asked.span}
            bars={bars}
            count={inView}
            undated={table.undated}
            perspective={asked.perspective}
            onChange={change}
          />
          {trouble === "webgl" && <p class="state bad" role="alert">{t("map-no-webgl")}</p>}
          {trouble !== undefined && trouble !== "webgl" && <p class="soft small">{t("map-tiles-missing")}</p>}
          {table.truncated && <p class="soft small">{t("map-truncated", { count: number(table.length) })}</p>}
          <Legend lines={known.deal_lines.features} sources={known.sources.map(({ name }) => name)} perspective={asked.perspective} />
        </div>
        <List
          asked={asked}
          window={window}
          box={sight?.box}
          open={asked.open}
          onLight={(id) => chart.current?.light(id ?? asked.open)}
          onShow={show}
        />
      </div>
    </>
  );
}

/** What the address asks for; the same object as long as it says the same. */
function useAsked(query: URLSearchParams): Asked {
  const spelled = query.toString();
  return useMemo(() => read(query), [spelled]);
}

function useStanding(asked: Asked): { standing: Standing | null; waiting: number | null; error: unknown } {
  const needed = needsStanding(asked);
  const [state, setState] = useState<{ standing: Standing | null; waiting: number | null; error: unknown }>({
    standing: null, waiting: null, error: undefined,
  });
  useEffect(() => {
    if (!needed) {
      setState({ standing: null, waiting: null, error: undefined });
      return undefined;
    }
    const abort = new AbortController();
    const soFar = (count: number) => setState((old) => ({ ...old, waiting: count }));
    soFar(0);
    loadStanding(asked, abort.signal, soFar).then(
      (standing) => setState({ standing, waiting: null, error: undefined }),
      (error: unknown) => {
        if (!abort.signal.aborted) setState((old) => ({ ...old, waiting: null, error }));
      },
    );
    return () => abort.abort();
  }, [asked.term, asked.perspective, asked.party, needed]);
  return state;
}

/** Around what bears on a term: talks abroad need not be seen at first. Null where nothing does. */
function homeOf({ lon, lat, status, statuses = [...STATUSES] }: Points): Box | null {
  const bearing = status.flatMap((rank, row) => (statuses[rank] === "not_in_force" ? [] : [row]));
  if (bearing.length === 0) return null;
  const box: Box = [180, 90, -180, -90];
  for (const row of bearing) {
    const [x, y] = [lon[row] ?? 0, lat[row] ?? 0];
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

function countIn(table: ReturnType<typeof columns>, mask: Uint8Array, window: Shown["window"]): number {
  let total = 0;
  for (let i = 0; i < table.length; i += 1) {
    if (mask[i] === 0) continue;
    if (window && ((table.from[i] as number) > window.until || (table.until[i] as number) < window.from)) continue;
    total += 1;
  }
  return total;
}
