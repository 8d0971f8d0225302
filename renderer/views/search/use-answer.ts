import { useEffect, useState } from "react";
import { AppError } from "#contract/errors.ts";

/**
 * Calls `ask` whenever it is another function, and returns its answer. Until that arrives, returns the
 * previous answer. If `ask` is null, asks nothing. A question gets no answer if a newer one replaces it or
 * the engine is being restarted.
 */
export function useAnswer<T>(ask: ((signal: AbortSignal) => Promise<T>) | null): T | null {
  const [answer, setAnswer] = useState<T | null>(null);
  useEffect(() => {
    if (!ask) {
      setAnswer(null);
      return;
    }
    const abort = new AbortController();
    ask(abort.signal).then(
      (found) => {
        if (!abort.signal.aborted) setAnswer(found);
      },
      (error: unknown) => {
        if (!(error instanceof AppError)) throw error;
      },
    );
    return () => abort.abort();
  }, [ask]);
  return answer;
}
