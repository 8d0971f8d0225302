import { Check, X } from "lucide-react";
import { useStore } from "zustand";
import type { PostSummary } from "#contract/types/blog-types.ts";
import { runCommand } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useDocumentState } from "../../state/documents/document-hooks.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { useTimeText } from "../shared/texts.ts";
import { isMakingImages, shareDone } from "./share-done.ts";

/** The button that publishes. Shows the number of waiting changes, or the progress of a publish. */
export function PublishButton() {
  const app = useApp();
  const t = useTranslate();
  const pending = useStore(app.blog.store, (state) => state.pending);
  const hasDraft = useHasDraft();
  const isRunning = useStore(app.publishing.store, (state) => state.running);
  if (isRunning) return <PublishProgress />;
  const publish = (): void => void runCommand(app, "publish");
  if (pending?.count === 0 && !pending.first && !hasDraft) {
    return (
      <Button variant="quiet" onPress={publish}>
        {t("state.published")}
        <Check aria-hidden size={14} strokeWidth={2} />
      </Button>
    );
  }
  return (
    <Button variant={pending?.count ? "primary" : "plain"} onPress={publish} isDisabled={pending === null}>
      {t("publish.button")}
      {pending && pending.count > 0 ? (
        <span className="publish-count">
          <span aria-hidden>{pending.count}</span>
          <span className="visually-hidden">{t("publish.waiting", { count: pending.count })}</span>
        </span>
      ) : null}
    </Button>
  );
}

/** Whether the document on screen is a draft with content. The button then offers to publish the draft. */
function useHasDraft(): boolean {
  const { blog, documents } = useApp();
  const path = useStore(documents.store, ({ facts }) => facts?.path);
  const isDraft = useDocumentState() === "draft";
  return useStore(blog.store, ({ posts }) => {
    const post = isDraft ? posts.find((candidate) => candidate.path === path) : undefined;
    return post !== undefined && hasWords(post);
  });
}

function PublishProgress() {
  const { publishing } = useApp();
  const t = useTranslate();
  const { progress, cancelling, question } = useStore(publishing.store);
  const stage = progress?.stage ?? "build";
  const time = useTimeText();
  const holder = progress?.holder;
  const waiting = holder && t("publish.waitingFor", { owner: holder.owner, since: time(holder.since) });
  const doing = question
    ? t("publish.waitingForAnswer")
    : isMakingImages(progress)
      ? t("publish.stage.images", { done: progress.files, total: progress.totalFiles })
      : t(`publish.stage.${stage}`);
  const percent = Math.round(shareDone(progress) * 100);
  return (
    <div className="publish-running">
      <div
        className="publish-progress"
        role="progressbar"
        aria-label={t("publish.running")}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuetext={waiting ?? doing}
        title={waiting ?? doing}
      >
        <span>{cancelling ? t("publish.cancelling") : doing}</span>
        <span className="publish-bar" style={{ inlineSize: `${percent}%` }} />
      </div>
      <IconButton
        icon={X}
        label={t("publish.cancel")}
        isDisabled={cancelling}
        onPress={() => publishing.cancel()}
      />
    </div>
  );
}

function hasWords({ title, excerpt, thumbnail }: PostSummary): boolean {
  return title.trim() !== "" || excerpt !== "" || thumbnail !== null;
}
