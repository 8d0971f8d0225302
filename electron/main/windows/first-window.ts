import { join } from "node:path";
import { BrowserWindow, dialog, ipcMain, MessageChannelMain, nativeTheme } from "electron";
import type { Handlers, Server } from "#contract/rpc/definition.ts";
import type { EngineStart } from "#contract/engine-start.ts";
import { type FirstContract, firstContract } from "#contract/first-contract.ts";
import type { Language } from "#contract/messages.ts";
import { pagePorts, portWire } from "#contract/rpc/ports.ts";
import { serve } from "#contract/rpc/serve.ts";
import { paper } from "./blog-window.ts";
import { appOrigin } from "../security/content-security.ts";
import { shortFolderName } from "../files/folder-names.ts";
import { cloudOf } from "#contract/cloud-folders.ts";
import { thisComputer } from "../paths.ts";
import { newBlogFolder, otherFolder } from "../files/new-blog-folder.ts";
import { isPageOf } from "./page-ports.ts";
import { builtPaths } from "../paths.ts";
import type { PreferencesStore } from "../preferences.ts";

/** The choices for a new blog in the folder. If the object is empty, an existing blog is opened. */
export type NewBlog = Partial<Pick<EngineStart, "sample" | "sampleLanguage" | "newBlog">>;

/** Returns the folder of the sample blog of a language. */
export function sampleFolder(blogsFolder: string, language: Language): string {
  return join(blogsFolder, language === "ja" ? "sample-blog" : "sample-blog-en");
}

/** What the window shows first. With `ways`, it shows all ways to get a blog. Otherwise, it shows a form. */
export type FirstAim = "ways" | "new" | { readonly folder: string } | MoveIn;

/**
 * The view in which the author makes a blog with the posts of another service.
 * `exports` are the files of the other service that the author has already chosen, perhaps none.
 */
export interface MoveIn {
  readonly exports: readonly string[];
}

export interface FirstWindowOptions {
  readonly preferences: PreferencesStore;
  language(): Language;
  readonly blogsFolder: string;
  readonly aim: FirstAim;
  readonly author: string;
  /** Returns the name of a file that will be shown as soon as a blog is open, or null. */
  given(): string | null;
  /** Opens the blog's window. With `moveIn`, the window then opens the dialog for importing posts. */
  open(folder: string, make: NewBlog, moveIn?: MoveIn): void;
  onClosed(): void;
}

/** The window in which the author opens the sample blog, a new blog or an existing folder. */
export class FirstWindow {
  readonly #window: BrowserWindow;
  readonly #options: FirstWindowOptions;
  #aim: FirstAim;
  #parent: string;
  #server: Server<FirstContract> | undefined;

  constructor(options: FirstWindowOptions) {
    this.#options = options;
    this.#aim = options.aim;
    this.#parent = options.blogsFolder;
    this.#window = new BrowserWindow({
      width: 760,
      height: 720,
      minWidth: 480,
      minHeight: 400,
      show: false,
      title: "Hitofude",
      backgroundColor: nativeTheme.shouldUseDarkColors ? paper.dark : paper.light,
      webPreferences: { preload: builtPaths.preload, spellcheck: false },
    });
    this.#window.once("ready-to-show", () => this.#window.show());
    const onReady = (event: Electron.IpcMainEvent): void => {
      if (isPageOf(this.#window, event)) this.#handOver();
    };
    ipcMain.on(pagePorts.ready, onReady);
    this.#window.on("closed", () => {
      ipcMain.off(pagePorts.ready, onReady);
      options.onClosed();
    });
    this.#window.loadURL(`${appOrigin}/first.html`).catch((error: unknown) => {
      // Reports a failure, unless the window was closed while the page loaded.
      if (!this.#window.isDestroyed()) console.error(error);
    });
  }

  bringToFront(): void {
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.show();
    this.#window.focus();
  }

  beginWith(aim: FirstAim): void {
    this.#aim = aim;
    this.reload();
    this.bringToFront();
  }

  /** Reloads the page, so that the page asks for changed information. */
  reload(): void {
    this.#window.webContents.reload();
  }

  close(): void {
    this.#window.close();
  }

  #handOver(): void {
    this.#server?.close();
    const { port1, port2 } = new MessageChannelMain();
    this.#server = serve(firstContract, this.#calls(), portWire(port1));
    this.#window.webContents.postMessage(pagePorts.ports, null, [port2]);
  }

  #calls(): Handlers<FirstContract> {
    const { preferences, language, blogsFolder, given, open, author } = this.#options;
    return {
      "first.info": () => {
        const { colours, highContrast } = preferences.values;
        const aim = this.#aim;
        return {
          language: language(),
          colours,
          highContrast,
          given: given(),
          author,
          asksForNew: aim === "new" || isMoveIn(aim),
          movesIn: isMoveIn(aim),
          folder: this.#folderToBecome === null ? null : otherFolder(this.#folderToBecome),
        };
      },
      "first.language": ({ language: chosen }) => {
        preferences.set({ language: chosen });
        return {};
      },
      "first.place": async ({ name, change }) => {
        if (change) this.#parent = (await this.#chooseFolder()) ?? this.#parent;
        const folder = newBlogFolder(this.#parent, name);
        return { folder: shortFolderName(folder), cloud: cloudOf(folder, thisComputer()) };
      },
      "first.sample": () => {
        open(sampleFolder(blogsFolder, language()), { sample: true, sampleLanguage: language() });
        return {};
      },
      "first.new": ({ title, movesIn, ...choices }) => {
        const newBlog = { ...choices, title: title.trim() };
        const moveIn = isMoveIn(this.#aim) ? this.#aim : { exports: [] };
        const folder = this.#folderToBecome ?? newBlogFolder(this.#parent, title);
        open(folder, { newBlog }, movesIn ? moveIn : undefined);
        return {};
      },
      "first.open": async () => {
        const folder = await this.#chooseFolder();
        if (folder === undefined) return { folder: null };
        const other = otherFolder(folder);
        if (other) this.#aim = { folder };
        else open(folder, {});
        return { folder: other };
      },
      "first.openAsItIs": () => {
        if (this.#folderToBecome !== null) open(this.#folderToBecome, {});
        return {};
      },
      "first.back": () => {
        this.#aim = "ways";
        return {};
      },
    };
  }

  /** The folder that will become a blog, or null if a new blog gets a new folder. */
  get #folderToBecome(): string | null {
    return typeof this.#aim === "string" || isMoveIn(this.#aim) ? null : this.#aim.folder;
  }

  async #chooseFolder(): Promise<string | undefined> {
    const chosen = await dialog.showOpenDialog(this.#window, {
      properties: ["openDirectory", "createDirectory"],
    });
    return chosen.filePaths[0];
  }
}

function isMoveIn(aim: FirstAim): aim is MoveIn {
  return typeof aim !== "string" && "exports" in aim;
}
