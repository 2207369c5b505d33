// Counts as they were told, drawn on one line each: from the lowest to the highest, open where the
// source left it open. Nothing is averaged.
import type { Count } from "../api/types";
import { t } from "../language/language";
import { count as inWords, number } from "../language/told";
import "./evidence.css";

export interface Range {
  key: string;
  label: string;
  count: Count;
  /** Covers the others: lowest low to highest high. */
  across?: boolean;
}

export function Ranges({ title, ranges }: { title: string; ranges: readonly Range[] }) {
  const top = Math.max(1, ...ranges.flatMap(({ count: { low, high } }) => [low, high ?? Math.ceil(low * 1.15)]));
  const place = (value: number) => `${(value / top) * 100}%`;
  return (
    <table class="ranges">
      <caption>{title}</caption>
      <thead class="hidden-text">
        <tr>
          <th scope="col">{t("range-voice")}</th>
          <th scope="col">{t("range-count")}</th>
          <th scope="col">{t("range-drawn")}</th>
        </tr>
      </thead>
      <tbody>
        {ranges.map(({ key, label, count, across }) => (
          <tr key={key} class={across ? "across" : ""}>
            <th scope="row" dir="auto">{label}</th>
            <td class="number">{inWords(count)}</td>
            <td class="range-track" aria-hidden="true">
              <span
                class={count.high === null ? "range open" : "range"}
                style={{ insetInlineStart: `min(${place(count.low)}, 100% - 5px)`, insetInlineEnd: `${100 - ((count.high ?? top) / top) * 100}%` }}
              />
              {count.best !== null && count.low !== count.high && <span class="range-best" style={{ insetInlineStart: place(count.best) }} />}
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot aria-hidden="true">
        <tr>
          <td />
          <td />
          <td class="range-scale">
            <span>0</span>
            <span>{number(top)}</span>
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
