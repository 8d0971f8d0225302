import { type BrowserWindow, dialog } from "electron";
import type { CloseFlow } from "./close-flow.ts";
import { RestartBudget } from "../restart-budget.ts";
import type { Messages } from "../messages.ts";

const reloadsPerMinute = 3;

/**
 * Reloads the page of a window after each crash. No text is lost, because the page's text is in the journal.
 * If the window is closing, the crashed page counts as saved, so that closing continues.
 */
export function reloadAfterCrash(window: BrowserWindow, closing: CloseFlow, messages: () => Messages): void {
  const reloads = new RestartBudget(reloadsPerMinute);
  const { webContents } = window;
  webContents.on("render-process-gone", (_event, { reason }) => {
    if (!closing.isOpen) closing.pageSaved();
    else if (reason === "clean-exit") return;
    else if (reloads.spend()) webContents.reload();
    else void askAfterCrashes(window, reloads, messages());
  });
}

/** Asks the author after repeated crashes whether to reload or to close. */
async function askAfterCrashes(window: BrowserWindow, reloads: RestartBudget, t: Messages): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: "warning",
    message: t("window.crashed.what"),
    detail: t("window.crashed.todo"),
    buttons: [t("window.crashed.reload"), t("window.crashed.close")],
    defaultId: 0,
    cancelId: 1,
  });
  if (window.isDestroyed()) return;
  if (response !== 0) {
    window.close();
    return;
  }
  reloads.renew();
  window.webContents.reload();
}
