// What was clicked: an incident's summary at its place, or the incidents that cannot be told apart.
import { useEffect, useRef } from "preact/hooks";
import { get } from "../../api/client";
import { useLoaded } from "../../api/loaded";
import type { Incident } from "../../api/types";
import { Button } from "../../design/button";
import { Await } from "../../design/state";
import { StatusBadge } from "../../design/status";
import { t } from "../../language/language";
import { casualties, number, when, word } from "../../language/told";
import { direction } from "../../language/language";
import { link } from "../../routes";
import { gravest } from "./List";
import { whereabouts } from "./precision";

const LISTED = 12;

export function Popover(props: {
  opened: { ids: string[] };
  anchor: (element: HTMLElement | null) => void;
  onOpen: (id: string) => void;
  onClose: () => void;
}) {
  const { opened: { ids }, anchor, onOpen, onClose } = props;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    anchor(box.current);
    return () => anchor(null);
  }, [ids.join()]);
  useEffect(() => {
    const back = document.activeElement;
    box.current?.focus({ preventScroll: true });
    return () => {
      if (back instanceof HTMLElement && back.isConnected) back.focus({ preventScroll: true });
    };
  }, []);
  return (
    <div ref={box} class="map-popover" role="dialog" aria-label={t("map-popover")} tabIndex={-1} dir={direction.value}>
      <Button look="quiet" onClick={onClose} aria-label={t("dialog-close")}>
        ×
      </Button>
      {ids.length === 1 ? <One id={ids[0] ?? ""} /> : <Several ids={ids} onOpen={onOpen} />}
    </div>
  );
}

function One({ id }: { id: string }) {
  const loaded = useLoaded((signal) => get<Incident>(`/api/v1/incidents/${encodeURIComponent(id)}`, {}, signal), [id], { fresh: true });
  return (
    <Await of={loaded}>
      {({ incident, summary }) => {
        const harm = casualties(incident.casualties);
        return (
          <div class="stack">
            <h2>{word("kind", incident.kind)}</h2>
            <StatusBadge status={gravest(incident)} contested={incident.contested} />
            <p dir="auto">{summary}</p>
            <p>
              <strong>{whereabouts(incident.place)}</strong>
            </p>
            <p class="soft">{when(incident.when)}</p>
            {harm && <p>{harm}</p>}
            <p class="small soft">{t("map-voices", { count: incident.voices.length })}</p>
            <a class="button" href={link("incident", { id })}>
              {t("map-open-incident")}
            </a>
          </div>
        );
      }}
    </Await>
  );
}

function Several({ ids, onOpen }: { ids: string[]; onOpen: (id: string) => void }) {
  const listed = ids.slice(0, LISTED);
  const loaded = useLoaded(
    (signal) => Promise.all(listed.map((id) => get<Incident>(`/api/v1/incidents/${encodeURIComponent(id)}`, {}, signal))),
    [listed.join()],
    { fresh: true },
  );
  return (
    <div class="stack">
      <h2>{t("map-several", { count: ids.length })}</h2>
      <Await of={loaded}>
        {(incidents) => (
          <ul class="plain-list map-several">
            {incidents.map(({ incident }) => (
              <li key={incident.id}>
                <button type="button" class="button quiet" onClick={() => onOpen(incident.id)}>
                  {word("kind", incident.kind)}
                </button>
                <span class="small soft">{when(incident.when)}</span>
              </li>
            ))}
          </ul>
        )}
      </Await>
      {ids.length > LISTED && <p class="small soft">{t("map-several-more", { count: ids.length - LISTED, shown: number(ids.length - LISTED) })}</p>}
    </div>
  );
}
