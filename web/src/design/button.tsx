import type { ComponentChildren, JSX } from "preact";

interface ButtonProps extends Omit<JSX.IntrinsicElements["button"], "ref" | "class"> {
  children: ComponentChildren;
  /** `main`: the one thing that is meant to be done; `quiet`: beside text. */
  look?: "main" | "quiet";
}

export function Button({ look, children, type = "button", ...rest }: ButtonProps) {
  return (
    <button class={look ? `button ${look}` : "button"} type={type} {...rest}>
      {children}
    </button>
  );
}

/** A few views of one thing, of which one is shown. */
export function Segments<T extends string>(props: {
  label: string;
  value: T;
  options: readonly { value: T; words: string }[];
  onChange: (value: T) => void;
}) {
  return (
    <div class="segments" role="group" aria-label={props.label}>
      {props.options.map(({ value, words }) => (
        <button
          key={value}
          type="button"
          class="button"
          aria-pressed={value === props.value}
          onClick={() => props.onChange(value)}
        >
          {words}
        </button>
      ))}
    </div>
  );
}
