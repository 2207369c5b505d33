// One entry: what it says, and its proof checked here, step by step.
import { get } from "../../api/client";
import { useLoaded } from "../../api/loaded";
import type { InclusionProof, LedgerEntries, LedgerEntry } from "../../api/types";
import { Button } from "../../design/button";
import { Disclosure } from "../../design/disclosure";
import { Await } from "../../design/state";
import { useKeys } from "../../keys";
import { moment } from "../../language/dates";
import { t } from "../../language/language";
import { type Checked, checkEntry } from "../../ledger/check";
import { canCheck } from "../../ledger/crypto";
import { go, link } from "../../routes";
import { kindWords } from "./Log";
import { Mark, NoChecks } from "./Mark";

interface Shown {
  entry: LedgerEntry;
  proof: InclusionProof;
  /** Null where this page may not check. */
  checked: Checked | null;
}

async function fetchEntry(index: number, signal: AbortSignal): Promise<Shown> {
  const [proof, { entries }] = await Promise.all([
    get<InclusionProof>(`/api/v1/ledger/entries/${index}/proof`, {}, signal),
    get<LedgerEntries>("/api/v1/ledger/entries", { from: index, limit: 1 }, signal),
  ]);
  const entry = entries[0];
  if (entry === undefined) throw new Error(`the list has no entry ${index}, but there is a proof of it`);
  const { leaf_hash, recorded, fingerprint } = entry;
  const asked = { index, leaf_hash, recorded, fingerprint };
  return { entry, proof, checked: canCheck() ? await checkEntry(asked, proof) : null };
}

export function Entry({ index }: { index: number }) {
  const shown = useLoaded((signal) => fetchEntry(index, signal), [index], { fresh: true });
  const last = shown.value === undefined ? index : shown.value.proof.size - 1;
  const older = () => index > 0 && go(link("entry", { index: String(index - 1) }));
  const newer = () => index < last && go(link("entry", { index: String(index + 1) }));
  const back = () => go(link("ledger", undefined, { upto: String(index) }));
  useKeys("ledger-keys", [
    { keys: "j", words: "ledger-entry-older", run: older },
    { keys: "k", words: "ledger-entry-newer", run: newer },
    { keys: "Escape", words: "ledger-back", run: back },
  ]);
  return (
    <div class="screen narrow">
      <header class="screen-head">
        <h1>{t("ledger-entry", { index })}</h1>
        <div class="row">
          <a class="button" href={link("ledger", undefined, { upto: String(index) })}>{t("ledger-back")}</a>
          <Button onClick={newer} disabled={index >= last}>{t("ledger-entry-newer")}</Button>
          <Button onClick={older} disabled={index === 0}>{t("ledger-entry-older")}</Button>
        </div>
      </header>
      <Await of={shown}>{(value) => <Proved {...value} />}</Await>
    </div>
  );
}

function Proved({ entry, proof, checked }: Shown) {
  return (
    <>
      <section class="panel stack">
        <p>
          <span class="ledger-kind">{kindWords(entry.kind)}</span>{" "}
          <bdi>{entry.summary ?? <span class="soft">{t("ledger-withheld")}</span>}</bdi>
        </p>
        <dl class="ledger-facts">
          <dt>{t("ledger-recorded")}</dt>
          <dd>{moment(entry.recorded)}</dd>
          <dt>{t("ledger-author")}</dt>
          <dd>
            <bdi>{entry.author}</bdi>
          </dd>
          <dt>{t("ledger-fingerprint")}</dt>
          <dd class="fixed" dir="ltr">{entry.fingerprint}</dd>
        </dl>
      </section>
      {checked === null ? <NoChecks /> : <Proof checked={checked} proof={proof} />}
      <Details proof={proof} payload={checked?.entry?.payload} />
    </>
  );
}

function Proof({ checked, proof }: { checked: Checked; proof: InclusionProof }) {
  const open = checked.steps.some((step) => step.verdict === "open");
  const outcome = checked.verdict === "fails" ? "fails" : open ? "open" : "holds";
  return (
    <section class="stack" aria-labelledby="ledger-proof">
      <h2 id="ledger-proof">{t("ledger-proof")}</h2>
      <p class={outcome === "fails" ? "ledger-outcome ledger-alarm" : "ledger-outcome"} role="status">
        <Mark verdict={checked.verdict} /> <span>{t(`ledger-outcome-${outcome}`)}</span>
      </p>
      <ol class="ledger-steps plain-list">
        {checked.steps.map(({ name, verdict }) => (
          <li key={name} data-step={name} data-verdict={verdict}>
            <Mark verdict={verdict} />
            <div>
              <h3>{t(`ledger-step-${name}`)}</h3>
              <p>{t(`ledger-step-${name}-${verdict}`, { size: proof.size, hashes: proof.path.length, index: proof.index })}</p>
            </div>
          </li>
        ))}
      </ol>
      <div class="ledger-meaning">
        <div class="panel stack">
          <h3>{t("ledger-proves-title")}</h3>
          <p>{t(outcome === "fails" ? "ledger-proves-nothing" : open ? "ledger-proves-open" : "ledger-proves")}</p>
        </div>
        <div class="panel stack">
          <h3>{t("ledger-proves-not-title")}</h3>
          <p>{t("ledger-proves-not")}</p>
        </div>
      </div>
    </section>
  );
}

function Details({ proof, payload }: { proof: InclusionProof; payload: string | undefined }) {
  return (
    <section class="stack">
      {payload !== undefined && (
        <Disclosure summary={t("ledger-payload")}>
          <pre dir="ltr" class="ledger-note" tabIndex={0}>{spread(payload)}</pre>
        </Disclosure>
      )}
      <Disclosure summary={t("ledger-hashes")}>
        <dl class="ledger-facts">
          <dt>{t("ledger-leaf-hash")}</dt>
          <dd class="fixed" dir="ltr">{proof.leaf_hash}</dd>
          <dt>{t("ledger-path")}</dt>
          <dd>
            <ol class="fixed" dir="ltr">
              {proof.path.map((hash) => (
                <li key={hash}>{hash}</li>
              ))}
            </ol>
          </dd>
          <dt>{t("ledger-root")}</dt>
          <dd class="fixed" dir="ltr">{proof.root}</dd>
        </dl>
      </Disclosure>
      <Disclosure summary={t("ledger-note")}>
        <pre dir="ltr" class="ledger-note" tabIndex={0}>{proof.checkpoint}</pre>
      </Disclosure>
    </section>
  );
}

/** JSON over several lines, to be read; what is not JSON as it is. */
function spread(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2);
  } catch {
    return payload;
  }
}
