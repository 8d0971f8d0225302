import { useCallback, useEffect, useState } from "react";
import type { Version } from "#contract/types/history-types.ts";
import { restoreVersion } from "../../commands/history-commands.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useDocument } from "../../state/documents/document-hooks.ts";
import { useTranslate } from "../../state/language.ts";
import { isReadOnly, type DocumentFacts } from "../../state/documents/open-document.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { postTitle } from "../shared/texts.ts";
import { ComparisonView } from "./comparison-view.tsx";
import { VersionList } from "./version-list.tsx";

/** Lists the versions of the open post, shows the differences of each, and can restore one. */
export function HistorySheet() {
  const document = useDocument();
  return document ? <History document={document} /> : null;
}

type Against = "now" | "before";

function History({ document }: { readonly document: DocumentFacts }) {
  const app = useApp();
  const t = useTranslate();
  const versions = useVersions(document.path);
  const [chosen, choose] = useState<string | null>(null);
  const [against, setAgainst] = useState<Against>("now");
  const version = versions?.find(({ id }) => id === chosen) ?? firstToShow(versions ?? []);
  const close = (): void => app.workspace.closeSheet();
  const restore = (): void => {
    if (version) void attempt(app, () => restoreVersion(app, document.path, version.id));
  };
  return (
    <Sheet
      title={t("history.title", { title: postTitle(t, { title: document.properties.title ?? "" }) })}
      size="wide"
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t("action.close")}</Button>
          <Button
            variant="primary"
            isDisabled={!version || version.isCurrent || isReadOnly(document)}
            onPress={restore}
          >
            {t("history.restore")}
          </Button>
        </>
      }
    >
      {versions && version ? (
        <div className="history">
          <VersionList versions={versions} chosen={version.id} onChoose={choose} />
          <div className="history-side">
            <Choice
              label={t("history.against")}
              value={against}
              options={[
                { value: "now", label: t("history.against.now") },
                { value: "before", label: t("history.against.before") },
              ]}
              onChange={setAgainst}
            />
            <ComparisonView document={document} older={version.id} isAgainstNow={against === "now"} />
          </div>
        </div>
      ) : null}
      {versions?.length === 0 ? (
        <EmptyState title={t("history.none.title")} detail={t("history.none.detail")} />
      ) : null}
    </Sheet>
  );
}

/**
 * Returns the newest version that differs from the text on screen.
 * If no version differs, returns the newest version.
 */
function firstToShow(versions: readonly Version[]): Version | undefined {
  return versions.find(({ isCurrent }) => !isCurrent) ?? versions[0];
}

/** Returns the versions of a post, or null until the engine has answered. */
function useVersions(path: string): readonly Version[] | null {
  const app = useApp();
  const [versions, setVersions] = useState<readonly Version[] | null>(null);
  const load = useCallback(async (): Promise<void> => {
    setVersions(await app.services.engine.call("history.list", { path }));
  }, [app, path]);
  useEffect(() => void attempt(app, load), [app, load]);
  return versions;
}
