// One report: its text with the words of each claim marked, and the claims beside it.
import { useComputed, useSignalEffect } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { get } from "../../api/client";
import { settled } from "../../api/live";
import { useLoaded } from "../../api/loaded";
import type { ClaimRow, Field, Report } from "../../api/types";
import { Button } from "../../design/button";
import { Await, Empty } from "../../design/state";
import "../../evidence/evidence.css";
import { useKeys } from "../../keys";
import { moment } from "../../language/dates";
import { t } from "../../language/language";
import { casualties, count, either, number, place, when, word } from "../../language/told";
import { type ScreenProps, ask, link } from "../../routes";
import { labelled } from "./labelled";
import "./reports.css";

export default function ReportScreen({ params: { id }, query }: ScreenProps<"/reports/:id">) {
  const entries = useComputed(() => settled.value?.entries).value;
  const report = useLoaded(
    (signal) => get<Report>(`/api/v1/reports/${encodeURIComponent(id)}`, {}, signal),
    [id, entries],
  );
  useSignalEffect(() => {
    document.title = t("reports-title", { id });
  });
  return (
    <div class="screen" aria-busy={report.busy}>
      <Await of={report}>{(value) => <Shown told={value} asked={query.get("claim")} />}</Await>
    </div>
  );
}

function Shown({ told, asked }: { told: Report; asked: string | null }) {
  const { report, claims } = told;
  const ids = claims.map(({ id }) => id);
  // The claim whose words are marked: one at a time, for claims share sentences.
  const [chosen, choose] = useState(asked !== null && ids.includes(asked) ? asked : (ids[0] ?? null));
  useEffect(() => {
    if (asked !== null && ids.includes(asked)) choose(asked);
  }, [asked]);
  useEffect(() => {
    document.querySelector(".report-text mark")?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  const show = (id: string) => {
    choose(id);
    ask({ claim: id });
  };
  const step = (by: number) => {
    const next = ids[(ids.indexOf(chosen ?? "") + by + ids.length) % ids.length];
    if (next !== undefined) show(next);
  };
  useKeys("reports-keys", [
    { keys: "j", words: "reports-next", run: () => step(1) },
    { keys: "k", words: "reports-previous", run: () => step(-1) },
  ]);
  return (
    <>
      <div class="stack">
        <p class="soft small">
          {t("reports-report")} <code>{report.id}</code>
        </p>
        <h1 dir="auto">{report.title ?? t("reports-untitled")}</h1>
        <dl class="facts">
          <Fact name={t("reports-source")}><bdi>{report.source}</bdi></Fact>
          <Fact name={t("reports-published")}>{report.published ? moment(report.published) : t("claim-unstamped")}</Fact>
          <Fact name={t("reports-recorded")}>
            {moment(told.recorded)}, <a href={link("entry", { index: String(told.entry) })}>{t("reports-entry", { entry: told.entry })}</a>
          </Fact>
          <Fact name={t("reports-format")}>{report.format}</Fact>
          {report.evidence && <Fact name={t("reports-evidence")}><code>{report.evidence}</code></Fact>}
          {report.flags.length > 0 && <Fact name={t("reports-flags")}>{report.flags.join(t("list-comma"))}</Fact>}
        </dl>
      </div>
      <div class="report">
        <section class="stack" aria-labelledby="report-words">
          <h2 id="report-words">{t("reports-words")}</h2>
          {told.withheld ? (
            <Empty title={t("claim-withheld")}>
              <p>{t("reports-withheld")}</p>
            </Empty>
          ) : (
            <Text told={told} chosen={chosen} />
          )}
          <Photos told={told} />
          <Observer told={told} />
        </section>
        <section class="stack" aria-labelledby="report-claims">
          <h2 id="report-claims">{t("reports-claims", { count: claims.length })}</h2>
          {claims.length === 0 && <p class="soft">{t("reports-claims-none")}</p>}
          {claims.map((claim) => (
            <Claim key={claim.id} claim={claim} chosen={claim.id === chosen} onChoose={() => show(claim.id)} />
          ))}
        </section>
      </div>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Text({ told, chosen }: { told: Report; chosen: string | null }) {
  return (
    <div class="report-text" dir="auto">
      {labelled(told.segments, chosen).map(({ text, marked, other, ends }, index) =>
        marked ? (
          <mark key={index}>
            {text}
            {ends.length > 0 && <bdi class="mark-label"> {fieldWords(ends)}</bdi>}
          </mark>
        ) : (
          <span key={index} class={other ? "other-claim" : ""}>{text}</span>
        ),
      )}
    </div>
  );
}

function fieldWords(fields: readonly Field[]): string {
  return fields.map((field) => t(`field-${field}`)).join(t("list-comma"));
}

function Claim({ claim, chosen, onChoose }: { claim: ClaimRow; chosen: boolean; onChoose: () => void }) {
  const harmed = casualties(claim.casualties);
  return (
    <article class={chosen ? "claim found" : "claim"}>
      <div class="row claim-head">
        <strong>
          {t(`stance-${claim.stance}`)} · <bdi>{claim.voice}</bdi>
        </strong>
        <Button aria-pressed={chosen} onClick={onChoose}>{t("reports-mark")}</Button>
      </div>
      <dl class="facts">
        <Fact name={t("field-what")}>
          {word("kind", claim.kind)}
          {claim.weapon && ` (${word("weapon", claim.weapon.class)})`}
          {claim.self_defence && ` – ${t("reports-self-defence")}`}
        </Fact>
        <Fact name={t("field-by")}><bdi>{claim.by.length > 0 ? either(claim.by) : t("reports-open")}</bdi></Fact>
        <Fact name={t("field-on")}><bdi>{claim.on.length > 0 ? either(claim.on) : t("reports-open")}</bdi></Fact>
        <Fact name={t("field-when")}>{when(claim.when)}</Fact>
        <Fact name={t("field-where")}><bdi>{place(claim.place)}</bdi></Fact>
        {(claim.count || harmed) && (
          <Fact name={t("field-how_many")}>{[claim.count && count(claim.count), harmed].filter(Boolean).join("; ")}</Fact>
        )}
      </dl>
      <code class="small soft">{claim.id}</code>
    </article>
  );
}

function Photos({ told: { report, photos } }: { told: Report }) {
  if (photos.length === 0) return null;
  return (
    <div class="stack">
      <h3>{t("reports-photos", { count: photos.length })}</h3>
      <div class="photos">
        {photos.map(({ index, name, bytes }) => (
          <figure key={index}>
            <img src={`/api/v1/reports/${encodeURIComponent(report.id)}/photos/${index}`} alt={t("reports-photo", { number: index + 1 })} loading="lazy" />
            <figcaption class="small">
              <bdi>{name}</bdi> ({t("reports-kilobytes", { size: number(Math.ceil(bytes / 1024)) })})
            </figcaption>
          </figure>
        ))}
      </div>
    </div>
  );
}

/** What only some may see of the person who observed. */
function Observer({ told: { observer } }: { told: Report }) {
  if (observer === null) return null;
  const { name, contact, position } = observer;
  return (
    <div class="panel stack">
      <h3>{t("reports-observer")}</h3>
      <p class="small soft">{t("reports-observer-note")}</p>
      <dl class="facts">
        {name && <Fact name={t("reports-observer-name")}><bdi>{name}</bdi></Fact>}
        {contact && <Fact name={t("reports-observer-contact")}><bdi>{contact}</bdi></Fact>}
        {position && <Fact name={t("reports-observer-position")}><bdi dir="ltr">{position[1]}, {position[0]}</bdi></Fact>}
      </dl>
    </div>
  );
}
