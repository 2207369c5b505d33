// Says in words what is about to be reported, while it is written: what is misread here would be
// misread by everybody.
import type { Bounds } from "../../api/types";
import { t } from "../../language/language";
import { longDay } from "../../language/dates";
import { distance, either, number, word } from "../../language/told";
import { zonedToUtc } from "../../shell/zoned";
import { nearestSector, whereabouts } from "./check";
import { type Figure, type Form, SECTORS, read } from "./form";

/** Sentences, one after another; what is not yet told is left out. */
export function tellBack(form: Form, zone: string): string[] {
  const told = [what(form), where(form), times(form, zone)];
  for (const name of ["count", "killed", "wounded"] as const) {
    const figure = figureWords(form[name]);
    if (figure) told.push(t(`form-tell-${name}`, { count: figure }));
  }
  if (form.by.length > 0) told.push(t("form-tell-by", { names: either(form.by) }));
  if (form.on.length > 0) told.push(t("form-tell-on", { names: either(form.on) }));
  return told.filter((sentence) => sentence !== null);
}

function what({ kind, weapon, model }: Form): string | null {
  if (kind === "") return null;
  const event = word("kind", kind);
  if (weapon === "") return t("form-tell-what", { event });
  const means = word("weapon", weapon) + (model.trim() === "" ? "" : ` ${model.trim()}`);
  return t("form-tell-what-with", { event, weapon: means });
}

/** "About 4 to 5 km south-west of where you stood; heard." */
export function where(form: Form): string {
  const sense = form.sense === "" ? t("form-tell-sense-open") : t(`form-tell-${form.sense}`);
  return t("form-tell-where", { where: place(form), sense });
}

function place(form: Form): string {
  const { place: named } = whereabouts(form);
  if (form.way === "place") return form.place.trim() === "" ? t("form-tell-nowhere") : t("form-tell-place", { place: form.place.trim() });
  if (form.way === "spot") {
    if (!named || !("radius_m" in named)) return t("form-tell-nowhere");
    const within = distance(named.radius_m);
    return named.name ? t("form-tell-spot-named", { distance: within, place: named.name }) : t("form-tell-spot", { distance: within });
  }
  if (form.way === "open") return t("form-tell-nowhere");
  const range = rangeWords(form);
  const direction = directionWords(form);
  if (direction && range) return t("form-tell-bearing-range", { range, direction });
  if (direction) return t("form-tell-bearing", { direction });
  return range ? t("form-tell-range", { range }) : t("form-tell-nowhere");
}

function directionWords({ sector, degrees }: Form): string | null {
  const turned = read(degrees);
  if (degrees.trim() !== "") {
    if (turned === null || turned < 0 || turned > 360) return null;
    const wind = t(`form-sector-${SECTORS[nearestSector(turned)]}`);
    return t("form-tell-degrees", { wind, degrees: number(turned) });
  }
  return sector === "" ? null : t(`form-sector-${sector}`);
}

function rangeWords({ near, far }: Form): string | null {
  const [low, high] = [read(near), read(far)];
  const only = low ?? high;
  if (only === null) return null;
  if (low === null || high === null || low === high) return distance(only * 1000);
  return low > high ? null : t("form-tell-between", { low: number(low), high: number(high) });
}

function times({ from, until }: Form, zone: string): string | null {
  const [begins, ends] = [zonedToUtc(from, zone), zonedToUtc(until, zone)];
  if (begins === null || ends === null || begins > ends) return null;
  const day = longDay(from.slice(0, 10));
  if (begins === ends) return t("form-tell-at", { day, time: from.slice(11, 16) });
  if (from.slice(0, 10) === until.slice(0, 10)) return t("form-tell-within-day", { day, from: from.slice(11, 16), until: until.slice(11, 16) });
  return t("form-tell-over-days", { from: `${day} ${from.slice(11, 16)}`, until: `${longDay(until.slice(0, 10))} ${until.slice(11, 16)}` });
}

function figureWords(figure: Figure): string | null {
  const bounds: Bounds = {};
  for (const name of ["low", "best", "high"] as const) {
    const value = read(figure[name]);
    if (value !== null) bounds[name] = value;
  }
  const { low, best, high } = bounds;
  if (low === undefined && best === undefined && high === undefined) return null;
  if (low !== undefined && low === high) return number(low);
  if (best !== undefined && low === undefined && high === undefined) return t("form-count-about", { best: number(best) });
  const range =
    low !== undefined && high !== undefined ? t("count-range", { low: number(low), high: number(high) })
    : low !== undefined ? t("count-at-least", { low: number(low) })
    : high !== undefined ? t("count-up-to", { high: number(high) })
    : "";
  return best === undefined || best === low || best === high ? range : t("form-count-about-in", { best: number(best), range });
}
