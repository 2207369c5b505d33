// The ledger: what the log signed for, and its entries; or one entry with its proof.
import type { ScreenProps } from "../../routes";
import { Entry } from "./Entry";
import { Log } from "./Log";
import "./ledger.css";

export default function Screen({ params, query }: ScreenProps<"/ledger"> & { params: { index?: string } }) {
  const { index } = params;
  return index === undefined ? <Log query={query} /> : <Entry index={Number(index)} />;
}
