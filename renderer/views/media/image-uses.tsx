import type { MediaImage } from "#contract/types/media-types.ts";
import { showImageUse } from "../../commands/media-commands.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useBlogLanguage, useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { usePlaceName } from "./use-place-name.ts";

/** Lists what uses the chosen image. Posts and pages can be opened from here. */
export function ImageUses({ image }: { readonly image: MediaImage }) {
  const app = useApp();
  const t = useTranslate();
  const blogLanguage = useBlogLanguage();
  const nameOf = usePlaceName();
  if (image.uses.length === 0) return null;
  return (
    <section className="image-uses" aria-label={t("images.uses")}>
      <p className="image-uses-title" aria-hidden>
        {t("images.uses")}
      </p>
      {image.uses.map((use) =>
        use.as === "file" ? (
          <code key={use.path}>{use.path}</code>
        ) : (
          <Button
            key={use.path}
            variant="quiet"
            onPress={() => void attempt(app, () => showImageUse(app, use.path))}
          >
            <span lang={blogLanguage}>{nameOf(use)}</span>
          </Button>
        ),
      )}
    </section>
  );
}
