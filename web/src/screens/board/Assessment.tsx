// One cell: what the term says, and the trail from it down to the words in the reports.
import { useComputed, useSignalEffect } from "@preact/signals";
import { lastBoard } from "../../api/board";
import { theCase } from "../../api/case";
import { get } from "../../api/client";
import { type AssessmentName, assessmentId, assessmentName } from "../../api/ids";
import { settled } from "../../api/live";
import { useLoaded } from "../../api/loaded";
import type { Status, Why, WhyBreach } from "../../api/types";
import { CoverageLine } from "../../design/coverage";
import { Disclosure } from "../../design/disclosure";
import { Await, Empty } from "../../design/state";
import { StatusBadge, StatusMark } from "../../design/status";
import { TermCode } from "../../design/term";
import { ClaimColumns } from "../../evidence/ClaimCard";
import { Links } from "../../evidence/Links";
import { useKeys } from "../../keys";
import { dayBeside, longDay, shortDay, weekday } from "../../language/dates";
import { t } from "../../language/language";
import { either, eyes, list, readable } from "../../language/told";
import { type ScreenProps, go, link } from "../../routes";
import { indexed, termKey } from "./rows";
import "./assessment.css";

export default function AssessmentScreen({ params, query }: ScreenProps<"/assessments/:id">) {
  const { id } = params;
  const asOf = query.get("as_of") ?? undefined;
  const entries = useComputed(() => settled.value?.entries).value;
  const why = useLoaded(
    (signal) => get<Why>(`/api/v1/assessments/${encodeURIComponent(id)}`, { as_of: asOf }, signal),
    [id, asOf, asOf === undefined ? entries : null],
  );
  const name = assessmentName(id);
  useSignalEffect(() => {
    document.title = t("assessment-title", { id });
  });
  return (
    <div class="screen assessment" aria-busy={why.busy}>
      <a class="back" href={link("board", undefined, { as_of: asOf })}>
        {t("assessment-back")}
      </a>
      {name && <Neighbours name={name} asOf={asOf} />}
      <Await of={why}>{(value) => <Shown why={value} name={name} />}</Await>
    </div>
  );
}

/** The same term on the days beside it and through other eyes. */
function Neighbours({ name, asOf }: { name: AssessmentName; asOf: string | undefined }) {
  const known = lastBoard.value?.asOf === asOf ? lastBoard.value?.board : undefined;
  const cells = known && indexed(known.cells);
  const key = termKey({ number: name.term, reading: name.reading });
  const status = (perspective: string, day: string) => cells?.get(`${key}|${perspective}|${day}`)?.status;
  const at = (change: Partial<AssessmentName>) =>
    link("assessment", { id: assessmentId({ ...name, ...change }) }, { as_of: asOf });
  const before = dayBeside(name.day, -1);
  const after = dayBeside(name.day, 1);
  const has = (day: string) => (known ?? theCase.value)?.days.includes(day) ?? true;
  const others = known?.perspectives ?? theCase.value?.perspectives ?? [];
  const beside = (step: number) => {
    const index = others.findIndex(({ slug }) => slug === name.perspective);
    const next = others[(index + step + others.length) % others.length];
    if (next) go(at({ perspective: next.slug }));
  };
  useKeys("assessment-keys", [
    { keys: "[", words: "assessment-day-before", run: () => has(before) && go(at({ day: before })) },
    { keys: "]", words: "assessment-day-after", run: () => has(after) && go(at({ day: after })) },
    { keys: "p", words: "assessment-eyes-next", run: () => beside(1) },
    { keys: "Backspace", words: "assessment-back", run: () => go(link("board", undefined, { as_of: asOf })) },
  ]);
  return (
    <nav class="row neighbours" aria-label={t("assessment-neighbours")}>
      {has(before) && (
        <a class="button" href={at({ day: before })} rel="prev">
          <Glance status={status(name.perspective, before)} /> {shortDay(before)}
        </a>
      )}
      {has(after) && (
        <a class="button" href={at({ day: after })} rel="next">
          {shortDay(after)} <Glance status={status(name.perspective, after)} />
        </a>
      )}
      <span class="neighbours-gap" />
      {others.map(({ slug }) => (
        <a
          key={slug}
          class="button"
          href={at({ perspective: slug })}
          aria-current={slug === name.perspective ? "true" : undefined}
        >
          <Glance status={status(slug, name.day)} /> {eyes(slug)}
        </a>
      ))}
    </nav>
  );
}

