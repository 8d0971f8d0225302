import { useStore } from "zustand";
import { useApp } from "../../state/app.ts";
import { PublishOutcome } from "../publishing/publish-outcome.tsx";
import { QuestionSheet } from "../publishing/question-sheet.tsx";
import { HelpSheet } from "../sheets/help-sheet.tsx";
import { PaletteSheet } from "../sheets/palette-sheet.tsx";
import { RecoverySheet } from "../sheets/recovery-sheet.tsx";
import { SettingsSheet } from "../sheets/settings-sheet.tsx";
import { Announcer } from "./announcer.tsx";
import { Panes } from "./panes.tsx";
import { TitleBar } from "./title-bar.tsx";
import { useRootAttributes } from "./use-root-attributes.ts";

/** The window: title bar, panes, and whatever sheet is over them. */
export function Frame() {
  useRootAttributes();
  return (
    <div className="frame">
      <TitleBar />
      <PublishOutcome />
      <Panes />
      <Announcer />
      <QuestionSheet />
      <RecoverySheet />
      <OpenSheet />
    </div>
  );
}

function OpenSheet() {
  const sheet = useStore(useApp().workspace.store, (state) => state.sheet);
  if (sheet === "palette") return <PaletteSheet />;
  if (sheet === "settings") return <SettingsSheet />;
  if (sheet === "help") return <HelpSheet />;
  return null;
}
