// The shipped case as the server would tell it: canned judgement, and decisions kept in memory.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import * as ledger from "./ledger.mjs";
import { many } from "./many.mjs";
import { geometry } from "./tiles.mjs";

const gathered = JSON.parse(gunzipSync(readFileSync(join(import.meta.dirname, "case.json.gz"))));
const { board } = gathered;
export const { claims, reports } = gathered;
export const incidents = gathered.incidents.map((incident) => ({ ...plain(incident), ...incident }));

/** What an incident tells of its sources where they neither stand together nor differ. */
function plain({ voices }) {
  return { independent: voices.length, independent_at_most: voices.length, toll: [], origins: [], disputes: [], covers: null };
}

export const claimOf = new Map(claims.map((claim) => [claim.id, claim]));
export const incidentOf = new Map(incidents.map((incident) => [incident.id, incident]));
export const incidentOfClaim = new Map(incidents.flatMap((i) => i.claims.map((claim) => [claim, i])));
const assessmentOf = new Map(board.assessments.map((a) => [a.id, a]));
const reportOf = new Map(reports.map((report) => [report.id, report]));

const slug = (name) => name.replace(/^close to /, "").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "-");
const perspectives = board.perspectives.map((name) => ({ slug: slug(name), name }));
const parse = (id) => {
  const [term, day, perspective, ...reading] = id.split("@");
  return { term, day, perspective, reading: reading.length ? reading.join("@") : null };
};
const head = {
  case: gathered.case,
  checkpoint: gathered.checkpoint,
  program_version: gathered.program_version,
};
const cells = board.assessments.map(({ breaches, ...a }) => ({ ...a, ...parse(a.id), breaches: breaches.length }));

// Words of reports, from the case's own folder beside this one.
const texts = new Map();
const folder = join(import.meta.dirname, "../../cases", gathered.case, "reports");
if (existsSync(folder)) {
  for (const name of readdirSync(folder)) {
    const bytes = readFileSync(join(folder, name));
    const hash = createHash("sha256").update(bytes).digest("hex");
    texts.set(`R-${hash.slice(0, 16)}`, bytes.toString("utf8").replace(/^(.+: .*\n)+\n/, "").trimEnd());
  }
}

// The ledger: the case's files, its reports in the order in which they were published.
const asText = (time) => time ?? board.as_of;
for (let file = 1; file <= 4; file += 1) {
  ledger.append({ author: "shipped case", recorded: board.as_of, payload: { entry: "case-file", role: `file ${file}` }, kind: "case_file", summary: `file ${file} of the case` });
}
export const entryOf = new Map();
for (const row of reports.toSorted((a, b) => asText(a.published).localeCompare(asText(b.published)))) {
  entryOf.set(row.id, ledger.append({
    author: "shipped case", recorded: asText(row.published), payload: { entry: "evidence", evidence: row.evidence },
    kind: "report", summary: row.title,
  }));
}

// What people decided since the server started.
export const decided = [];
/** What was asked, by the entry that it became. */
export const asked = new Map();
const settings = new Map();
const kept = (incident) => {
  if (!settings.has(incident)) {
    settings.set(incident, { verification: null, attributions: [], findings: [], requests: [], history: [] });
  }
  return settings.get(incident);
};

