// Clusters drawn over the map. A lone incident has the shape, colour and letter of its status. Several
// have their number, a ring that is shared out among their statuses, and below the number how many are
// of the gravest: one breach among seventy must not look like seventy. Drawn on a canvas of our own, in
// the same frame as the map beneath.
import type { Colours } from "../../map/colours";
import { LETTERS, STATUSES } from "../../design/status";
import type { Clusters } from "./clusters";
import { SQUARE_PX } from "./clusters";
import type { Columns } from "./columns";

/** The part of the web map on screen. */
export interface Sight {
  /** Its middle, 0 to 1 from west and north. */
  x: number;
  y: number;
  /** Width of the whole web map in pixels. */
  world: number;
  width: number;
  height: number;
}

export interface Mark {
  square: number;
  x: number;
  y: number;
  radius: number;
  count: number;
}

const SMALLEST = 11;

/** Where the marks lie on screen; those beside it are left out. Never two over one another. */
export function place({ grid, count, x, y }: Clusters, sight: Sight): Mark[] {
  const marks: Mark[] = [];
  const side = sight.world / grid.across;
  const west = sight.x * sight.world - sight.width / 2;
  const north = sight.y * sight.world - sight.height / 2;
  for (let square = 0; square < grid.size; square += 1) {
    const many = count[square] as number;
    if (many === 0) continue;
    const left = (grid.column[square] as number) * side - west;
    const top = (grid.line[square] as number) * side - north;
    if (left > sight.width || top > sight.height || left + side < 0 || top + side < 0) continue;
    const radius = many === 1 ? SMALLEST : Math.min(SQUARE_PX / 2 - 2, 17 + 4 * Math.log10(many));
    // In the middle of its incidents, but with its whole size inside its own square.
    const inside = (at: number, from: number) => Math.min(Math.max(at, from + radius), from + side - radius);
    marks.push({
      square,
      x: inside(((x[square] as number) / many) * sight.world - west, left),
      y: inside(((y[square] as number) / many) * sight.world - north, top),
      radius,
      count: many,
    });
  }
  return marks;
}

/** The mark under a point of the screen, with a little grace for fingers. */
export function hit(marks: readonly Mark[], x: number, y: number): Mark | undefined {
  let best: Mark | undefined;
  let nearest = Infinity;
  for (const mark of marks) {
    const distance = Math.hypot(mark.x - x, mark.y - y);
    if (distance <= Math.max(mark.radius, 14) && distance < nearest) [best, nearest] = [mark, distance];
  }
  return best;
}

export interface Drawing {
  clusters: Clusters;
  table: Columns;
  sight: Sight;
  colours: Colours;
  /** Says a count as the language writes it. */
  number: (value: number) => string;
  /** Row of the incident that is pointed at. */
  lit: number | undefined;
}

export function draw(pen: CanvasRenderingContext2D, marks: readonly Mark[], drawing: Drawing): void {
  const { clusters, table, sight, colours, lit } = drawing;
  pen.clearRect(0, 0, sight.width, sight.height);
  // A lone incident is as wide as it is uncertain, at every zoom.
  for (const { square, count } of marks) {
    if (count !== 1) continue;
    disc(pen, clusters.one[square] as number, drawing, 0.14);
  }
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  for (const { square, x, y, radius, count } of marks) {
    const status = STATUSES[clusters.worst[square] as number] ?? "not_in_force";
    if (count > 1) {
      several(pen, { square, x, y, radius, count }, drawing);
      continue;
    }
    const { tone, tint, on } = colours.status[status];
    outline(pen, status, x, y, radius);
    pen.fillStyle = tint;
    pen.fill();
    if (status === "undetermined") hatch(pen, x, y, radius, tone);
    outline(pen, status, x, y, radius);
    pen.setLineDash(status === "not_in_force" ? [3, 2] : []);
    pen.lineWidth = status === "breach_alleged" ? 2.5 : 1.5;
    pen.strokeStyle = tone;
    pen.stroke();
    pen.setLineDash([]);
    pen.fillStyle = status === "breach_corroborated" ? on : tone;
    pen.font = "700 12px ui-monospace, Menlo, Consolas, monospace";
    pen.fillText(LETTERS[status], x, y + 0.5);
  }
  if (lit !== undefined) {
    disc(pen, lit, drawing, 0.25);
    const [x, y] = onScreen(table, lit, sight);
    pen.beginPath();
    pen.arc(x, y, Math.max(SMALLEST + 3, (table.reach[lit] as number) * sight.world), 0, 7);
    pen.lineWidth = 3;
    pen.strokeStyle = colours.accent;
    pen.stroke();
  }
}

