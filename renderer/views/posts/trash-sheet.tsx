import { useEffect, useState } from "react";
import type { CallOutput } from "#contract/rpc/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import { type AppError, fromWireError, toWireError } from "#contract/errors.ts";
import { untrashPost } from "../../commands/post-commands.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { ErrorNotice } from "../shared/error-notice.tsx";
import { postTitle, useTimeText } from "../shared/texts.ts";

/** The posts and pages in the trash. Each can be restored. */
export function TrashSheet() {
  const app = useApp();
  const t = useTranslate();
  const timeText = useTimeText();
  const [posts, setPosts] = useState<CallOutput<EngineContract, "trash.list"> | null>(null);
  const [error, setError] = useState<AppError>();
  const fail = (reason: unknown): void => setError(fromWireError(toWireError(reason)));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the trash is read once, when the sheet opens
  useEffect(() => void app.services.engine.call("trash.list", {}).then(setPosts, fail), [app]);
  const close = (): void => app.workspace.closeSheet();
  const restore = (path: string, trashedAt: string): void => {
    setError(undefined);
    untrashPost(app, path, trashedAt).then(close, fail);
  };
  return (
    <Sheet
      title={t("command.trash")}
      onClose={close}
      actions={<Button onPress={close}>{t("action.close")}</Button>}
    >
      {error ? <ErrorNotice error={error} /> : null}
      {posts?.length === 0 ? <EmptyState title={t("trash.empty")} detail={t("trash.empty.detail")} /> : null}
      <ul className="trash-list">
        {posts?.map(({ path, trashedAt, title }) => (
          <li key={`${trashedAt} ${path}`} className="trash-row">
            <div className="trash-text">
              <span className="trash-title">{postTitle(t, { title })}</span>
              <span className="field-note">
                {t("trash.at", { time: timeText(Number(trashedAt)) })} · {path}
              </span>
            </div>
            <Button
              label={t("trash.restore.one", { title: postTitle(t, { title }) })}
              onPress={() => restore(path, trashedAt)}
            >
              {t("trash.restore")}
            </Button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
