import { useState } from "react";
import { useStore } from "zustand";
import type { FoundWords } from "#contract/types/blog-types.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { useTimeText } from "../shared/texts.ts";
import { useOneAtATime } from "../shared/use-one-at-a-time.ts";
import { changeOf, excerptOf, titleOf } from "./journal-texts.ts";

/** Shows a text recovered after a crash. "Later" keeps it in the journal. */
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
  const restore = (): void => run(() => attempt(app, () => app.recovery.restore(entry)));
  return (
    <li>
      <div className="recovery-text">
        <p className="recovery-title">{titleOf(entry.frontMatter) || t("post.untitled")}</p>
        <p className="field-note">{t("recovery.when", { time, path: entry.path ?? t("recovery.noFile") })}</p>
        <p className="recovery-excerpt excerpt">
          <FoundText entry={entry} />
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

/** Shows how a recovered text differs from its file. Without a difference, shows the end of the text. */
function FoundText({ entry }: { readonly entry: FoundWords }) {
  const change = changeOf(entry);
  if (!change) return excerptOf(entry.body);
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
