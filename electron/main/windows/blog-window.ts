import { BrowserWindow, dialog, nativeTheme, screen } from "electron";
import type { PostDocument } from "#contract/types/blog-types.ts";
import type { EventName, EventPayload } from "#contract/rpc/definition.ts";
import type { MainContract } from "#contract/main-contract.ts";
import { CloseFlow } from "./close-flow.ts";
import { appOrigin } from "../security/content-security.ts";
import type { EngineHost } from "../engine-host.ts";
import { allowSite } from "../security/guards.ts";
import { readLastPost } from "../files/last-post.ts";
import { PagePorts } from "./page-ports.ts";
import { builtPaths } from "../paths.ts";
import { RestartBudget } from "../restart-budget.ts";
import type { Speak } from "../speech.ts";
import { type WindowContext, windowCalls } from "./window-calls.ts";
import { placeWindow, smallestWindow, type WindowPlace } from "./window-placement.ts";

export const paper = { light: "#fbfaf6", dark: "#1b1c1e" };

/** How many times within a minute a page that crashed is loaded again. */
const reloadsPerMinute = 3;

/** How long a window waits for its words, in milliseconds, before it is shown without them. */
const longestHidden = 700;

/** How long the engine lets the page go first, in milliseconds. */
const longestWithoutEngine = 1_500;

export interface BlogWindowOptions
  extends Omit<
    WindowContext,
    | "window"
    | "takeGivenFile"
    | "lastPost"
    | "startEngine"
    | "reconnectEngine"
    | "readyToShow"
    | "readyToClose"
    | "showMenuState"
  > {
  readonly engine: EngineHost;
  /** Where the engine notes the post that was opened last. */
  readonly lastPostFile: string;
  /** Where the blog's window was when it was last closed. */
  readonly place: WindowPlace | undefined;
  messages(): Speak;
  /** A window that is closed goes out of sight only. */
  staysHidden(): boolean;
  /** What the menu should show may have changed: another window is in front, or other commands can run. */
  onMenuChange(): void;
  onPlaced(place: WindowPlace): void;
  /** The author took the closing back. */
  onStay(): void;
  onClosed(): void;
}

/** One window on one blog: its page can crash and its engine can die, and the words are saved before it closes. */
export class BlogWindow {
  readonly window: BrowserWindow;
  readonly #options: BlogWindowOptions;
  readonly #ports: PagePorts;
  readonly #closing: CloseFlow;
  #disabled: readonly string[] = [];
  /** A file that the page has not fetched yet. */
  #givenFile: string | null = null;
  #isMaximised = false;
  #wasShown = false;
  /** The last post, read before the first page asks for it. */
  #lastPost: Promise<PostDocument | null> | undefined;