export function theCase() {
  const disc = (i) => i.place.shape?.disc;
  return {
    ...head,
    checkpoint: { entries: ledger.size(), root: ledger.rootHex() },
    deal: board.deal,
    time_zone: board.time_zone,
    as_of: board.as_of,
    days: board.days,
    perspectives,
    terms: board.terms,
    kinds: [...new Set(claims.map((c) => c.kind))].sort(),
    weapons: ["tank", "artillery", "mortar", "rocket-artillery", "tactical-missile", "anti-tank-missile", "personnel-carrier", "vehicle", "heavy-machine-gun", "light-machine-gun", "small-arms", "personnel", "aircraft", "helicopter", "drone", "explosive"],
    actors: [...new Set(claims.flatMap((c) => [...c.by, ...c.on]))].sort(),
    parties: ["Government", "Opposition"],
    guarantors: ["Russia", "United States"],
    clocks: [...new Set(board.clocks.map((c) => c.clock))],
    windows: board.windows.map((w) => w.window),
    verification: ["reported", "corroborated", "verified", "unverifiable"],
    places: [...new Map(incidents.filter((i) => i.place.name && disc(i)).map((i) => [i.place.name, i.place])).values()],
    sources: [...new Set(reports.map((r) => r.source))].sort().map((name) => ({ id: slug(name), name })),
    bounds: [35.5, 32.3, 42.4, 37.4],
    deal_lines: {
      type: "FeatureCollection",
      features: [
        {
          type: "Feature",
          geometry: {
            type: "LineString",
            coordinates: [[37.1, 36.252], [37.11, 36.2545], [37.121, 36.257], [37.132, 36.259], [37.143, 36.2605], [37.153, 36.262], [37.16, 36.262]],
          },
          properties: { name: "Castello Road", kind: "line" },
        },
        {
          type: "Feature",
          geometry: {
            type: "Polygon",
            coordinates: [[[37.1, 36.252], [37.121, 36.257], [37.143, 36.2605], [37.16, 36.262], [37.16, 36.2935], [37.143, 36.292], [37.121, 36.2885], [37.1, 36.2835], [37.1, 36.252]]],
          },
          properties: { name: "2.c", kind: "keep_out", term: "2.c", metres: 3500 },
        },
        {
          type: "Feature",
          geometry: {
            type: "Polygon",
            coordinates: [[[37.09, 36.17], [37.13, 36.16], [37.17, 36.175], [37.19, 36.2], [37.17, 36.225], [37.13, 36.228], [37.1, 36.21], [37.09, 36.17]]],
          },
          properties: { name: "Eastern Aleppo", kind: "area" },
        },
      ],
    },
    map: { tiles: null },
    application: true,
  };
}

export function theBoard({ as_of: asked }) {
  // A prefix is played by leaving out later days: the mock judges nothing.
  const until = asked && /^\d{4}-/.test(asked) ? asked.slice(0, 10) : "9999";
  const days = board.days.filter((day) => day <= until);
  const shown = new Set(days);
  const last = days.at(-1);
  const before = days.at(-2);
  const at = new Map(cells.map((cell) => [cell.id, cell]));
  const changes = cells.flatMap((cell) => {
    if (cell.day !== last || !before) return [];
    const earlier = at.get(cell.id.replace(`@${last}@`, `@${before}@`));
    if (!earlier || earlier.status === cell.status) return [];
    const { id, day, term, reading, perspective } = cell;
    return [{ id, day, term, reading, perspective, from: earlier.status, to: cell.status }];
  });
  return {
    ...head,
    checkpoint: { entries: ledger.size(), root: ledger.rootHex() },
    deal: board.deal,
    time_zone: board.time_zone,
    as_of: until === "9999" ? board.as_of : asked,
    in_force: board.in_force,
    days,
    perspectives,
    terms: board.terms,
    cells: cells.filter(({ day }) => shown.has(day)),
    clocks: board.clocks.filter(({ day }) => shown.has(day)),
    phases: board.phases,
    windows: board.windows,
    rival_counts: board.rival_counts.filter(({ day }) => shown.has(day)),
    changes,
  };
}

export const says = (claim) =>
  [
    [claim.kind.replaceAll("-", " "), claim.by.length ? `by ${claim.by.join(" or ")}` : "", claim.on.length ? `on ${claim.on.join(" or ")}` : ""].filter(Boolean).join(" "),
    claim.place.name ?? "place not told",
  ].join("; ");

