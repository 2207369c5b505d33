// What the incident tells of its sources: who stands together, what is in dispute, and which
// single incidents a summary may sum up.
import type { IncidentRow } from "../../api/types";
import { t } from "../../language/language";
import { list, readable } from "../../language/told";
import { link } from "../../routes";

export function Account({ incident }: { incident: IncidentRow }) {
  return (
    <>
      <Sources incident={incident} />
      <Disputes incident={incident} />
      <Covers incident={incident} />
    </>
  );
}

function Sources({ incident: { voices, independent, independent_at_most: most, origins } }: { incident: IncidentRow }) {
  if (voices.length < 2 && origins.length === 0) return null;
  return (
    <section class="stack" aria-labelledby="incident-sources">
      <h2 id="incident-sources">{t("incident-sources")}</h2>
      <p>
        {independent === most
          ? t("incident-independent", { count: independent, all: voices.length })
          : t("incident-independent-between", { least: independent, most, all: voices.length })}
      </p>
      {origins.length > 0 && (
        <ul class="small">
          {origins.flatMap(({ with: echoes }) =>
            echoes.map(({ source, of, why }, at) => (
              <li key={`${source} ${of} ${at}`} dir="auto">{t(`incident-echo-${why}`, { source, of })}</li>
            )),
          )}
        </ul>
      )}
    </section>
  );
}

function Disputes({ incident: { disputes } }: { incident: IncidentRow }) {
  if (disputes.length === 0) return null;
  return (
    <section class="stack" aria-labelledby="incident-disputes">
      <h2 id="incident-disputes">{t("incident-disputes")}</h2>
      <dl>
        {disputes.map(({ about, sides }) => (
          <div key={about}>
            <dt>{t(`incident-dispute-${about}`)}</dt>
            {sides.map(({ says, voices, claim }) => (
              <dd key={claim} dir="auto">
                {about === "denial" ? list(voices) : t("incident-dispute-side", { says: readable(says), voices: list(voices) })}
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </section>
  );
}

function Covers({ incident: { covers } }: { incident: IncidentRow }) {
  if (!covers) return null;
  return (
    <section class="stack" aria-labelledby="incident-covers">
      <h2 id="incident-covers">{t("incident-covers")}</h2>
      <p class="small soft">{t("incident-covers-note")}</p>
      <p class="row small">
        {covers.incidents.map((id) => (
          <a key={id} class="assessment-link" href={link("incident", { id })}>
            <code>{id}</code>
          </a>
        ))}
        {covers.more > 0 && <span>{t("incident-covers-more", { count: covers.more })}</span>}
      </p>
    </section>
  );
}
