// The page's own colours, for what is drawn on a canvas.
import type { Status } from "../api/types";

export interface Colours {
  dark: boolean;
  sea: string;
  land: string;
  border: string;
  province: string;
  ink: string;
  soft: string;
  paper: string;
  accent: string;
  deal: string;
  keepOut: string;
  /** Strong, faint and, on the strong, legible. */
  status: Record<Status, { tone: string; tint: string; on: string }>;
}

/** Reads them from the style sheet as it stands: light or dark. */
export function colours(): Colours {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const dark = document.documentElement.dataset["theme"] === "dark";
  return {
    dark,
    sea: dark ? "#0d1114" : "#dfe7ea",
    land: dark ? "#1b2024" : "#fbfaf7",
    border: dark ? "#7d858d" : "#6f7276",
    province: dark ? "#363d44" : "#d3cfc5",
    ink: of("ink"),
    soft: of("soft"),
    paper: of("paper"),
    accent: of("accent"),
    deal: dark ? "#8cc2ee" : "#17598c",
    keepOut: dark ? "#c9a7ff" : "#5b3aa0",
    status: {
      not_in_force: { tone: of("off"), tint: of("paper"), on: of("paper") },
      no_breach_known: { tone: of("calm"), tint: of("calm-bg"), on: of("paper") },
      undetermined: { tone: of("open"), tint: of("open-bg"), on: of("paper") },
      breach_alleged: { tone: of("alleged"), tint: of("alleged-bg"), on: of("paper") },
      breach_corroborated: { tone: of("corroborated"), tint: of("corroborated"), on: of("on-corroborated") },
    },
  };
}

/** Calls back when light turns to dark or back; gives the function that ends it. */
export function onThemeChange(run: () => void): () => void {
  const watch = new MutationObserver(run);
  watch.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => watch.disconnect();
}