export const summary = (incident) =>
  `${incident.kind.replaceAll("-", " ")}; ${incident.place.name ?? "place not told"}${incident.place.region ? `, ${incident.place.region}` : ""}`;

function words(claim) {
  const text = texts.get(claim.report);
  if (!claim.words || text === undefined) return [];
  const bytes = Buffer.from(text);
  return claim.spans.map(({ field, from, until }) => ({
    field, from, until, evidence_from: from, text: bytes.subarray(from, until).toString(),
  }));
}

function whyClaim(id) {
  const claim = claimOf.get(id);
  if (!claim) return [];
  const report = reportOf.get(claim.report);
  return [{
    id, voice: claim.voice, through: claim.through, published: claim.published, stance: claim.stance,
    says: says(claim), report: claim.report, title: report?.title ?? null,
    evidence: report?.evidence ?? null, words: words(claim), withheld: claim.words === null,
  }];
}

export function assessment(id) {
  const a = assessmentOf.get(id);
  if (!a) return null;
  const { term, reading } = parse(id);
  return {
    id,
    deal: board.deal,
    term: board.terms.find((t) => t.number === term && t.reading === reading),
    status: a.status, contested: a.contested, assumed: a.assumed, coverage: a.coverage,
    breaches: a.breaches.map((b) => {
      const incident = b.incident && incidentOf.get(b.incident);
      return {
        status: b.status, contested: b.contested, reason: b.reason, voices: b.voices, by: b.by,
        finding: kept(b.incident).findings.find((f) => f.term === term)?.determination ?? b.finding,
        incident: incident ? { id: incident.id, summary: summary(incident), links: incident.links } : null,
        claims: b.claims.flatMap(whyClaim),
        against: b.against.flatMap(whyClaim),
      };
    }),
  };
}

export function incidentList({ kind, term, party, perspective, status, bbox, datetime, limit = "100", after = "0" }) {
  const [west, south, east, north] = (bbox ?? "-180,-90,180,90").split(",").map(Number);
  const [from, until] = (datetime ?? "../..").split("/").map((edge) => (edge === ".." ? undefined : Date.parse(edge)));
  // The mock knows one pair of eyes for each incident; the real server judges for each.
  const gravest = (i) => Math.max(1, ...i.terms.filter((t) => !term || t.term === term).map((t) => STATUSES.indexOf(t.status)));
  const within = (i) => {
    if (!bbox) return true;
    const at = i.place.shape?.disc?.centre ?? i.place.shape?.line?.course[0] ?? i.place.shape?.area?.ring[0];
    return at !== undefined && at[0] >= west && at[0] <= east && at[1] >= south && at[1] <= north;
  };
  const during = (i) => {
    if (!datetime) return true;
    const interval = i.when === "open" ? null : (i.when.within ?? i.when.throughout);
    return interval !== null && (until === undefined || Date.parse(interval.from) <= until) && (from === undefined || Date.parse(interval.until) > from);
  };
  const found = incidents.filter(
    (i) =>
      (!kind || i.kind === kind) &&
      (!term || i.terms.some((t) => t.term === term)) &&
      (!party || [...i.by, ...i.on].some((name) => name.includes(party))) &&
      (!status || STATUSES[gravest(i)] === status) &&
      (perspective === undefined || perspective === "all" || i.voices.length > 1) &&
      within(i) && during(i),
  );
  const start = Number(after);
  const end = start + Number(limit);
  return { incidents: found.slice(start, end).map((i) => ({ ...i, links: [] })), next: end < found.length ? String(end) : null };
}

export function incident(id) {
  const row = incidentOf.get(id);
  if (!row) return null;
  return {
    incident: row,
    summary: summary(row),
    ...kept(id),
    claims: row.claims.flatMap((claimId) => {
      const claim = claimOf.get(claimId);
      if (!claim) return [];
      const [{ title, withheld, evidence, words: marked }] = whyClaim(claimId);
      return [{ row: claim, says: says(claim), title, withheld, evidence, words: marked }];
    }),
    rival_counts: board.rival_counts.filter((r) => r.incident === id),
  };
}

