import { Empty } from "../../design/state";

export default function Screen() {
  return (
    <div class="screen">
      <Empty title="…" />
    </div>
  );
}
