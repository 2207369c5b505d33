// What the server sends, as docs/schema and the OpenAPI description have it. Times are RFC 3339 in
// UTC, days YYYY-MM-DD in the deal's own zone, positions [longitude, latitude] in degrees.

export type Day = string;
export type Time = string;
export type Position = [number, number];

export type Role = "viewer" | "reporter" | "analyst" | "secretariat" | "admin";
export type Status =
  | "not_in_force"
  | "no_breach_known"
  | "undetermined"
  | "breach_alleged"
  | "breach_corroborated";
export type Stance = "fact" | "claimed" | "accused" | "denied";
export type Scope = "incident" | "summary" | "tally" | "toll";
export type Rule = "alleged" | "corroborated" | "established";
export type Verification = "reported" | "corroborated" | "verified" | "unverifiable";
export type Determination = "established" | "not_established" | "unattributable";
export type Field = "whole" | "what" | "by" | "on" | "where" | "when" | "how_many" | "says" | "cue";

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
}

// Session and case

export interface User {
  name: string;
  display: string;
  role: Role;
  /** Whether somebody else set the password, so that it is to be changed before anything else. */
  must_change_password?: boolean;
}

export interface Session {
  user: User | null;
  csrf: string | null;
  languages: string[];
}

export interface Checkpoint {
  entries: number;
  root: string;
}

export interface Perspective {
  slug: string;
  name: string;
}

export interface TermLine {
  number: string;
  words: string;
  plain: string;
  formula: string;
  reading: string | null;
  assumptions: string[];
}

export type Shape =
  | { disc: { centre: Position; radius_m: number } }
  | { line: { course: Position[]; margin_m: number } }
  | { area: { ring: Position[] } };

export interface Place {
  name: string | null;
  region: string | null;
  shape: Shape | null;
}

export interface KnownPlace {
  name: string;
  region: string | null;
  shape: Shape;
}

export interface NamedSource {
  id: string;
  name: string;
}

export interface DealLine {
  type: "Feature";
  geometry: { type: string; coordinates: unknown };
  properties: { name: string; kind: "area" | "line" | "keep_out"; term?: string; metres?: number | null };
}

export interface Case {
  case: string;
  deal: string;
  time_zone: string;
  as_of: Time;
  checkpoint: Checkpoint;
  program_version: string;
  days: Day[];
  perspectives: Perspective[];
  terms: TermLine[];
  kinds: string[];
  weapons: string[];
  actors: string[];
  parties: string[];
  guarantors: string[];
  clocks: string[];
  windows: string[];
  verification: Verification[];
  places: KnownPlace[];
  sources: NamedSource[];
  /** West, south, east, north of everything known; null where nothing is. */
  bounds: [number, number, number, number] | null;
  deal_lines: { type: "FeatureCollection"; features: DealLine[] };
  map: { tiles: string | null };
  application: boolean;
}

// Board

export interface Coverage {
  reporting: number;
  sources: number;
  regions_heard: number;
  regions: number;
}

export interface Cell {
  id: string;
  term: string;
  reading: string | null;
  day: Day;
  /** Slug of a perspective. */
  perspective: string;
  status: Status;
  contested: boolean;
  assumed: boolean;
  breaches: number;
  coverage: Coverage;
}

export interface ClockView {
  clock: string;
  /** Name of a perspective, not its slug. */
  perspective: string;
  rule: Rule;
  day: Day;
  since: Time | null;
  elapsed_days: number;
  calm_days: number;
  target_days: number;
  broken: [Day, string] | null;
  reached: Time | null;
  possibly_reached: Time | null;
}

export interface PhaseView {
  phase: string;
  perspective: string;
  rule: Rule;
  opened: Time | null;
  expects: string[];
}

export interface WindowView {
  window: string;
  opened: Time;
  closes: Time;
  /** When agreed, by how many seconds, by whom. */
  extensions: [Time, number, string[]][];
}

/** `best` is null where only a range is told, `high` where there is no upper end. */
export interface Count {
  low: number;
  best: number | null;
  high: number | null;
}

