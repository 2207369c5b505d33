// The incidents on the map as a list: the same filters, days and part of the map. A canvas cannot be
// read out or tabbed through; this can.
import { useEffect, useRef, useState } from "preact/hooks";
import { get } from "../../api/client";
import { zone } from "../../api/case";
import { settled } from "../../api/live";
import { useLoaded } from "../../api/loaded";
import type { IncidentRow, Incidents, Status } from "../../api/types";
import { Button } from "../../design/button";
import { Await, Empty } from "../../design/state";
import { STATUSES, StatusBadge } from "../../design/status";
import { t } from "../../language/language";
import { when, word } from "../../language/told";
import { link } from "../../routes";
import { zonedToUtc } from "../../shell/zoned";
import type { Asked } from "./address";
import type { Box } from "./chart";
import type { Window } from "./clusters";
import { whereabouts } from "./precision";
import { dayOfNumber } from "./span";

const PAGE = 50;
const QUIET_MS = 300;

export function List(props: {
  asked: Asked;
  window: Window | null;
  box: Box | undefined;
  open: string | undefined;
  /** The incident that is pointed at; undefined when none is. */
  onLight: (id: string | undefined) => void;
  onShow: (id: string) => void;
}) {
  const { asked, window, box, open, onLight, onShow } = props;
  const question = useQuiet({
    bbox: box?.map((edge) => edge.toFixed(4)).join(","),
    datetime: window ? instants(window) : undefined,
    kind: asked.kind,
    term: asked.term,
    perspective: asked.perspective,
    status: asked.status,
    party: asked.party,
  });
  const [more, setMore] = useState<{ of: string; pages: Incidents[] }>({ of: "", pages: [] });
  const [busy, setBusy] = useState(false);
  const spelled = JSON.stringify(question);
  const first = useLoaded(
    (signal) => get<Incidents>("/api/v1/incidents", { ...question, limit: PAGE }, signal),
    [spelled, settled.value?.entries],
  );
  const pages = more.of === spelled ? more.pages : [];
  const next = (pages.at(-1) ?? first.value)?.next ?? null;
  const load = async () => {
    setBusy(true);
    try {
      const page = await get<Incidents>("/api/v1/incidents", { ...question, limit: PAGE, after: next });
      setMore({ of: spelled, pages: [...pages, page] });
    } finally {
      setBusy(false);
    }
  };
  return (
    <section class="map-list" aria-labelledby="map-list-title">
      <h2 id="map-list-title">{t("map-list")}</h2>
      <Await of={first}>
        {({ incidents }) => {
          const all = [...incidents, ...pages.flatMap((page) => page.incidents)];
          if (all.length === 0) {
            return (
              <Empty title={t("map-none-title")}>
                <p>{t("map-none")}</p>
              </Empty>
            );
          }
          return (
            <>
              <ol class="plain-list" aria-busy={first.busy}>
                {all.map((row) => (
                  <Line key={row.id} row={row} open={row.id === open} onLight={onLight} onShow={onShow} />
                ))}
              </ol>
              {next !== null && (
                <Button disabled={busy} onClick={() => void load().catch(first.again)}>
                  {t("map-more")}
                </Button>
              )}
            </>
          );
        }}
      </Await>
    </section>
  );
}

function Line({ row, open, onLight, onShow }: { row: IncidentRow; open: boolean; onLight: (id: string | undefined) => void; onShow: (id: string) => void }) {
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (open) item.current?.scrollIntoView({ block: "nearest" });
  }, [open]);
  return (
    <li
      ref={item}
      class={open ? "map-line open" : "map-line"}
      onMouseEnter={() => onLight(row.id)}
      onMouseLeave={() => onLight(undefined)}
      onFocusCapture={() => onLight(row.id)}
      onBlurCapture={() => onLight(undefined)}
    >
      <div class="map-line-head">
        <a href={link("incident", { id: row.id })}>{title(row)}</a>
        <Button look="quiet" onClick={() => onShow(row.id)} aria-label={t("map-show-this", { what: title(row) })} disabled={row.place.shape === null}>
          {t("map-show")}
        </Button>
      </div>
      <StatusBadge status={gravest(row)} contested={row.contested} />
      <p class="small">
        <bdi>{whereabouts(row.place)}</bdi>
      </p>
      <p class="small soft">{when(row.when)}</p>
    </li>
  );
}

export function title({ kind, by, on }: Pick<IncidentRow, "kind" | "by" | "on">): string {
  const what = word("kind", kind);
  if (by.length > 0) return t("map-what-by", { what, by: by.join(" / ") });
  return on.length > 0 ? t("map-what-on", { what, on: on.join(" / ") }) : what;
}

export function gravest({ terms }: Pick<IncidentRow, "terms">): Status {
  const worst = Math.max(0, ...terms.map(({ status }) => STATUSES.indexOf(status)));
  return STATUSES[worst] ?? "not_in_force";
}

/** First moment of the first day to the last second of the last, in the deal's zone. */
function instants({ from, until }: Window): string {
  const begins = zonedToUtc(`${dayOfNumber(from)}T00:00`, zone.value);
  const ends = zonedToUtc(`${dayOfNumber(until + 1)}T00:00`, zone.value);
  const last = ends && new Date(Date.parse(ends) - 1000).toISOString().replace(".000Z", "Z");
  return `${begins ?? ".."}/${last ?? ".."}`;
}

/** The newest value, once it has kept still for a moment: nobody is asked in the middle of a move. */
function useQuiet<T>(value: T): T {
  const [quiet, setQuiet] = useState(value);
  const spelled = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setQuiet(value), QUIET_MS);
    return () => clearTimeout(timer);
  }, [spelled]);
  return quiet;
}