const RING_PX = 5;

function several(pen: CanvasRenderingContext2D, { square, x, y, radius, count }: Mark, { clusters, colours, number }: Drawing): void {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 7);
  pen.fillStyle = colours.land;
  pen.fill();
  // From the top, gravest first.
  let from = -Math.PI / 2;
  for (let rank = STATUSES.length - 1; rank >= 0; rank -= 1) {
    const many = clusters.tally[square * STATUSES.length + rank] as number;
    const status = STATUSES[rank];
    if (many === 0 || status === undefined) continue;
    const until = from + (2 * Math.PI * many) / count;
    pen.beginPath();
    pen.arc(x, y, radius - RING_PX / 2, from, until);
    pen.lineWidth = RING_PX;
    pen.strokeStyle = colours.status[status].tone;
    // What is no breach steps back.
    pen.globalAlpha = status === "not_in_force" || status === "no_breach_known" ? 0.45 : status === "undetermined" ? 0.7 : 1;
    pen.stroke();
    pen.globalAlpha = 1;
    from = until;
  }
  const worst = clusters.worst[square] as number;
  const gravest = STATUSES[worst] ?? "not_in_force";
  pen.fillStyle = colours.ink;
  pen.font = `700 ${count >= 10_000 ? 10 : 12}px system-ui, sans-serif`;
  pen.fillText(number(count), x, y - 3.5);
  pen.fillStyle = colours.status[gravest].tone;
  pen.font = "700 9.5px ui-monospace, Menlo, Consolas, monospace";
  const ofGravest = clusters.tally[square * STATUSES.length + worst] as number;
  pen.fillText(`${LETTERS[gravest]}${ofGravest < 1000 ? number(ofGravest) : ""}`, x, y + 8);
}

function onScreen(table: Columns, row: number, { x, y, world, width, height }: Sight): [number, number] {
  return [((table.x[row] as number) - x) * world + width / 2, ((table.y[row] as number) - y) * world + height / 2];
}

function disc(pen: CanvasRenderingContext2D, row: number, { table, sight, colours }: Drawing, alpha: number): void {
  const radius = (table.reach[row] as number) * sight.world;
  if (radius <= SMALLEST) return;
  const [x, y] = onScreen(table, row, sight);
  const status = STATUSES[table.status[row] as number] ?? "not_in_force";
  pen.beginPath();
  pen.arc(x, y, radius, 0, 7);
  pen.globalAlpha = alpha;
  pen.fillStyle = pen.strokeStyle = colours.status[status].tone;
  pen.fill();
  pen.globalAlpha = Math.min(1, alpha * 4);
  pen.lineWidth = 1;
  pen.stroke();
  pen.globalAlpha = 1;
}

/** Circle: no breach known, not in force. Diamond: undetermined. Square: alleged. Octagon: corroborated. */
function outline(pen: CanvasRenderingContext2D, status: string, x: number, y: number, radius: number): void {
  pen.beginPath();
  if (status === "breach_alleged") {
    const side = radius * 0.9;
    pen.roundRect(x - side, y - side, side * 2, side * 2, 3);
    return;
  }
  const corners = status === "breach_corroborated" ? 8 : status === "undetermined" ? 4 : 0;
  if (corners === 0) {
    pen.arc(x, y, radius, 0, 7);
    return;
  }
  const turn = corners === 8 ? Math.PI / 8 : 0;
  const reach = corners === 4 ? radius * 1.12 : radius;
  for (let i = 0; i < corners; i += 1) {
    const angle = turn + (i * 2 * Math.PI) / corners;
    pen.lineTo(x + reach * Math.cos(angle), y + reach * Math.sin(angle));
  }
  pen.closePath();
}

function hatch(pen: CanvasRenderingContext2D, x: number, y: number, radius: number, tone: string): void {
  pen.save();
  pen.clip();
  pen.globalAlpha = 0.25;
  pen.strokeStyle = tone;
  pen.lineWidth = 1.2;
  pen.beginPath();
  for (let shift = -2 * radius; shift < 2 * radius; shift += 4) {
    pen.moveTo(x + shift - radius, y + radius);
    pen.lineTo(x + shift + radius, y - radius);
  }
  pen.stroke();
  pen.restore();
}