export function report(id, role) {
  const row = reportOf.get(id);
  if (!row) return null;
  const mine = claims.filter((claim) => claim.report === id);
  const text = texts.get(id) ?? mine.map((c) => c.words ?? "").join(" ");
  const withheld = row.title === null && role === undefined;
  return {
    report: row,
    entry: entryOf.get(row.id),
    recorded: row.published ?? board.as_of,
    withheld,
    segments: withheld ? [{ text: "", marks: [] }] : cut(Buffer.from(text), mine),
    claims: mine,
    observer: null,
    photos: [],
  };
}

/** Cuts a text where any claim's words begin or end. */
function cut(bytes, mine) {
  const spans = mine.flatMap((c) => c.spans.map((span) => ({ ...span, claim: c.id })));
  const edges = [...new Set([0, bytes.length, ...spans.flatMap(({ from, until }) => [from, until])])]
    .filter((edge) => edge <= bytes.length)
    .sort((a, b) => a - b);
  return edges.slice(0, -1).map((from, i) => ({
    text: bytes.subarray(from, edges[i + 1]).toString(),
    marks: spans.filter((s) => s.from <= from && from < s.until).map(({ claim, field }) => ({ claim, field })),
  }));
}

/** Enters a decision as the server would; gives the answer and the event for those who listen. */
export function decide(body, by) {
  const at = new Date().toISOString().replace(/\.\d+/, "");
  const entry = ledger.append({ author: by, recorded: at, payload: { entry: "decision", ...body }, kind: "decision", summary: told(body) });
  const line = {
    entry, act: body.act, summary: told(body), by, at, reason: body.reason, cites: body.cites ?? [], undone_by: null,
  };
  decided.push(line);
  asked.set(entry, body);
  if (body.act === "undo") {
    const undone = decided.find((d) => d.entry === body.of);
    if (undone) undone.undone_by = entry;
    for (const known of settings.values()) {
      for (const old of known.history) if (old.entry === body.of) old.undone_by = entry;
      for (const key of ["attributions", "findings", "requests"]) known[key] = known[key].filter((x) => x.entry !== body.of);
      if (known.verification?.entry === body.of) known.verification = null;
      if (known.history.some((old) => old.entry === body.of)) known.history.push(line);
    }
  } else if (body.act === "answer") {
    for (const known of settings.values()) {
      const request = known.requests.find((r) => r.entry === body.to);
      if (!request) continue;
      request.answers.push({ entry, answer: body.answer, at, by });
      known.history.push(line);
    }
  } else if (body.incident) {
    const known = kept(body.incident);
    known.history.push(line);
    const signed = { by, at, reason: body.reason, entry };
    if (body.act === "verify") known.verification = { state: body.state, ...signed };
    if (body.act === "attribute") known.attributions.push({ to: body.to, ...signed });
    if (body.act === "find") known.findings.push({ term: body.term, determination: body.determination, ...signed });
    if (body.act === "ask") known.requests.push({ entry, party: body.party, question: body.question, at, by, answers: [] });
  }
  return {
    answer: { entry, decision: line, note: null },
    event: { index: entry, kind: "decision", summary: `${by}: ${line.summary}` },
  };
}

function told({ act, incident: id, report: read, state, to, term, determination, party, of: undone, claims: named }) {
  const what = { verify: state, attribute: `to ${to}`, find: `${term} ${determination}`, ask: party, answer: `to entry ${to}`, undo: `entry ${undone}` };
  return [act, id ?? read ?? named?.join(" + ") ?? "", what[act] ?? ""].filter(Boolean).join(" ");
}

export const decisions = () => ({ decisions: decided.toReversed(), next: null });

