// The incident that the program suggests for the chosen claim, beside it, with what differs.
import { get } from "../../api/client";
import { settled } from "../../api/live";
import { type Loaded, useLoaded } from "../../api/loaded";
import type { ClaimRow, Incident, IncidentClaim, QueueClaim } from "../../api/types";
import { Await } from "../../design/state";
import { moment } from "../../language/dates";
import { numbering, t } from "../../language/language";
import { casualties, count, distance, either, place, readable, when, word } from "../../language/told";
import { link } from "../../routes";
import { type Difference, QUESTIONS, type Question, differences, widest } from "./compare";

/** The incident that a claim is to be compared with: suggested, else the one it stands in. */
export function comparedWith(claim: QueueClaim | null): string | null {
  if (claim === null) return null;
  return claim.suggestion?.incident ?? (claim.alone ? null : claim.incident);
}

export function useIncident(id: string | null): Loaded<Incident | null> {
  const loaded = useLoaded(
    (signal) =>
      id === null ? Promise.resolve(null) : get<Incident>(`/api/v1/incidents/${encodeURIComponent(id)}`, {}, signal),
    [id, settled.value?.entries],
  );
  const stale = loaded.value !== undefined && (loaded.value?.incident.id ?? null) !== id;
  return stale ? { ...loaded, value: undefined } : loaded;
}

export function Beside({ claim, incident }: { claim: QueueClaim | null; incident: Loaded<Incident | null> }) {
  if (claim === null) {
    return (
      <aside class="queue-beside panel" aria-label={t("queue-beside")}>
        <p class="soft">{t("queue-beside-none")}</p>
      </aside>
    );
  }
  return (
    <aside class="queue-beside panel stack" aria-label={t("queue-beside")}>
      <Await of={incident}>
        {(value) =>
          value === null ? (
            <>
              <h3>{t("queue-alone-title")}</h3>
              <p class="soft">{t("queue-alone")}</p>
              <Own row={claim.row} />
            </>
          ) : (
            <Compared claim={claim} incident={value} />
          )
        }
      </Await>
    </aside>
  );
}

/** Where there is nothing to compare with: what the claim itself tells. */
function Own({ row }: { row: ClaimRow }) {
  return (
    <dl class="queue-own">
      {QUESTIONS.map((question) => (
        <div key={question}>
          <dt>{t(`queue-ask-${question}`)}</dt>
          <dd dir="auto">{answer(question, row) ?? <span class="soft">{t("queue-open")}</span>}</dd>
        </div>
      ))}
    </dl>
  );
}

function Compared({ claim, incident }: { claim: QueueClaim; incident: Incident }) {
  const { suggestion } = claim;
  const others = incident.claims.filter(({ row }) => row.id !== claim.row.id);
  const harm = casualties(incident.incident.casualties);
  return (
    <>
      <header class="stack-tight">
        <h3>{t(suggestion && claim.incident !== suggestion.incident ? "queue-suggested" : "queue-linked")}</h3>
        <p>
          <a href={link("incident", { id: incident.incident.id })} lang="en" dir="auto">{readable(incident.summary)}</a>
        </p>
        <p class="small">
          {[when(incident.incident.when), place(incident.incident.place), harm].filter(Boolean).join(" · ")}
        </p>
      </header>
      {suggestion && (
        <p class={suggestion.disputed ? "queue-link disputed" : "queue-link"}>
          <strong>
            {suggestion.disputed ? t("queue-link-disputed") : t("queue-link-sure")}
            {" "}
            {t("queue-probability", { probability: probability(suggestion.probability) })}
          </strong>
          <span lang="en" dir="auto">{readable(suggestion.reason)}</span>
        </p>
      )}
      {others.length === 0 ? (
        <p class="soft">{t("queue-alone")}</p>
      ) : (
        <>
          <Table row={claim.row} others={others} />
          <section class="stack-tight">
            <h4>{t("queue-others", { count: others.length })}</h4>
            <ol class="plain-list queue-others">
              {others.map((other) => (
                <Other key={other.row.id} claim={other} />
              ))}
            </ol>
          </section>
        </>
      )}
    </>
  );
}

function Table({ row, others }: { row: ClaimRow; others: readonly IncidentClaim[] }) {
  const each = others.map((other) => differences(row, other.row));
  return (
    <table class="queue-table">
      <caption class="hidden-text">{t("queue-table")}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{t("queue-this")}</th>
          <th scope="col">{t("queue-the-others")}</th>
          <th scope="col">{t("queue-fit")}</th>
        </tr>
      </thead>
      <tbody>
        {QUESTIONS.map((question) => {
          const difference = widest(each.map((one) => one[question]));
          const told = [...new Set(others.map((other) => answer(question, other.row)))].filter((it) => it !== null);
          return (
            <tr key={question} class={difference.relation} data-question={question}>
              <th scope="row">{t(`queue-ask-${question}`)}</th>
              <td dir="auto">{answer(question, row) ?? <span class="soft">{t("queue-open")}</span>}</td>
              <td dir="auto">
                {told.length === 0 ? <span class="soft">{t("queue-open")}</span> : told.map((it) => <div key={it}>{it}</div>)}
              </td>
              <td>
                <Fit difference={difference} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const SIGNS = { same: "=", overlaps: "≈", differs: "≠", open: "·" } as const;

function Fit({ difference }: { difference: Difference }) {
  const { relation, metres, hours } = difference;
  const words =
    metres !== undefined ? t("queue-apart", { distance: distance(metres) })
    : hours !== undefined ? t("queue-between", { hours: Math.round(hours) })
    : t(`queue-fit-${relation}`);
  return (
    <span class={`queue-fit ${relation}`}>
      <span class="queue-sign" aria-hidden="true">{SIGNS[relation]}</span> {words}
    </span>
  );
}

function answer(question: Question, row: ClaimRow): string | null {
  switch (question) {
    case "kind":
      return word("kind", row.kind);
    case "when":
      return row.when === "open" ? null : when(row.when);
    case "where":
      return row.place.name === null && row.place.shape === null && row.place.region === null ? null : place(row.place);
    case "by":
    case "on":
      return row[question].length === 0 ? null : either(row[question]);
    case "killed":
    case "wounded": {
      const told = row.casualties[question];
      return told === null ? null : count(told);
    }
  }
}

function Other({ claim }: { claim: IncidentClaim }) {
  const { row, says, words, withheld } = claim;
  const whole = words.find(({ field }) => field === "whole")?.text ?? row.words;
  return (
    <li class="queue-other">
      <p class="small">
        <strong dir="auto">{row.voice}</strong> {t(`stance-${row.stance}`)}
        {row.published !== null && <span class="soft"> · {moment(row.published)}</span>}
      </p>
      <p lang="en" dir="auto">{readable(says)}</p>
      {withheld || whole === null ? (
        <p class="small soft">{t("queue-withheld")}</p>
      ) : (
        <blockquote dir="auto">{whole}</blockquote>
      )}
      <a class="small" href={link("reports", { id: row.report })}>{t("queue-to-report")}</a>
    </li>
  );
}

/** In hundredths: more would look more certain than it is. */
function probability(value: number): string {
  return new Intl.NumberFormat(numbering(), { style: "percent" }).format(value);
}
