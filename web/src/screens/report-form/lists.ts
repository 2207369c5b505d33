// The lists that the form offers, kept on the device for when there is no line. Nothing else of the
// case is kept.
import { theCase } from "../../api/case";
import { user } from "../../api/session";
import { useEffect, useState } from "preact/hooks";
import type { Case } from "../../api/types";
import { keep, kept } from "../../outbox/store";

export type Lists = Pick<Case, "case" | "deal" | "time_zone" | "kinds" | "weapons" | "actors" | "sources" | "bounds" | "map"> & {
  /** Names and regions with their shapes, for labels on the small map. */
  places: Case["places"];
  /** Who was signed in when they were kept. */
  owner: string | null;
};

const NAME = "lists";

/** From the server, else as kept; undefined until known, null where neither is there. */
export function useLists(): Lists | null | undefined {
  const known = theCase.value;
  const owner = user.value?.name ?? null;
  const [old, setOld] = useState<Lists | null>();
  useEffect(() => {
    void kept<Lists>(NAME).then(
      (lists) => setOld(lists ?? null),
      () => setOld(null),
    );
  }, []);
  const fresh = known === null ? null : pick(known, owner ?? old?.owner ?? null);
  const spelled = fresh === null ? null : JSON.stringify(fresh);
  useEffect(() => {
    if (fresh !== null && owner !== null) void keep(NAME, fresh).catch(() => undefined);
  }, [spelled, owner]);
  return fresh ?? old;
}

function pick({ case: name, deal, time_zone, kinds, weapons, actors, sources, bounds, map, places }: Case, owner: string | null): Lists {
  return { case: name, deal, time_zone, kinds, weapons, actors, sources, bounds, map: { tiles: map.tiles }, places, owner };
}
