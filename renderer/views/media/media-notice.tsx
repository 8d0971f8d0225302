import { undoMediaChange } from "../../commands/media-commands.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { type Messages, useTranslate } from "../../state/language.ts";
import type { ImageInsertion } from "../../state/current-editor.ts";
import type { MediaChange } from "../../state/workspace.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { imageName } from "./match-images.ts";

/** The message that an image and the links to the image have changed. Has an undo button. */
export function MediaNotice({ change }: { readonly change: MediaChange }) {
  const app = useApp();
  const t = useTranslate();
  return (
    <Notice
      tone="plain"
      leaves={change.what === "trashed" || change.links.skipped.length === 0}
      title={titleOf(t, change)}
      detail={change.what === "trashed" ? undefined : detailOf(t, change.links)}
      actions={
        <Button onPress={() => void attempt(app, () => undoMediaChange(app, change))}>
          {t("action.undo")}
        </Button>
      }
      close={{ label: t("action.close"), onPress: () => app.workspace.dismissNotice() }}
    />
  );
}

interface InsertionNoticeProps {
  readonly insertion: ImageInsertion;
  readonly onClose: () => void;
}

/** Shows the progress while several images are inserted. Then offers a gallery or separate paragraphs. */
export function InsertionNotice({ insertion, onClose }: InsertionNoticeProps) {
  const t = useTranslate();
  const { count } = insertion;
  if (insertion.step === "storing") {
    const { number, stop } = insertion;
    return (
      <Notice
        tone="plain"
        title={t("insertion.storing", { number, count })}
        detail={
          <progress max={count} value={number - 1} aria-label={t("insertion.storing", { number, count })} />
        }
        actions={<Button onPress={stop}>{t("insertion.stop")}</Button>}
      />
    );
  }
  const separate = (): void => {
    insertion.separate();
    onClose();
  };
  return (
    <Notice
      tone="good"
      leaves
      title={t("insertion.done", { count })}
      actions={<Button onPress={separate}>{t("insertion.separate")}</Button>}
      close={{ label: t("action.close"), onPress: onClose }}
    />
  );
}

function titleOf(t: Messages, change: MediaChange): string {
  const from = imageName(change.from);
  if (change.what === "trashed") return t("images.trashed", { name: from });
  const to = imageName(change.links.path);
  if (change.what === "renamed") return t("renamed.title", { from, to });
  if (change.what === "edited" && change.from === change.links.path) return t("images.edited", { name: to });
  return change.from === change.links.path
    ? t("images.replaced", { name: to })
    : t("images.replacedAs", { from, to });
}

type Links = Extract<MediaChange, { readonly what: "renamed" }>["links"];

function detailOf(t: Messages, { posts, settings, skipped }: Links): string {
  return [
    posts > 0 ? t("images.links", { count: posts }) : "",
    settings ? t("images.settings") : "",
    skipped.length > 0 ? t("images.skipped", { paths: skipped.join(t("list.separator")) }) : "",
  ]
    .filter(Boolean)
    .join(" ");
}
