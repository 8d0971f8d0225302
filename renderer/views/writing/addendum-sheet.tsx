import { useState } from "react";
import { addAddendum } from "../../commands/addendum.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { useAcceptKey } from "../../ui/accept-key.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { TextField } from "../../ui/text-field.tsx";
import type { BlockPosition } from "../../writing/insert-block.ts";
import { useBlockedCommands } from "../shared/use-blocked-commands.ts";
import { AnnounceChoice } from "./announce-choice.tsx";

/** Asks for the log entry and the position of an addendum, and then inserts the addendum. */
export function AddendumSheet() {
  const app = useApp();
  const t = useTranslate();
  const [note, setNote] = useState("");
  const [position, setPosition] = useState<BlockPosition>("end");
  const [announce, setAnnounce] = useState(true);
  const close = (): void => app.workspace.closeSheet();
  const add = (): void => {
    close();
    app.workspace.showPane("editor");
    void attempt(app, () => addAddendum(app, { position, note, announce }));
  };
  useAcceptKey(add);
  useBlockedCommands();
  return (
    <Sheet
      title={t("addendum.title")}
      size="small"
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t("action.cancel")}</Button>
          <Button variant="primary" onPress={add}>
            {t("addendum.accept")}
          </Button>
        </>
      }
    >
      <TextField
        label={t("addendum.noteLabel")}
        value={note}
        onChange={setNote}
        onEnter={add}
        placeholder={t("addendum.note")}
        description={t("addendum.noteDetail")}
        autoFocus
      />
      <Choice
        label={t("addendum.place")}
        value={position}
        options={[
          { value: "end", label: t("addendum.place.end") },
          { value: "caret", label: t("addendum.place.caret") },
        ]}
        onChange={setPosition}
      />
      <AnnounceChoice value={announce} onChange={setAnnounce} />
    </Sheet>
  );
}