export interface Casualties {
  killed: Count | null;
  civilians_killed: Count | null;
  wounded: Count | null;
}

export interface RivalCount {
  day: Day;
  until: Day;
  incident: string | null;
  voice: string;
  what: string;
  by: string[];
  place: string | null;
  count: Count | null;
  casualties: Casualties;
  claim: string;
}

export interface Change {
  id: string;
  day: Day;
  term: string;
  reading: string | null;
  perspective: string;
  from: Status;
  to: Status;
}

export interface Board {
  case: string;
  checkpoint: Checkpoint;
  program_version: string;
  deal: string;
  time_zone: string;
  as_of: Time;
  in_force: { from: Time; until: [Time, string] | null };
  days: Day[];
  perspectives: Perspective[];
  terms: TermLine[];
  cells: Cell[];
  clocks: ClockView[];
  phases: PhaseView[];
  windows: WindowView[];
  rival_counts: RivalCount[];
  changes: Change[];
  /** How many findings people have entered; absent where the server does not tell. */
  findings?: number;
}

// Assessment

export interface Words {
  field: Field;
  from: number;
  until: number;
  evidence_from: number | null;
  text: string;
}

export interface WhyClaim {
  id: string;
  voice: string;
  through: string;
  published: Time | null;
  stance: Stance;
  says: string;
  report: string;
  title: string | null;
  evidence: string | null;
  words: Words[];
  withheld: boolean;
}

export interface Link {
  a: string;
  b: string;
  decided: boolean;
  probability: number;
  reason: string;
  /** Left out where a person decided, or where a protected source stands at one end. */
  evidence?: Evidence[];
}

export type Aspect =
  | "prior" | "crowd" | "time" | "place" | "kind" | "author" | "target" | "casualties" | "denial" | "carriage"
  | "scope" | "words" | "rivals" | "bound";

/** A piece of the reason: each bit doubles the odds of one event. */
export interface Evidence {
  about: Aspect;
  bits: number;
  words: string;
}

export interface WhyBreach {
  status: Status;
  contested: boolean;
  reason: string;
  voices: string[];
  by: string[];
  finding: Determination | null;
  incident: { id: string; summary: string; links: Link[] } | null;
  claims: WhyClaim[];
  against: WhyClaim[];
}

export interface Why {
  id: string;
  deal: string;
  term: TermLine;
  status: Status;
  contested: boolean;
  assumed: boolean;
  coverage: Coverage;
  breaches: WhyBreach[];
}

// Incidents, claims, reports

export interface Interval {
  from: Time;
  until: Time;
}

export type When = "open" | { within: Interval } | { throughout: Interval };

export interface TermStanding {
  term: string;
  reading: string | null;
  status: Status;
  contested: boolean;
  finding: Determination | null;
  assessments: string[];
}

export type Harm = "killed" | "civilians_killed" | "wounded";

/** How the figures of an incident make its range. None averages. */
export type TollRule =
  | { rule: "one_figure" | "compatible" | "rival" }
  | { rule: "latest" | "unordered"; of: number }
  | { rule: "all_agree"; sources: number }
  | { rule: "most_agree"; agree: number; of: number };

export interface TollRow {
  harm: Harm;
  range: Count;
  rule: TollRule;
  sentence: string;
  figures: { voice: string; claim: string; count: Count; told: Time | null; superseded: boolean }[];
}

export type EchoReason = "carries" | "repeats" | "repeats_undated" | "adds_no_figure" | "same_words";

/** One word and all who pass it on. */
export interface Origin {
  voice: string;
  with: { source: string; of: string; why: EchoReason; certain: boolean; sentence: string }[];
}

export type Contradiction = "denial" | "kind" | "author" | "place" | "time" | Harm;

export interface Dispute {
  question: Field;
  about: Contradiction;
  sentence: string;
  sides: { says: string; voices: string[]; claim: string }[];
}

