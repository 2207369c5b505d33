// Which module draws which address, and what stands in the navigation. A screen is fetched when it
// is first shown.
import type { Right } from "./api/session";
import type { Route, Screen } from "./routes";

type Load = () => Promise<{ default: Screen }>;

export const SCREENS: Record<Route, Load> = {
  board: () => import("./screens/board/Screen"),
  assessment: () => import("./screens/board/Assessment"),
  incident: () => import("./screens/incident/Screen"),
  reports: () => import("./screens/reports/Screen"),
  bulletins: () => import("./screens/bulletin/Screen"),
  bulletin: () => import("./screens/bulletin/Screen"),
  map: () => import("./screens/map/Screen"),
  report: () => import("./screens/report-form/Screen"),
  queue: () => import("./screens/queue/Screen"),
  ledger: () => import("./screens/ledger/Screen"),
  entry: () => import("./screens/ledger/Screen"),
  admin: () => import("./screens/admin/Screen"),
  account: () => import("./screens/admin/Account"),
  signin: () => import("./screens/signin/Screen"),
  developers: () => import("./screens/api/Screen"),
};

export interface NavigationItem {
  route: "board" | "map" | "queue" | "bulletins" | "ledger" | "report" | "admin" | "developers";
  /** Fluent id. */
  words: string;
  /** Pressed after g. */
  key: string;
  /** Who it is shown to; everybody where there is none. */
  right?: Right;
}

export const NAVIGATION: readonly NavigationItem[] = [
  { route: "board", words: "shell-board", key: "b" },
  { route: "map", words: "shell-map", key: "m" },
  { route: "queue", words: "shell-queue", key: "q", right: "mission" },
  { route: "report", words: "shell-report", key: "r", right: "report" },
  { route: "bulletins", words: "shell-bulletins", key: "u" },
  { route: "ledger", words: "shell-ledger", key: "l" },
  { route: "admin", words: "shell-admin", key: "a", right: "administer" },
  { route: "developers", words: "shell-developers", key: "d" },
];
