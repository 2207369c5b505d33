// Between a moment and what a clock on a wall in some zone shows, for date fields.

const formats = new Map<string, Intl.DateTimeFormat>();

function fields(at: Date, zone: string): Record<string, string> {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      year: "numeric", month: "2-digit", day: "2-digit",
      hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23",
    });
    formats.set(zone, format);
  }
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
}

/** `2016-09-17T14:30`, as `<input type="datetime-local">` takes it. */
export function inZone(time: string, zone: string): string {
  const at = new Date(time);
  if (Number.isNaN(at.getTime())) return "";
  const { year, month, day, hour, minute } = fields(at, zone);
  return `${year}-${month}-${day}T${hour}:${minute}`;
}

/**
 * The moment at which a clock in `zone` shows this; null for what is no time. In an hour that a
 * change of clocks repeats the earlier moment is meant; one that it skips is moved on by the change.
 */
export function zonedToUtc(local: string, zone: string): string | null {
  const naive = Date.parse(`${local}Z`);
  if (Number.isNaN(naive)) return null;
  const hour = 3_600_000;
  const before = naive - offset(naive - 24 * hour, zone);
  const after = naive - offset(naive + 24 * hour, zone);
  for (const candidate of [Math.min(before, after), Math.max(before, after)]) {
    if (inZone(new Date(candidate).toISOString(), zone) === local.slice(0, 16)) {
      return new Date(candidate).toISOString().replace(".000Z", "Z");
    }
  }
  return new Date(before).toISOString().replace(".000Z", "Z");
}

/** How far the zone's clock is ahead of UTC at a moment, in milliseconds. */
function offset(at: number, zone: string): number {
  const { year, month, day, hour, minute, second } = fields(new Date(at), zone);
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) - Math.floor(at / 1000) * 1000;
}
