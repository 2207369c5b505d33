// Why some claims are held to speak of one event.
import type { Link } from "../api/types";
import { Disclosure } from "../design/disclosure";
import { t } from "../language/language";
import { number, readable } from "../language/told";
import { Bits } from "./Bits";
import "./evidence.css";

export function Links({ links }: { links: readonly Link[] }) {
  if (links.length === 0) return null;
  return (
    <Disclosure summary={t("link-why", { count: links.length })}>
      <ul class="small links">
        {links.map(({ a, b, decided, probability, reason, evidence = [] }) => (
          <li key={`${a} ${b}`}>
            <code>{a}</code> + <code>{b}</code>{" "}
            {decided ? t("link-decided") : t("link-computed", { probability: number(Math.round(probability * 100)) })}:{" "}
            <span dir="auto" lang="en">{readable(reason)}</span>
            {evidence.length > 0 && <Bits evidence={evidence} />}
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
