// How much was being watched: stands beside every count.
import type { Coverage } from "../api/types";
import { t } from "../language/language";

/** "9 of 37 sources reporting, 4 of 12 regions heard from" */
export function coverageWords({ reporting, sources, regions_heard: heard, regions }: Coverage): string {
  return t("coverage-words", { reporting, sources, heard, regions });
}

export function CoverageLine({ of }: { of: Coverage }) {
  return (
    <p class="small soft coverage">
      {t("coverage-title")}: {coverageWords(of)}
    </p>
  );
}
