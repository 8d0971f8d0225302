import { useStore } from "zustand";
import type { PublishResult } from "#contract/types/publish-run-types.ts";
import { formatSize } from "#contract/text/file-size.ts";
import { publishAgain, publishPost } from "../../commands/publish-flow.ts";
import { attempt, isEnabled, runCommand } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useLanguage, useTranslate } from "../../state/language.ts";
import { leftNow } from "../../state/documents/left-behind.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ErrorNotice, MendButton } from "../shared/error-notice.tsx";
import { postTitle, targetName } from "../shared/texts.ts";
import { outcomeWords } from "./outcome-words.ts";

/** The message about the last publish, below the panes. */
export function PublishOutcome() {
  const app = useApp();
  const { result, error } = useStore(app.publishing.store);
  const close = (): void => app.publishing.dismiss();
  if (error) {
    return (
      <ErrorNotice
        error={error}
        actions={error.code === "publish.blocked" ? <MendButton /> : null}
        onRetry={() => void attempt(app, () => publishAgain(app))}
        onClose={close}
      />
    );
  }
  return result ? <Published result={result} onClose={close} /> : null;
}

function Published({ result, onClose }: { readonly result: PublishResult; readonly onClose: () => void }) {
  const app = useApp();
  const t = useTranslate();
  const language = useLanguage();
  const { uploaded, removed, notes } = result;
  const outcome = useStore(app.publishing.store);
  const leftPath = outcome.left?.path;
  const left = useStore(app.blog.store, ({ posts }) => posts.find(({ path }) => path === leftPath));
  const summary = useStore(app.blog.store, (state) => state.summary);
  const target = summary?.targets.find(({ name }) => name === result.target);
  const isDefault = !target || summary?.defaultTarget === result.target;
  const aim = isDefault ? null : result.target;
  const done = outcomeWords(
    t,
    result,
    { ...outcome, left: leftNow(outcome.left, left) },
    {
      place: isDefault ? null : targetName(t, target),
      space: language === "ja" ? "" : " ",
    },
  );
  const { draft } = done;
  const open = (url: string): void =>
    void attempt(app, async () => {
      await app.services.main.call("link.open", { url });
    });
  return (
    <Notice
      tone="good"
      leaves={!draft && !result.kept && notes.length === 0}
      title={done.title}
      detail={
        <>
          {done.more.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          {t("publish.done.detail", {
            uploaded,
            removed,
            bytes: result.bytes,
            size: formatSize(language, result.bytes),
          })}
          {target?.kind === "practice" ? <p>{t("publish.done.practice")}</p> : null}
          {result.kept ? <p>{t("publish.done.kept", { kept: result.kept })}</p> : null}
          {notes.map((note) => (
            <p key={`${note.code} ${note.values.end ?? ""}`}>{t(`publish.note.${note.code}`, note.values)}</p>
          ))}
        </>
      }
      actions={
        <>
          {draft ? (
            <Button
              variant="primary"
              onPress={() => void attempt(app, () => publishPost(app, draft.path, false, aim))}
            >
              {t("publish.left.publish", { title: postTitle(t, draft) })}
            </Button>
          ) : null}
          {result.postUrl === null ? null : (
            <Button
              variant={draft ? "plain" : "primary"}
              onPress={() => open(result.postUrl ?? result.siteUrl)}
            >
              {t("publish.done.viewPost")}
            </Button>
          )}
          <Button onPress={() => open(result.siteUrl)}>{t("publish.done.viewSite")}</Button>
          {isEnabled(app, "put-online") ? (
            <Button onPress={() => void runCommand(app, "put-online")}>{t("publish.done.online")}</Button>
          ) : null}
        </>
      }
      close={{ label: t("action.close"), onPress: onClose }}
    />
  );
}
