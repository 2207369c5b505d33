// A secret that the server tells once and never again.
import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../../design/button";
import { Dialog } from "../../design/dialog";
import { Field } from "../../design/field";
import { t } from "../../language/language";

export interface Told {
  /** What it is, in words. */
  label: string;
  /** What to do with it. */
  hint: string;
  secret: string;
}

export function Secret({ told, onClose }: { told: Told; onClose: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  useEffect(() => input.current?.select(), []);
  return (
    <Dialog title={t("admin-once")} onClose={onClose}>
      <p>{told.hint}</p>
      <Field label={told.label} hint={t("admin-once-hint")}>
        {(control) => <input {...control} ref={input} class="fixed" dir="ltr" type="text" readOnly value={told.secret} data-secret />}
      </Field>
      <div class="dialog-foot">
        <Button
          onClick={() => {
            input.current?.select();
            // Without the right to the clipboard the text stands marked, to be copied by hand.
            Promise.resolve(navigator.clipboard?.writeText(told.secret)).then(
              () => setCopied(navigator.clipboard !== undefined),
              () => setCopied(false),
            );
          }}
        >
          {t(copied ? "admin-copied" : "admin-copy")}
        </Button>
        <Button look="main" onClick={onClose}>{t("admin-once-done")}</Button>
      </div>
    </Dialog>
  );
}
