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
          <Ranges key={kind} title={t(`incident-${kind}`)} ranges={rows} />
        ))}
      </div>
    </section>
  );
}

function ranges({ claims, incident }: Incident, kind: (typeof KINDS)[number]): Range[] {
  const rows = claims.flatMap(({ row }): Range[] => {
    const count = row.casualties[kind];
    return count ? [{ key: row.id, label: row.through === row.voice ? row.voice : t("incident-voice-through", { voice: row.voice, source: row.through }), count }] : [];
  });
  const across = incident.casualties[kind];
  if (across && rows.length > 1) rows.push({ key: "across", label: t("incident-across"), count: across, across: true });
  return rows;
}
