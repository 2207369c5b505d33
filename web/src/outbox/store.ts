// Where reports are kept on this device, with their photos: IndexedDB, which lasts over reloads and
// crashes and which the service worker can read too.
import type { Item } from "./item";

const NAME = "armistice";
const VERSION = 1;
const ITEMS = "outbox";
const KEPT = "kept";

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const asked = indexedDB.open(NAME, VERSION);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore(ITEMS, { keyPath: "uuid" });
      asked.result.createObjectStore(KEPT);
    };
    asked.onsuccess = () => {
      const database = asked.result;
      // Another tab with a newer program wants to change the store: let it.
      database.onversionchange = () => {
        database.close();
        opened = undefined;
      };
      resolve(database);
    };
    asked.onerror = () => reject(asked.error);
  });
  opened.catch(() => (opened = undefined));
  return opened;
}

async function run<T>(store: string, mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, mode, { durability: "strict" });
    const request = ask(transaction.objectStore(store));
    // Only when all is on the disk is it kept.
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error ?? request.error);
  });
}

/** Every report, the newest first. */
export async function all(): Promise<Item[]> {
  const items = await run<Item[]>(ITEMS, "readonly", (store) => store.getAll());
  return items.sort((a, b) => b.changed - a.changed);
}

export function find(uuid: string): Promise<Item | undefined> {
  return run<Item | undefined>(ITEMS, "readonly", (store) => store.get(uuid));
}

export async function put(item: Item): Promise<void> {
  await run(ITEMS, "readwrite", (store) => store.put(item));
}

export async function remove(uuid: string): Promise<void> {
  await run(ITEMS, "readwrite", (store) => store.delete(uuid));
}

/** Changes one report as it stands in the store, in one transaction; undefined if it is gone. */
export async function change(uuid: string, how: (item: Item) => Item): Promise<Item | undefined> {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(ITEMS, "readwrite", { durability: "strict" });
    const store = transaction.objectStore(ITEMS);
    let changed: Item | undefined;
    const asked = store.get(uuid) as IDBRequest<Item | undefined>;
    asked.onsuccess = () => {
      if (asked.result === undefined) return;
      changed = how(asked.result);
      if (changed !== asked.result) store.put(changed);
    };
    transaction.oncomplete = () => resolve(changed);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

/** Keeps a small thing by name: the lists that the form needs without a line. */
export async function keep(name: string, value: unknown): Promise<void> {
  await run(KEPT, "readwrite", (store) => store.put(value, name));
}

export function kept<T>(name: string): Promise<T | undefined> {
  return run<T | undefined>(KEPT, "readonly", (store) => store.get(name) as IDBRequest<T | undefined>);
}
