import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { app, type BrowserWindow, dialog, shell } from "electron";
import type { Handlers } from "#contract/definition.ts";
import { AppError } from "#contract/errors.ts";
import type { MainContract } from "#contract/main-contract.ts";
import { isInside } from "./folder-names.ts";
import { openOutside } from "./guards.ts";
import type { PreferencesStore } from "./preferences.ts";
import type { SecretStore } from "./secrets.ts";

/** What a window's calls act on. */
export interface WindowContext {
  readonly window: BrowserWindow;
  readonly folder: string;
  /** Origin of the blog's pages and images, `site://b1`. */
  readonly siteOrigin: string;
  readonly preferences: PreferencesStore;
  readonly secrets: SecretStore;
  language(): "ja" | "en";
  openBlog(folder: string): void;
  reconnectEngine(): void;
  readyToClose(): void;
  showMenuState(disabled: readonly string[]): void;
}

/** Answers the interface's calls to the desktop, for one window. */
export function windowCalls(context: WindowContext): Handlers<MainContract> {
  return {
    "app.info": async () => ({
      name: app.getName(),
      version: app.getVersion(),
      electron: process.versions.electron,
      platform: process.platform,
      language: context.language(),
      folder: context.folder,
      siteOrigin: context.siteOrigin,
      weakSecrets: !(await context.secrets.trustworthy()),
    }),
    "preferences.get": () => context.preferences.values,
    "preferences.set": (changes) => context.preferences.set(definedOnly(changes)),
    "link.open": async ({ url }) => {
      await openOutside(url);
      return {};
    },
    "folder.reveal": ({ path }) => {
      if (!isInside(context.folder, path)) throw new AppError("file.outside", { path });
      shell.showItemInFolder(path);
      return {};
    },
    "blog.choose": async () => {
      const chosen = await dialog.showOpenDialog(context.window, { properties: ["openDirectory"] });
      const folder = chosen.filePaths[0];
      if (folder !== undefined) context.openBlog(folder);
      return { opened: folder !== undefined };
    },
    "blog.open": ({ folder }) => {
      if (context.preferences.values.recentBlogs.includes(folder)) context.openBlog(folder);
      return {};
    },
    "images.choose": () => chooseImages(context.window),
    "engine.reconnect": () => {
      context.reconnectEngine();
      return {};
    },
    "window.ready-to-close": () => {
      context.readyToClose();
      return {};
    },
    "menu.state": ({ disabled }) => {
      context.showMenuState(disabled);
      return {};
    },
  };
}

async function chooseImages(window: BrowserWindow): Promise<{ name: string; bytes: Uint8Array }[]> {
  const chosen = await dialog.showOpenDialog(window, {
    properties: ["openFile", "multiSelections"],
    filters: [{ name: "", extensions: ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg"] }],
  });
  return Promise.all(
    chosen.filePaths.map(async (path) => ({
      name: basename(path),
      bytes: await readChosen(path),
    })),
  );
}

async function readChosen(path: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError("file.failed", { path: basename(path), reason }, error);
  }
}

/** Drops keys whose value is undefined, which `exactOptionalPropertyTypes` tells apart from absent ones. */
function definedOnly<T extends object>(changes: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as never;
}
