import { useState } from "react";
import { useStore } from "zustand";
import type { PostSummary } from "#contract/types/blog-types.ts";
import { answerAboutDraft, type DraftAnswer } from "../../commands/publish-flow.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { useAcceptKey } from "../../ui/accept-key.ts";
import { Button } from "../../ui/button.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { SwitchField } from "../../ui/switch-field.tsx";
import { postTitle } from "../shared/texts.ts";
import { isMoreWaiting } from "./more-waiting.ts";

/** Asks before a publish what to do with the draft on screen. */
export function DraftSheet() {
  const app = useApp();
  const draft = useStore(app.publishing.store, (state) => state.draft);
  const posts = useStore(app.blog.store, (state) => state.posts);
  const post = posts.find(({ path }) => path === draft?.path);
  if (!draft || !post) return null;
  return draft.isOnline ? <Online key={draft.path} post={post} /> : <Question key={draft.path} post={post} />;
}

/** Asks whether to remove a draft that is still on the site. */
function Online({ post }: { readonly post: PostSummary }) {
  const app = useApp();
  const t = useTranslate();
  const { kind } = post;
  const answer = (given: DraftAnswer): void => void attempt(app, () => answerAboutDraft(app, given, false));
  const takeOffline = (): void => answer("takeOffline");
  useAcceptKey(takeOffline);
  return (
    <Sheet
      title={t("publish.online.title", { title: postTitle(t, post) })}
      size="small"
      isQuestion
      onClose={() => app.publishing.forgetDraft()}
      actions={
        <>
          <Button variant="quiet" onPress={() => app.publishing.forgetDraft()}>
            {t("unpublish.back")}
          </Button>
          <Button onPress={() => answer("publish")}>{t("publish.online.keep")}</Button>
          <Button variant="primary" onPress={takeOffline} autoFocus>
            {t("unpublish.accept")}
          </Button>
        </>
      }
    >
      <p>{t("publish.online.detail", { kind })}</p>
    </Sheet>
  );
}

function Question({ post }: { readonly post: PostSummary }) {
  const app = useApp();
  const t = useTranslate();
  const pending = useStore(app.blog.store, (state) => state.pending);
  const posts = useStore(app.blog.store, (state) => state.posts);
  const others = posts.filter(({ state, path }) => state === "draft" && path !== post.path).length;
  const [isRemembered, setRemembered] = useState(false);
  const { kind } = post;
  const hasRest = isMoreWaiting(pending, posts, post.path);
  const answer = (given: DraftAnswer): void =>
    void attempt(app, () => answerAboutDraft(app, given, isRemembered));
  const publish = (): void => answer("publish");
  useAcceptKey(publish);
  return (
    <Sheet
      title={t(hasRest ? "publish.ask.title" : "publish.ask.title.only", { kind })}
      size="small"
      isQuestion
      onClose={() => app.publishing.forgetDraft()}
      actions={
        hasRest ? (
          <>
            <Button variant="quiet" onPress={() => app.publishing.forgetDraft()}>
              {t("publish.stop")}
            </Button>
            <Button onPress={() => answer("rest")}>{t("publish.ask.rest")}</Button>
            <Button variant="primary" onPress={publish} autoFocus>
              {t(`publish.ask.this.${kind}`)}
            </Button>
          </>
        ) : (
          <>
            <Button onPress={() => answer("later")}>{t("publish.ask.later")}</Button>
            <Button variant="primary" onPress={publish} autoFocus>
              {t("publish.button")}
            </Button>
          </>
        )
      }
    >
      <p>{t("publish.ask.draft", { title: postTitle(t, post) })}</p>
      {post.date !== null && post.date > Date.now() ? (
        <p>{t("publish.ask.dated", { date: post.dateText })}</p>
      ) : null}
      {others > 0 ? <p className="field-note">{t("publish.ask.others", { count: others })}</p> : null}
      <SwitchField
        label={t("publish.ask.remember")}
        description={t("publish.ask.remember.detail")}
        isSelected={isRemembered}
        onChange={setRemembered}
      />
    </Sheet>
  );
}
