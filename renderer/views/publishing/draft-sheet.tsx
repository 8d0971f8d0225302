import { useState } from "react";
import { useStore } from "zustand";
import type { PostSummary } from "#contract/blog-types.ts";
import { answerAboutDraft } from "../../commands/publish-flow.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { useAcceptKey } from "../../ui/accept-key.ts";
import { Button } from "../../ui/button.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { SwitchField } from "../../ui/switch-field.tsx";
import { postTitle } from "../shared/post-title.ts";

/** Asks, before a publish, whether the draft on screen is to be published, too. */
export function DraftSheet() {
  const app = useApp();
  const draft = useStore(app.publishing.store, (state) => state.draft);
  const posts = useStore(app.blog.store, (state) => state.posts);
  const post = posts.find(({ path }) => path === draft?.path);
  return draft && post ? <Question key={draft.path} post={post} /> : null;
}

function Question({ post }: { readonly post: PostSummary }) {
  const app = useApp();
  const t = useTranslate();
  const pending = useStore(app.blog.store, (state) => state.pending);
  const others = useStore(
    app.blog.store,
    ({ posts }) => posts.filter(({ state, path }) => state === "draft" && path !== post.path).length,
  );
  const [isRemembered, setRemembered] = useState(false);
  const { kind } = post;
  const hasRest = pending === null || pending.count > 0 || pending.first;
  const answer = (isPublished: boolean): void =>
    void attempt(app, () => answerAboutDraft(app, isPublished, isRemembered));
  const publish = (): void => answer(true);
  useAcceptKey(publish);
  return (
    <Sheet
      title={t("publish.ask.title", { kind })}
      size="small"
      isQuestion
      onClose={() => app.publishing.forgetDraft()}
      actions={
        <>
          <Button variant="quiet" onPress={() => app.publishing.forgetDraft()}>
            {t("publish.stop")}
          </Button>
          <Button onPress={() => answer(false)}>
            {t(hasRest ? "publish.ask.rest" : "publish.ask.later")}
          </Button>
          <Button variant="primary" onPress={publish} autoFocus>
            {t(hasRest ? `publish.ask.this.${kind}` : `publish.ask.only.${kind}`)}
          </Button>
        </>
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
