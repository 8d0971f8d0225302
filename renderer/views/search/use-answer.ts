import { useEffect, useState } from "react";
import { AppError } from "#contract/errors.ts";

/**
 * Calls `ask` whenever the function changes, and returns its result; null if `ask` is null.
 * Returns the previous result until the new result arrives, or if the call is rejected.
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
