// The one line that every decision carries: typed, or taken from those given before.
import { useState } from "preact/hooks";
import { Field } from "../../design/field";
import { t } from "../../language/language";
import { type Reasoned, reasonsFor } from "./reasons";

export function Reason(props: { act: Reasoned; value: string; wrong?: string | undefined; onInput: (value: string) => void }) {
  const [choices] = useState(() => reasonsFor(props.act));
  const step = (by: number) => {
    const at = choices.indexOf(props.value);
    const next = choices[(at + by + choices.length) % choices.length];
    if (next !== undefined) props.onInput(at < 0 && by < 0 ? (choices.at(-1) ?? next) : next);
  };
  return (
    <div class="stack-tight">
      <Field label={t("queue-reason")} hint={t("queue-reason-hint")} wrong={props.wrong}>
        {(control) => (
          <input
            {...control}
            type="text"
            autofocus
            autocomplete="off"
            maxLength={500}
            value={props.value}
            onInput={(event) => props.onInput(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
              event.preventDefault();
              step(event.key === "ArrowDown" ? 1 : -1);
            }}
          />
        )}
      </Field>
      <ul class="queue-reasons plain-list" aria-label={t("queue-reasons")}>
        {choices.map((choice) => (
          <li key={choice}>
            <button
              type="button"
              class="queue-reason"
              aria-pressed={choice === props.value}
              dir="auto"
              onClick={() => props.onInput(choice)}
            >
              {choice}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
