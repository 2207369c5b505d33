// Codes: numbers of clauses, names of cells. The same letters in the same order in every language.

/** `1.a`, with its reading where it is not the text's own. */
export function TermCode({ number, reading = null }: { number: string; reading?: string | null }) {
  return (
    <>
      <bdi dir="ltr">{number}</bdi>
      {reading !== null && <> (<bdi>{reading}</bdi>)</>}
    </>
  );
}
