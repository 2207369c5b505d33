// The report in the middle: its words, those of the chosen claim marked strongly, the others lightly.
import { get } from "../../api/client";
import { settled } from "../../api/live";
import { useLoaded } from "../../api/loaded";
import type { Report, Segment } from "../../api/types";
import { Disclosure } from "../../design/disclosure";
import { Await } from "../../design/state";
import { moment } from "../../language/dates";
import { t } from "../../language/language";
import { readable, word } from "../../language/told";
import { link } from "../../routes";
import type { Row } from "./list";

export function Reading(props: { row: Row; claim: string | null; onClaim: (claim: string) => void }) {
  const { row, claim, onClaim } = props;
  const { report } = row;
  const loaded = useLoaded(
    (signal) => get<Report>(`/api/v1/reports/${encodeURIComponent(report.id)}`, {}, signal),
    // A provisional report gets its claims when it is judged.
    [report.id, row.settled ? 0 : settled.value?.entries],
  );
  // While the next report comes, the last one's words must not stand under this one's title.
  const here = loaded.value?.report.id === report.id ? loaded : { ...loaded, value: undefined };
  return (
    <article class="queue-reading stack" aria-labelledby="queue-title">
      <header class="stack-tight">
        <h2 id="queue-title" dir="auto">{report.title ?? t("queue-title-withheld")}</h2>
        <p class="small soft">
          <bdi>{report.source}</bdi>
          {report.published !== null && ` · ${t("queue-published", { moment: moment(report.published) })}`}
          {" · "}
          <a href={link("entry", { index: String(row.entry) })}>{t("queue-entry", { entry: row.entry })}</a>
        </p>
      </header>
      <Await of={here}>{(value) => <Words report={value} claim={claim} onClaim={onClaim} />}</Await>
      {row.duplicates.length > 0 && (
        <Disclosure summary={t("queue-duplicates-folded", { count: row.duplicates.length })}>
          <ul>
            {row.duplicates.map((id) => (
              <li key={id}>
                <a class="fixed" href={link("reports", { id })}>{id}</a>
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
      <section class="stack-tight" aria-label={t("queue-claims-of-report")}>
        <h3>{t("queue-claims", { count: row.claims.length })}</h3>
        {row.claims.length === 0 && <p class="soft">{t(row.settled ? "queue-no-claims" : "queue-no-claims-yet")}</p>}
        <ol class="queue-claims plain-list">
          {row.claims.map((it) => (
            <li key={it.row.id}>
              <button
                type="button"
                class="queue-claim"
                aria-pressed={it.row.id === claim}
                data-claim={it.row.id}
                onClick={() => onClaim(it.row.id)}
              >
                <span class="queue-claim-kind">
                  {word("kind", it.row.kind)} · {t(`stance-${it.row.stance}`)}
                </span>
                <span lang="en" dir="auto">{readable(it.says)}</span>
                <span class="small soft">
                  {it.suggestion?.disputed
                    ? t("queue-claim-disputed")
                    : t(it.suggestion ? "queue-claim-linked" : it.alone ? "queue-claim-alone" : "queue-claim-joined")}
                </span>
              </button>
            </li>
          ))}
        </ol>
      </section>
    </article>
  );
}

function Words(props: { report: Report; claim: string | null; onClaim: (claim: string) => void }) {
  const { report, claim, onClaim } = props;
  if (report.withheld) return <p class="panel">{t("queue-withheld")}</p>;
  return (
    <p class="queue-text" dir="auto">
      {report.segments.map((segment, at) => (
        <Stretch key={at} segment={segment} claim={claim} onClaim={onClaim} />
      ))}
    </p>
  );
}

function Stretch({ segment, claim, onClaim }: { segment: Segment; claim: string | null; onClaim: (claim: string) => void }) {
  const { text, marks } = segment;
  const first = marks[0];
  if (first === undefined) return <>{text}</>;
  const own = marks.filter((mark) => mark.claim === claim);
  const narrow = own.find(({ field }) => field !== "whole");
  const look = narrow ? "queue-mark point" : own.length > 0 ? "queue-mark" : "queue-mark other";
  return (
    <mark
      class={look}
      title={(narrow ? own.filter(({ field }) => field !== "whole") : marks.slice(0, 1)).map(({ field }) => t(`field-${field}`)).join(t("list-comma"))}
      onClick={() => own.length === 0 && onClaim(first.claim)}
    >
      {text}
    </mark>
  );
}
