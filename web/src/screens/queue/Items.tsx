// The list on the start side: one button for each report.
import { useEffect, useRef } from "preact/hooks";
import { user } from "../../api/session";
import type { QueueItem } from "../../api/types";
import { shortMoment } from "../../language/dates";
import { t } from "../../language/language";
import type { Row } from "./list";

export function Items(props: { rows: readonly Row[]; selected: string | null; onSelect: (report: string) => void }) {
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const button = list.current?.querySelector<HTMLElement>('[aria-current="true"]');
    if (!button) return;
    button.scrollIntoView({ block: "nearest" });
    // Who goes through the list by keys hears each report; who works elsewhere is left there.
    if (list.current?.contains(document.activeElement)) button.focus({ preventScroll: true });
  }, [props.selected]);
  return (
    <ol class="queue-list plain-list" ref={list} aria-label={t("queue-list")}>
      {props.rows.map((row) => (
        <li key={row.report.id}>
          <button
            type="button"
            class={row.gone ? "queue-item gone" : "queue-item"}
            aria-current={row.report.id === props.selected}
            data-report={row.report.id}
            onClick={() => props.onSelect(row.report.id)}
          >
            <span class="queue-item-title" dir="auto">
              {row.report.title ?? <span class="soft">{t("queue-title-withheld")}</span>}
            </span>
            <span class="queue-item-source small" dir="auto">{row.report.source}</span>
            <span class="queue-item-when small soft">
              {shortMoment(row.recorded)}
              {t("list-comma")}
              {t("queue-claims", { count: row.claims.length })}
            </span>
            <Tags row={row} />
          </button>
        </li>
      ))}
    </ol>
  );
}

function Tags({ row }: { row: Row }) {
  const tags = [
    row.gone && ["gone", t("queue-gone")],
    row.disputed && ["disputed", t("queue-disputed")],
    !row.settled && ["judging", t("queue-judging")],
    row.taken_up && ["taken", takenWords(row.taken_up)],
    row.duplicates.length > 0 && ["", t("queue-duplicates", { count: row.duplicates.length })],
  ].filter((tag): tag is [string, string] => Array.isArray(tag));
  if (tags.length === 0) return null;
  return (
    <span class="queue-tags">
      {tags.map(([kind, words]) => (
        <span key={words} class={`queue-tag ${kind}`} dir="auto">{words}</span>
      ))}
    </span>
  );
}

export function takenWords(taken: NonNullable<QueueItem["taken_up"]>): string {
  return mine(taken) ? t("queue-taken-you") : t("queue-taken", { name: taken.by });
}

export function mine(taken: NonNullable<QueueItem["taken_up"]>): boolean {
  return taken.by === user.value?.display || taken.by === user.value?.name;
}
