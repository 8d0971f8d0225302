import { useEffect, useRef, useState } from "react";
import { type AppError, toAppError } from "#contract/errors.ts";
import { type App, useApp } from "../../state/app.ts";

export interface BlogImages<T> {
  /** The images, or null until they are loaded. */
  readonly images: readonly T[] | null;
  /** Why the images could not be loaded the last time. */
  readonly error: AppError | null;
  /** Loads the images again. */
  readonly reload: () => void;
}

/**
 * Returns the images that the function `load` finds. Calls `load` again after each change of an image.
 * `load` must be the same function at each rendering.
 */
export function useBlogImages<T>(
  load: (app: App, signal: AbortSignal) => Promise<readonly T[]>,
): BlogImages<T> {
  const app = useApp();
  const [found, setFound] = useState<Omit<BlogImages<T>, "reload">>({ images: null, error: null });
  const reloadNow = useRef<() => void>(() => undefined);
  useEffect(() => {
    let abort = new AbortController();
    const reload = (): void => {
      abort.abort();
      abort = new AbortController();
      const { signal } = abort;
      load(app, signal).then(
        (images) => {
          if (!signal.aborted) setFound({ images, error: null });
        },
        (reason: unknown) => {
          if (signal.aborted) return;
          setFound(({ images }) => ({ images, error: toAppError(reason) }));
        },
      );
    };
    reloadNow.current = reload;
    reload();
    // The engine sends `preview.stale` after each change of an image, even by another program.
    const stop = app.services.engine.on("preview.stale", reload);
    return () => {
      stop();
      abort.abort();
    };
  }, [app, load]);
  return { ...found, reload: () => reloadNow.current() };
}
