// What stands otherwise than the day before: gravest first, like changes together.
import type { Board, Change } from "../../api/types";
import { STATUSES, StatusMark } from "../../design/status";
import { TermCode } from "../../design/term";
import { dayBeside, shortDay } from "../../language/dates";
import { t } from "../../language/language";
import { eyes } from "../../language/told";
import { link } from "../../routes";

export function Changes({ board, asOf }: { board: Board; asOf: string | undefined }) {
  const last = board.days.at(-1);
  if (last === undefined) return null;
  const gravity = (change: Change) => STATUSES.indexOf(change.to) * 10 + STATUSES.indexOf(change.from);
  const alike = new Map<string, Change[]>();
  for (const change of board.changes.toSorted((a, b) => gravity(b) - gravity(a))) {
    const key = `${change.to} ${change.from} ${change.perspective}`;
    alike.set(key, [...(alike.get(key) ?? []), change]);
  }
  return (
    <section class="stack" aria-labelledby="board-changes">
      <h2 id="board-changes">
        {t("board-changes", { day: shortDay(last), before: shortDay(dayBeside(last, -1)) })}
      </h2>
      {alike.size === 0 && <p class="soft">{t("board-changes-none")}</p>}
      <ul class="plain-list changes">
        {[...alike].map(([key, changes]) => {
          const { from, to, perspective } = changes[0] as Change;
          return (
            <li key={key}>
              <span class="change-marks">
                <StatusMark status={from} />
                <span class="arrow" aria-hidden="true" />
                <StatusMark status={to} />
              </span>
              <div>
                {t("board-change", { eyes: eyes(perspective), from: t(`status-${from}`), to: t(`status-${to}`) })}
                <ul class="plain-list change-terms">
                  {changes.map(({ id, term, reading }) => (
                    <li key={id}>
                      <a href={link("assessment", { id }, { as_of: asOf })}>
                        <TermCode number={term} reading={reading} />
                      </a>
                    </li>
                  ))}
                </ul>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
