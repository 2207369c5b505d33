import type { Verdict } from "../../ledger/check";
import { t } from "../../language/language";

const SIGNS: Record<Verdict, string> = { holds: "✓", fails: "✗", open: "○" };

/** How a step of the check came out: a sign, said in a word to those who do not see it. */
export function Mark({ verdict }: { verdict: Verdict }) {
  return (
    <span class={`ledger-mark ${verdict}`}>
      <span aria-hidden="true">{SIGNS[verdict]}</span>
      <span class="hidden-text">{t(`ledger-verdict-${verdict}`)}</span>
    </span>
  );
}

/** Said instead of every check on a page that came over an open line. */
export function NoChecks() {
  return <span class="soft">{t("ledger-no-checks")}</span>;
}
