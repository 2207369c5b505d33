// What a party was asked about the incident, and what it answered.
import { may } from "../../api/session";
import type { Incident } from "../../api/types";
import { Button } from "../../design/button";
import { moment } from "../../language/dates";
import { t } from "../../language/language";

export function Requests({ told, onAnswer }: { told: Incident; onAnswer: (entry: number) => void }) {
  return (
    <section class="stack" aria-labelledby="incident-requests">
      <h2 id="incident-requests">{t("incident-requests")}</h2>
      {told.requests.length === 0 && <p class="soft">{t("incident-requests-none")}</p>}
      {told.requests.map(({ entry, party, question, at, by, answers }) => (
        <article key={entry} class="panel stack">
          <h3>{t("incident-request", { party })}</h3>
          <p dir="auto">{question}</p>
          <p class="small soft">
            {t("incident-signed", { by, at: moment(at) })} · {t("incident-entry", { entry })}
          </p>
          {answers.map((answer) => (
            <div key={answer.entry} class="answer">
              <strong>{t("incident-answer", { party })}</strong>
              <p dir="auto">{answer.answer}</p>
              <p class="small soft">
                {t("incident-signed", { by: answer.by, at: moment(answer.at) })} · {t("incident-entry", { entry: answer.entry })}
              </p>
            </div>
          ))}
          {answers.length === 0 && <p class="soft">{t("incident-unanswered")}</p>}
          {may("decide") && (
            <div>
              <Button onClick={() => onAnswer(entry)}>{t("incident-do-answer")}</Button>
            </div>
          )}
        </article>
      ))}
    </section>
  );
}
