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

/** How many times per minute a crashed page is reloaded. */
const reloadsPerMinute = 3;

/** How long to wait for the page's text before showing the window, in milliseconds. */
const longestHidden = 700;

/** How long the page may load before the engine is started, in milliseconds. */
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
  /** File in which the engine stores the last opened post. */
  readonly lastPostFile: string;
  /** Position of the blog's window when it was last closed. */
  readonly place: WindowPlace | undefined;
  messages(): Speak;
  /** Whether closing a window only hides it. */
  staysHidden(): boolean;
  /** The menu may have changed: another window is focused, or other commands are available. */
  onMenuChange(): void;
  onPlaced(place: WindowPlace): void;
  /** The author cancelled closing. */
  onStay(): void;
  onClosed(): void;
}

/**
 * A window of one blog: handles crashes of its page and its engine, and saves unsaved text before it closes.
 */
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
  /** The last post, read before the first page requests it. */
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
      // Usually closed before; a window can also be destroyed.
      void engine.close();
      options.onClosed();
    });
    this.window.loadURL(`${appOrigin}/index.html`).catch((error: unknown) => {
      // Closing a window while it loads makes loading fail.
      if (!this.window.isDestroyed()) console.error(error);
    });
  }

  get folder(): string {
    return this.#options.folder;
  }

  /** Commands unavailable now, as last reported by the page. */
  get disabledCommands(): readonly string[] {
    return this.#disabled;
  }

  bringToFront(): void {
    if (this.window.isMinimized()) this.window.restore();
    this.window.show();
    this.window.focus();
  }

  /** Sends an event to the page. */
  emit<N extends EventName<MainContract>>(name: N, payload: EventPayload<MainContract, N>): void {
    this.#ports.emit(name, payload);
  }

  /** Makes the page ask what to do with a Markdown file outside of any blog. */
  giveFile(path: string): void {
    this.#givenFile = path;
    this.emit("file.given", {});
  }

  /** Sends the page a port to a new engine. */
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
      // Painting a hidden page would first wait for the graphics process, and block everything else.
      paintWhenInitiallyHidden: false,
      title: "Hitofude",
      backgroundColor: nativeTheme.shouldUseDarkColors ? paper.dark : paper.light,
      webPreferences: { preload: builtPaths.preload, spellcheck: false },
    });
    allowSite(window.webContents, siteOrigin);
    window.on("close", () => onPlaced({ ...window.getNormalBounds(), maximised: window.isMaximized() }));
    return window;
  }

  /** Shows the window for the first time, in its previous size. */
  #showFirst(): void {
    if (this.#wasShown || this.window.isDestroyed()) return;
    this.#wasShown = true;
    if (this.#isMaximised) this.window.maximize();
    this.window.show();
  }

  /**
   * Reloads a crashed page, whose text is in the journal; while closing there is nothing left to wait for.
   */
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

  /** Asks after repeated crashes, instead of reloading forever or leaving an empty window. */
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

  /** Without a last post, the page needs the engine, which is then started at once. */
  #readLastPost(): Promise<PostDocument | null> {
    const { folder, lastPostFile, preferences, engine } = this.#options;
    return readLastPost(lastPostFile, folder, preferences.values.lastPost[folder]).then((post) => {
      if (!post) engine.start();
      return post;
    });
  }

  /** A reloaded page gets the current post. */
  #takeLastPost(): Promise<PostDocument | null> {
    const post = this.#lastPost ?? this.#readLastPost();
    this.#lastPost = undefined;
    return post;
  }

  #askPageToSave(): void {
    // Unsaved text needs the engine.
    this.#options.engine.start();
    if (this.#ports.isConnected) this.#ports.emit("window.closing", {});
    else this.#closing.pageSaved();
  }

  /**
   * Asks before a running publish is interrupted; the site stays consistent, but the publish is not
   * completed.
   */
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
