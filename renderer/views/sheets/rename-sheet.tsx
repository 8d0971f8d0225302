import { renamePost } from "../../commands/post-commands.ts";
import { useApp } from "../../state/app.ts";
import { useDocument } from "../../state/documents/document-hooks.ts";
import { useTranslate } from "../../state/language.ts";
import { FileNameSheet } from "../shared/file-name-sheet.tsx";

/** Asks for a new name for the file of the open document. */
export function RenameSheet() {
  const app = useApp();
  const t = useTranslate();
  const document = useDocument();
  if (!document) return null;
  const { path, kind, frozen } = document;
  const follows = kind === "page" ? t("rename.address.follows") : undefined;
  return (
    <FileNameSheet
      title={t("rename.title")}
      path={path}
      note={frozen ? t("rename.address.stays") : follows}
      rename={(to) => renamePost(app, to)}
      onClose={() => app.workspace.closeSheet()}
    />
  );
}
