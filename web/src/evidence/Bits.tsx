// The reason of a link piece by piece: what was found, and how much it is worth in bits. Pieces that
// speak for one event stand to one side of a middle line, those that speak against it to the other.
import type { Evidence } from "../api/types";
import { t } from "../language/language";
import { readable, signed } from "../language/told";
import { inAll } from "./bits";
import "./evidence.css";

export function Bits({ evidence }: { evidence: readonly Evidence[] }) {
  const most = Math.max(1, ...evidence.map(({ bits }) => Math.abs(bits)));
  const { bits: sum, against, times } = inAll(evidence);
  return (
    <table class="bits">
      <caption>{t("bits-caption")}</caption>
      <thead class="hidden-text">
        <tr>
          <th scope="col">{t("bits-about")}</th>
          <th scope="col">{t("bits-bits")}</th>
          <th scope="col">{t("bits-drawn")}</th>
          <th scope="col">{t("bits-found")}</th>
        </tr>
      </thead>
      <tbody>
        {evidence.map(({ about, bits, words }) => (
          <tr key={about}>
            <th scope="row">{t(`bits-${about}`)}</th>
            <td class="number"><bdi>{signed(bits)}</bdi></td>
            <td class="bits-track" aria-hidden="true">
              <span
                class={bits < 0 ? "bits-bar against" : "bits-bar"}
                style={{ inlineSize: `${(Math.abs(bits) / most) * 50}%` }}
              />
            </td>
            <td><bdi lang="en">{readable(words)}</bdi></td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t("bits-sum")}</th>
          <td class="number"><bdi>{signed(sum)}</bdi></td>
          <td />
          <td>{t(against ? "bits-odds-against" : "bits-odds-for", { times })}</td>
        </tr>
      </tfoot>
    </table>
  );
}
