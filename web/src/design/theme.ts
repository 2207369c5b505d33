// Light or dark: as the reader's system has it, or as chosen here.
import { effect, signal } from "@preact/signals";

export type Theme = "system" | "light" | "dark";

const KEPT = "armistice.theme";
const dark = matchMedia("(prefers-color-scheme: dark)");
const systemDark = signal(dark.matches);

export const theme = signal<Theme>(stored());

export function startTheme(): void {
  dark.addEventListener("change", () => (systemDark.value = dark.matches));
  effect(() => {
    const shown = theme.value === "system" ? (systemDark.value ? "dark" : "light") : theme.value;
    document.documentElement.dataset["theme"] = shown;
    try {
      localStorage.setItem(KEPT, theme.value);
    } catch {
      // Storage may be forbidden; the choice then lasts as long as the page.
    }
  });
}

function stored(): Theme {
  try {
    const kept = localStorage.getItem(KEPT);
    return kept === "light" || kept === "dark" ? kept : "system";
  } catch {
    return "system";
  }
}