function Glance({ status }: { status: Status | undefined }) {
  if (status === undefined) return null;
  return (
    <>
      <StatusMark status={status} />
      <span class="hidden-text">{t(`status-${status}`)}</span>
    </>
  );
}

function Shown({ why, name }: { why: Why; name: AssessmentName | null }) {
  const { term } = why;
  return (
    <>
      <div class="stack">
        <p class="soft">
          {name && (
            <>
              {weekday(name.day)}
              {t("list-comma")}
              {longDay(name.day)} · {eyes(name.perspective)}
            </>
          )}
        </p>
        <h1>
          <TermCode number={term.number} reading={term.reading} /> <bdi lang="en">{term.words}</bdi>
        </h1>
        <div class="row assessment-status">
          <StatusBadge {...why} />
        </div>
        <CoverageLine of={why.coverage} />
        <p dir="auto" lang="en" class="assessment-plain">{term.plain}</p>
        {term.assumptions.length > 0 && (
          <div class="small">
            <strong>{t("assessment-assumed")}</strong>
            <ul>
              {term.assumptions.map((words) => (
                <li key={words}><bdi lang="en">{words}</bdi></li>
              ))}
            </ul>
          </div>
        )}
        <Disclosure summary={t("assessment-formula")}>
          <pre dir="ltr" class="panel">{term.formula}</pre>
        </Disclosure>
      </div>
      <section class="stack" aria-labelledby="assessment-rests">
        <h2 id="assessment-rests">{t("assessment-rests", { count: why.breaches.length })}</h2>
        {why.breaches.length === 0 && (
          <Empty title={t("assessment-nothing-title")}>
            <p>{t(`assessment-nothing-${why.status}`)}</p>
          </Empty>
        )}
        {why.breaches
          .toSorted((a, b) => GRAVITY[b.status] - GRAVITY[a.status])
          .map((breach, index) => (
            <Breach key={breach.incident?.id ?? index} breach={breach} />
          ))}
      </section>
    </>
  );
}

const GRAVITY: Record<Status, number> = {
  not_in_force: 0,
  no_breach_known: 1,
  undetermined: 2,
  breach_alleged: 3,
  breach_corroborated: 4,
};

function Breach({ breach }: { breach: WhyBreach }) {
  const { incident } = breach;
  const voices = new Set(breach.claims.map(({ voice }) => voice)).size;
  return (
    <article class="breach stack">
      <div class="row breach-head">
        <StatusBadge {...breach} />
        {breach.finding && (
          <strong class="finding">{t("finding-by-person", { finding: t(`finding-${breach.finding}`) })}</strong>
        )}
      </div>
      <h3>
        {incident ? (
          <a href={link("incident", { id: incident.id })} dir="auto" lang="en">{readable(incident.summary)}</a>
        ) : (
          t("assessment-unanswered")
        )}
      </h3>
      <p dir="auto" lang="en">{readable(breach.reason)}</p>
      <dl class="facts">
        <div>
          <dt>{t("assessment-voices", { count: voices })}</dt>
          <dd>{breach.voices.length === 0 ? "–" : list(breach.voices)}</dd>
        </div>
        <div>
          <dt>{t("assessment-by")}</dt>
          <dd>{breach.by.length === 0 ? t("assessment-by-open") : either(breach.by)}</dd>
        </div>
      </dl>
      <ClaimColumns
        claims={[
          ...breach.claims.map((claim) => ({ claim, against: false })),
          ...breach.against.map((claim) => ({ claim, against: true })),
        ]}
      />
      {incident && <Links links={incident.links} />}
    </article>
  );
}
