// A dialog with a form that is sent to the server, and what the server says against it.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { refusalWords } from "../../decisions/DecisionDialog";
import { Button } from "../../design/button";
import { Dialog } from "../../design/dialog";
import { t } from "../../language/language";

export function Form(props: {
  title: string;
  submit: string;
  onClose: () => void;
  onSubmit: () => Promise<void>;
  children: ComponentChildren;
}) {
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          setBusy(true);
          setWrong(undefined);
          props.onSubmit().then(props.onClose, (error: unknown) => {
            setBusy(false);
            setWrong(refusalWords(error));
          });
        }}
      >
        {props.children}
        {wrong && <p class="wrong" role="alert" dir="auto">{wrong}</p>}
        <div class="dialog-foot">
          <Button onClick={props.onClose}>{t("dialog-cancel")}</Button>
          <Button type="submit" look="main" disabled={busy}>{props.submit}</Button>
        </div>
      </form>
    </Dialog>
  );
}
