import { existsSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { app, type BrowserWindow, dialog, Menu } from "electron";
import type { PostDocument } from "#contract/types/blog-types.ts";
import type { Handlers } from "#contract/rpc/definition.ts";
import { AppError } from "#contract/errors.ts";
import type { MainContract } from "#contract/main-contract.ts";
import type { ChosenExports } from "../files/chosen-exports.ts";
import { ChosenImages } from "../files/chosen-images.ts";
import { isInside } from "../files/folder-names.ts";
import { readGivenFile } from "../files/given-file.ts";
import { showInFolder } from "../files/show-in-folder.ts";
import { type ExportContext, exportCalls } from "./export-calls.ts";
import { textMenu } from "./menu.ts";
import { printPage } from "./hidden-page.ts";
import { isStandIn } from "../electron-build.ts";
import { type Messages, messagesIn } from "../messages.ts";
import { siteOriginOf } from "../security/allowed-urls.ts";
import { openOutside } from "../security/guards.ts";
import { type LaunchTarget, blogAround } from "../launch.ts";
import type { PreferencesStore } from "../preferences.ts";
import type { SecretStore } from "../security/secrets.ts";

/** The values and functions that the calls of a window's page use. */
export interface WindowContext extends ExportContext {
  /** Returns the blog's folder. The folder changes when the author has moved the blog. */
  folder(): string;
  /** Continues with the moved blog in another folder. Rejects with `blog.notTheSame` for any other blog. */
  moveTo(folder: string): Promise<void>;
  readonly siteOrigin: string;
  readonly preferences: PreferencesStore;
  readonly secrets: SecretStore;
  language(): "ja" | "en";
  openBlog(folder: string): void;
  newBlog(): void;
  /** The files to import that the author chose for the window. */
  readonly exports: ChosenExports;
  /** Asks the author for a new blog, into which the chosen files are imported. */
  newBlogFor(exports: readonly string[]): void;
  openPlace(place: LaunchTarget): void;
  /** Returns the path of a Markdown file that belongs to no blog, or null. Returns each file only once. */
  takeGivenFile(): string | null;
  /** Returns the last opened post, or null if reading the post needs the engine. */
  lastPost(): Promise<PostDocument | null>;
  startEngine(): void;
  reconnectEngine(): void;
  readyToShow(): void;
  readyToClose(): void;
  showMenuState(disabled: readonly string[]): void;
}

/** Returns functions that answer the calls of a window's page. */
export function windowCalls(context: WindowContext): Handlers<MainContract> {
  const images = new ChosenImages();
  /** The file that the page received last. The page may open only the folder of this file as a blog. */
  let given: string | null = null;
  return {
    "app.info": async () => ({
      name: app.getName(),
      version: app.getVersion(),
      electron: process.versions.electron,
      isStandIn: isStandIn(process.versions.electron),
      platform: process.platform,
      language: context.language(),
      folder: context.folder(),
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
      if (!isInside(context.folder(), path)) throw new AppError("file.outside", { path });
      showInFolder(path);
      return {};
    },
    "menu.text": ({ x, y }) => {
      const zoom = context.window.webContents.getZoomFactor();
      const at = { x: Math.round(x * zoom), y: Math.round(y * zoom) };
      Menu.buildFromTemplate(textMenu(messagesIn(context.language()))).popup({
        window: context.window,
        ...at,
      });
      return {};
    },
    "page.print": async ({ url }) => {
      if (siteOriginOf(url) !== context.siteOrigin) throw new AppError("file.outside", { path: url });
      await printPage(url);
      return {};
    },
    ...exportCalls(context),
    "blog.choose": async () => {
      const chosen = await dialog.showOpenDialog(context.window, {
        properties: ["openDirectory", "createDirectory"],
      });
      const folder = chosen.filePaths[0];
      if (folder !== undefined) context.openBlog(folder);
      return { opened: folder !== undefined };
    },
    "blog.new": () => {
      context.newBlog();
      return {};
    },
    "blog.find": async () => {
      const chosen = await dialog.showOpenDialog(context.window, { properties: ["openDirectory"] });
      const folder = chosen.filePaths[0];
      if (folder === undefined) return { folder: null };
      await context.moveTo(folder);
      return { folder };
    },
    "blog.open": ({ folder }) => {
      if (context.preferences.values.recentBlogs.includes(folder)) context.openBlog(folder);
      return {};
    },
    "images.choose": () => images.choose(context.window, messagesIn(context.language())),
    "image.read": async ({ id }) => ({ bytes: await images.read(id) }),
    "folder.choose": async () => {
      const properties = ["openDirectory", "createDirectory"] as const;
      const { filePaths } = await dialog.showOpenDialog(context.window, { properties: [...properties] });
      return { folder: filePaths[0] ?? null };
    },
    "key.choose": ({ kind }) => chooseKey(context.window, kind, messagesIn(context.language())),
    "exports.choose": async ({ kind }) => ({ names: await context.exports.choose(context.window, kind) }),
    "exports.chosen": () => ({ names: context.exports.names }),
    "exports.newBlog": () => {
      context.newBlogFor(context.exports.paths);
      return {};
    },
    "file.given": async () => {
      const path = context.takeGivenFile();
      given = path ?? given;
      return { file: path === null ? null : await readGivenFile(path) };
    },
    "file.openFolder": () => {
      const folder = given === null ? null : blogAround(given);
      if (given !== null && folder !== null) {
        const post = relative(folder, given).split(sep).join("/").normalize("NFC");
        context.openPlace({ folder, post });
      }
      return {};
    },
    "post.last": async () => ({ post: await context.lastPost() }),
    "engine.start": () => {
      context.startEngine();
      return {};
    },
    "engine.reconnect": () => {
      context.reconnectEngine();
      return {};
    },
    "window.ready-to-show": () => {
      context.readyToShow();
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

/** Asks the author for the file of an SSH key. A file in the home folder is returned as `~/…`. */
async function chooseKey(
  window: BrowserWindow,
  kind: "private" | "public",
  t: Messages,
): Promise<{ file: string | null }> {
  const home = app.getPath("home");
  const usual = join(home, ".ssh");
  const all = { name: t("dialog.allFiles"), extensions: ["*"] };
  const { filePaths } = await dialog.showOpenDialog(window, {
    ...(existsSync(usual) ? { defaultPath: usual } : {}),
    // Shows hidden files in the dialog, because `~/.ssh`, the usual folder of keys, is hidden.
    properties: ["openFile", "showHiddenFiles"],
    filters: kind === "public" ? [{ name: t("dialog.publicKeys"), extensions: ["pub"] }, all] : [all],
  });
  const [path] = filePaths;
  if (path === undefined) return { file: null };
  return { file: isInside(home, path) ? `~/${relative(home, path).split(sep).join("/")}` : path };
}

/** Removes keys with the value undefined, which `exactOptionalPropertyTypes` does not treat as missing. */
function definedOnly<T extends object>(changes: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as never;
}
