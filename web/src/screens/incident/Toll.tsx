// People harmed, as each claim tells it and across all of them.
import type { Casualties, Incident } from "../../api/types";
import { type Range, Ranges } from "../../evidence/Ranges";
import { t } from "../../language/language";

const KINDS = ["killed", "civilians_killed", "wounded"] as const satisfies readonly (keyof Casualties)[];

export function Toll({ told }: { told: Incident }) {
  const parts = KINDS.map((kind) => ({ kind, ranges: ranges(told, kind) })).filter(({ ranges: r }) => r.length > 0);
  if (parts.length === 0) return null;
  return (
    <section class="stack" aria-labelledby="incident-toll">
      <h2 id="incident-toll">{t("incident-toll")}</h2>
      <p class="small soft">{t("incident-toll-note")}</p>
      <div class="toll">
        {parts.map(({ kind, ranges: rows }) => (
          <div key={kind}>
            <Ranges title={t(`incident-${kind}`)} ranges={rows} />
            {tollOf(told, kind).map(({ rule }) => (
              <p key={rule.rule} class="small soft">{t(`incident-rule-${rule.rule}`, { ...rule })}</p>
            ))}
          </div>
        ))}
      </div>
    </section>
  );
}

function tollOf({ incident }: Incident, kind: (typeof KINDS)[number]) {
  return incident.toll.filter(({ harm }) => harm === kind);
}

function ranges(told: Incident, kind: (typeof KINDS)[number]): Range[] {
  const { claims, incident } = told;
  const history = new Set(
    tollOf(told, kind).flatMap(({ figures }) => figures.filter((f) => f.superseded).map((f) => f.claim)),
  );
  const rows = claims.flatMap(({ row }): Range[] => {
    const count = row.casualties[kind];
    if (!count) return [];
    const voice = row.through === row.voice ? row.voice : t("incident-voice-through", { voice: row.voice, source: row.through });
    return [{ key: row.id, label: history.has(row.id) ? t("incident-gave-way", { voice }) : voice, count }];
  });
  const across = incident.casualties[kind];
  if (across && rows.length > 1) rows.push({ key: "across", label: t("incident-across"), count: across, across: true });
  return rows;
}
