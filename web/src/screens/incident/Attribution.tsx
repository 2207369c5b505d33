// Who is said to have done it: by how many voices, and what a person decided.
import type { Incident } from "../../api/types";
import { moment } from "../../language/dates";
import { t } from "../../language/language";
import { list } from "../../language/told";
import { candidates } from "./candidates";

export function Attribution({ told }: { told: Incident }) {
  const named = candidates(told.claims.map(({ row }) => row));
  return (
    <section class="panel stack" aria-labelledby="incident-attribution">
      <h2 id="incident-attribution">{t("incident-attribution")}</h2>
      {named.length === 0 && <p class="small soft">{t("incident-attribution-none")}</p>}
      <ul class="plain-list stack">
        {named.map(({ actor, alone, among, denied }) => (
          <li key={actor}>
            <strong><bdi>{actor}</bdi></strong>
            <ul class="plain-list small">
              {alone.length > 0 && (
                <li>{t("incident-named-by", { count: alone.length, voices: list(alone) })}</li>
              )}
              {among.length > 0 && (
                <li>{t("incident-named-among", { count: among.length, voices: list(among) })}</li>
              )}
              {denied.length > 0 && (
                <li>{t("incident-denied-by", { count: denied.length, voices: list(denied) })}</li>
              )}
            </ul>
          </li>
        ))}
      </ul>
      {told.attributions.map(({ entry, to, by, at, reason }) => (
        <p key={entry} class="small attributed">
          <strong>{t("incident-attributed", { actor: to })}</strong> <span dir="auto">{reason}</span>
          <br />
          <span class="soft">{t("incident-signed", { by, at: moment(at) })}</span>
        </p>
      ))}
      {told.attributions.length === 0 && <p class="small soft">{t("incident-attributed-none")}</p>}
    </section>
  );
}
