import { useEffect, useState } from "react";
import type { CallOutput } from "#contract/rpc/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import { type AppError, toAppError } from "#contract/errors.ts";
import { restoreVersion, untrashImage } from "../../commands/media-commands.ts";
import { restoreTheme, untrashPost } from "../../commands/post-commands.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { ErrorNotice } from "../shared/error-notice.tsx";
import { postTitle, useTimeText } from "../shared/texts.ts";
import { useOneAtATime } from "../shared/use-one-at-a-time.ts";

const restoreWork = {
  post: untrashPost,
  page: untrashPost,
  media: untrashImage,
  theme: restoreTheme,
} as const;

type Trashed = CallOutput<EngineContract, "trash.list">[number];

/** The posts, pages, images and themes in the trash. Each can be restored. */
export function TrashSheet() {
  const app = useApp();
  const t = useTranslate();
  const timeText = useTimeText();
  const [trashed, setTrashed] = useState<readonly Trashed[] | null>(null);
  const [error, setError] = useState<AppError>();
  const run = useOneAtATime();
  const fail = (reason: unknown): void => setError(toAppError(reason));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the trash is read once, when the sheet opens
  useEffect(() => void app.services.engine.call("trash.list", {}).then(setTrashed, fail), [app]);
  const close = (): void => app.workspace.closeSheet();
  const restore = ({ kind, path, trashedAt, isEarlier }: Trashed): void =>
    run(() => {
      setError(undefined);
      const work = isEarlier ? restoreVersion : restoreWork[kind];
      return work(app, path, trashedAt).then(close, fail);
    });
  const nameOf = ({ kind, title }: Trashed): string =>
    kind === "theme" ? t("trash.theme", { name: title }) : postTitle(t, { title });
  return (
    <Sheet
      title={t("command.trash")}
      onClose={close}
      // Focuses the text until the list arrives, so that the focus does not jump between buttons.
      isText={trashed === null}
      actions={
        <Button key={trashed === null ? "loading" : "read"} onPress={close} autoFocus={trashed?.length === 0}>
          {t("action.close")}
        </Button>
      }
    >
      {error ? <ErrorNotice error={error} /> : null}
      {trashed === null && !error ? <p className="field-note">{t("trash.loading")}</p> : null}
      {trashed?.length === 0 ? (
        <EmptyState title={t("trash.empty")} detail={t("trash.empty.detail")} />
      ) : null}
      <ul className="trash-list">
        {trashed?.map((item, index) => (
          <li key={`${item.trashedAt} ${item.path}`} className="trash-row">
            <div className="trash-text">
              <span className="trash-title">{nameOf(item)}</span>
              <span className="field-note">
                {t(item.isEarlier ? "trash.earlier" : "trash.at", { time: timeText(Number(item.trashedAt)) })}{" "}
                · {item.path}
              </span>
            </div>
            <Button
              label={t("trash.restore.one", { title: nameOf(item) })}
              autoFocus={index === 0}
              onPress={() => restore(item)}
            >
              {t("trash.restore")}
            </Button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
