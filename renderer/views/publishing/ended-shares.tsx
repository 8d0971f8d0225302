import { useState } from "react";
import { useStore } from "zustand";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { postTitle } from "../shared/texts.ts";

/** Reminds the author of drafts that are still online at expired or withdrawn secret addresses. */
export function EndedShares() {
  const app = useApp();
  const t = useTranslate();
  const pending = useStore(app.blog.store, (state) => state.pending);
  const sheet = useStore(app.workspace.store, (state) => state.sheet);
  const isPublishing = useStore(app.publishing.store, (state) => state.running);
  const [dismissed, setDismissed] = useState("");
  const ended = (pending?.shared ?? []).filter(({ change }) => change === "removed").map(({ path }) => path);
  const key = ended.join("\n");
  const [first] = ended;
  if (first === undefined || key === dismissed || isPublishing || sheet === "share-draft") return null;
  const title = postTitle(t, app.blog.post(first) ?? { title: first });
  return (
    <Notice
      tone="question"
      title={t("share.ended", { count: ended.length, title })}
      detail={t("share.ended.detail")}
      actions={
        <Button variant="primary" onPress={() => void app.publishing.run(false)}>
          {t("share.publish")}
        </Button>
      }
      close={{ label: t("action.close"), onPress: () => setDismissed(key) }}
    />
  );
}
