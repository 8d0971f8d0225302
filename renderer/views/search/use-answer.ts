import { useEffect, useState } from "react";
import { AppError } from "#contract/errors.ts";

/**
 * Calls `ask` whenever it is another function, and returns its result. Until the result arrives, returns the
 * previous one. Returns null if `ask` is null. If a call is rejected because a newer call replaced it or the
 * engine is being restarted, the previous result stays.
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
