// With which claim of which incident: the suggested one, or another of those days.
import { useEffect, useState } from "preact/hooks";
import { get } from "../../api/client";
import { useLoaded } from "../../api/loaded";
import type { ClaimRow, IncidentRow, Incidents } from "../../api/types";
import { Field } from "../../design/field";
import { Failed } from "../../design/state";
import { t } from "../../language/language";
import { place, readable, when, word } from "../../language/told";
import { useIncident } from "./Beside";
import { type Subject, partnerOf } from "./Deciding";

const DAY_MS = 86_400_000;

export function MergeWith({ subject, onPick }: { subject: Subject; onPick: (claim: string | null) => void }) {
  const { claim, row } = subject;
  const suggested = subject.incident;
  const [picked, setPicked] = useState<string | null>(null);
  const chosen = picked ?? suggested?.incident.id ?? "";
  const near = useLoaded(
    (signal) => get<Incidents>("/api/v1/incidents", { datetime: around(claim?.row), limit: 200 }, signal),
    [claim?.row.id],
  );
  const incident = useIncident(chosen === "" ? null : chosen);
  const [other, setOther] = useState<string | null>(null);
  const own = new Set(row.claims.map((it) => it.row.id));
  const claims = (incident.value?.claims ?? []).filter((it) => it.row.id !== claim?.row.id);

  useEffect(() => {
    const partner = partnerOf(claim, incident.value ?? null);
    const next = claims.some((it) => it.row.id === partner) ? partner : (claims[0]?.row.id ?? null);
    setOther(next);
    onPick(next);
  }, [incident.value]);

  // Its own incident is no choice when nothing else stands in it.
  const rest = (near.value?.incidents ?? [])
    .filter((it) => it.id !== suggested?.incident.id && it.claims.some((id) => !own.has(id)))
    .toSorted((a, b) => Number(b.kind === claim?.row.kind) - Number(a.kind === claim?.row.kind));
  return (
    <>
      <Field label={t("queue-merge-incident")} hint={t("queue-merge-incident-hint")}>
        {(control) => (
          <select {...control} value={chosen} onChange={(event) => setPicked(event.currentTarget.value)}>
            {suggested === null && <option value="">{t("queue-merge-choose")}</option>}
            {suggested !== null && (
              <option value={suggested.incident.id}>{t("queue-merge-suggested", { incident: short(suggested.incident) })}</option>
            )}
            {rest.map((it) => (
              <option key={it.id} value={it.id}>{short(it)}</option>
            ))}
          </select>
        )}
      </Field>
      {near.error !== undefined && <Failed error={near.error} again={near.again} />}
      {incident.error !== undefined && <Failed error={incident.error} again={incident.again} />}
      {claims.length > 0 && (
        <Field label={t("queue-merge-claim")}>
          {(control) => (
            <select
              {...control}
              value={other ?? ""}
              onChange={(event) => {
                setOther(event.currentTarget.value);
                onPick(event.currentTarget.value);
              }}
            >
              {claims.map((it) => (
                <option key={it.row.id} value={it.row.id}>{`${it.row.voice}: ${readable(it.says)}`}</option>
              ))}
            </select>
          )}
        </Field>
      )}
    </>
  );
}

function short(incident: IncidentRow): string {
  return [word("kind", incident.kind), place(incident.place), when(incident.when)].join(" · ");
}

/** The claim's time and a day on either side, as OGC API writes an interval. */
function around(claim: ClaimRow | undefined): string | undefined {
  if (claim === undefined || claim.when === "open") return undefined;
  const { from, until } = "within" in claim.when ? claim.when.within : claim.when.throughout;
  const at = (time: string, step: number) => new Date(Date.parse(time) + step).toISOString().replace(".000", "");
  return `${at(from, -DAY_MS)}/${at(until, DAY_MS)}`;
}