/** How many incidents to make up for the map, in place of the case's own. */
const made = Number(process.env.POINTS ?? 0);
const STATUSES = ["not_in_force", "no_breach_known", "undetermined", "breach_alleged", "breach_corroborated"];
const epochDay = (time) => Math.floor((new Date(time).getTime() + 3 * 3_600_000) / 86_400_000);

export function points() {
  if (made > 0) {
    const kinds = [...new Set(incidents.map((i) => i.kind))].sort();
    const { days, bounds } = theCase();
    return many(made, { kinds, statuses: STATUSES, parties: ["Government", "Opposition"], firstDay: epochDay(`${days[0]}T00:00:00Z`), days: days.length, bounds });
  }
  const statuses = ["not_in_force", "no_breach_known", "undetermined", "breach_alleged", "breach_corroborated"];
  const kinds = [...new Set(incidents.map((i) => i.kind))].sort();
  const parties = ["Government", "Opposition"];
  const day = (time) => Math.floor((new Date(time).getTime() + 3 * 3_600_000) / 86_400_000);
  const rows = incidents.flatMap((i) => {
    const { shape } = i.place;
    const interval = i.when === "open" ? null : (i.when.within ?? i.when.throughout);
    if (!shape || !interval) return [];
    const [lon, lat] = shape.disc?.centre ?? shape.line?.course[0] ?? shape.area.ring[0];
    const worst = Math.max(1, ...i.terms.map((t) => statuses.indexOf(t.status)));
    return [[i.id, lon, lat, day(interval.from), day(Date.parse(interval.until) - 1000), shape.disc?.radius_m ?? shape.line?.margin_m ?? 5000, kinds.indexOf(i.kind), worst, parties.findIndex((p) => i.by.some((name) => name.includes(p)))]];
  });
  const column = (n) => rows.map((row) => row[n]);
  return {
    ids: column(0), lon: column(1), lat: column(2), day_from: column(3), day_until: column(4),
    reach_m: column(5), kind: column(6), kinds, status: column(7), statuses, by: column(8), parties, truncated: false,
  };
}

/** Incidents as features of vector tiles; more than eight at one place are one, as the server has it. */
export function features() {
  const places = Map.groupBy ? Map.groupBy(shapes(), placed) : shapes().reduce((map, shape) => map.set(placed(shape), [...(map.get(placed(shape)) ?? []), shape]), new Map());
  return [...places.values()].flatMap((here) => {
    if (here.length <= 8) return here;
    const worst = here.toSorted((a, b) => STATUSES.indexOf(b.properties.status) - STATUSES.indexOf(a.properties.status))[0];
    const days = here.map(({ properties }) => properties).filter((p) => p.day_from !== undefined);
    return [{
      ...here[0],
      properties: {
        ...here[0].properties, count: here.length, status: worst.properties.status,
        day_from: Math.min(...days.map((p) => p.day_from)), day_until: Math.max(...days.map((p) => p.day_until)),
      },
    }];
  });
}

const placed = ({ geometry: shape }) => JSON.stringify(shape);

function shapes() {
  return incidents.flatMap((i) => {
    const interval = i.when === "open" ? null : (i.when.within ?? i.when.throughout);
    if (!i.place.shape) return [];
    const worst = STATUSES[Math.max(1, ...i.terms.map((t) => STATUSES.indexOf(t.status)))];
    const days = interval && { day_from: epochDay(interval.from), day_until: epochDay(Date.parse(interval.until) - 1000) };
    return [{
      type: "Feature",
      geometry: geometry(i.place.shape),
      properties: { id: i.id, kind: i.kind, status: worst, ...days, name: i.place.name ?? "", reach_m: i.place.shape.disc?.radius_m ?? 5000 },
    }];
  });
}

export const bulletins = () => ({ days: board.days, languages: ["en", "ar", "ru"] });

/** Takes in the words of a report that came while the server ran. */
export function know(report, text) {
  texts.set(report, text);
  reportOf.set(report, reports.find((row) => row.id === report));
}
