// Draws the screen of the present address, fetching its code when it is first asked for.
import { Component, type ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { user } from "../api/session";
import { Empty, Failed, Waiting } from "../design/state";
import { t } from "../language/language";
import { type Route, type Screen, here, link, match } from "../routes";
import { SCREENS } from "../screens";

const fetched = new Map<Route, Screen>();

export function Outlet() {
  const url = here.value;
  const place = match(url.pathname);
  if (place === null) {
    return (
      <div class="screen">
        <Empty title={t("shell-missing-title")}>
          <p>{t("shell-missing", { path: url.pathname })}</p>
          <a class="button" href={link("board")}>
            {t("state-to-board")}
          </a>
        </Empty>
      </div>
    );
  }
  // A password that somebody else set is changed before anything else.
  const route = user.value?.must_change_password === true ? "account" : place.route;
  // Every mistake of one screen is forgotten when the next is shown.
  return (
    <Fence key={`${route} ${url.pathname}`}>
      <Fetched route={route} params={place.params} query={url.searchParams} />
    </Fence>
  );
}

function Fetched(props: { route: Route; params: Record<string, string>; query: URLSearchParams }) {
  const [, setRound] = useState(0);
  const [error, setError] = useState<unknown>();
  const { route } = props;
  const load = () => {
    setError(undefined);
    SCREENS[route]().then(
      (module) => {
        fetched.set(route, module.default);
        setRound((n) => n + 1);
      },
      (reason: unknown) => setError(reason ?? true),
    );
  };
  const Shown = fetched.get(route);
  useEffect(() => {
    // Also where its code came between drawing and this: nothing else would draw it then.
    if (!Shown) load();
  }, [route]);
  if (Shown) return <Shown params={props.params as never} query={props.query} />;
  return <div class="screen">{error === undefined ? <Waiting /> : <Failed error={error} again={load} />}</div>;
}

class Fence extends Component<{ children: ComponentChildren }, { error: unknown }> {
  override state = { error: undefined as unknown };

  override componentDidCatch(error: unknown): void {
    console.error(error);
    this.setState({ error });
  }

  override render() {
    if (this.state.error === undefined) return this.props.children;
    return (
      <div class="screen">
        <Failed error={this.state.error} again={() => this.setState({ error: undefined })} />
      </div>
    );
  }
}
