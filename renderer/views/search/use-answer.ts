import { useEffect, useState } from "react";
import { AppError } from "#contract/errors.ts";

/**
 * The answer to the newest question; the one before stays until it comes. `ask` is called anew when it changes, and null
 * asks nothing. A question that was overtaken, or whose engine is being replaced, is left unanswered.
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
