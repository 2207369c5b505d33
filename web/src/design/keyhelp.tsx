import { signal } from "@preact/signals";
import { keySets, lettersOn, setLetters } from "../keys";
import { t } from "../language/language";
import { Button } from "./button";
import { Dialog } from "./dialog";

export const keyHelpOpen = signal(false);

/** Every key that works here, in words. */
export function KeyHelp() {
  if (!keyHelpOpen.value) return null;
  const close = () => (keyHelpOpen.value = false);
  return (
    <Dialog title={t("keys-title")} onClose={close}>
      <label class="choice">
        <input
          type="checkbox"
          checked={lettersOn.value}
          onChange={(event) => setLetters(event.currentTarget.checked)}
        />
        {t("keys-letters")}
      </label>
      {keySets.value.map(({ title, keys }) => (
        <section key={title} class="stack">
          <h3>{t(title)}</h3>
          <dl class="keys">
            {keys.map(({ keys: spelled, words }) => (
              <KeyRow key={spelled} spelled={spelled} words={words} />
            ))}
          </dl>
        </section>
      ))}
      <div class="dialog-foot">
        <Button onClick={close}>{t("dialog-close")}</Button>
      </div>
    </Dialog>
  );
}

function KeyRow({ spelled, words }: { spelled: string; words: string }) {
  return (
    <>
      <dt dir="ltr">
        {spelled.split(" ").map((key) => (
          <>
            <kbd>{key}</kbd>{" "}
          </>
        ))}
      </dt>
      <dd>{t(words)}</dd>
    </>
  );
}
