import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

/** A label, what it labels, a hint and what is wrong; `children` gets the ids to carry. */
export function Field(props: {
  label: string;
  hint?: string;
  wrong?: string | undefined;
  children: (control: { id: string; "aria-describedby": string; "aria-invalid": boolean }) => ComponentChildren;
}) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      {props.children({ id, "aria-describedby": `${id}-hint`, "aria-invalid": props.wrong !== undefined })}
      <div id={`${id}-hint`}>
        {props.hint && <p class="hint">{props.hint}</p>}
        {props.wrong && <p class="wrong">{props.wrong}</p>}
      </div>
    </div>
  );
}
