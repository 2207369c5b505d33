// Addresses of the application, each with its screen. The server answers every one with index.html.
import { signal } from "@preact/signals";
import type { ComponentType } from "preact";

/** The parameters of a path, by name: `/reports/:id` has `id`. */
export type Params<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Record<Name, string> & Params<Rest>
  : Path extends `${string}:${infer Name}`
    ? Record<Name, string>
    : Record<never, string>;

export interface ScreenProps<Path extends string = string> {
  params: Params<Path>;
  query: URLSearchParams;
}

export type Screen = ComponentType<ScreenProps<never>>;

/** Each screen's path. The first that fits is taken. */
export const PATHS = {
  board: "/",
  assessment: "/assessments/:id",
  incident: "/incidents/:id",
  reports: "/reports/:id",
  bulletins: "/bulletins",
  bulletin: "/bulletins/:day",
  map: "/map",
  report: "/report/new",
  queue: "/queue",
  ledger: "/ledger",
  entry: "/ledger/:index",
  admin: "/admin",
  account: "/account",
  signin: "/signin",
  developers: "/developers",
} as const;

export type Route = keyof typeof PATHS;

/** What a parameter may look like, where not everything between two slashes will do. */
const SHAPES: Record<string, RegExp> = { day: /^\d{4}-\d{2}-\d{2}$/, index: /^\d+$/ };

export interface Place {
  route: Route;
  params: Record<string, string>;
}

/** The screen of a path and its parameters; null where there is none. */
export function match(pathname: string): Place | null {
  const given = pathname.replace(/\/+$/, "").split("/");
  for (const [route, path] of Object.entries(PATHS) as [Route, string][]) {
    const params = fit(path.replace(/\/+$/, "").split("/"), given);
    if (params) return { route, params };
  }
  return null;
}

function fit(pattern: string[], given: string[]): Record<string, string> | null {
  if (pattern.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const text = given[index] ?? "";
    if (!part.startsWith(":")) {
      if (part !== text) return null;
      continue;
    }
    const name = part.slice(1);
    let value: string;
    try {
      value = decodeURIComponent(text);
    } catch {
      return null;
    }
    if (value === "" || !(SHAPES[name]?.test(value) ?? true)) return null;
    params[name] = value;
  }
  return params;
}

type LinkArgs<R extends Route> = keyof Params<(typeof PATHS)[R]> extends never
  ? [params?: undefined, query?: Record<string, string | undefined>]
  : [params: Params<(typeof PATHS)[R]>, query?: Record<string, string | undefined>];

/** The address of a screen: `link("incident", { id })`. */
export function link<R extends Route>(route: R, ...[params, query]: LinkArgs<R>): string {
  const values: Record<string, string> = params ?? {};
  const path = PATHS[route].replace(/:(\w+)/g, (_, name: string) =>
    // An assessment's name keeps its @, which a path may hold: people read these addresses.
    encodeURIComponent(values[name] ?? "").replaceAll("%40", "@"),
  );
  const asked = Object.entries(query ?? {}).filter((pair): pair is [string, string] => !!pair[1]);
  return asked.length === 0 ? path : `${path}?${new URLSearchParams(asked).toString()}`;
}

/** Where the reader is. */
export const here = signal(new URL(globalThis.location?.href ?? "http://localhost/"));

/** Goes to an address of the application; `replace` leaves no step to go back to. */
export function go(href: string, { replace = false }: { replace?: boolean } = {}): void {
  const next = new URL(href, here.value);
  if (next.href === here.value.href) return;
  const stay = next.pathname === here.value.pathname;
  history[replace ? "replaceState" : "pushState"](null, "", next);
  here.value = next;
  if (!stay) scrollTo(0, 0);
}

/** Changes the query of the present address; what is undefined or empty leaves it. */
export function ask(change: Record<string, string | undefined>, replace = true): void {
  const next = new URL(here.value);
  for (const [key, value] of Object.entries(change)) {
    if (value) next.searchParams.set(key, value);
    else next.searchParams.delete(key);
  }
  go(next.href, { replace });
}

/** Follows links and the back button inside the page. */
export function startRoutes(): void {
  addEventListener("popstate", () => (here.value = new URL(location.href)));
  addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const anchor = event.target instanceof Element ? event.target.closest("a") : null;
    if (!anchor || anchor.target || anchor.hasAttribute("download")) return;
    const url = new URL(anchor.href);
    if (url.origin !== location.origin || match(url.pathname) === null) return;
    // A jump inside the page is the browser's.
    if (url.hash && url.pathname === location.pathname && url.search === location.search) return;
    event.preventDefault();
    go(url.href);
  });
}
