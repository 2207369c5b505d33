// Names of things, where one is made from another.

/** The report that a claim was read from: `C-1f…-2` comes from `R-1f…`. */
export function reportOf(claim: string): string {
  return claim.replace(/^C-(.*)-\d+$/, "R-$1");
}

export interface AssessmentName {
  term: string;
  day: string;
  perspective: string;
  reading: string | null;
}

/** The parts of `2.c@2016-09-17@all@An-Nahar`; null where they are not there. */
export function assessmentName(id: string): AssessmentName | null {
  const [term, day, perspective = "all", ...reading] = id.split("@");
  if (!term || !day || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  return { term, day, perspective, reading: reading.length > 0 ? reading.join("@") : null };
}

export function assessmentId({ term, day, perspective, reading }: AssessmentName): string {
  return [term, day, perspective, ...(reading === null ? [] : [reading])].join("@");
}
