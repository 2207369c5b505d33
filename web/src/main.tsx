// Starts the application: words, session and case are fetched side by side, then the shell is drawn.
import { effect, untracked } from "@preact/signals";
import { render } from "preact";
import "./design/tokens.css";
import "./design/base.css";
import "./design/components.css";
import "./shell/shell.css";
import { loadCase } from "./api/case";
import { address, askEarly } from "./api/client";
import { listen } from "./api/live";
import { loadSession, may, user } from "./api/session";
import { startTheme } from "./design/theme";
import { startKeys } from "./keys";
import { preferred, speak } from "./language/language";
import { here, match, startRoutes } from "./routes";
import { SCREENS } from "./screens";
import { Shell } from "./shell/Shell";

startTheme();
startRoutes();
startKeys();

// The screen's own code comes while the words do, and so does what the board shows.
const first = match(here.value.pathname);
if (first) void SCREENS[first.route]().catch(() => undefined);
if (first?.route === "board") askEarly(address("/api/v1/board", { as_of: here.value.searchParams.get("as_of") }));
// Without them the page shows the public view and its screens say what is wrong.
void loadSession().catch(() => undefined);
void loadCase().catch(() => undefined);

await speak(preferred()).catch(() => speak("en"));
const root = document.getElementById("app");
if (root) {
  root.replaceChildren();
  render(<Shell />, root);
}
// What is told depends on who listens.
let stop: (() => void) | undefined;
effect(() => {
  void user.value?.name;
  stop?.();
  stop = untracked(() => listen());
});
// Whoever may report may have reports that were written without a line: they go out whichever screen
// is opened first.
effect(() => {
  if (may("report")) void import("./outbox/outbox").then(({ startOutbox }) => startOutbox()).catch(() => undefined);
});
