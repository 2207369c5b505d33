import type { DealLine } from "../../api/types";
import { Disclosure } from "../../design/disclosure";
import { STATUSES } from "../../design/status";
import { LETTERS } from "../../design/status";
import { t } from "../../language/language";
import { eyes, list } from "../../language/told";

const SHAPES = { no_breach_known: "circle", not_in_force: "circle", undetermined: "diamond", breach_alleged: "square", breach_corroborated: "octagon" };

/** What the signs mean, whose eyes give the colours, and whom the map owes its data to. */
export function Legend({ lines, sources, perspective }: { lines: readonly DealLine[]; sources: readonly string[]; perspective: string | undefined }) {
  const drawn = (["line", "area", "keep_out"] as const).filter((kind) => lines.some(({ properties }) => properties.kind === kind));
  return (
    <Disclosure summary={t("map-legend")} open>
      <ul class="map-legend plain-list">
        {STATUSES.toReversed().map((status) => (
          <li key={status}>
            <svg class={`map-sign ${status} ${SHAPES[status]}`} viewBox="-12 -12 24 24" aria-hidden="true">
              <Sign shape={SHAPES[status]} />
              <text y="4.5">{LETTERS[status]}</text>
            </svg>
            {t(`status-${status}`)}
          </li>
        ))}
        <li>
          <svg class="map-sign wide breach_alleged" viewBox="-12 -12 24 24" aria-hidden="true">
            <circle r="10" />
          </svg>
          {t("map-legend-disc")}
        </li>
        {drawn.map((kind) => (
          <li key={kind}>
            <span class={`map-swatch ${kind}`} aria-hidden="true" />
            {t(`map-legend-${kind}`)}
          </li>
        ))}
      </ul>
      <p class="small soft">
        {t("map-legend-eyes", { eyes: eyes(perspective ?? "all") })} {t("map-legend-sources", { sources: list(sources) })}
      </p>
    </Disclosure>
  );
}

function Sign({ shape }: { shape: string }) {
  if (shape === "circle") return <circle r="9.5" />;
  if (shape === "square") return <rect x="-9" y="-9" width="18" height="18" rx="2" />;
  if (shape === "diamond") return <path d="M11 0 0 11-11 0 0-11Z" />;
  return <path d="M4.2 10H-4.2L-10 4.2V-4.2L-4.2-10H4.2L10-4.2V4.2Z" />;
}
