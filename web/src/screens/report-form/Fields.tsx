import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../../design/button";
import { Disclosure } from "../../design/disclosure";
import { has, t } from "../../language/language";
import { word } from "../../language/told";
import type { Photo } from "../../outbox/item";
import { inZone, zonedToUtc } from "../../shell/zoned";
import { Photos } from "./Photos";
import { Where } from "./Where";
import type { Faults, Place } from "./check";
import { type Figure, type Form, SENSES } from "./form";
import type { Lists } from "./lists";

export interface FieldProps {
  lists: Lists;
  form: Form;
  faults: Faults;
  onChange: (change: Partial<Form>) => void;
}

export function Fields({ photos, onPhotos, ...props }: FieldProps & { photos: Photo[]; onPhotos: (photos: Photo[]) => void }) {
  const { lists, form, faults, onChange } = props;
  const kinds = lists.kinds.toSorted((a, b) => word("kind", a).localeCompare(word("kind", b)));
  return (
    <>
      <Part title={t("form-part-what")}>
        <Labelled place="source" faults={faults}>
          {(control) => (
            <select {...control} value={form.source} onChange={(event) => onChange({ source: event.currentTarget.value })}>
              <option value="">{t("form-choose")}</option>
              {lists.sources.map(({ id, name }) => (
                <option key={id} value={id}>{name}</option>
              ))}
            </select>
          )}
        </Labelled>
        <Choice place="sense" faults={faults}>
          <div class="form-tiles three">
            {SENSES.map((sense) => (
              <Tile key={sense} name="sense" checked={form.sense === sense} onPick={() => onChange({ sense })}>
                {t(`form-sense-${sense}`)}
              </Tile>
            ))}
          </div>
        </Choice>
        <Labelled place="kind" faults={faults}>
          {(control) => (
            <select {...control} value={form.kind} onChange={(event) => onChange({ kind: event.currentTarget.value })}>
              <option value="">{t("form-choose")}</option>
              {kinds.map((kind) => (
                <option key={kind} value={kind}>{word("kind", kind)}</option>
              ))}
            </select>
          )}
        </Labelled>
        <div class="form-pair">
          <label class="field">
            <span class="label">{t("form-label-weapon")}</span>
            <select value={form.weapon} onChange={(event) => onChange({ weapon: event.currentTarget.value })}>
              <option value="">{t("form-unknown")}</option>
              {lists.weapons.map((weapon) => (
                <option key={weapon} value={weapon}>{word("weapon", weapon)}</option>
              ))}
            </select>
          </label>
          {form.weapon !== "" && (
            <label class="field">
              <span class="label">{t("form-label-model")}</span>
              <input value={form.model} maxLength={100} onInput={(event) => onChange({ model: event.currentTarget.value })} />
            </label>
          )}
        </div>
      </Part>
      <Part title={t("form-part-when")} hint={t("form-hint-zone", { zone: lists.time_zone })}>
        <Times {...props} />
      </Part>
      <Part title={t("form-part-where")}>
        <Where {...props} />
      </Part>
      <Part title={t("form-part-many")} hint={t("form-hint-figures")}>
        {(["count", "killed", "wounded"] as const).map((name) => (
          <Numbers key={name} name={name} figure={form[name]} faults={faults} onChange={(figure) => onChange({ [name]: figure })} />
        ))}
      </Part>
      <Part title={t("form-part-who")} hint={t("form-hint-who")}>
        <Names label={t("form-label-by")} chosen={form.by} offered={lists.actors} onChange={(by) => onChange({ by })} />
        <Names label={t("form-label-on")} chosen={form.on} offered={lists.actors} onChange={(on) => onChange({ on })} />
      </Part>
      <Part title={t("form-part-words")}>
        <Labelled place="text" faults={faults}>
          {(control) => <textarea {...control} dir="auto" rows={5} value={form.text} onInput={(event) => onChange({ text: event.currentTarget.value })} />}
        </Labelled>
        <Photos photos={photos} faults={faults} onChange={onPhotos} />
        <Disclosure summary={t("form-part-observer")} open={form.name !== "" || form.contact !== ""}>
          <p class="small soft">{t("form-sealed-name")}</p>
          <div class="form-pair">
            <label class="field">
              <span class="label">{t("form-label-name")}</span>
              <input dir="auto" autocomplete="off" maxLength={100} value={form.name} onInput={(event) => onChange({ name: event.currentTarget.value })} />
            </label>
            <label class="field">
              <span class="label">{t("form-label-contact")}</span>
              <input dir="auto" autocomplete="off" maxLength={100} value={form.contact} onInput={(event) => onChange({ contact: event.currentTarget.value })} />
            </label>
          </div>
        </Disclosure>
      </Part>
    </>
  );
}

