// What the log signed for, checked here, and held against what this device keeps.
import { useEffect, useState } from "preact/hooks";
import { get } from "../../api/client";
import { type Loaded, useLoaded } from "../../api/loaded";
import type { Ledger } from "../../api/types";
import { Button } from "../../design/button";
import { Disclosure } from "../../design/disclosure";
import { Await } from "../../design/state";
import { say } from "../../design/toast";
import { moment } from "../../language/dates";
import { t } from "../../language/language";
import { toHex } from "../../ledger/bytes";
import { type Standing, type Verdict, compare } from "../../ledger/check";
import { canCheck } from "../../ledger/crypto";
import { BadNote, type Checkpoint, isSigned, readCheckpoint } from "../../ledger/note";
import { type Remembered, forget, remember, remembered } from "../../ledger/remembered";
import { Mark, NoChecks } from "./Mark";

export function CheckpointPanel({ ledger }: { ledger: Ledger }) {
  const { checkpoint: note } = ledger;
  const [kept, setKept] = useState(remembered);
  const signed = useLoaded(() => (canCheck() ? signature(ledger) : Promise.resolve(null)), [note]);
  return (
    <section class="panel stack" aria-label={t("ledger-checkpoint")}>
      <div class="screen-head">
        <h2>{t("ledger-checkpoint")}</h2>
        <div class="row">
          <Button
            onClick={() => {
              const done = remember(note);
              setKept(remembered());
              say(t(done ? "ledger-remembered" : "ledger-not-remembered"), { bad: !done });
            }}
          >
            {t("ledger-remember")}
          </Button>
          <Copy text={note} />
        </div>
      </div>
      <dl class="ledger-facts">
        <dt>{t("ledger-size")}</dt>
        <dd>{ledger.size}</dd>
        <dt>{t("ledger-root")}</dt>
        <dd class="fixed" dir="ltr">{ledger.root.replace(/(.{8})(?=.)/g, "$1 ")}</dd>
        <dt>{t("ledger-origin")}</dt>
        <dd class="fixed" dir="ltr">{note.split("\n")[0]}</dd>
        <dt>{t("ledger-signature")}</dt>
        <dd>{canCheck() ? <Signature signed={signed} /> : <NoChecks />}</dd>
        <dt>{t("ledger-kept")}</dt>
        <dd>
          {kept === null ? (
            <span class="soft">{t("ledger-kept-none")}</span>
          ) : (
            <Kept
              kept={kept}
              note={note}
              drop={() => {
                forget();
                setKept(null);
              }}
            />
          )}
        </dd>
      </dl>
      <Disclosure summary={t("ledger-note")}>
        <pre dir="ltr" class="ledger-note" tabIndex={0}>{note}</pre>
        <p class="soft small">{t("ledger-note-about")}</p>
      </Disclosure>
    </section>
  );
}

/** `told`: signed, but not for the size and root that the server tells beside it. */
type Signed = "holds" | "fails" | "told" | "unreadable" | null;

async function signature(ledger: Ledger): Promise<Signed> {
  let checkpoint: Checkpoint;
  try {
    checkpoint = readCheckpoint(ledger.checkpoint);
  } catch (error) {
    if (error instanceof BadNote) return "unreadable";
    throw error;
  }
  if (!(await isSigned(checkpoint))) return "fails";
  return checkpoint.size === ledger.size && toHex(checkpoint.root) === ledger.root ? "holds" : "told";
}

function Signature({ signed }: { signed: Loaded<Signed> }) {
  return (
    <Await of={signed}>
      {(result) =>
        result === null ? null : (
          <span class="ledger-verdict">
            <Mark verdict={result === "holds" ? "holds" : "fails"} /> {t(`ledger-signed-${result}`)}
          </span>
        )
      }
    </Await>
  );
}

const STANDINGS: Record<Standing, Verdict> = {
  same: "holds",
  continues: "holds",
  "other-log": "fails",
  shorter: "fails",
  rewritten: "fails",
  unsigned: "fails",
};

function Kept({ kept, note, drop }: { kept: Remembered; note: string; drop: () => void }) {
  const standing = useLoaded(
    (signal) =>
      canCheck()
        ? compare(kept.note, note, async (older, newer) => {
            const query = { old: older, new: newer };
            return (await get<{ path: string[] }>("/api/v1/ledger/consistency", query, signal)).path;
          })
        : Promise.resolve(null),
    [kept.note, note],
  );
  const size = kept.note.split("\n")[1] ?? "";
  return (
    <div class="stack">
      <p>
        {t("ledger-kept-at", { moment: moment(kept.at), size })}{" "}
        <Button look="quiet" onClick={drop}>{t("ledger-forget")}</Button>
      </p>
      <Await of={standing}>
        {(result) =>
          result && (
            <p class={STANDINGS[result] === "fails" ? "ledger-verdict ledger-alarm" : "ledger-verdict"} role="status">
              <Mark verdict={STANDINGS[result]} /> {t(`ledger-standing-${result}`)}
            </p>
          )
        }
      </Await>
    </div>
  );
}

function Copy({ text }: { text: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => setCopied(false), [text]);
  return (
    <Button
      onClick={() => {
        Promise.resolve(navigator.clipboard?.writeText(text)).then(
          () => setCopied(navigator.clipboard !== undefined),
          () => say(t("ledger-copy-failed"), { bad: true }),
        );
      }}
    >
      {t(copied ? "ledger-copied" : "ledger-copy")}
    </Button>
  );
}

