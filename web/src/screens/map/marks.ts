// Clusters drawn over the map: a shape, a colour and a letter for the gravest status in it, and how
// many incidents there are. Drawn on a canvas of our own, in the same frame as the map beneath.
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
    const radius = many === 1 ? SMALLEST : Math.min(SQUARE_PX / 2 - 2, 14 + 4 * Math.log10(many));
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
  const { clusters, table, sight, colours, number, lit } = drawing;
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
    const letter = LETTERS[status];
    if (count === 1) {
      pen.font = "700 12px ui-monospace, Menlo, Consolas, monospace";
      pen.fillText(letter, x, y + 0.5);
      continue;
    }
    pen.font = "700 10px ui-monospace, Menlo, Consolas, monospace";
    pen.fillText(letter, x, y - 6.5);
    pen.fillStyle = status === "breach_corroborated" ? on : colours.ink;
    pen.font = `600 ${count >= 10_000 ? 10 : 11.5}px system-ui, sans-serif`;
    pen.fillText(number(count), x, y + 5.5);
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
