// Days and moments in words. A day is a civil day of the deal's zone; a moment is shown in that zone.
import { zone } from "../api/case";
import type { Day, Time } from "../api/types";
import { language, numbering, t } from "./language";

// Both names, so that the text reads alike in Damascus and in Cairo (docs/languages.md).
const ARABIC_MONTHS = [
  "كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل", "أيار/مايو", "حزيران/يونيو",
  "تموز/يوليو", "آب/أغسطس", "أيلول/سبتمبر", "تشرين الأول/أكتوبر", "تشرين الثاني/نوفمبر",
  "كانون الأول/ديسمبر",
];

const formats = new Map<string, Intl.DateTimeFormat>();

/** Formats are dear to make. */
function format(options: Intl.DateTimeFormatOptions, locale = numbering()): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(locale, options);
    formats.set(key, made);
  }
  return made;
}

function written(date: Date, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  const parts = format({ ...options, timeZone }).formatToParts(date);
  if (language.value !== "ar") return parts.map(({ value }) => value).join("");
  const month = Number(format({ month: "numeric", timeZone }, "en").format(date));
  return parts
    .map(({ type, value }) => (type === "month" ? (ARABIC_MONTHS[month - 1] ?? value) : value))
    .join("");
}

/** "17 September 2016" */
export function longDay(day: Day): string {
  return written(noon(day), "UTC", { day: "numeric", month: "long", year: "numeric" });
}

/** "17 September" */
export function shortDay(day: Day): string {
  return written(noon(day), "UTC", { day: "numeric", month: "long" });
}

/** "Saturday" */
export function weekday(day: Day): string {
  return format({ weekday: "long", timeZone: "UTC" }).format(noon(day));
}

/** "Sa": a letter or two above a column; Arabic has a letter for each day. */
export function weekdayLetters(day: Day): string {
  const weekday = language.value === "ar" ? "narrow" : "short";
  return format({ weekday, timeZone: "UTC" }).format(noon(day)).slice(0, 2);
}

/** "Sep" */
export function monthShort(day: Day): string {
  return written(noon(day), "UTC", { month: language.value === "ar" ? "long" : "short" });
}

/** "17 September 2016, 12:00" in the deal's zone. */
export function moment(time: Time): string {
  return written(new Date(time), zone.value, {
    day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  });
}

/** "17 September, 12:00" in the deal's zone. */
export function shortMoment(time: Time): string {
  return written(new Date(time), zone.value, {
    day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  });
}

/** "12:00" in the deal's zone. */
export function clockTime(time: Time): string {
  return format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone.value }).format(new Date(time));
}

/** The civil day in the deal's zone on which a moment falls. */
export function dayOf(time: Time): Day {
  const iso = format({ year: "numeric", month: "2-digit", day: "2-digit", timeZone: zone.value }, "en-CA");
  return iso.format(new Date(time));
}

/** "13–16 September"; one day alone stands for itself. */
export function days(first: Day, last: Day): string {
  if (first === last) return shortDay(first);
  const sameMonth = first.slice(0, 7) === last.slice(0, 7);
  const from = sameMonth ? String(Number(first.slice(8))) : first.slice(0, 4) === last.slice(0, 4) ? shortDay(first) : longDay(first);
  const until = first.slice(0, 4) === last.slice(0, 4) ? shortDay(last) : longDay(last);
  return t("days-range", { from, until });
}

/** The day before or after. */
export function dayBeside(day: Day, step: number): Day {
  const date = noon(day);
  date.setUTCDate(date.getUTCDate() + step);
  return date.toISOString().slice(0, 10);
}

function noon(day: Day): Date {
  return new Date(`${day}T12:00:00Z`);
}
