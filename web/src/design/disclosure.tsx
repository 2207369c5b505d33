import type { ComponentChildren } from "preact";

/** What is there for whoever asks: closed at first. */
export function Disclosure(props: { summary: ComponentChildren; open?: boolean; children: ComponentChildren }) {
  return (
    <details class="disclosure" open={props.open ?? false}>
      <summary>{props.summary}</summary>
      {props.children}
    </details>
  );
}
