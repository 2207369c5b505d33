// Everything people decided about the incident, newest first; nothing is ever taken away.
import type { Incident } from "../../api/types";
import { Button } from "../../design/button";
import { moment } from "../../language/dates";
import { t } from "../../language/language";
import { link } from "../../routes";

export function History({ told, onUndo }: { told: Incident; onUndo: ((entry: number) => void) | undefined }) {
  return (
    <section class="stack" aria-labelledby="incident-history">
      <h2 id="incident-history">{t("incident-history")}</h2>
      {told.history.length === 0 && <p class="soft">{t("incident-history-none")}</p>}
      <ol class="plain-list history">
        {told.history.toSorted((a, b) => b.entry - a.entry).map((decided) => (
          <li key={decided.entry} class={decided.undone_by === null ? "" : "undone"}>
            <div>
              <p>
                <strong dir="auto" lang="en">{decided.summary}</strong>
                {decided.undone_by !== null && <> · {t("incident-undone", { entry: decided.undone_by })}</>}
              </p>
              <p dir="auto">{decided.reason}</p>
              <p class="small soft history-cites">
                <span>{t("incident-signed", { by: decided.by, at: moment(decided.at) })}</span>
                <a href={link("entry", { index: String(decided.entry) })}>{t("incident-entry", { entry: decided.entry })}</a>
                {decided.cites.map((report) =>
                  report.startsWith("R-") ? (
                    <a key={report} href={link("reports", { id: report })}>{report}</a>
                  ) : (
                    <code key={report}>{report}</code>
                  ),
                )}
              </p>
            </div>
            {onUndo && decided.undone_by === null && decided.act !== "undo" && (
              <Button onClick={() => onUndo(decided.entry)}>{t("incident-do-undo")}</Button>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
