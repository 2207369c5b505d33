// What a component fetches: comes, fails, is fetched again; what is on screen stays until then.
import { useCallback, useEffect, useState } from "preact/hooks";

export interface Loaded<T> {
  value: T | undefined;
  error: unknown;
  /** Whether an answer is being waited for. */
  busy: boolean;
  again: () => void;
}

/**
 * Fetches when shown and whenever `keys` change; an answer that is no longer wanted is dropped and
 * its request ended. With `fresh`, the old value goes as soon as the keys change.
 */
export function useLoaded<T>(
  fetcher: (signal: AbortSignal) => Promise<T>,
  keys: readonly unknown[],
  { fresh = false }: { fresh?: boolean } = {},
): Loaded<T> {
  const [state, setState] = useState<Omit<Loaded<T>, "again">>({ value: undefined, error: undefined, busy: true });
  const [round, setRound] = useState(0);
  const again = useCallback(() => setRound((n) => n + 1), []);

  useEffect(() => {
    const abort = new AbortController();
    setState((old) => ({ value: fresh ? undefined : old.value, error: undefined, busy: true }));
    fetcher(abort.signal).then(
      (value) => {
        if (!abort.signal.aborted) setState({ value, error: undefined, busy: false });
      },
      (error: unknown) => {
        if (!abort.signal.aborted) setState((old) => ({ ...old, error, busy: false }));
      },
    );
    return () => abort.abort();
  }, [...keys, round]);

  return { ...state, again };
}
