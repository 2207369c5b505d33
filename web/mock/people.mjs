// Accounts, tokens and webhooks, kept in memory.
const accounts = new Map(
  ["viewer", "reporter", "analyst", "secretariat", "admin"].map((role) => [
    role,
    { name: role, display: role[0].toUpperCase() + role.slice(1), role, disabled: false, password: "armistice", forced: false },
  ]),
);
let tokens = [];
let webhooks = [];
const secret = () => Buffer.from(crypto.getRandomValues(new Uint8Array(24))).toString("base64url");
const shown = ({ password: _, forced: __, ...account }) => account;

export const mustChange = (name) => accounts.get(name)?.forced ?? false;

/** The person with this name and password; null where there is none, or who is shut out. */
export function signIn(name, password) {
  const account = accounts.get(name);
  return account && account.password === password && !account.disabled
    ? { name, display: account.display, role: account.role }
    : null;
}

/** [status, body or what is wrong] */
export function answer(method, [what, id], body, user) {
  if (!user) return [401, "Sign in to do this."];
  if (what === "password") {
    const account = accounts.get(user.name);
    if (account.password !== body.old) return [403, "The old password is wrong."];
    if (body.new.length < 12) return [422, "The new password is too short: take at least 12 characters."];
    Object.assign(account, { password: body.new, forced: false });
    return [204];
  }
  if (what === "tokens") {
    if (method === "GET") return [200, tokens.filter((it) => it.owner === user.name).map(({ owner, ...rest }) => rest)];
    if (method === "POST") {
      const days = body.expires_days;
      const made = { id: `t-${tokens.length + 1}`, owner: user.name, label: body.label, scopes: body.scopes, created: new Date().toISOString(), expires: days ? new Date(Date.now() + days * 864e5).toISOString() : null, last_used: null };
      tokens = [...tokens, made];
      return [201, { ...made, secret: `arm_${secret()}` }];
    }
    tokens = tokens.filter((it) => it.id !== id);
    return [204];
  }
  if (user.role !== "admin") return [403, "This is for administrators."];
  if (what === "webhooks") {
    if (method === "GET") return [200, webhooks];
    if (method === "POST") {
      if (!/^https:/.test(body.url)) return [422, "A webhook is called over https: give an address that begins with https://."];
      const made = { id: `w-${webhooks.length + 1}`, url: body.url, events: body.events };
      webhooks = [...webhooks, made];
      return [201, { ...made, secret: secret() }];
    }
    webhooks = webhooks.filter((it) => it.id !== id);
    return [204];
  }
  if (method === "GET") return [200, [...accounts.values()].map(shown)];
  if (method === "POST") {
    if (accounts.has(body.name)) return [409, `There is an account ${body.name} already: take another name.`];
    const password = body.password ?? secret().slice(0, 16);
    const account = { name: body.name, display: body.display, role: body.role, disabled: false, password, forced: true };
    accounts.set(body.name, account);
    return [201, { ...shown(account), password: body.password ? null : password }];
  }
  const account = accounts.get(id);
  if (!account) return [404, `There is no account ${id}.`];
  if (body.password !== undefined) account.forced = true;
  Object.assign(account, body);
  return [200, shown(account)];
}
