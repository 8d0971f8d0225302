import { useState } from "react";
import { useStore } from "zustand";
import type { FoundWords } from "#contract/types/blog-types.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { foundDraft } from "../../state/drafts/found-drafts.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { useTimeText } from "../shared/texts.ts";
import { useOneAtATime } from "../shared/use-one-at-a-time.ts";
import { changeBetween, changeOf, excerptOf, type FoundChange, titleOf } from "./journal-texts.ts";

const draftTitles = { settings: "blogSettings.title", notices: "notices.title" } as const;

/** Shows unsaved text and changes of an earlier window. The button "Later" keeps both in the journal. */
export function RecoverySheet() {
  const { recovery } = useApp();
  const t = useTranslate();
  const entries = useStore(recovery.store, (state) => state.entries);
  const [isPutOff, setPutOff] = useState(false);
  if (entries.length === 0 || isPutOff) return null;
  const later = (): void => setPutOff(true);
  return (
    <Sheet
      title={t("recovery.title")}
      isQuestion
      onClose={later}
      actions={<Button onPress={later}>{t("recovery.later")}</Button>}
    >
      <p>{t("recovery.detail", { count: entries.length })}</p>
      <ul className="recovery-list">
        {entries.map((entry) => (
          <RecoveryEntry key={entry.id} entry={entry} />
        ))}
      </ul>
    </Sheet>
  );
}

function RecoveryEntry({ entry }: { readonly entry: FoundWords }) {
  const app = useApp();
  const t = useTranslate();
  const [isSure, setSure] = useState(false);
  const run = useOneAtATime();
  const time = useTimeText()(entry.at);
  const discard = (): void => {
    if (isSure) run(() => attempt(app, () => app.recovery.discard(entry)));
    else setSure(true);
  };
  const draft = foundDraft(entry);
  const restore = (): void =>
    run(() =>
      attempt(app, async () => {
        const sheet = await app.recovery.restore(entry);
        if (sheet) app.workspace.openSheet(sheet);
      }),
    );
  return (
    <li>
      <div className="recovery-text">
        <p className="recovery-title">
          {draft ? t(draftTitles[draft.kind]) : titleOf(entry.frontMatter) || t("post.untitled")}
        </p>
        <p className="field-note">
          {t("recovery.when", { time, path: draft?.paths.join(" ") ?? entry.path ?? t("recovery.noFile") })}
        </p>
        <p className="recovery-excerpt excerpt">
          <FoundText change={draft ? changeBetween(draft.before, draft.after) : changeOf(entry)}>
            {draft ? draft.after : entry.body}
          </FoundText>
        </p>
      </div>
      <div className="recovery-actions">
        <Button variant={isSure ? "danger" : "quiet"} onPress={discard}>
          {isSure ? t("recovery.discardSure") : t("recovery.discard")}
        </Button>
        <Button variant="primary" onPress={restore}>
          {t("recovery.restore")}
        </Button>
      </div>
    </li>
  );
}

interface FoundTextProps {
  readonly change: FoundChange | null;
  readonly children: string;
}

/** Shows how a recovered text differs from its file. If nothing differs, shows the end of the text. */
function FoundText({ change, children }: FoundTextProps) {
  if (!change) return excerptOf(children);
  const { before, removed, added, after } = change;
  return (
    <>
      {before}
      {removed === "" ? null : <del>{removed}</del>}
      {added === "" ? null : <ins>{added}</ins>}
      {after}
    </>
  );
}
