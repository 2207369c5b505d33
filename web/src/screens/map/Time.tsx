// The days: which are shown, step by step or in play.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Day } from "../../api/types";
import { Button, Segments } from "../../design/button";
import { useKeys } from "../../keys";
import { dayBeside, days as between, longDay, shortDay, weekday } from "../../language/dates";
import { direction, t } from "../../language/language";
import { number } from "../../language/told";
import { ShownCoverage } from "./Coverage";
import type { Asked } from "./address";
import { SPANS, type Span, playFrom, stepped } from "./span";

const STEP_MS = 700;
// As text, not as coloured pictures; days run the way the language is read.
const SIGNS = {
  ltr: { back: "⏮\uFE0E", play: "▶\uFE0E", pause: "⏸\uFE0E", on: "⏭\uFE0E" },
  rtl: { back: "⏭\uFE0E", play: "◀\uFE0E", pause: "⏸\uFE0E", on: "⏮\uFE0E" },
};

export function Time(props: {
  days: readonly Day[];
  day: Day;
  span: Span;
  bars: Uint32Array;
  /** How many incidents are shown in these days. */
  count: number | null;
  undated: number;
  perspective: string | undefined;
  onChange: (change: Partial<Asked>) => void;
}) {
  const { days, day, span, bars, count, undated, perspective, onChange } = props;
  const [playing, setPlaying] = useState(false);
  const now = useRef({ day, span });
  now.current = { day, span };
  const change = useRef(onChange);
  change.current = onChange;

  useEffect(() => {
    if (!playing) return undefined;
    const timer = setInterval(() => {
      const next = stepped(days, now.current.day, 1);
      if (next === now.current.day) setPlaying(false);
      else change.current({ day: next });
    }, STEP_MS);
    return () => clearInterval(timer);
  }, [playing, days]);

  const step = (steps: number) => {
    setPlaying(false);
    const from = span === "all" && steps > 0 ? { day: days[0] ?? day } : { day: stepped(days, day, steps) };
    onChange({ ...from, span: span === "all" ? "1" : span });
  };
  const play = () => {
    if (!playing) onChange(playFrom(days, day, span));
    setPlaying(!playing);
  };
  const choose = (next: Span) => onChange({ span: next });
  useKeys("map-keys-time", [
    { keys: "p", words: "map-play", run: play },
    { keys: "[", words: "map-step-back", run: () => step(-1) },
    { keys: "]", words: "map-step-on", run: () => step(1) },
    { keys: "1", words: "map-span-1", run: () => choose("1") },
    { keys: "7", words: "map-span-7", run: () => choose("7") },
    { keys: "0", words: "map-span-all", run: () => choose("all") },
  ]);

  const signs = SIGNS[direction.value];
  const at = Math.max(0, days.includes(day) ? days.indexOf(day) : days.length - 1);
  const first = span === "all" ? (days[0] ?? day) : span === "7" ? dayBeside(day, -6) : day;
  const words =
    span === "all" ? t("map-all-days", { days: between(first, days.at(-1) ?? day) })
    : span === "1" ? t("map-one-day", { weekday: weekday(day), day: longDay(day) })
    : t("map-week", { days: between(first, day) });
  return (
    <section class="map-time" aria-label={t("map-time")}>
      <div class="map-time-tools">
        <div class="row">
          <Button onClick={() => step(-1)} aria-label={t("map-step-back")} title={t("map-step-back")} disabled={at === 0 && span !== "all"}>
            {signs.back}
          </Button>
          <Button look="main" onClick={play} aria-label={t(playing ? "map-pause" : "map-play")} title={t(playing ? "map-pause" : "map-play")}>
            {playing ? signs.pause : signs.play}
          </Button>
          <Button onClick={() => step(1)} aria-label={t("map-step-on")} title={t("map-step-on")} disabled={at === days.length - 1 && span !== "all"}>
            {signs.on}
          </Button>
        </div>
        <p class="map-time-words">
          <strong>{words}</strong>{" "}
          {count !== null && <span class="soft">{t("map-count", { count, shown: number(count) })}</span>}
        </p>
        <Segments
          label={t("map-span")}
          value={span}
          options={SPANS.map((value) => ({ value, words: t(`map-span-${value}`) }))}
          onChange={choose}
        />
      </div>
      <ShownCoverage first={first} last={span === "all" ? (days.at(-1) ?? day) : day} perspective={perspective} />
      <div class="map-slide">
        <Bars bars={bars} at={at} span={span} />
        <input
          type="range"
          min={0}
          max={days.length - 1}
          step={1}
          value={at}
          aria-label={t("map-day")}
          aria-valuetext={longDay(day)}
          onInput={(event) => {
            setPlaying(false);
            onChange({ day: days[Number(event.currentTarget.value)] ?? day, span: span === "all" ? "1" : span });
          }}
        />
        <div class="map-ends small soft">
          <span>{shortDay(days[0] ?? day)}</span>
          <span>{shortDay(days.at(-1) ?? day)}</span>
        </div>
      </div>
      <p class="small soft">
        {t("map-days-hint")} {undated > 0 && t("map-undated", { count: undated, shown: number(undated) })}
      </p>
    </section>
  );
}

/** A bar for each day, as high as there may have been incidents on it. */
function Bars({ bars, at, span }: { bars: Uint32Array; at: number; span: Span }) {
  const most = Math.max(1, ...bars);
  const first = span === "all" ? 0 : at - (Number(span) - 1);
  const last = span === "all" ? bars.length : at;
  return (
    <svg class="map-bars" viewBox={`0 0 ${bars.length} 20`} preserveAspectRatio="none" aria-hidden="true">
      {[...bars].map((many, day) => {
        const height = many === 0 ? 0 : Math.max(1, (19 * many) / most);
        return <rect key={day} class={day >= first && day <= last ? "on" : ""} x={day + 0.1} width={0.8} y={20 - height} height={height} />;
      })}
    </svg>
  );
}
