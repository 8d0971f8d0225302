import { useMemo } from "react";
import { useStore } from "zustand";
import { undoBulk } from "../../commands/posts/bulk-commands.ts";
import { takeOffline } from "../../commands/publish-flow.ts";
import { attempt, runCommand } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import type { Notice as WindowNotice } from "../../state/workspace.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { errorTexts, postTitle } from "../shared/texts.ts";

export type BulkNoticeProps = Omit<Extract<WindowNotice, { kind: "bulk" }>, "kind">;

/** Maximum number of skipped posts that the message lists with a reason. */
const maxReasons = 5;

/**
 * Says how many posts changed, how many of them readers still see, and why other posts did not change.
 * The message has an undo button.
 */
export function BulkNotice({ what, outcome, section, mayHide = false, stillOnline = 0 }: BulkNoticeProps) {
  const app = useApp();
  const t = useTranslate();
  const online = useOnline(mayHide ? outcome.changed : none) + stillOnline;
  const { changed, unchanged, skipped } = outcome;
  const count = changed.length;
  const scope = online < count ? "some" : count === 1 ? "one" : "all";
  const only = count === 1 ? app.blog.post(changed[0] ?? "") : undefined;
  const isOne = what === "changed" && only !== undefined;
  const title = isOne ? postTitle(t, only) : null;
  const said =
    section !== undefined
      ? title === null
        ? t("bulk.moved", { count, section })
        : t("bulk.moved.one", { title, section })
      : title === null
        ? t(`bulk.${what}`, { count })
        : t("bulk.changed.one", { title });
  return (
    <Notice
      tone={skipped.length > 0 ? "error" : "plain"}
      leaves={skipped.length === 0 && online === 0}
      title={said}
      detail={
        online + unchanged + skipped.length > 0 ? (
          <>
            {online > 0 ? <p>{t("bulk.online", { count: online, scope })}</p> : null}
            {unchanged > 0 ? <p>{t("bulk.unchanged", { count: unchanged })}</p> : null}
            {skipped.length > 0 ? <p>{t("bulk.skipped", { count: skipped.length })}</p> : null}
            {skipped.slice(0, maxReasons).map(({ path, reason }) => (
              <p key={path}>
                {t("bulk.reason", { path, reason: errorTexts(t, { ...reason, severity: "error" }).what })}
              </p>
            ))}
            {skipped.length > maxReasons ? (
              <p>{t("bulk.more.skipped", { count: skipped.length - maxReasons })}</p>
            ) : null}
          </>
        ) : undefined
      }
      actions={
        what === "undone" || count === 0 ? null : (
          <>
            {online > 0 ? <OnlineButton path={isOne ? only.path : null} /> : null}
            <Button onPress={() => void attempt(app, () => undoBulk(app))}>{t("action.undo")}</Button>
          </>
        )
      }
      close={{ label: t("action.close"), onPress: () => app.workspace.dismissNotice() }}
    />
  );
}

const none: readonly string[] = [];

/** Returns the number of drafts and scheduled posts among `paths` that readers can still open. */
function useOnline(paths: readonly string[]): number {
  const { blog } = useApp();
  const chosen = useMemo(() => new Set(paths), [paths]);
  return useStore(
    blog.store,
    ({ posts }) => posts.filter(({ path, stillOnline }) => stillOnline && chosen.has(path)).length,
  );
}

/** Removes a draft from the site. For several posts, `path` is null, and the next publish removes them. */
function OnlineButton({ path }: { readonly path: string | null }) {
  const app = useApp();
  const t = useTranslate();
  const isRunning = useStore(app.publishing.store, (state) => state.running);
  const press = (): void =>
    path === null ? void runCommand(app, "review-publish") : void attempt(app, () => takeOffline(app, path));
  return (
    <Button isDisabled={isRunning} onPress={press}>
      {path === null ? t("command.review-publish") : t("stillOnline.takeOffline")}
    </Button>
  );
}
