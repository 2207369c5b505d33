// Accounts, tokens and webhooks, kept in memory.
const now = () => new Date().toISOString().replace(/\.\d+/, "");
const accounts = new Map(
  ["viewer", "reporter", "analyst", "secretariat", "admin"].map((role) => [
    role,
    {
      name: role, display: role[0].toUpperCase() + role.slice(1), role, disabled: false, must_change_password: false,
      key: "26a71846224a8bd2", created: now(), password: "armistice",
    },
  ]),
);
let tokens = [];
let webhooks = [];
let last = 0;
const secret = () => Buffer.from(crypto.getRandomValues(new Uint8Array(24))).toString("base64url");
const shown = ({ password: _, ...account }) => account;

/** Who this is, as the session tells it; null where the account may not be used. */
export function who(name) {
  const account = accounts.get(name);
  if (!account || account.disabled) return null;
  const { display, role, must_change_password } = account;
  return { name, display, role, must_change_password };
}

/** The name of the person with this password; null where there is none, or who is shut out. */
export const signIn = (name, password) => (accounts.get(name)?.password === password ? who(name) && name : null);

/** [status, body or what is wrong] */
export function answer(method, [what, id], body, user) {
  if (!user) return [401, "Sign in to do this."];
  if (what === "password") {
    const account = accounts.get(user.name);
    if (account.password !== body.old) return [422, "the present password is another: type it again"];
    if (body.new.length < 12) return [422, "a password has at least 12 characters; a few words in a row do well"];
    Object.assign(account, { password: body.new, must_change_password: false });
    return [200, null];
  }
  if (what === "tokens") {
    if (method === "GET") return [200, { tokens: tokens.filter((it) => user.role === "admin" || it.account === user.name) }];
    if (method === "POST") {
      const days = body.expires_days;
      const token = {
        id: ++last, account: user.name, label: body.label, scopes: body.scopes, created: now(),
        expires: days ? new Date(Date.now() + days * 864e5).toISOString() : null, used_on: null,
      };
      tokens = [...tokens, token];
      return [201, { token, secret: `arm_${secret()}` }];
    }
    tokens = tokens.filter((it) => it.id !== Number(id));
    return [204];
  }
  if (user.role !== "admin") return [403, "This is for administrators."];
  if (what === "webhooks") {
    if (method === "GET") return [200, { webhooks }];
    if (method === "POST") {
      if (!/^https:/.test(body.url)) return [422, "a webhook is called over https: give an address that begins with https://"];
      const webhook = { id: ++last, url: body.url, events: body.events, created: now(), succeeded: null, failures: 0, error: null, waiting: 0 };
      webhooks = [...webhooks, webhook];
      return [201, { webhook, secret: secret() }];
    }
    webhooks = webhooks.filter((it) => it.id !== Number(id));
    return [204];
  }
  if (method === "GET") return [200, { accounts: [...accounts.values()].map(shown) }];
  if (method === "POST") {
    if (accounts.has(body.name)) return [409, `there is an account ${body.name} already: take another name`];
    const password = body.password ?? secret().slice(0, 16);
    const account = {
      name: body.name, display: body.display, role: body.role, disabled: false, must_change_password: true,
      key: "26a71846224a8bd2", created: now(), password,
    };
    accounts.set(body.name, account);
    return [201, { account: shown(account), password: body.password ? null : password }];
  }
  const account = accounts.get(id);
  if (!account) return [404, `there is no account ${id}`];
  const { reset_password: reset, ...change } = body;
  const password = reset ? secret().slice(0, 16) : null;
  if (reset) Object.assign(account, { password, must_change_password: true });
  Object.assign(account, change);
  return [200, { account: shown(account), password }];
}
