// Asks once more before something that cannot be taken back.
import { useState } from "preact/hooks";
import { refusalWords } from "../../decisions/DecisionDialog";
import { Button } from "../../design/button";
import { Dialog } from "../../design/dialog";
import { t } from "../../language/language";

export interface Asked {
  title: string;
  words: string;
  run: () => Promise<void>;
}

export function Confirm({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);
  return (
    <Dialog title={asked.title} onClose={onClose}>
      <p>{asked.words}</p>
      {wrong && <p class="wrong" role="alert" dir="auto">{wrong}</p>}
      <div class="dialog-foot">
        <Button onClick={onClose}>{t("dialog-cancel")}</Button>
        <Button
          look="main"
          disabled={busy}
          onClick={() => {
            setBusy(true);
            asked.run().then(onClose, (error: unknown) => {
              setBusy(false);
              setWrong(refusalWords(error));
            });
          }}
        >
          {asked.title}
        </Button>
      </div>
    </Dialog>
  );
}
