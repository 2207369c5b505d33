// A decision is entered in one place: what is decided, the reason that it must carry, what it cites.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Refused, send } from "../api/client";
import { own } from "../api/live";
import type { Act, DecisionMade } from "../api/types";
import { Button } from "../design/button";
import { Dialog } from "../design/dialog";
import { Field } from "../design/field";
import { say } from "../design/toast";
import { t } from "../language/language";

export interface DecisionDialogProps {
  title: string;
  /** What is decided; null while something is missing, which `missing` then says. */
  act: () => Act | null;
  missing?: string;
  children?: ComponentChildren;
  onClose: () => void;
  /** After it stands in the ledger. */
  onDone: (made: DecisionMade) => void;
}

export function DecisionDialog({ title, act, missing, children, onClose, onDone }: DecisionDialogProps) {
  const [reason, setReason] = useState("");
  const [cites, setCites] = useState("");
  const [wrong, setWrong] = useState<{ reason?: string; other?: string }>({});
  const [busy, setBusy] = useState(false);

  async function enter(): Promise<void> {
    const what = act();
    if (what === null) return setWrong({ other: missing ?? t("decision-missing") });
    if (reason.trim() === "") return setWrong({ reason: t("decision-reason-missing") });
    setBusy(true);
    setWrong({});
    try {
      const made = await decide(what, reason, cites.split(/[\s,]+/).filter(Boolean));
      onClose();
      onDone(made);
    } catch (error) {
      setWrong({ other: refusalWords(error) });
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog title={title} onClose={onClose}>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void enter();
        }}
      >
        {children}
        <Field label={t("decision-reason")} hint={t("decision-reason-hint")} wrong={wrong.reason}>
          {(control) => (
            <textarea
              {...control}
              dir="auto"
              required
              rows={3}
              value={reason}
              onInput={(event) => setReason(event.currentTarget.value)}
            />
          )}
        </Field>
        <Field label={t("decision-cites")} hint={t("decision-cites-hint")}>
          {(control) => (
            <input {...control} dir="ltr" value={cites} onInput={(event) => setCites(event.currentTarget.value)} />
          )}
        </Field>
        {wrong.other && (
          <p class="wrong" role="alert">
            {wrong.other}
          </p>
        )}
        <div class="dialog-foot">
          <Button onClick={onClose}>{t("dialog-cancel")}</Button>
          <Button type="submit" look="main" disabled={busy}>
            {t("decision-enter")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Enters a decision and says that it stands. */
export async function decide(act: Act, reason: string, cites: string[] = []): Promise<DecisionMade> {
  const made = await send<DecisionMade>("POST", "/api/v1/decisions", { ...act, reason: reason.trim(), cites });
  own.add(made.entry);
  say(
    <>
      {t("decision-entered", { entry: made.entry })}
      {made.note !== null && <> <span dir="auto">{made.note}</span></>}
    </>,
  );
  return made;
}

/** Why a request was refused, in words for the person who made it. */
export function refusalWords(error: unknown): string {
  if (error instanceof Refused) return error.message || t(error.status === 0 ? "state-line" : "state-server");
  return t("state-program");
}
