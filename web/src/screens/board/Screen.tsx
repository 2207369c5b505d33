// The deal at a glance: terms down, days across, each perspective; clocks, changes, rival counts.
import { useComputed, useSignalEffect } from "@preact/signals";
import { useEffect, useMemo, useState } from "preact/hooks";
import { lastBoard } from "../../api/board";
import { get } from "../../api/client";
import { settled } from "../../api/live";
import { useLoaded } from "../../api/loaded";
import type { Board } from "../../api/types";
import { Button, Segments } from "../../design/button";
import { Await, Empty } from "../../design/state";
import { STATUSES, StatusMark } from "../../design/status";
import { useKeys } from "../../keys";
import { moment } from "../../language/dates";
import { t } from "../../language/language";
import { type ScreenProps, ask, link } from "../../routes";
import { shownAsOf } from "../../shell/AsOf";
import { Changes } from "./Changes";
import { Phases } from "./Clocks";
import { Grid } from "./Grid";
import { Now } from "./Now";
import { Pointed } from "./Pointed";
import { Rivals } from "./Rivals";
import { type View, rows, spokenOf, termKey } from "./rows";
import "./board.css";

export default function BoardScreen({ query }: ScreenProps<"/">) {
  const asOf = query.get("as_of") ?? undefined;
  // What was known then does not change when news comes in.
  const entries = useComputed(() => settled.value?.entries).value;
  const board = useLoaded(
    (signal) => get<Board>("/api/v1/board", { as_of: asOf }, signal),
    [asOf, asOf === undefined ? entries : null],
  );
  useEffect(() => {
    shownAsOf.value = board.value?.as_of ?? null;
    if (board.value) lastBoard.value = { asOf, board: board.value };
  }, [board.value]);
  useSignalEffect(() => {
    document.title = t("board-title");
  });
  return (
    <div class="screen board" aria-busy={board.busy}>
      <Await of={board}>
        {(value) => <Shown board={value} asOf={asOf} view={query.get("view") === "perspectives" ? "perspectives" : "terms"} />}
      </Await>
    </div>
  );
}

/** As many days are drawn: a quarter. A deal may last for years, and a browser's patience does not. */
const DAYS = 92;

function Shown({ board, asOf, view }: { board: Board; asOf: string | undefined; view: View }) {
  const [opened, setOpened] = useState<ReadonlySet<string>>(() => spokenOf(board));
  const recent = useMemo(() => (board.days.length > DAYS ? lately(board) : board), [board]);
  const all = board.terms.map(termKey);
  const everything = all.every((key) => opened.has(key));
  const toggleAll = () => setOpened(everything ? new Set() : new Set(all));
  const show = (next: View) => ask({ view: next === "terms" ? undefined : next });
  useKeys("board-keys", [
    { keys: "v", words: "board-key-view", run: () => show(view === "terms" ? "perspectives" : "terms") },
    { keys: "e", words: "board-key-open", run: toggleAll },
    // The grid itself listens to these two.
    { keys: "↑ ↓ ← →", words: "board-key-arrows", run: () => undefined },
    { keys: "↵", words: "board-key-enter", run: () => undefined },
    { keys: "b", words: "board-key-grid", run: () => document.querySelector<HTMLElement>('.grid [tabindex="0"]')?.focus() },
  ]);
  if (board.cells.length === 0) {
    return (
      <Empty title={t("board-empty-title")}>
        <p>{t(asOf === undefined ? "board-empty" : "board-empty-then")}</p>
        {asOf !== undefined && <a class="button" href={link("board")}>{t("as-of-newest")}</a>}
      </Empty>
    );
  }
  return (
    <>
      <div class="screen-head">
        <h1 dir="auto" lang="en">{board.deal}</h1>
        <p class="soft small">
          {t("board-in-force", { from: moment(board.in_force.from), zone: board.time_zone })}
          {board.in_force.until && (
            <strong>
              {" "}
              {t("board-withdrawn", { by: board.in_force.until[1], at: moment(board.in_force.until[0]) })}
            </strong>
          )}
        </p>
      </div>
      <Now board={board} asOf={asOf} />
      <section class="stack" aria-labelledby="board-standing">
        <div class="screen-head">
          <h2 id="board-standing">{t("board-standing")}</h2>
          <div class="row">
            <Segments
              label={t("board-view")}
              value={view}
              options={[
                { value: "terms", words: t("board-view-terms") },
                { value: "perspectives", words: t("board-view-perspectives") },
              ]}
              onChange={show}
            />
            {view === "terms" && (
              <Button onClick={toggleAll}>{t(everything ? "board-close-all" : "board-open-all")}</Button>
            )}
          </div>
        </div>
        <div class="board-main">
          <div class="stack board-left">
            {recent !== board && (
              <p class="small soft">{t("board-days-cut", { days: DAYS, all: board.days.length })}</p>
            )}
            <Grid
              board={recent}
              rows={rows(recent, view, opened)}
              asOf={asOf}
              onToggle={(key) => {
                const next = new Set(opened);
                if (!next.delete(key)) next.add(key);
                setOpened(next);
              }}
            />
            <Rivals board={board} />
          </div>
          <div class="board-side">
            <Pointed board={board} asOf={asOf} />
            <Legend />
            <Changes board={board} asOf={asOf} />
            <Phases board={board} />
          </div>
        </div>
      </section>
    </>
  );
}

function lately(board: Board): Board {
  const days = board.days.slice(-DAYS);
  const first = days[0] ?? "";
  return { ...board, days, cells: board.cells.filter(({ day }) => day >= first) };
}

function Legend() {
  return (
    <ul class="plain-list legend" aria-label={t("board-legend")}>
      {STATUSES.map((status) => (
        <li key={status}>
          <StatusMark status={status} /> {t(`status-${status}`)}
        </li>
      ))}
      <li>
        <span class="fixed" aria-hidden="true">*</span> {t("status-contested")}
      </li>
      <li>
        <span class="fixed" aria-hidden="true">~</span> {t("status-assumed")}
      </li>
    </ul>
  );
}