export interface IncidentRow {
  id: string;
  scope: Scope;
  kind: string;
  by: string[];
  on: string[];
  when: When;
  place: Place;
  casualties: Casualties;
  voices: string[];
  contested: boolean;
  terms: TermStanding[];
  claims: string[];
  /** How many voices at least are no echo of another, and how many at most. */
  independent: number;
  independent_at_most: number;
  toll: TollRow[];
  origins: Origin[];
  disputes: Dispute[];
  /** Single incidents over which a summary lies. */
  covers: { incidents: string[]; more: number; reason: string } | null;
  links: Link[];
}

export interface Weapon {
  class: string;
  calibre_mm: number | null;
  model: string | null;
}

/** Bytes `from..until` of the report's text in UTF-8. */
export interface Span {
  field: Field;
  from: number;
  until: number;
}

export interface ClaimRow {
  id: string;
  report: string;
  voice: string;
  through: string;
  published: Time | null;
  stance: Stance;
  scope: Scope;
  kind: string;
  by: string[];
  on: string[];
  weapon: Weapon | null;
  self_defence: boolean;
  when: When;
  place: Place;
  casualties: Casualties;
  count: Count | null;
  spans: Span[];
  words: string | null;
}

export interface ReportRow {
  id: string;
  source: string;
  format: string;
  published: Time | null;
  title: string | null;
  evidence: string | null;
  flags: string[];
}

export interface Decided {
  entry: number;
  act: string;
  summary: string;
  by: string;
  at: Time;
  reason: string;
  cites: string[];
  undone_by: number | null;
}

export interface IncidentClaim {
  row: ClaimRow;
  says: string;
  title: string | null;
  withheld: boolean;
  evidence: string | null;
  words: Words[];
}

export interface Request {
  entry: number;
  party: string;
  question: string;
  at: Time;
  by: string;
  answers: { entry: number; answer: string; at: Time; by: string }[];
}

export interface Incident {
  incident: IncidentRow;
  summary: string;
  verification: { state: Verification; by: string; at: Time; reason: string } | null;
  attributions: { to: string; by: string; at: Time; reason: string; entry: number }[];
  findings: {
    term: string;
    determination: Determination;
    by: string;
    at: Time;
    reason: string;
    entry: number;
  }[];
  requests: Request[];
  history: Decided[];
  claims: IncidentClaim[];
  rival_counts: RivalCount[];
}

export interface Incidents {
  incidents: IncidentRow[];
  next: string | null;
}

export interface Segment {
  text: string;
  marks: { claim: string; field: Field }[];
}

export interface Photo {
  index: number;
  media_type: string;
  name: string;
  bytes: number;
}

export interface Report {
  report: ReportRow;
  entry: number;
  recorded: Time;
  segments: Segment[];
  withheld: boolean;
  claims: ClaimRow[];
  observer: { name: string | null; contact: string | null; position: Position | null } | null;
  photos: Photo[];
}

/** All incidents for the map, column by column. Days are counted from 1970-01-01. */
export interface Points {
  ids: string[];
  lon: number[];
  lat: number[];
  /** Null where undated, as is `day_until`. */
  day_from: (number | null)[];
  day_until: (number | null)[];
  /** Radius of uncertainty, metres. */
  reach_m: number[];
  /** Index into `kinds`. */
  kind: number[];
  kinds: string[];
  status: number[];
  statuses?: Status[];
  /** Index into `parties`, or -1. */
  by: number[];
  parties: string[];
  truncated: boolean;
}

// Queue and decisions

export interface QueueClaim {
  row: ClaimRow;
  says: string;
  incident: string | null;
  alone: boolean;
  suggestion: {
    incident: string;
    /** The claim at the other end of the link. */
    with?: string;
    summary: string;
    probability: number;
    reason: string;
    disputed: boolean;
  } | null;
}

export interface QueueItem {
  report: ReportRow;
  entry: number;
  recorded: Time;
  state: "open" | "accepted" | "set_aside";
  claims: QueueClaim[];
  duplicates: string[];
  disputed: boolean;
  taken_up: { by: string; since: Time } | null;
  /** False while judged provisionally. */
  settled: boolean;
}

export interface Queue {
  items: QueueItem[];
  next: string | null;
  open: number;
}