  constructor(options: BlogWindowOptions) {
    const { engine, preferences } = options;
    this.#options = options;
    this.#lastPost = this.#readLastPost();
    this.window = this.#open();
    this.#ports = new PagePorts({
      window: this.window,
      engine,
      preferences,
      calls: windowCalls({
        ...options,
        window: this.window,
        lastPost: () => this.#takeLastPost(),
        startEngine: () => engine.start(),
        reconnectEngine: () => {
          engine.revive();
          this.#ports.sendEnginePort();
        },
        takeGivenFile: () => {
          const path = this.#givenFile;
          this.#givenFile = null;
          return path;
        },
        readyToShow: () => this.#showFirst(),
        readyToClose: () => this.#closing.pageSaved(),
        showMenuState: (disabled) => {
          this.#disabled = disabled;
          options.onMenuChange();
        },
      }),
    });
    this.#closing = new CloseFlow(this.window, {
      mayInterrupt: () => this.#mayInterrupt(),
      savePage: () => this.#askPageToSave(),
      closeEngine: () => engine.close(),
      staysHidden: () => options.staysHidden(),
      hide: () => this.window.hide(),
      onStay: () => options.onStay(),
    });
    this.#reloadAfterCrash();
    const patience = [
      setTimeout(() => this.#showFirst(), longestHidden),
      setTimeout(() => engine.start(), longestWithoutEngine),
    ];
    this.window.on("closed", () => {
      for (const timer of patience) clearTimeout(timer);
    });
    this.window.on("focus", () => options.onMenuChange());
    this.window.on("closed", () => {
      // Normally closed long before; a window can also be destroyed.
      void engine.close();
      options.onClosed();
    });
    this.window.loadURL(`${appOrigin}/index.html`).catch((error: unknown) => {
      // A window that is closed while it loads fails to load.
      if (!this.window.isDestroyed()) console.error(error);
    });
  }

  get folder(): string {
    return this.#options.folder;
  }

  /** Commands that cannot run now, as the page last told. */
  get disabledCommands(): readonly string[] {
    return this.#disabled;
  }

  bringToFront(): void {
    if (this.window.isMinimized()) this.window.restore();
    this.window.show();
    this.window.focus();
  }

  /** Tells the page something. */
  emit<N extends EventName<MainContract>>(name: N, payload: EventPayload<MainContract, N>): void {
    this.#ports.emit(name, payload);
  }

  /** Has the page ask what is to become of a Markdown file that lies in no blog. */
  giveFile(path: string): void {
    this.#givenFile = path;
    this.emit("file.given", {});
  }

  /** After the engine was replaced: the page gets a port to the new one. */
  replaceEnginePort(): void {
    this.#ports.sendEnginePort();
  }

  #open(): BrowserWindow {
    const { place, siteOrigin, onPlaced } = this.#options;
    const main = screen.getPrimaryDisplay();
    const others = screen.getAllDisplays().filter(({ id }) => id !== main.id);
    const workAreas = [main, ...others].map((display) => display.workArea);
    const { maximised, ...bounds } = placeWindow(place, workAreas);
    this.#isMaximised = maximised;
    const window = new BrowserWindow({
      ...bounds,
      minWidth: smallestWindow.width,
      minHeight: smallestWindow.height,
      show: false,
      // A page that paints waits for the graphics process first, and does nothing else meanwhile.
      paintWhenInitiallyHidden: false,
      title: "Hitofude",
      backgroundColor: nativeTheme.shouldUseDarkColors ? paper.dark : paper.light,
      webPreferences: { preload: builtPaths.preload, spellcheck: false },
    });
    allowSite(window.webContents, siteOrigin);
    window.on("close", () => onPlaced({ ...window.getNormalBounds(), maximised: window.isMaximized() }));
    return window;
  }

  /** Shows the window for the first time, as large as it was. */
  #showFirst(): void {
    if (this.#wasShown || this.window.isDestroyed()) return;
    this.#wasShown = true;
    if (this.#isMaximised) this.window.maximize();
    this.window.show();
  }

  /** The journal has the words of a crashed page; while closing there is nothing more to wait for. */
  #reloadAfterCrash(): void {
    const reloads = new RestartBudget(reloadsPerMinute);
    const { webContents } = this.window;
    webContents.on("render-process-gone", (_event, { reason }) => {
      if (!this.#closing.isOpen) this.#closing.pageSaved();
      else if (reason === "clean-exit") return;
      else if (reloads.spend()) webContents.reload();
      else void this.#askAfterCrashes(reloads);
    });
  }

  /** A page that crashes over and over is not loaded for ever, and its author does not sit before an empty window. */
  async #askAfterCrashes(reloads: RestartBudget): Promise<void> {
    const t = this.#options.messages();
    const { response } = await dialog.showMessageBox(this.window, {
      type: "warning",
      message: t("window.crashed.what"),
      detail: t("window.crashed.todo"),
      buttons: [t("window.crashed.reload"), t("window.crashed.close")],
      defaultId: 0,
      cancelId: 1,
    });
    if (this.window.isDestroyed()) return;
    if (response !== 0) {
      this.window.close();
      return;
    }
    reloads.renew();
    this.window.webContents.reload();
  }

  /** Without a last post to show, the page has to wait for the engine, which is started at once then. */
  #readLastPost(): Promise<PostDocument | null> {
    const { folder, lastPostFile, preferences, engine } = this.#options;
    return readLastPost(lastPostFile, folder, preferences.values.lastPost[folder]).then((post) => {
      if (!post) engine.start();
      return post;
    });
  }

  /** A page that is loaded again gets what is there then. */
  #takeLastPost(): Promise<PostDocument | null> {
    const post = this.#lastPost ?? this.#readLastPost();
    this.#lastPost = undefined;
    return post;
  }

  #askPageToSave(): void {
    // What is unsaved waits for it.
    this.#options.engine.start();
    if (this.#ports.isConnected) this.#ports.emit("window.closing", {});
    else this.#closing.pageSaved();
  }

  /** Asks before a running publish is interrupted; it would be sound either way, but it would not be finished. */
  async #mayInterrupt(): Promise<boolean> {
    if (!(await this.#options.engine.isPublishing())) return true;
    const t = this.#options.messages();
    const { response } = await dialog.showMessageBox(this.window, {
      type: "question",
      message: t("closing.publishing.what"),
      detail: t("closing.publishing.todo"),
      buttons: [t("closing.publishing.wait"), t("closing.publishing.stop")],
      defaultId: 0,
      cancelId: 0,
    });
    return response === 1;
  }
}
