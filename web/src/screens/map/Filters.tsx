import type { Case } from "../../api/types";
import { Button } from "../../design/button";
import { STATUSES } from "../../design/status";
import { Failed } from "../../design/state";
import { t } from "../../language/language";
import { eyes, number, word } from "../../language/told";
import { type Asked, FILTERS, type Filter } from "./address";

interface Choice {
  value: string;
  words: string;
}

/** Which incidents are shown: by term, whose eyes, kind, party, status. */
export function Filters(props: {
  asked: Asked;
  known: Case;
  /** How many were told so far, while the server is asked. */
  waiting: number | null;
  error: unknown;
  onChange: (change: Partial<Asked>) => void;
}) {
  const { asked, known, waiting, error, onChange } = props;
  const terms = new Map(known.terms.map(({ number: of, words }) => [of, `${of} ${words}`]));
  const choices: Record<Filter, Choice[]> = {
    term: [...terms].map(([value, words]) => ({ value, words })),
    perspective: known.perspectives.map(({ slug }) => ({ value: slug, words: eyes(slug) })),
    kind: known.kinds.map((kind) => ({ value: kind, words: word("kind", kind) })),
    party: known.parties.map((name) => ({ value: name, words: name })),
    status: STATUSES.map((status) => ({ value: status, words: t(`status-${status}`) })),
  };
  const set = FILTERS.filter((name) => asked[name] !== undefined && !(name === "perspective" && asked[name] === "all"));
  return (
    <details class="map-filters" open={matchMedia("(min-width: 48rem)").matches || set.length > 0}>
      <summary>{t("map-filters", { count: set.length })}</summary>
      <div class="map-filter-row">
        {FILTERS.map((name) => (
          <label key={name} class="map-filter">
            <span>{t(`map-filter-${name}`)}</span>
            <select
              value={asked[name] ?? (name === "perspective" ? "all" : "")}
              onChange={(event) => onChange({ [name]: event.currentTarget.value || undefined })}
            >
              {name !== "perspective" && <option value="">{t(`map-any-${name}`)}</option>}
              {choices[name].map(({ value, words }) => (
                <option key={value} value={value}>
                  {words}
                </option>
              ))}
            </select>
          </label>
        ))}
        {set.length > 0 && (
          <Button look="quiet" onClick={() => onChange(Object.fromEntries(FILTERS.map((name) => [name, undefined])))}>
            {t("map-filters-clear")}
          </Button>
        )}
      </div>
      {waiting !== null && (
        <p class="soft small" role="status">
          {t("map-asking", { count: number(waiting) })}
        </p>
      )}
      {error !== undefined && <Failed error={error} />}
    </details>
  );
}
