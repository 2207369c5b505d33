// Clocks, phases and windows: what each says by whose count, side by side.
import type { Board, ClockView, PhaseView, Rule, WindowView } from "../../api/types";
import { dayOf, shortDay, shortMoment } from "../../language/dates";
import { t } from "../../language/language";
import { eyes, list } from "../../language/told";

const RULES: readonly Rule[] = ["alleged", "corroborated", "established"];

/** Views of one name at the board's last day, by rule and perspective. */
function finder<T extends { perspective: string; rule: Rule }>(board: Board, views: readonly T[]) {
  return (rule: Rule, slug: string): T | undefined => {
    const name = board.perspectives.find((p) => p.slug === slug)?.name;
    return views.find((view) => view.rule === rule && (view.perspective === slug || view.perspective === name));
  };
}

export function Phases({ board }: { board: Board }) {
  const phases = [...new Set(board.phases.map(({ phase }) => phase))];
  if (phases.length + board.windows.length === 0) return null;
  return (
    <section class="stack" aria-labelledby="board-phases">
      <h2 id="board-phases">{t("board-phases")}</h2>
      {phases.map((name) => (
        <Phase key={name} name={name} board={board} />
      ))}
      {board.windows.map((window) => (
        <Window key={window.window} window={window} asOf={board.as_of} />
      ))}
    </section>
  );
}

/** The clocks as rows of the table of what stands: one body for each clock, a row for each rule. */
export function ClockRows({ board, last }: { board: Board; last: string }) {
  const names = [...new Set(board.clocks.map(({ clock }) => clock))];
  return (
    <>
      {names.map((name) => (
        <OneClock key={name} name={name} board={board} last={last} />
      ))}
    </>
  );
}

function OneClock({ name, board, last }: { name: string; board: Board; last: string }) {
  const at = finder(board, board.clocks.filter(({ clock, day }) => clock === name && day === last));
  const slugs = board.perspectives.map(({ slug }) => slug);
  const some = board.clocks.find(({ clock }) => clock === name);
  return (
    <tbody>
      <tr class="now-clock">
        <th scope="rowgroup" colSpan={slugs.length + 1}>
          {t("board-clock")} <bdi>{name}</bdi>: <span class="soft">{some && t("board-clock-asks", { days: some.target_days })}</span>
        </th>
      </tr>
      {RULES.map((rule) => (
        <tr key={rule}>
          <th scope="row">{t(`board-rule-${rule}`)}</th>
          {vacuous(board, rule) ? (
            <td colSpan={slugs.length} class="soft">{t("board-no-finding")}</td>
          ) : (
            slugs.map((slug) => {
              const view = at(rule, slug);
              return <td key={slug}>{view ? <Clock view={view} /> : "–"}</td>;
            })
          )}
        </tr>
      ))}
    </tbody>
  );
}

/** Whether a rule counts what nobody has entered: its clocks would run to their end unbroken, and say nothing. */
function vacuous(board: Board, rule: Rule): boolean {
  return rule === "established" && board.findings === 0;
}

function Clock({ view }: { view: ClockView }) {
  if (view.since === null) return <>{t("board-clock-not-begun")}</>;
  const soFar = (time: string | null) => (time !== null && dayOf(time) <= view.day ? time : null);
  const reached = soFar(view.reached);
  const possibly = reached === null ? soFar(view.possibly_reached) : null;
  const calm = Math.min(view.calm_days, view.target_days);
  return (
    <>
      <span class="clock-bar" aria-hidden="true">
        {Array.from({ length: Math.min(view.target_days, 31) }, (_, day) => (
          <span key={day} class={day < calm ? "calm" : ""} />
        ))}
      </span>
      <strong>{t("board-clock-days", { calm, target: view.target_days })}</strong>
      <span class="small soft clock-state">
        {reached !== null && t("board-clock-reached", { at: shortMoment(reached) })}
        {view.broken !== null && reached === null &&
          t("board-clock-broken", { day: shortDay(view.broken[0]), term: view.broken[1] })}
        {possibly !== null && ` ${t("board-clock-possibly", { at: shortMoment(possibly) })}`}
      </span>
    </>
  );
}

/** A clock can only say that a phase would have been due: guarantors set up what the deal names. */
function Phase({ name, board }: { name: string; board: Board }) {
  const views = board.phases.filter(({ phase, rule }) => phase === name && !vacuous(board, rule));
  const due = new Map<string, PhaseView[]>();
  for (const view of views) {
    if (view.opened !== null) due.set(view.opened, [...(due.get(view.opened) ?? []), view]);
  }
  const slugOf = (named: string) => board.perspectives.find((p) => p.name === named)?.slug ?? named;
  return (
    <div class="stack phase">
      <h3>{t("board-phase", { phase: name })}</h3>
      <p class="small soft" dir="auto" lang="en">{views[0]?.expects.join("; ")}</p>
      {due.size === 0 && <p>{t("board-phase-not-due")}</p>}
      {[...due].map(([opened, by]) => (
        <div key={opened}>
          <p>
            {by.length === views.length
              ? t("board-phase-due-all", { at: shortMoment(opened) })
              : t("board-phase-due", { at: shortMoment(opened) })}
          </p>
          {by.length < views.length && (
            <ul class="small">
              {RULES.filter((rule) => by.some((view) => view.rule === rule)).map((rule) => (
                <li key={rule}>
                  {t("board-phase-count", {
                    rule: t(`board-rule-${rule}`),
                    eyes: list(by.filter((view) => view.rule === rule).map((view) => eyes(slugOf(view.perspective)))),
                  })}
                </li>
              ))}
            </ul>
          )}
        </div>
      ))}
    </div>
  );
}

function Window({ window, asOf }: { window: WindowView; asOf: string }) {
  const over = Date.parse(window.closes) <= Date.parse(asOf);
  return (
    <div class="stack window">
      <h3>{t("board-window", { window: window.window })}</h3>
      <p>
        {t(over ? "board-window-closed" : "board-window-open", {
          opened: shortMoment(window.opened),
          closes: shortMoment(window.closes),
        })}
      </p>
      {window.extensions.map(([at, seconds, by]) => (
        <p key={at} class="small soft">
          {t("board-window-extended", { at: shortMoment(at), hours: Math.round(seconds / 3600), by: list(by) })}
        </p>
      ))}
    </div>
  );
}