export type Act =
  | { act: "accept" | "set-aside"; report: string }
  | { act: "merge" | "split"; claims: string[] }
  | { act: "verify"; incident: string; state: Verification }
  | { act: "attribute"; incident: string; to: string }
  | { act: "find"; term: string; incident: string; determination: Determination }
  | { act: "ask"; incident: string; party: string; question: string }
  | { act: "answer"; to: number; answer: string }
  | { act: "undo"; of: number }
  | { act: "extend"; of: string; seconds: number; by: string[] }
  | { act: "restart"; of: string; by: string[] }
  | { act: "withdraw"; by: string }
  | { act: "join"; actor: string; party: string }
  | { act: "leave"; actor: string };

export type Decision = Act & { reason: string; cites?: string[]; at?: Time };

export interface Decisions {
  decisions: Decided[];
  next: string | null;
}

export interface DecisionMade {
  entry: number;
  decision: Decided;
  note: string | null;
}

// Field reports

/** A number, or what of it is known; at least one is given, in this order. */
export interface Bounds {
  low?: number;
  best?: number;
  high?: number;
}

export interface FieldReport {
  uuid: string;
  source: string;
  observed_from: Time;
  observed_until: Time;
  heard_or_seen: "heard" | "seen" | "told";
  kind: string;
  stance?: Stance;
  weapon?: { class: string; model?: string };
  count?: Bounds;
  killed?: Bounds;
  wounded?: Bounds;
  by?: string[];
  on?: string[];
  text?: string;
  place?: { name?: string; lon: number; lat: number; radius_m: number } | { name: string };
  observer_position?: { lon: number; lat: number; accuracy_m: number };
  bearing_deg?: number;
  range_m?: { low: number; high: number };
  bearing_sector?: string;
  observer?: { name?: string; contact?: string };
  filed_at: Time;
}

export interface Filed {
  entry: number;
  report: string;
  already: boolean;
}

// Live events

export interface EntryEvent {
  index: number;
  kind: "report" | "decision" | "case_file";
  summary: string;
  report?: string;
}

export interface SettledEvent {
  entries: number;
  root: string;
  as_of: Time;
}

/** Incidents became one, fell apart or exchanged claims. */
export interface TurnedEvent {
  turn: "merged" | "split" | "exchanged";
  before: string[];
  after: string[];
  reason: string;
}

export interface TakenUpEvent {
  report: string;
  by: string | null;
}

// Bulletins, ledger

export interface Bulletins {
  days: Day[];
  languages: string[];
}

export interface Ledger {
  size: number;
  root: string;
  checkpoint: string;
  log_key: string;
}

export interface LedgerEntry {
  index: number;
  recorded: Time;
  author: string;
  fingerprint: string;
  kind: string;
  summary: string | null;
  leaf_hash: string;
}

export interface LedgerEntries {
  entries: LedgerEntry[];
}

export interface InclusionProof {
  index: number;
  size: number;
  leaf_hash: string;
  /** Base64 of the bytes that are hashed behind 0x00; null for the public. */
  leaf: string | null;
  path: string[];
  root: string;
  checkpoint: string;
}

// Administration

export interface Account {
  name: string;
  display: string;
  role: Role;
  disabled: boolean;
  /** Whether its owner has not yet changed the password that somebody else set. */
  must_change_password: boolean;
  /** How the key begins that signs for it. */
  key: string;
  created: Time;
}

export type TokenScope = "read" | "report" | "decide" | "admin";

export interface Token {
  id: number;
  /** Whose. */
  account: string;
  label: string;
  scopes: TokenScope[];
  created: Time;
  expires: Time | null;
  /** The day (UTC) on which it was last used. */
  used_on: Day | null;
}

export type HookEvent = "breach" | "settled";

export interface Webhook {
  id: number;
  url: string;
  events: HookEvent[];
  created: Time;
  /** When the receiver last took a delivery. */
  succeeded: Time | null;
  /** How often in a row it then did not. */
  failures: number;
  error: string | null;
  waiting: number;
}
