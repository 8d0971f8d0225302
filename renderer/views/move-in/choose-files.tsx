import { type DragEvent, useState } from "react";
import { useStore } from "zustand";
import { chooseExports } from "../../commands/move-in.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { ForwardingKit } from "./forwarding-kit.tsx";
import { useTimeText } from "../shared/texts.ts";

/** Lets the author choose or drop the files that another service has exported. */
export function ChooseFiles() {
  const app = useApp();
  const t = useTranslate();
  const timeText = useTimeText();
  const last = useStore(app.moveIn.store, (state) => state.last);
  const [isOver, setOver] = useState(false);
  const choose = (kind: "files" | "folder"): void => void attempt(app, () => chooseExports(app, kind));
  const drop = (event: DragEvent): void => {
    setOver(false);
    const files = [...event.dataTransfer.files];
    if (files.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    app.services.dropExports(files);
  };
  return (
    <>
      <p>{t("moveIn.intro")}</p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a place to drop files; its buttons do the same */}
      <div
        className="move-in-place"
        data-over={isOver || undefined}
        onDragEnter={() => setOver(true)}
        onDragOver={(event) => event.preventDefault()}
        onDragLeave={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
        }}
        onDrop={drop}
      >
        <p>{t("moveIn.drop")}</p>
        <div className="move-in-buttons">
          <Button variant="primary" autoFocus onPress={() => choose("files")}>
            {t("moveIn.chooseFiles")}
          </Button>
          <Button onPress={() => choose("folder")}>{t("moveIn.chooseFolder")}</Button>
        </div>
      </div>
      <p className="field-note">{t("moveIn.safe")}</p>
      {last ? (
        <div className="move-in-last">
          <p>
            {t("moveIn.last", {
              at: timeText(last.at),
              files: last.files.slice(0, 3).join(", "),
              posts: last.posts,
            })}
          </p>
          <Button onPress={() => void app.moveIn.undo()}>{t("moveIn.undo")}</Button>
        </div>
      ) : null}
      {last ? <ForwardingKit /> : null}
    </>
  );
}
