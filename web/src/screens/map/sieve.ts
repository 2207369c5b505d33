// Which incidents pass the filters. Kind and status stand in the columns; whom an incident names, and
// how it stands under one term or in one pair of eyes, only the server knows: asked page by page.
import { get } from "../../api/client";
import type { Incidents, Status } from "../../api/types";
import { STATUSES } from "../../design/status";
import type { Asked } from "./address";
import type { Columns } from "./columns";

/** Status by incident, under a term or in somebody's eyes. */
export type Standing = ReadonlyMap<string, Status>;

const PAGE = 1_000;
/** Gravest first: an incident that comes twice keeps the first. */
const ASKED: readonly Status[] = ["breach_corroborated", "breach_alleged", "undetermined", "no_breach_known", "not_in_force"];

/** Whether the filters need a standing that the columns do not have. */
export function needsStanding({ term, perspective, party }: Asked): boolean {
  return term !== undefined || party !== undefined || (perspective !== undefined && perspective !== "all");
}

/** Asks how every incident stands under a term and in a perspective; calls back with the number so far. */
export async function loadStanding(
  { term, perspective, party }: Asked,
  signal: AbortSignal,
  soFar: (count: number) => void = () => undefined,
): Promise<Standing> {
  const standing = new Map<string, Status>();
  for (const status of ASKED) {
    let after: string | null = null;
    do {
      const page: Incidents = await get<Incidents>("/api/v1/incidents", { term, perspective, party, status, limit: PAGE, after }, signal);
      for (const { id } of page.incidents) if (!standing.has(id)) standing.set(id, status);
      soFar(standing.size);
      after = page.next;
    } while (after !== null);
  }
  return standing;
}

/** 1 for each row that passes. */
export function sift(table: Columns, { kind, status }: Asked, standing: Standing | null): Uint8Array {
  const shown = new Uint8Array(table.length).fill(1);
  const keep = (test: (row: number) => boolean) => {
    for (let i = 0; i < shown.length; i += 1) if (shown[i] === 1 && !test(i)) shown[i] = 0;
  };
  if (kind !== undefined) {
    const index = table.kinds.indexOf(kind);
    keep((i) => table.kind[i] === index);
  }
  if (standing !== null) keep((i) => standing.has(table.ids[i] as string));
  if (status !== undefined) {
    const rank = STATUSES.indexOf(status);
    keep((i) => table.status[i] === rank);
  }
  return shown;
}

/** The columns with the status that incidents have in the standing asked for. */
export function restated(table: Columns, standing: Standing | null): Columns {
  if (standing === null) return table;
  const status = Uint8Array.from(table.status);
  for (let i = 0; i < table.length; i += 1) {
    const told = standing.get(table.ids[i] as string);
    if (told !== undefined) status[i] = STATUSES.indexOf(told);
  }
  return { ...table, status };
}
