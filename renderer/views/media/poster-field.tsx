import { useEffect, useState } from "react";
import { mediaLink } from "../../commands/add-image.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import type { PlacedImage } from "../../state/current-editor.ts";
import { useTranslate } from "../../state/language.ts";
import { imageName } from "./match-images.ts";
import { PictureField } from "./picture-field.tsx";

/** The field for a video's poster, the image that is shown before the video plays. */
export function PosterField({ placed }: { readonly placed: PlacedImage }) {
  const app = useApp();
  const t = useTranslate();
  const post = app.documents.current?.path ?? null;
  const { poster, destination } = placed.image;
  const path = useBlogPath(post, poster);
  const take = (chosen: string): void =>
    void attempt(app, async () => {
      const link = chosen === "" || post === null ? "" : await mediaLink(app, post, chosen);
      // Reads the video again, because the author may have changed its Markdown meanwhile.
      const { image: now } = app.editor.store.getState();
      if (now?.image.destination !== destination) return;
      app.editor.handle?.changeImage(now, { ...now.image, poster: link });
    });
  const label = t("picture.poster");
  return (
    <PictureField label={label} value={path} post={post} onTake={take}>
      {(buttons) => (
        <div className="poster-field">
          <span className="poster-field-label">{label}</span>
          <span className="poster-field-name">
            {path === "" ? t("picture.poster.none") : imageName(path)}
          </span>
          {buttons}
        </div>
      )}
    </PictureField>
  );
}

/** Returns the blog path of the image that a post links to. For any other link, returns the link itself. */
function useBlogPath(post: string | null, link: string): string {
  const app = useApp();
  const [found, setFound] = useState<{ readonly link: string; readonly path: string }>();
  useEffect(() => {
    if (link === "") return undefined;
    const abort = new AbortController();
    app.services.engine.call("media.find", { post, link }, abort.signal).then(
      (image) => setFound({ link, path: image?.path ?? link }),
      // If the call fails, the field shows the link.
      () => undefined,
    );
    return () => abort.abort();
  }, [app, post, link]);
  return found?.link === link ? found.path : link;
}
