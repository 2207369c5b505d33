// Each voice's own count, side by side and never added up.
import { useState } from "preact/hooks";
import { reportOf } from "../../api/ids";
import type { Board, RivalCount } from "../../api/types";
import { coverageWords } from "../../design/coverage";
import { days, longDay, shortDay } from "../../language/dates";
import { t } from "../../language/language";
import { beside, casualties, count, either } from "../../language/told";
import { link } from "../../routes";
import { indexed, termKey } from "./rows";

export function Rivals({ board }: { board: Board }) {
  const counted = board.days.filter((day) => board.rival_counts.some((r) => r.day <= day && day <= r.until));
  const [chosen, choose] = useState<string>();
  const day = chosen !== undefined && counted.includes(chosen) ? chosen : counted.at(-1);
  if (day === undefined) return null;
  const mine = board.rival_counts.filter((r) => r.day <= day && day <= r.until);
  const ofDays = grouped(mine.filter(({ incident }) => incident === null), ({ voice }) => voice);
  const ofIncidents = grouped(mine.filter(({ incident }) => incident !== null), ({ incident }) => incident ?? "");
  const first = board.terms[0];
  const watched = first && indexed(board.cells).get(`${termKey(first)}|all|${day}`)?.coverage;
  return (
    <section class="stack" aria-labelledby="board-rivals">
      <div class="row rivals-head">
        <h2 id="board-rivals">{t("board-rivals")}</h2>
        <label class="row">
          <span class="small">{t("board-rivals-day")}</span>
          <select class="rivals-day" value={day} onChange={(event) => choose(event.currentTarget.value)}>
            {counted.map((one) => (
              <option key={one} value={one}>{longDay(one)}</option>
            ))}
          </select>
        </label>
      </div>
      <p class="small soft">{t("board-rivals-note")}</p>
      {/* Of the day chosen: a count over several days has no coverage of its own. */}
      {watched && <p class="small soft">{beside([shortDay(day), `${t("coverage-title")}: ${coverageWords(watched)}`])}</p>}
      <div class="rivals">
        {[...ofDays].map(([voice, counts]) => (
          <article key={voice} class="panel">
            <h3 dir="auto">{voice}</h3>
            <ul class="plain-list">
              {counts.map((r) => (
                <li key={r.claim}>
                  <strong>
                    <a href={link("reports", { id: reportOf(r.claim) }, { claim: r.claim })}>{figure(r)}</a>
                  </strong>
                  <span class="small soft">{beside([laidAt(r), r.place, days(r.day, r.until)])}</span>
                </li>
              ))}
            </ul>
          </article>
        ))}
      </div>
      {ofIncidents.size > 0 && <h3>{t("board-rivals-incidents")}</h3>}
      <div class="rivals">
        {[...ofIncidents].map(([incident, counts]) => (
          <article key={incident} class="panel">
            <h4>
              <a href={link("incident", { id: incident })}>{counts.find((r) => r.place)?.place ?? incident}</a>
            </h4>
            <ul class="plain-list">
              {counts.map((r) => (
                <li key={r.claim}>
                  <strong>
                    <a href={link("reports", { id: reportOf(r.claim) }, { claim: r.claim })}>{figure(r)}</a>
                  </strong>
                  <span class="small soft"><bdi>{r.voice}</bdi></span>
                </li>
              ))}
            </ul>
          </article>
        ))}
      </div>
    </section>
  );
}

export function figure(r: RivalCount): string {
  const harmed = casualties(r.casualties);
  const counted = r.count && t("board-rivals-figure", { count: count(r.count), what: whatWords(r.what) });
  return [counted, harmed].filter(Boolean).join("; ") || t("board-rivals-no-figure", { what: whatWords(r.what) });
}

function whatWords(what: string): string {
  return what === "breaches" ? t("board-rivals-breaches") : what.replaceAll("-", " ");
}

function laidAt({ by }: RivalCount): string {
  return by.length === 0 ? "" : t("board-rivals-by", { by: either(by) });
}

function grouped<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}
