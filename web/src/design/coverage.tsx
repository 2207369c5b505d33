// How much was being watched: stands beside every count.
import type { Coverage } from "../api/types";
import { language, t } from "../language/language";

// A board has thousands of cells and few different coverages.
const said = new Map<string, string>();

/** "9 of 37 sources reporting, 4 of 12 regions heard from" */
export function coverageWords({ reporting, sources, regions_heard: heard, regions }: Coverage): string {
  const key = `${language.value} ${reporting} ${sources} ${heard} ${regions}`;
  const words = said.get(key) ?? t("coverage-words", { reporting, sources, heard, regions });
  said.set(key, words);
  return words;
}

export function CoverageLine({ of }: { of: Coverage }) {
  return (
    <p class="small soft coverage">
      {t("coverage-title")}: {coverageWords(of)}
    </p>
  );
}
