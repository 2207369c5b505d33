// Where a term stands: a letter in a shape, with the words beside it or for the screen reader.
import type { Status } from "../api/types";
import { language, t } from "../language/language";

export const STATUSES: readonly Status[] = [
  "not_in_force",
  "no_breach_known",
  "undetermined",
  "breach_alleged",
  "breach_corroborated",
];

/** As the command line and the bulletin write it. */
export const LETTERS: Record<Status, string> = {
  not_in_force: "-",
  no_breach_known: ".",
  undetermined: "?",
  breach_alleged: "A",
  breach_corroborated: "C",
};

interface Standing {
  status: Status;
  contested?: boolean;
  assumed?: boolean;
}

/** `A*~`: contested has a star, what leans on an assumption a tilde. */
export function letter({ status, contested, assumed }: Standing): string {
  return `${LETTERS[status]}${contested ? "*" : ""}${assumed && status !== "not_in_force" ? "~" : ""}`;
}

// A board has thousands of cells and few different standings.
const said = new Map<string, string>();

/** "breach alleged, contested, rests on an assumption" */
export function standingWords({ status, contested = false, assumed = false }: Standing): string {
  const key = `${language.value} ${status} ${contested} ${assumed}`;
  const words =
    said.get(key) ??
    [
      t(`status-${status}`),
      contested ? t("status-contested") : "",
      assumed && status !== "not_in_force" ? t("status-assumed") : "",
    ]
      .filter(Boolean)
      .join(t("list-comma"));
  said.set(key, words);
  return words;
}

/** The mark alone; whoever uses it says the words. */
export function StatusMark(standing: Standing) {
  return (
    <span class={`status ${standing.status}`} aria-hidden="true">
      <span class="status-mark" dir="ltr">{letter(standing)}</span>
    </span>
  );
}

export function StatusBadge(standing: Standing) {
  return (
    <span class="status-badge">
      <StatusMark {...standing} />
      <span>{standingWords(standing)}</span>
    </span>
  );
}
