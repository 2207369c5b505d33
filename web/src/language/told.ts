// What sources tell, in words: times, places and counts as wide as they were told.
import { theCase } from "../api/case";
import type { Casualties, Count, Place, Shape, When } from "../api/types";
import { clockTime, dayOf, days, shortDay, shortMoment } from "./dates";
import { has, numbering, t } from "./language";

/** A word of the data (`small-arms-fire`) in the reader's language, itself where there is none. */
export function word(of: "kind" | "weapon", text: string): string {
  const id = of === "kind" ? `kind-${text}` : `weapon-${text}`;
  return /^[a-z-]+$/.test(text) && has(id) ? t(id) : text.replaceAll("-", " ");
}

/** The program's own sentence with its names of kinds as words: "attack-on-aid by …" is "attack on aid by …". */
export function readable(sentence: string): string {
  const kinds = new Set(theCase.value?.kinds ?? []);
  return sentence.replace(/[a-z]+(?:-[a-z]+)+/g, (name) => (kinds.has(name) ? name.replaceAll("-", " ") : name));
}

export function number(value: number): string {
  return new Intl.NumberFormat(numbering()).format(value);
}

/** With its sign, to a tenth: `+1.5`, `−3.6`. */
export function signed(value: number): string {
  const style = { minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: "exceptZero" } as const;
  return new Intl.NumberFormat(numbering(), style).format(value);
}

/** `13`, `13–14`, `at least 20`, `up to 5`, `about 300 (250–350)`. */
export function count({ low, best, high }: Count): string {
  const from = number(low);
  if (high === null) return t("count-at-least", { low: from });
  const until = number(high);
  if (low === high) return from;
  if (low === 0 && best === null) return t("count-up-to", { high: until });
  if (best !== null && best !== low && best !== high) {
    return t("count-about", { best: number(best), low: from, high: until });
  }
  return t("count-range", { low: from, high: until });
}

/** Killed, of these civilians, wounded; null where nothing is told. */
export function casualties({ killed, civilians_killed: civilians, wounded }: Casualties): string | null {
  const parts: string[] = [];
  if (killed && civilians && JSON.stringify(killed) !== JSON.stringify(civilians)) {
    parts.push(t("harm-killed-of-them", { count: count(killed), civilians: count(civilians) }));
  } else if (civilians) {
    parts.push(t("harm-civilians-killed", { count: count(civilians) }));
  } else if (killed) {
    parts.push(t("harm-killed", { count: count(killed) }));
  }
  if (wounded) parts.push(t("harm-wounded", { count: count(wounded) }));
  return parts.length === 0 ? null : parts.join(t("list-comma"));
}

/** When, in the deal's zone, with the hour or the day left open where it was. */
export function when(told: When): string {
  if (told === "open") return t("when-open");
  const interval = "within" in told ? told.within : told.throughout;
  const seconds = (Date.parse(interval.until) - Date.parse(interval.from)) / 1000;
  const first = dayOf(interval.from);
  const last = dayOf(new Date(Date.parse(interval.until) - 1000).toISOString());
  if ("throughout" in told) {
    return first === last
      ? t("when-over-the-day", { day: shortDay(first) })
      : t("when-over-days", { days: days(first, last) });
  }
  if (seconds <= 60) return shortMoment(interval.from);
  const whole = clockTime(interval.from) === "00:00" && clockTime(interval.until) === "00:00";
  if (whole) {
    return first === last
      ? t("when-hour-open", { day: shortDay(first) })
      : t("when-day-open", { days: days(first, last) });
  }
  return first === last
    ? t("when-between-hours", { day: shortDay(first), from: clockTime(interval.from), until: clockTime(interval.until) })
    : t("when-between", { from: shortMoment(interval.from), until: shortMoment(interval.until) });
}

/** `800 m`, `1.5 km`, `112 km`: no finer than the figure is worth. */
export function distance(metres: number): string {
  const show = (value: number, unit: string, digits: number) =>
    new Intl.NumberFormat(numbering(), { style: "unit", unit, maximumFractionDigits: digits }).format(value);
  if (metres < 1000) return show(Math.round(metres), "meter", 0);
  return show(metres / 1000, "kilometer", metres < 9950 ? 1 : 0);
}

/** How precisely a shape says where. */
export function precision(shape: Shape | null): string {
  if (shape === null) return t("place-unmapped");
  if ("disc" in shape) return t("place-within", { distance: distance(shape.disc.radius_m) });
  if ("line" in shape) return t("place-along", { distance: distance(shape.line.margin_m) });
  return t("place-inside");
}

/** `Khan Tuman, Aleppo (within 1.5 km)` */
export function place(told: Place): string {
  const { name, region, shape } = told;
  if (name === null && shape === null) {
    return region === null ? t("place-open") : t("place-somewhere-in", { region });
  }
  const beside = region !== null && name !== null && !name.includes(region);
  const title = name === null ? t("place-unnamed") : beside ? `${name}${t("list-comma")}${region}` : name;
  return t("place-precise", { title, precision: precision(shape) });
}

/** Keeps a name's own direction inside a sentence of another: Unicode's first-strong isolate. */
function apart(name: string): string {
  return `\u2068${name}\u2069`;
}

/** `A, B or C`: candidates, of whom one is meant. */
export function either(names: readonly string[]): string {
  return new Intl.ListFormat(numbering(), { type: "disjunction" }).format(names.map(apart));
}

/** `A, B and C` */
export function list(names: readonly string[]): string {
  return new Intl.ListFormat(numbering(), { type: "conjunction" }).format(names.map(apart));
}

/** `A · B · C`: what stands beside each other; what is empty is left out. */
export function beside(parts: readonly (string | null)[]): string {
  return parts.filter((part): part is string => !!part).map(apart).join(" · ");
}

/** Whose eyes: "all sources", "sources close to Government". Takes a perspective's slug or name. */
export function eyes(perspective: string): string {
  if (perspective === "all" || perspective === "independent") return t(`eyes-${perspective}`);
  const name = theCase.value?.perspectives.find(({ slug }) => slug === perspective)?.name ?? perspective;
  return t("eyes-close", { party: name.replace(/^close to /, "") });
}

/** The same in a word or two, where the row or column already says that they are sources. */
export function eyesShort(slug: string): string {
  if (slug === "all" || slug === "independent") return t(`eyes-short-${slug}`);
  const name = theCase.value?.perspectives.find((p) => p.slug === slug)?.name ?? slug;
  return t("eyes-short-close", { party: name.replace(/^close to /, "") });
}
