// The bulletin of a day, as it is printed: chosen by day and language.
import { useSignalEffect } from "@preact/signals";
import { useRef, useState } from "preact/hooks";
import { address, get } from "../../api/client";
import { useLoaded } from "../../api/loaded";
import type { Bulletins } from "../../api/types";
import { Button } from "../../design/button";
import { Await, Empty } from "../../design/state";
import { useKeys } from "../../keys";
import { longDay } from "../../language/dates";
import { LANGUAGES, type Language, language, t } from "../../language/language";
import { type ScreenProps, go, link } from "../../routes";
import "./bulletin.css";

export default function BulletinScreen({ params }: ScreenProps) {
  const bulletins = useLoaded((signal) => get<Bulletins>("/api/v1/bulletins", {}, signal), []);
  const asked = (params as Record<string, string | undefined>)["day"];
  useSignalEffect(() => {
    document.title = t("bulletin-title");
  });
  return (
    <div class="screen">
      <Await of={bulletins}>
        {({ days, languages }) => {
          const day = asked ?? days.at(-1);
          if (day === undefined) {
            return (
              <Empty title={t("bulletin-none-title")}>
                <p>{t("bulletin-none")}</p>
              </Empty>
            );
          }
          return <Shown day={day} days={days} languages={languages} />;
        }}
      </Await>
    </div>
  );
}

function Shown({ day, days, languages }: { day: string; days: readonly string[]; languages: readonly string[] }) {
  const [chosen, choose] = useState<string | null>(null);
  const tongue = chosen ?? (languages.includes(language.value) ? language.value : (languages[0] ?? "en"));
  const frame = useRef<HTMLIFrameElement>(null);
  const index = days.indexOf(day);
  const at = (step: number) => days[index + step];
  const turn = (step: number) => {
    const next = index < 0 ? undefined : at(step);
    if (next !== undefined) go(link("bulletin", { day: next }));
  };
  const print = () => frame.current?.contentWindow?.print();
  useKeys("bulletin-keys", [
    { keys: "[", words: "bulletin-before", run: () => turn(-1) },
    { keys: "]", words: "bulletin-after", run: () => turn(1) },
    { keys: "p", words: "bulletin-print", run: print },
  ]);
  const page = address(`/bulletins/${day}.html`, { lang: tongue });
  return (
    <>
      <div class="screen-head">
        <h1>{t("bulletin-of", { day: longDay(day) })}</h1>
        <div class="row">
          <Button disabled={index <= 0} onClick={() => turn(-1)}>{t("bulletin-before")}</Button>
          <Button disabled={index < 0 || index === days.length - 1} onClick={() => turn(1)}>{t("bulletin-after")}</Button>
          <select
            class="bulletin-choice"
            aria-label={t("bulletin-day")}
            value={day}
            onChange={(event) => go(link("bulletin", { day: event.currentTarget.value }))}
          >
            {index < 0 && <option value={day}>{longDay(day)}</option>}
            {days.map((one) => (
              <option key={one} value={one}>{longDay(one)}</option>
            ))}
          </select>
          <select
            class="bulletin-choice"
            aria-label={t("bulletin-language")}
            value={tongue}
            onChange={(event) => choose(event.currentTarget.value)}
          >
            {languages.map((tag) => (
              <option key={tag} value={tag} lang={tag}>
                {tag in LANGUAGES ? LANGUAGES[tag as Language].name : tag}
              </option>
            ))}
          </select>
          <Button look="main" onClick={print}>{t("bulletin-print")}</Button>
          <a class="button" href={page} target="_blank" rel="noreferrer">{t("bulletin-alone")}</a>
          <a class="button" href={`/bulletins/${day}.md`} download>{t("bulletin-markdown")}</a>
        </div>
      </div>
      {/* Same origin, so that it can be printed; without scripts, which a bulletin has none of. */}
      <iframe
        ref={frame}
        class="bulletin"
        sandbox="allow-same-origin allow-modals allow-popups allow-top-navigation-by-user-activation"
        title={t("bulletin-of", { day: longDay(day) })}
        src={page}
      />
    </>
  );
}
