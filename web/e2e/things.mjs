// Things of the case under test that the tests go to, found through the interface: no name is taken
// for granted but what the interface promises.
import { ask } from "./people.mjs";

/** A cell with a breach whose words may be shown to everybody, its incident and a report. */
export async function things() {
  const board = await ask(undefined, "/api/v1/board");
  const cells = board.cells.filter((cell) => cell.breaches > 0 && cell.perspective === "all");
  for (const cell of cells) {
    const why = await ask(undefined, `/api/v1/assessments/${encodeURIComponent(cell.id)}`);
    for (const breach of why.breaches) {
      const claim = breach.claims.find((it) => !it.withheld && it.words.length > 0);
      if (claim && breach.incident) {
        const whole = claim.words.find((it) => it.field === "whole") ?? claim.words[0];
        return { assessment: cell.id, incident: breach.incident.id, report: claim.report, voice: claim.voice, words: whole.text };
      }
    }
  }
  throw new Error("the board has no breach with words that the public may read");
}

/** All open reports, over as many pages as there are. */
export async function openReports(role) {
  const items = [];
  let after;
  do {
    const query = after === undefined ? "" : `&after=${encodeURIComponent(after)}`;
    const page = await ask(role, `/api/v1/queue?show=open&limit=100${query}`);
    items.push(...page.items);
    after = page.next ?? undefined;
  } while (after !== undefined && items.length < 1000);
  return items;
}
