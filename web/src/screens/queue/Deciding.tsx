// What is to be decided, with what it needs to know and its reason; Enter confirms.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { theCase } from "../../api/case";
import type { Act, Decided, Incident, QueueClaim, Verification } from "../../api/types";
import { Button } from "../../design/button";
import { Dialog } from "../../design/dialog";
import { t } from "../../language/language";
import { readable } from "../../language/told";
import { mine } from "./Items";
import { Reason } from "./Reason";
import { keepReason, type Reasoned } from "./reasons";
import type { Row } from "./list";
import { MergeWith } from "./MergeWith";

export interface Subject {
  row: Row;
  claim: QueueClaim | null;
  /** The incident that stands beside the claim. */
  incident: Incident | null;
}

interface Props {
  subject: Subject;
  onClose: () => void;
  onDecide: (act: Act, reason: string) => void;
}

/** The frame of all of them; `act` gives the decision, or what is wrong with it in words. */
function Frame(props: {
  kind: Reasoned;
  about: ComponentChildren;
  act: () => Act | string;
  onClose: () => void;
  onDecide: (act: Act, reason: string) => void;
  children?: ComponentChildren;
}) {
  const [reason, setReason] = useState("");
  const [wrong, setWrong] = useState<{ reason?: string; act?: string }>({});
  return (
    <Dialog title={t(`queue-do-${props.kind}`)} onClose={props.onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const act = props.act();
          const given = reason.trim();
          if (typeof act === "string") return setWrong({ act });
          if (given === "") return setWrong({ reason: t("queue-reason-missing") });
          keepReason(props.kind, given);
          props.onClose();
          props.onDecide(act, given);
        }}
      >
        <div class="soft">{props.about}</div>
        {props.children}
        {wrong.act && <p class="queue-wrong" role="alert">{wrong.act}</p>}
        <Reason act={props.kind} value={reason} wrong={wrong.reason} onInput={setReason} />
        <div class="dialog-foot">
          <Button onClick={props.onClose}>{t("dialog-cancel")}</Button>
          <Button type="submit" look="main">{t(`queue-do-${props.kind}`)}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function About({ row }: { row: Row }) {
  return (
    <>
      <p dir="auto">{row.report.title ?? t("queue-title-withheld")}</p>
      {row.taken_up && !mine(row.taken_up) && (
        <p class="queue-wrong">{t("queue-taken-warning", { name: row.taken_up.by })}</p>
      )}
    </>
  );
}

export function Settling({ kind, subject, ...rest }: Props & { kind: "accept" | "set-aside" }) {
  const { row } = subject;
  return (
    <Frame
      kind={kind}
      about={
        <>
          <About row={row} />
          <p class="small">{t(`queue-about-${kind}`)}</p>
        </>
      }
      act={() => ({ act: kind, report: row.report.id })}
      {...rest}
    />
  );
}

export function Merging({ subject, ...rest }: Props) {
  const { row, claim } = subject;
  const [own, setOwn] = useState<readonly string[]>(claim ? [claim.row.id] : []);
  const [other, setOther] = useState<string | null>(null);
  return (
    <Frame
      kind="merge"
      about={<About row={row} />}
      act={() => {
        const claims = [...own.filter((id) => id !== other), ...(other === null ? [] : [other])];
        return claims.length < 2 ? t("queue-merge-two") : { act: "merge", claims };
      }}
      {...rest}
    >
      <Picked legend={t("queue-merge-own")} claims={row.claims} picked={own} onPick={setOwn} />
      <MergeWith subject={subject} onPick={setOther} />
    </Frame>
  );
}

export function Splitting({ subject, ...rest }: Props) {
  const { claim, incident } = subject;
  const claims = incident?.claims ?? [];
  const partner = partnerOf(claim, incident);
  const [chosen, setPicked] = useState<readonly string[] | null>(null);
  // Until somebody marks: the chosen claim and the one that it is linked with.
  const picked = chosen ?? claims.map(({ row }) => row.id).filter((id) => id === claim?.row.id || id === partner);
  return (
    <Frame
      kind="split"
      about={<p class="small">{t("queue-about-split")}</p>}
      act={() => (picked.length < 2 ? t("queue-split-two") : { act: "split", claims: [...picked] })}
      {...rest}
    >
      <Picked legend={t("queue-split-which")} claims={claims} picked={picked} onPick={setPicked} voices />
    </Frame>
  );
}

/** The claim that the program links with this one most surely, else any other of the incident. */
export function partnerOf(claim: QueueClaim | null, incident: Incident | null): string | null {
  if (claim === null || incident === null) return null;
  const own = claim.row.id;
  if (claim.suggestion?.incident === incident.incident.id && claim.suggestion.with) return claim.suggestion.with;
  const links = incident.incident.links.filter(({ a, b }) => a === own || b === own);
  const best = links.toSorted((x, y) => y.probability - x.probability)[0];
  if (best) return best.a === own ? best.b : best.a;
  return incident.claims.find(({ row }) => row.id !== own)?.row.id ?? null;
}

interface Pickable {
  row: { id: string; voice: string };
  says: string;
}

function Picked(props: {
  legend: string;
  claims: readonly Pickable[];
  picked: readonly string[];
  onPick: (picked: readonly string[]) => void;
  voices?: boolean;
}) {
  return (
    <fieldset class="queue-picked">
      <legend>{props.legend}</legend>
      {props.claims.map(({ row, says }) => (
        <label key={row.id} class="choice">
          <input
            type="checkbox"
            checked={props.picked.includes(row.id)}
            onChange={(event) => {
              const rest = props.picked.filter((id) => id !== row.id);
              props.onPick(event.currentTarget.checked ? [...rest, row.id] : rest);
            }}
          />
          <span dir="auto">
            {props.voices && <strong>{row.voice}: </strong>}
            {readable(says)}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

export function Verifying({ subject, incident, ...rest }: Props & { incident: string }) {
  const [state, setState] = useState<Verification>(subject.incident?.verification?.state ?? "reported");
  return (
    <Frame
      kind="verify"
      about={
        <>
          <p lang="en" dir="auto">{readable(subject.incident?.summary ?? subject.claim?.says ?? "")}</p>
          <p class="small">{t("queue-about-verify")}</p>
        </>
      }
      act={() => ({ act: "verify", incident, state })}
      {...rest}
    >
      <fieldset>
        <legend>{t("queue-verify-state")}</legend>
        {(theCase.value?.verification ?? []).map((choice) => (
          <label key={choice} class="choice">
            <input type="radio" name="state" checked={choice === state} onChange={() => setState(choice)} />
            {t(`verification-${choice}`)}
          </label>
        ))}
      </fieldset>
    </Frame>
  );
}

export function Undoing({ of, ...rest }: Omit<Props, "subject"> & { of: Decided }) {
  return (
    <Frame
      kind="undo"
      about={
        <>
          <p>{t("queue-about-undo", { entry: of.entry })}</p>
          <blockquote>
            <p lang="en" dir="auto">{readable(of.summary)}</p>
            <p class="small" dir="auto">{t("queue-undo-reason", { reason: of.reason })}</p>
          </blockquote>
        </>
      }
      act={() => ({ act: "undo", of: of.entry })}
      {...rest}
    />
  );
}
