import type { ComponentChildren } from "preact";

/** What may be wider than the screen: scrolls by itself, with the keys too. */
export function Scroll({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div class="scroll" role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
