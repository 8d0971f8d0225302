import { BrowserWindow, type WebContents } from "electron";
import { AppError } from "#contract/errors.ts";

/**
 * Loads a page of the site into a hidden window, calls `use`, and closes the window.
 * Disables scripts, because Chromium then loads lazy images together with the page.
 */
export async function withHiddenPage<T>(url: string, use: (page: WebContents) => Promise<T>): Promise<T> {
  const window = new BrowserWindow({
    show: false,
    webPreferences: { javascript: false, spellcheck: false },
  });
  try {
    await window.loadURL(url);
    return await use(window.webContents);
  } finally {
    window.destroy();
  }
}

/** Prints a page with the system's dialog. Resolves also if the author cancels the dialog. */
export function printPage(url: string): Promise<void> {
  return withHiddenPage(
    url,
    (page) =>
      new Promise((resolve, reject) => {
        page.print({}, (isPrinted, reason) => {
          if (isPrinted || /cancel/i.test(reason)) resolve();
          else reject(new AppError("print.failed", { reason }));
        });
      }),
  );
}
