// Administration: who may do what, and who is told of what. For administrators.
import { Refused } from "../../api/client";
import { may } from "../../api/session";
import { Failed } from "../../design/state";
import { t } from "../../language/language";
import { link } from "../../routes";
import { Accounts } from "./Accounts";
import { Webhooks } from "./Webhooks";
import "./admin.css";

export default function Screen() {
  if (!may("administer")) {
    return (
      <div class="screen">
        <Failed error={new Refused(403, "", t("admin-forbidden"))} />
      </div>
    );
  }
  return (
    <div class="screen">
      <header class="screen-head">
        <h1>{t("admin-title")}</h1>
        <a href={link("account")}>{t("admin-to-account")}</a>
      </header>
      <p class="soft admin-about">{t("admin-about")}</p>
      <Accounts />
      <Webhooks />
    </div>
  );
}
