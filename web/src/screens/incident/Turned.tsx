// What became of an incident while its page is open: it merged with another, or fell apart.
import { useComputed } from "@preact/signals";
import { turned } from "../../api/live";
import { t } from "../../language/language";
import { link } from "../../routes";
import { turnsOf } from "./turns";

export function Turned({ id }: { id: string }) {
  const turns = useComputed(() => turnsOf(turned.value, id)).value;
  return (
    <div role="status">
      {turns.map(({ turn, others, reason }) => (
        <p key={`${turn} ${others.join(" ")} ${reason}`} class="turned">
          <strong>{t(`incident-turn-${turn}`)}</strong>{" "}
          {others.map((other) => (
            <a key={other} href={link("incident", { id: other })}><code>{other}</code> </a>
          ))}
          <span dir="auto" lang="en">{reason}</span>
        </p>
      ))}
    </div>
  );
}
