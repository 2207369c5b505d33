// What people may do about an incident, each with its key and its dialog.
import { useState } from "preact/hooks";
import { theCase } from "../../api/case";
import { may } from "../../api/session";
import type { Act, Determination, Incident, Verification } from "../../api/types";
import { Field } from "../../design/field";
import { DecisionDialog } from "../../decisions/DecisionDialog";
import { t } from "../../language/language";
import { candidates } from "./candidates";

export type Asked =
  | { act: "verify" | "attribute" | "find" | "ask" }
  | { act: "answer"; to: number }
  | { act: "undo"; entry: number };

interface Offer {
  key: string;
  words: string;
  asked: Asked;
}

/** What the person who is signed in may do here. */
export function offered(told: Incident): Offer[] {
  if (!may("decide")) return [];
  const offers: Offer[] = [
    { key: "v", words: "incident-do-verify", asked: { act: "verify" } },
    { key: "a", words: "incident-do-attribute", asked: { act: "attribute" } },
  ];
  if (may("find") && told.incident.terms.length > 0) {
    offers.push({ key: "f", words: "incident-do-find", asked: { act: "find" } });
  }
  offers.push({ key: "q", words: "incident-do-ask", asked: { act: "ask" } });
  const open = told.requests.findLast(({ answers }) => answers.length === 0);
  if (open) offers.push({ key: "r", words: "incident-do-answer", asked: { act: "answer", to: open.entry } });
  const last = told.history.findLast(({ act, undone_by: undone }) => act !== "undo" && undone === null);
  if (last) offers.push({ key: "u", words: "incident-do-undo", asked: { act: "undo", entry: last.entry } });
  return offers;
}

interface DialogProps {
  asked: Asked;
  told: Incident;
  onClose: () => void;
  onDone: () => void;
}

export function IncidentDialog({ asked, told, onClose, onDone }: DialogProps) {
  const known = theCase.value;
  const incident = told.incident.id;
  const named = candidates(told.claims.map(({ row }) => row)).map(({ actor }) => actor);
  const actors = [...new Set([...named, ...(known?.actors ?? [])])];
  const terms = [...new Set(told.incident.terms.map(({ term }) => term))];
  const parties = [...(known?.parties ?? []), ...(known?.guarantors ?? [])];
  const [choice, choose] = useState(first(asked, told, { actors, terms, parties }));
  const [determination, determine] = useState<Determination>("established");
  const [text, setText] = useState("");

  const act = (): Act | null => {
    switch (asked.act) {
      case "verify":
        return { act: "verify", incident, state: choice as Verification };
      case "attribute":
        return choice === "" ? null : { act: "attribute", incident, to: choice };
      case "find":
        return { act: "find", term: choice, incident, determination };
      case "ask":
        return text.trim() === "" ? null : { act: "ask", incident, party: choice, question: text.trim() };
      case "answer":
        return text.trim() === "" ? null : { act: "answer", to: asked.to, answer: text.trim() };
      case "undo":
        return { act: "undo", of: asked.entry };
    }
  };
  const undone = asked.act === "undo" ? told.history.find(({ entry }) => entry === asked.entry) : undefined;
  const answered = asked.act === "answer" ? told.requests.find(({ entry }) => entry === asked.to) : undefined;

  return (
    <DecisionDialog
      title={t(`incident-do-${asked.act}`)}
      act={act}
      missing={t(asked.act === "attribute" ? "incident-actor-missing" : "incident-text-missing")}
      onClose={onClose}
      onDone={onDone}
    >
      {asked.act === "verify" && (
        <Choice
          label={t("incident-verification")}
          value={choice}
          options={(known?.verification ?? VERIFICATION).map((state) => [state, t(`verification-${state}`)])}
          onChange={choose}
        />
      )}
      {asked.act === "attribute" && (
        <Choice
          label={t("incident-actor")}
          hint={t("incident-actor-hint")}
          value={choice}
          options={actors.map((actor) => [actor, actor])}
          onChange={choose}
        />
      )}
      {asked.act === "find" && (
        <>
          <Choice label={t("board-term")} value={choice} options={terms.map((term) => [term, term])} onChange={choose} />
          <Choice
            label={t("incident-determination")}
            value={determination}
            options={DETERMINATIONS.map((one) => [one, t(`finding-${one}`)])}
            onChange={(one) => determine(one as Determination)}
          />
        </>
      )}
      {asked.act === "ask" && (
        <>
          <Choice label={t("incident-party")} value={choice} options={parties.map((party) => [party, party])} onChange={choose} />
          <Text label={t("incident-question")} value={text} onInput={setText} />
        </>
      )}
      {asked.act === "answer" && (
        <>
          {answered && (
            <p class="panel">
              <strong>{t("incident-request", { party: answered.party })}</strong> <span dir="auto">{answered.question}</span>
            </p>
          )}
          <Text label={t("incident-answer-text")} value={text} onInput={setText} />
        </>
      )}
      {asked.act === "undo" && (
        <p class="panel">
          {t("incident-undo-what", { entry: asked.entry })} <strong dir="auto" lang="en">{undone?.summary}</strong>
        </p>
      )}
    </DecisionDialog>
  );
}

const VERIFICATION: readonly Verification[] = ["reported", "corroborated", "verified", "unverifiable"];
const DETERMINATIONS: readonly Determination[] = ["established", "not_established", "unattributable"];

/** What stands chosen when the dialog opens: never an actor, whom a person must name. */
function first(asked: Asked, told: Incident, { terms, parties }: { actors: string[]; terms: string[]; parties: string[] }): string {
  if (asked.act === "verify") return told.verification?.state ?? "reported";
  if (asked.act === "find") return terms[0] ?? "";
  if (asked.act === "ask") return parties[0] ?? "";
  return "";
}

function Choice(props: {
  label: string;
  hint?: string;
  value: string;
  options: readonly (readonly [value: string, words: string])[];
  onChange: (value: string) => void;
}) {
  return (
    <Field label={props.label} {...(props.hint === undefined ? {} : { hint: props.hint })}>
      {(control) => (
        <select {...control} value={props.value} onChange={(event) => props.onChange(event.currentTarget.value)}>
          {!props.options.some(([value]) => value === props.value) && <option value="">{t("incident-choose")}</option>}
          {props.options.map(([value, words]) => (
            <option key={value} value={value}>{words}</option>
          ))}
        </select>
      )}
    </Field>
  );
}

function Text(props: { label: string; value: string; onInput: (value: string) => void }) {
  return (
    <Field label={props.label}>
      {(control) => (
        <textarea {...control} dir="auto" rows={3} value={props.value} onInput={(event) => props.onInput(event.currentTarget.value)} />
      )}
    </Field>
  );
}
