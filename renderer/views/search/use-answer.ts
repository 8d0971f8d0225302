import { useEffect, useState } from "react";
import { AppError } from "#contract/errors.ts";

/**
 * Calls the function `ask` and returns its result. Does so again if `ask` is a different function.
 * Keeps returning the previous result until a new result arrives, even if a call is rejected.
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
