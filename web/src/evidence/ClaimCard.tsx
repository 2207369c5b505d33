// One claim: whose word, how told, what it says, and the words it was read from.
import type { Stance, Words } from "../api/types";
import { moment } from "../language/dates";
import { t } from "../language/language";
import { readable } from "../language/told";
import { link } from "../routes";
import { Quotation } from "./Quotation";
import "./evidence.css";

export interface ClaimTold {
  id: string;
  voice: string;
  through: string;
  published: string | null;
  stance: Stance;
  says: string;
  report: string;
  title: string | null;
  words: readonly Words[];
  withheld: boolean;
}

export function ClaimCard({ claim, against = false }: { claim: ClaimTold; against?: boolean }) {
  return (
    <article class={against ? "claim against" : "claim"}>
      <p class="claim-stance">
        <strong>{t(`stance-${claim.stance}`)}</strong>
        {against && <span class="claim-against">{t("claim-against")}</span>}
      </p>
      <p dir="auto" lang="en">{readable(claim.says)}</p>
      {claim.withheld ? (
        <p class="soft">{t("claim-withheld")}</p>
      ) : (
        <Quotation words={claim.words} />
      )}
      <p class="small soft claim-source">
        {claim.title !== null && <cite dir="auto">{claim.title}</cite>}
        {claim.through !== claim.voice && <span>{t("claim-through", { source: claim.through })}</span>}
        <span>{claim.published === null ? t("claim-unstamped") : t("claim-published", { at: moment(claim.published) })}</span>
        <a href={link("reports", { id: claim.report }, { claim: claim.id })}>{t("claim-in-report")}</a>
        <code>{claim.id}</code>
      </p>
    </article>
  );
}

/** Claims in columns, one for each voice, so that rival accounts stand beside each other. */
export function ClaimColumns({ claims }: { claims: readonly { claim: ClaimTold; against: boolean }[] }) {
  const voices = new Map<string, { claim: ClaimTold; against: boolean }[]>();
  for (const one of claims) voices.set(one.claim.voice, [...(voices.get(one.claim.voice) ?? []), one]);
  return (
    <div class="claim-columns">
      {[...voices].map(([voice, told]) => (
        <section key={voice} class="claim-column" aria-label={voice}>
          <h4 dir="auto">{voice}</h4>
          {told.map(({ claim, against }) => (
            <ClaimCard key={claim.id} claim={claim} against={against} />
          ))}
        </section>
      ))}
    </div>
  );
}
