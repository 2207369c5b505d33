// A claim's own words, with what each stretch answers marked in the text.
import type { Words } from "../api/types";
import { t } from "../language/language";
import { outside, pieces } from "./marks";

/** `words` as the server sends them; they are shown as they were written, in their own direction. */
export function Quotation({ words }: { words: readonly Words[] }) {
  const cut = pieces(words);
  const whole = words.find(({ field }) => field === "whole");
  const apart = outside(words);
  return (
    <>
      {whole && (
        <blockquote class="quotation" dir="auto">
          {cut === null
            ? whole.text
            : cut.map(({ text, fields, ends }, index) =>
                fields.length === 0 ? (
                  <span key={index}>{text}</span>
                ) : (
                  <mark key={index}>
                    {text}
                    {ends.length > 0 && (
                      <bdi class="mark-label"> {ends.map((field) => t(`field-${field}`)).join(t("list-comma"))}</bdi>
                    )}
                  </mark>
                ),
              )}
        </blockquote>
      )}
      {apart.length > 0 && (
        <dl class="apart">
          {apart.map(({ field, from, text }) => (
            <div key={`${field} ${from}`}>
              <dt>{t(`field-${field}`)}</dt>
              <dd dir="auto">{text}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
