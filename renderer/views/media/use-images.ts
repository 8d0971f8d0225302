import { useEffect, useState } from "react";
import type { MediaImage } from "#contract/types/media-types.ts";
import { fromWireError, toWireError } from "#contract/errors.ts";
import { listImages } from "../../commands/media-commands.ts";
import { useApp } from "../../state/app.ts";

/** Returns the images of the blog, and loads them again whenever one changes; null until they are loaded. */
export function useImages(): readonly MediaImage[] | null {
  const app = useApp();
  const [images, setImages] = useState<readonly MediaImage[] | null>(null);
  useEffect(() => {
    let abort = new AbortController();
    const load = (): void => {
      abort.abort();
      abort = new AbortController();
      const { signal } = abort;
      listImages(app, signal).then(
        (found) => {
          if (!signal.aborted) setImages(found);
        },
        (error: unknown) => {
          if (signal.aborted) return;
          app.workspace.notify({ kind: "error", error: fromWireError(toWireError(error)), retry: load });
        },
      );
    };
    load();
    // This event follows each change of an image, also by another program, but other changes as well
    const stop = app.services.engine.on("preview.stale", load);
    return () => {
      stop();
      abort.abort();
    };
  }, [app]);
  return images;
}
