import { useState } from "react";
import type { MediaImage } from "#contract/types/media-types.ts";
import { renameImage } from "../../commands/media-commands.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { FileNameSheet, type FileNameSheetProps } from "../shared/file-name-sheet.tsx";

interface RenameImageSheetProps extends Pick<FileNameSheetProps, "onClose"> {
  readonly image: MediaImage;
}

/** Asks for a new name for an image. Lists the files in which the old name will stay. */
export function RenameImageSheet({ image: { path, uses }, onClose }: RenameImageSheetProps) {
  const app = useApp();
  const t = useTranslate();
  const [left] = useState(() => filesLeft(uses));
  const note = [
    t("images.rename.detail"),
    left.length > 0 ? t("images.rename.left", { paths: left.join(t("list.separator")) }) : "",
  ];
  return (
    <FileNameSheet
      title={t("images.rename.title")}
      path={path}
      note={note.filter(Boolean).join(" ")}
      rename={(to) => renameImage(app, path, to)}
      onClose={onClose}
    />
  );
}

/** Returns code files (such as theme files) that use an image. The author has to change these files. */
function filesLeft(uses: MediaImage["uses"]): string[] {
  return uses.filter(({ as, path }) => as === "file" && path !== "blog.yaml").map(({ path }) => path);
}
