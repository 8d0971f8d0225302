import { useEffect, useState } from "react";
import { fromWireError, toWireError } from "#contract/errors.ts";
import { type App, useApp } from "../../state/app.ts";

/**
 * Returns the images that `load` returns, or null until they are loaded. Loads them again after each change.
 * `load` must be the same function at each rendering.
 */
export function useBlogImages<T>(
  load: (app: App, signal: AbortSignal) => Promise<readonly T[]>,
): readonly T[] | null {
  const app = useApp();
  const [images, setImages] = useState<readonly T[] | null>(null);
  useEffect(() => {
    let abort = new AbortController();
    const reload = (): void => {
      abort.abort();
      abort = new AbortController();
      const { signal } = abort;
      load(app, signal).then(
        (found) => {
          if (!signal.aborted) setImages(found);
        },
        (error: unknown) => {
          if (signal.aborted) return;
          app.workspace.notify({ kind: "error", error: fromWireError(toWireError(error)), retry: reload });
        },
      );
    };
    reload();
    // The engine sends this event after each change of an image, even by another program.
    const stop = app.services.engine.on("preview.stale", reload);
    return () => {
      stop();
      abort.abort();
    };
  }, [app, load]);
  return images;
}