function Times({ lists, form, faults, onChange }: FieldProps) {
  const now = () => inZone(new Date().toISOString(), lists.time_zone);
  const ago = (minutes: number) => inZone(new Date(Date.now() - minutes * 60_000).toISOString(), lists.time_zone);
  const lasted = (minutes: number) => {
    const begins = zonedToUtc(form.from, lists.time_zone);
    return begins === null ? form.until : inZone(new Date(Date.parse(begins) + minutes * 60_000).toISOString(), lists.time_zone);
  };
  return (
    <>
      <div class="row" role="group" aria-label={t("form-quick-times")}>
        <Button onClick={() => onChange({ from: now(), until: now() })}>{t("form-just-now")}</Button>
        {[15, 60].map((minutes) => (
          <Button key={minutes} onClick={() => onChange({ from: ago(minutes), until: now() })}>
            {t("form-last-minutes", { count: minutes })}
          </Button>
        ))}
      </div>
      <div class="form-pair">
        {(["from", "until"] as const).map((name) => (
          <Labelled key={name} place={name} faults={faults}>
            {(control) => (
              <input
                {...control}
                type="datetime-local"
                value={form[name]}
                onInput={(event) => {
                  const value = event.currentTarget.value;
                  // The end follows the beginning past itself.
                  onChange(name === "from" && value > form.until ? { from: value, until: value } : { [name]: value });
                }}
              />
            )}
          </Labelled>
        ))}
      </div>
      <div class="row" role="group" aria-label={t("form-lasted")}>
        <span class="small soft">{t("form-lasted")}</span>
        {[5, 30].map((minutes) => (
          <Button key={minutes} onClick={() => onChange({ until: lasted(minutes) })}>
            {t("form-minutes", { count: minutes })}
          </Button>
        ))}
      </div>
    </>
  );
}

function Numbers({ name, figure, faults, onChange }: { name: "count" | "killed" | "wounded"; figure: Figure; faults: Faults; onChange: (figure: Figure) => void }) {
  return (
    <Choice place={name} faults={faults}>
      <div class="form-three">
        {(["low", "best", "high"] as const).map((bound) => (
          <label key={bound} class="field">
            <span class="small">{t(`form-bound-${bound}`)}</span>
            <input inputMode="numeric" autocomplete="off" maxLength={9} value={figure[bound]} onInput={(event) => onChange({ ...figure, [bound]: event.currentTarget.value })} />
          </label>
        ))}
      </div>
    </Choice>
  );
}

/** One or several of whom one is meant. */
function Names({ label, chosen, offered, onChange }: { label: string; chosen: string[]; offered: readonly string[]; onChange: (names: string[]) => void }) {
  const [adding, setAdding] = useState("");
  const add = (name: string) => {
    setAdding("");
    if (name !== "" && !chosen.includes(name)) onChange([...chosen, name]);
  };
  return (
    <div class="field">
      <label class="field">
        <span class="label">{label}</span>
        <select value={adding} onChange={(event) => add(event.currentTarget.value)}>
          <option value="">{t(chosen.length === 0 ? "form-unknown" : "form-or-another")}</option>
          {offered.filter((name) => !chosen.includes(name)).map((name) => (
            <option key={name} value={name}>{name}</option>
          ))}
        </select>
      </label>
      {chosen.length > 0 && (
        <ul class="plain-list row">
          {chosen.map((name) => (
            <li key={name}>
              <Button onClick={() => onChange(chosen.filter((other) => other !== name))} aria-label={t("form-take-out", { name })}>
                <bdi>{name}</bdi> ×
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

export function Part({ title, hint, children }: { title: string; hint?: string; children: ComponentChildren }) {
  return (
    <section class="form-part">
      <h2>{title}</h2>
      {hint && <p class="small soft">{hint}</p>}
      {children}
    </section>
  );
}

/** A label with its control, what is wrong beside it. */
export function Labelled(props: {
  place: Place;
  faults: Faults;
  children: (control: { id: string; "aria-describedby": string; "aria-invalid": boolean }) => ComponentChildren;
}) {
  const { place, faults } = props;
  const id = `form-${place}`;
  return (
    <div class="field">
      <label for={id}>{t(`form-label-${place}`)}</label>
      {has(`form-hint-${place}`) && <p class="hint">{t(`form-hint-${place}`)}</p>}
      {props.children({ id, "aria-describedby": `${id}-wrong`, "aria-invalid": faults[place] !== undefined })}
      <Wrong place={place} faults={faults} />
    </div>
  );
}

/** Several controls that answer one question. */
export function Choice({ place, faults, children }: { place: Place; faults: Faults; children: ComponentChildren }) {
  return (
    <fieldset id={`form-${place}`} class="form-choice" aria-describedby={`form-${place}-wrong`}>
      <legend>{t(`form-label-${place}`)}</legend>
      {has(`form-hint-${place}`) && <p class="hint small soft">{t(`form-hint-${place}`)}</p>}
      {children}
      <Wrong place={place} faults={faults} />
    </fieldset>
  );
}

function Wrong({ place, faults }: { place: Place; faults: Faults }) {
  const fault = faults[place];
  return (
    <div id={`form-${place}-wrong`}>
      {fault && <p class="form-wrong">{t(`form-fault-${fault}`)}</p>}
    </div>
  );
}

export function Tile({ name, checked, onPick, children }: { name: string; checked: boolean; onPick: () => void; children: ComponentChildren }) {
  return (
    <label class={checked ? "form-tile on" : "form-tile"}>
      <input type="radio" name={name} checked={checked} onChange={onPick} />
      <span>{children}</span>
    </label>
  );
}
