// One incident: a hypothesis that some claims speak of one event, and what people made of it.
import { useComputed, useSignalEffect } from "@preact/signals";
import { useState } from "preact/hooks";
import { get } from "../../api/client";
import { assessmentName } from "../../api/ids";
import { settled } from "../../api/live";
import { useLoaded } from "../../api/loaded";
import { may } from "../../api/session";
import type { Incident } from "../../api/types";
import { Button } from "../../design/button";
import { Await } from "../../design/state";
import { StatusBadge } from "../../design/status";
import { TermCode } from "../../design/term";
import { ClaimColumns } from "../../evidence/ClaimCard";
import { Links } from "../../evidence/Links";
import { type Key, useKeys } from "../../keys";
import { moment, shortDay } from "../../language/dates";
import { t } from "../../language/language";
import { beside, eyes, list, place, when, word } from "../../language/told";
import { type ScreenProps, link } from "../../routes";
import { Account } from "./Account";
import { type Asked, IncidentDialog, offered } from "./Actions";
import { Attribution } from "./Attribution";
import { History } from "./History";
import { Requests } from "./Requests";
import { Toll } from "./Toll";
import { Turned } from "./Turned";
import "./incident.css";

export default function IncidentScreen({ params: { id } }: ScreenProps<"/incidents/:id">) {
  const entries = useComputed(() => settled.value?.entries).value;
  const incident = useLoaded(
    (signal) => get<Incident>(`/api/v1/incidents/${encodeURIComponent(id)}`, {}, signal),
    [id, entries],
  );
  useSignalEffect(() => {
    document.title = t("incident-title", { id });
  });
  return (
    <div class="screen incident" aria-busy={incident.busy}>
      <Turned id={id} />
      <Await of={incident}>{(value) => <Shown told={value} again={incident.again} />}</Await>
    </div>
  );
}

function Shown({ told, again }: { told: Incident; again: () => void }) {
  const [asked, ask] = useState<Asked | null>(null);
  const { incident } = told;
  const actions = offered(told);
  const keys: Key[] = actions.map(({ key, words, asked: what }) => ({ keys: key, words, run: () => ask(what) }));
  useKeys("incident-keys", keys);
  return (
    <>
      <div class="screen-head">
        <div class="stack">
          <p class="soft small">
            {t(`incident-scope-${incident.scope}`)} <code>{incident.id}</code>
          </p>
          <h1>
            {word("kind", incident.kind)}
            {t("list-comma")}
            <span dir="auto">{place(incident.place)}</span>
          </h1>
          <p>
            {when(incident.when)}
            {incident.on.length > 0 && <> · {t("incident-on", { whom: list(incident.on) })}</>}
            {incident.contested && <strong> · {t("status-contested")}</strong>}
          </p>
        </div>
        {actions.length > 0 && (
          <div class="row" role="group" aria-label={t("incident-actions")}>
            {actions.map(({ key, words, asked: what }) => (
              <Button key={key} onClick={() => ask(what)} aria-keyshortcuts={key}>
                {t(words)} <kbd aria-hidden="true">{key}</kbd>
              </Button>
            ))}
          </div>
        )}
      </div>
      <div class="incident-facts">
        <Verification told={told} />
        <Attribution told={told} />
        <Terms told={told} />
      </div>
      <Toll told={told} />
      <Account incident={incident} />
      <section class="stack" aria-labelledby="incident-claims">
        <h2 id="incident-claims">{t("incident-claims", { count: told.claims.length })}</h2>
        <ClaimColumns
          claims={told.claims.map(({ row, says, title, withheld, words }) => ({
            claim: { ...row, says, title, withheld, words },
            against: row.stance === "denied",
          }))}
        />
        <Links links={incident.links} />
      </section>
      <Requests told={told} onAnswer={(to) => ask({ act: "answer", to })} />
      <History told={told} onUndo={may("decide") ? (entry) => ask({ act: "undo", entry }) : undefined} />
      {asked && <IncidentDialog asked={asked} told={told} onClose={() => ask(null)} onDone={again} />}
    </>
  );
}

function Verification({ told: { verification } }: { told: Incident }) {
  return (
    <section class="panel stack" aria-labelledby="incident-verification">
      <h2 id="incident-verification">{t("incident-verification")}</h2>
      <p>
        <strong class="verification">{t(`verification-${verification?.state ?? "reported"}`)}</strong>
      </p>
      {verification ? (
        <p class="small">
          <span dir="auto">{verification.reason}</span>
          <br />
          <span class="soft">{t("incident-signed", { by: verification.by, at: moment(verification.at) })}</span>
        </p>
      ) : (
        <p class="small soft">{t("incident-verification-none")}</p>
      )}
    </section>
  );
}

/** "17 September · all sources"; the id itself where it cannot be read. */
function cellWords(id: string): string {
  const name = assessmentName(id);
  return name ? beside([shortDay(name.day), eyes(name.perspective)]) : id;
}

/** Where it stands under the terms, and what people found. */
function Terms({ told: { incident, findings } }: { told: Incident }) {
  return (
    <section class="panel stack" aria-labelledby="incident-terms">
      <h2 id="incident-terms">{t("incident-terms")}</h2>
      {incident.terms.length === 0 && <p class="small soft">{t("incident-terms-none")}</p>}
      <ul class="plain-list stack">
        {incident.terms.map((standing) => (
          <li key={`${standing.term} ${standing.reading}`}>
            <div class="row">
              <strong>
                <TermCode number={standing.term} reading={standing.reading} />
              </strong>
              <StatusBadge status={standing.status} contested={standing.contested} />
            </div>
            {standing.finding && (
              <strong class="finding">{t("finding-by-person", { finding: t(`finding-${standing.finding}`) })}</strong>
            )}
            <div class="row small">
              {standing.assessments.map((id) => (
                <a key={id} class="assessment-link" href={link("assessment", { id })}>{cellWords(id)}</a>
              ))}
            </div>
          </li>
        ))}
      </ul>
      {findings.map(({ entry, term, determination, by, at, reason }) => (
        <p key={entry} class="small">
          <strong>
            <TermCode number={term} />: {t(`finding-${determination}`)}
          </strong>{" "}
          <span dir="auto">{reason}</span>
          <br />
          <span class="soft">{t("incident-signed", { by, at: moment(at) })}</span>
        </p>
      ))}
    </section>
  );
}
