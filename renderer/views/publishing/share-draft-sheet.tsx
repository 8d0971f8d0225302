import { type ReactNode, useRef, useState } from "react";
import { useStore } from "zustand";
import type { PostSummary } from "#contract/types/blog-types.ts";
import { shareStateOf } from "#contract/types/pending-types.ts";
import { type AppError, toAppError } from "#contract/errors.ts";
import { copyText, urlOnSite } from "../../commands/posts/post-actions.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useDocument } from "../../state/documents/document-hooks.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { ErrorNotice } from "../shared/error-notice.tsx";
import { postTitle, useTimeText } from "../shared/texts.ts";

const periods = ["1", "7", "30"] as const;
type Period = (typeof periods)[number];

/** Shares the open draft with chosen people at a secret address that expires. */
export function ShareDraftSheet() {
  const path = useDocument()?.path;
  const post = useStore(useApp().blog.store, ({ posts }) => posts.find((other) => other.path === path));
  return post ? <ShareDraft key={post.path} post={post} /> : null;
}

function ShareDraft({ post }: { readonly post: PostSummary }) {
  const app = useApp();
  const t = useTranslate();
  const [period, setPeriod] = useState<Period>("7");
  const status = useRef<HTMLParagraphElement>(null);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<AppError>();
  const pending = useStore(app.blog.store, (state) => state.pending);
  const isPublishing = useStore(app.publishing.store, (state) => state.running);
  const { sharedDraft } = post;
  const change = pending?.shared.find(({ path }) => path === post.path)?.change;
  const timeText = useTimeText();
  const state = shareStateOf(sharedDraft?.until, change, Date.now());
  const others = (pending?.count ?? 0) - (change ? 1 : 0);
  const close = (): void => app.workspace.closeSheet();
  const share = async (days: number | null): Promise<void> => {
    if (isBusy) return;
    setBusy(true);
    setError(undefined);
    try {
      await app.postStatus.share(post.path, days);
    } catch (reason) {
      setError(toAppError(reason));
    }
    setBusy(false);
    // Focuses the text about the new state, so that screen readers read it.
    status.current?.focus();
  };
  const publish = (): void => {
    close();
    void app.publishing.run(false);
  };
  const canPublish = change !== undefined && !isBusy && !isPublishing;
  return (
    <Sheet
      title={t("share.title", { title: postTitle(t, post) })}
      size="small"
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t("action.close")}</Button>
          {sharedDraft ? <Button onPress={() => void share(null)}>{t("share.withdraw")}</Button> : null}
          <Button
            variant={sharedDraft || change ? "plain" : "primary"}
            onPress={() => void share(Number(period))}
          >
            {t(sharedDraft ? "share.renew" : "share.create")}
          </Button>
          {change ? (
            <Button variant="primary" isDisabled={!canPublish} onPress={publish}>
              {t("share.publish")}
            </Button>
          ) : null}
        </>
      }
    >
      {error ? <ErrorNotice error={error} /> : null}
      <p>{t("share.detail")}</p>
      {sharedDraft ? <SecretAddress address={sharedDraft.address} /> : null}
      <p role="status" ref={status} tabIndex={-1}>
        {/* What is online is unknown until the engine has sent the waiting changes. */}
        {pending && t(`share.state.${state}`, { time: sharedDraft ? timeText(sharedDraft.until) : "" })}
      </p>
      <Choice
        label={t(sharedDraft ? "share.period.again" : "share.period")}
        value={period}
        options={periods.map((days) => ({ value: days, label: t(`share.period.${days}`) }))}
        onChange={setPeriod}
      />
      {change && others > 0 ? <p className="field-note">{t("share.others", { count: others })}</p> : null}
    </Sheet>
  );
}

function SecretAddress({ address }: { readonly address: string }): ReactNode {
  const app = useApp();
  const t = useTranslate();
  // Renders again with each new summary, because the first publish gives a practice site its address.
  useStore(app.blog.store, (state) => state.summary);
  const url = urlOnSite(app, address.replace(/index\.html$/, ""));
  if (url === null) return <p>{t("share.noAddress")}</p>;
  return (
    <TextField
      label={t("share.address")}
      value={url}
      isReadOnly
      onChange={() => undefined}
      after={<Button onPress={() => void attempt(app, () => copyText(app, url))}>{t("share.copy")}</Button>}
    />
  );
}
