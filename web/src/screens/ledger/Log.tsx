import { useState } from "preact/hooks";
import { get } from "../../api/client";
import { newest } from "../../api/live";
import { useLoaded } from "../../api/loaded";
import type { Ledger, LedgerEntries, LedgerEntry } from "../../api/types";
import { Button } from "../../design/button";
import { Await, Empty } from "../../design/state";
import { useKeys } from "../../keys";
import { moment } from "../../language/dates";
import { has, t } from "../../language/language";
import { ask, go, link } from "../../routes";
import { CheckpointPanel } from "./Checkpoint";

const PAGE = 50;

/** The checkpoint, and a page of entries, newest first; `?upto=` names the page's first. */
export function Log({ query }: { query: URLSearchParams }) {
  const asked = query.get("upto");
  const upto = asked !== null && /^\d+$/.test(asked) ? Number(asked) : null;
  // A page that was asked for stays; the newest follows the news.
  const news = upto === null ? newest.value?.index : undefined;
  const ledger = useLoaded((signal) => get<Ledger>("/api/v1/ledger", {}, signal), [newest.value?.index]);
  return (
    <div class="screen">
      <header class="screen-head">
        <h1>{t("ledger-title")}</h1>
      </header>
      <p class="ledger-about soft">{t("ledger-about")}</p>
      <Await of={ledger}>
        {(known) => (
          <>
            <CheckpointPanel ledger={known} />
            <Entries size={known.size} upto={Math.min(upto ?? known.size - 1, known.size - 1)} news={news} />
          </>
        )}
      </Await>
    </div>
  );
}

function Entries({ size, upto, news }: { size: number; upto: number; news: number | undefined }) {
  const from = Math.max(0, upto - PAGE + 1);
  const page = useLoaded(
    (signal) => get<LedgerEntries>("/api/v1/ledger/entries", { from, limit: upto - from + 1 }, signal),
    [from, upto, news],
  );
  const newer = upto < size - 1 ? () => show(upto + PAGE) : undefined;
  const older = from > 0 ? () => show(from - 1) : undefined;
  function show(next: number): void {
    ask({ upto: next >= size - 1 ? undefined : String(next) }, false);
  }
  useKeys("ledger-keys", [
    { keys: "j", words: "ledger-older", run: () => older?.() },
    { keys: "k", words: "ledger-newer", run: () => newer?.() },
  ]);
  if (size === 0) {
    return (
      <Empty title={t("ledger-empty-title")}>
        <p>{t("ledger-empty")}</p>
      </Empty>
    );
  }
  const pager = (
    <div class="row">
      <Button onClick={newer} disabled={!newer}>{t("ledger-newer")}</Button>
      <Button onClick={older} disabled={!older}>{t("ledger-older")}</Button>
      <span class="soft">{t("ledger-page", { from, upto, size })}</span>
    </div>
  );
  return (
    <section class="stack" aria-label={t("ledger-log")}>
      <div class="ledger-head">
        <h2>{t("ledger-log")}</h2>
        <Jump size={size} />
        {pager}
      </div>
      <Await of={page}>
        {({ entries }) => (
          <ol class="ledger-list plain-list" reversed start={upto}>
            {entries.toReversed().map((entry) => (
              <Row key={entry.index} entry={entry} />
            ))}
          </ol>
        )}
      </Await>
    </section>
  );
}

/** A row is one link: the whole of it leads to the proof. */
function Row({ entry }: { entry: LedgerEntry }) {
  const { index, recorded, author, fingerprint, kind, summary } = entry;
  return (
    <li>
      <a class="ledger-row" href={link("entry", { index: String(index) })}>
        <span class="ledger-index">{index}</span>
        <span class="ledger-what">
          <span class="ledger-kind">{kindWords(kind)}</span>
          <span dir="auto">{summary ?? <span class="soft">{t("ledger-withheld")}</span>}</span>
        </span>
        <span class="ledger-who small soft">
          <span>{moment(recorded)}</span>
          <span>
            {/* A key that nobody has named is its own name. */}
            {author !== fingerprint.slice(0, 16) && <><bdi>{author}</bdi> </>}
            <bdi class="fixed">{fingerprint.slice(0, 16)}</bdi>
          </span>
        </span>
      </a>
    </li>
  );
}

export function kindWords(kind: string): string {
  const id = `ledger-kind-${kind.replaceAll("-", "_")}`;
  return has(id) ? t(id) : kind.replaceAll("_", " ");
}

function Jump({ size }: { size: number }) {
  const [wanted, setWanted] = useState("");
  const fits = /^\d+$/.test(wanted) && Number(wanted) < size;
  return (
    <form
      class="row ledger-jump"
      onSubmit={(event) => {
        event.preventDefault();
        if (fits) go(link("entry", { index: wanted }));
      }}
    >
      <label for="ledger-jump">{t("ledger-jump", { last: size - 1 })}</label>
      <input
        id="ledger-jump"
        type="text"
        inputMode="numeric"
        value={wanted}
        aria-invalid={wanted !== "" && !fits}
        onInput={(event) => setWanted(event.currentTarget.value.trim())}
      />
      <Button type="submit" disabled={!fits}>{t("ledger-jump-go")}</Button>
    </form>
  );
}
