import { useEffect, useState } from "react";
import { AppError } from "#contract/errors.ts";

/**
 * Returns the answer to the newest question; the previous one stays until then. A new `ask` is called at
 * once; null makes no request. Superseded questions, and those whose engine is being replaced, get no answer.
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
