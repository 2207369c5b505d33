// The queue as the server would tell it: computed anew from what people decided, each time.
import { createHash } from "node:crypto";
import * as case_ from "./answers.mjs";
import * as ledger from "./ledger.mjs";

const taken = new Map();
const provisional = new Set();
const filed = new Map();

/** What the decisions that stand come to: state of each report, incident of each claim. */
function judged() {
  const state = new Map();
  const home = new Map(case_.claims.map((claim) => [claim.id, case_.incidentOfClaim.get(claim.id)?.id ?? null]));
  for (const { entry, undone_by } of case_.decided) {
    const body = case_.asked.get(entry);
    if (undone_by !== null) continue;
    if (body.act === "accept") state.set(body.report, "accepted");
    if (body.act === "set-aside") state.set(body.report, "set_aside");
    if (body.act === "merge") for (const id of body.claims) home.set(id, home.get(body.claims.at(-1)));
    if (body.act === "split") for (const id of body.claims.slice(0, -1)) home.set(id, `I-${createHash("sha256").update(`${id} ${entry}`).digest("hex").slice(0, 10)}`);
  }
  return { state, home };
}

export function list({ show = "open", limit = "50", after }) {
  const { state, home } = judged();
  const sizes = new Map();
  for (const id of home.values()) sizes.set(id, (sizes.get(id) ?? 0) + 1);
  const all = case_.reports.map((row) => {
    const claims = case_.claims.filter((claim) => claim.report === row.id).map((claim) => {
      const id = home.get(claim.id);
      const base = case_.incidentOf.get(id);
      const link = base?.links.find((l) => !l.decided && (l.a === claim.id || l.b === claim.id));
      return {
        row: claim, says: case_.says(claim), incident: id, alone: sizes.get(id) === 1,
        suggestion: base && link && sizes.get(id) > 1
          ? { incident: id, summary: case_.summary(base), probability: link.probability, reason: link.reason, disputed: link.probability < 0.8 }
          : null,
      };
    });
    return {
      report: row, entry: case_.entryOf.get(row.id), recorded: row.published ?? case_.theCase().as_of,
      state: state.get(row.id) ?? "open", claims,
      duplicates: row === case_.reports[3] ? [case_.reports[4].id, case_.reports[5].id] : [],
      disputed: claims.some((claim) => claim.suggestion?.disputed),
      taken_up: taken.get(row.id) ?? null, settled: !provisional.has(row.id),
    };
  });
  all.sort((a, b) => Number(b.disputed) - Number(a.disputed) || b.entry - a.entry);
  const wanted = all.filter((item) => item.state === show || (show === "done" && item.state === "accepted"));
  const from = after === undefined ? 0 : wanted.findIndex((item) => item.report.id === after) + 1;
  const items = wanted.slice(from, from + Number(limit));
  const more = from + items.length < wanted.length;
  return { items, next: more ? items.at(-1).report.id : null, open: all.filter((item) => item.state === "open").length };
}

export function takeUp(report, by) {
  if (by === null) taken.delete(report);
  else taken.set(report, { by, since: new Date().toISOString() });
}

export const settle = () => provisional.clear();

/** A report from the field; the same uuid again is the same report. */
export function file(form, by) {
  const known = filed.get(form.uuid);
  if (known) return { answer: { ...known, already: true }, event: null };
  const hash = createHash("sha256").update(form.uuid).digest("hex");
  const [id, recorded] = [`R-${hash.slice(0, 16)}`, new Date().toISOString().replace(/\.\d+/, "")];
  const source = case_.theCase().sources.find((it) => it.id === form.source)?.name ?? form.source;
  const title = `${form.heard_or_seen ?? "seen"}: ${(form.kind ?? "attack").replaceAll("-", " ")}`;
  case_.reports.push({ id, source, format: "field", published: recorded, title, evidence: hash, flags: [] });
  const point = form.place?.lon === undefined ? null : { disc: { centre: [form.place.lon, form.place.lat], radius_m: form.place.radius_m ?? 1000 } };
  const words = form.text ?? title;
  const claim = {
    id: `C-${hash.slice(0, 16)}-1`, report: id, voice: source, through: source, published: recorded, stance: "fact", scope: "incident",
    kind: form.kind ?? "attack", by: form.by ?? [], on: form.on ?? [], weapon: null, self_defence: false,
    when: { within: { from: form.observed_from, until: form.observed_until } },
    place: { name: form.place?.name ?? null, region: null, shape: point },
    casualties: { killed: form.killed ?? null, civilians_killed: null, wounded: form.wounded ?? null },
    count: form.count ?? null, spans: [{ field: "whole", from: 0, until: Buffer.byteLength(words) }], words,
  };
  case_.claims.push(claim);
  case_.claimOf.set(claim.id, claim);
  case_.know(id, words);
  const entry = ledger.append({ author: by, recorded, payload: { entry: "evidence", evidence: hash }, kind: "report", summary: title });
  case_.entryOf.set(id, entry);
  provisional.add(id);
  const answer = { entry, report: id, already: false };
  filed.set(form.uuid, answer);
  return { answer, event: { index: entry, kind: "report", summary: title, report: id, recorded } };
}
