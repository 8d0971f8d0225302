import { BrowserWindow, dialog, nativeTheme, screen } from "electron";
import type { PostDocument } from "#contract/types/blog-types.ts";
import type { EventName, EventPayload } from "#contract/rpc/definition.ts";
import type { MainContract } from "#contract/main-contract.ts";
import { CloseFlow, hideWindow, saveAtSessionEnd } from "./close-flow.ts";
import { appOrigin } from "../security/content-security.ts";
import type { EngineHost } from "../engine-host.ts";
import { allowSite } from "../security/guards.ts";
import { WaitingFiles } from "../files/given-file.ts";
import { readLastPost } from "../files/last-post.ts";
import { PagePorts } from "./page-ports.ts";
import { builtPaths } from "../paths.ts";
import { reloadAfterCrash } from "./page-crashes.ts";
import type { Messages } from "../messages.ts";
import { type WindowContext, windowCalls } from "./window-calls.ts";
import { WaitingActions } from "./waiting-actions.ts";
import { placeWindow, smallestWindow, type WindowBounds } from "./window-placement.ts";

export const paper = { light: "#fbfaf6", dark: "#1b1c1e" };

/** Maximum time in milliseconds for which the window stays hidden while the page loads its text. */
const longestHidden = 700;

/** Milliseconds after which the engine is started even if the page has not requested it. */
const longestWithoutEngine = 1_500;

export interface BlogWindowOptions
  extends Omit<
    WindowContext,
    | "window"
    | "client"
    | "onProgress"
    | "takeGivenFile"
    | "lastPost"
    | "startEngine"
    | "reconnectEngine"
    | "readyToShow"
    | "readyToClose"
    | "showMenuState"
  > {
  readonly engine: EngineHost;
  lastPostFile(): string;
  /** Position of the blog's window when it was last closed, or undefined. */
  readonly place: WindowBounds | undefined;
  messages(): Messages;
  /** Returns whether closing a window only hides it. */
  staysHidden(): boolean;
  /** Called when the menu may have to change: after a change of the focus or of the available commands. */
  onMenuChange(): void;
  onPlaced(place: WindowBounds): void;
  onStay(): void;
  onClosed(): void;
}

/**
 * The window of one blog. Reloads its page after a crash, and lets the page save before the window closes.
 */
export class BlogWindow {
  readonly window: BrowserWindow;
  readonly #options: BlogWindowOptions;
  readonly #ports: PagePorts;
  readonly #closing: CloseFlow;
  readonly #waiting = new WaitingActions({
    runCommand: (id) => this.emit("command.run", { id }),
    showPost: (path) => this.emit("post.show", { path }),
  });
  /** Markdown files that the page will fetch with the call `file.given`. */
  readonly #givenFiles = new WaitingFiles();
  #isMaximised = false;
  #wasShown = false;
  /** The last post, read in advance for the page's first request. Undefined after the first request. */
  #lastPost: Promise<PostDocument | null> | undefined;

  constructor(options: BlogWindowOptions) {
    const { engine, preferences, exports } = options;
    this.#options = options;
    this.#lastPost = this.#readLastPost();
    this.window = this.#open();
    this.#ports = new PagePorts({
      window: this.window,
      engine,
      preferences,
      exports,
      calls: windowCalls({
        ...options,
        window: this.window,
        client: () => engine.client,
        onProgress: (progress) => this.emit("export.progress", progress),
        lastPost: () => this.#takeLastPost(),
        startEngine: () => engine.start(),
        reconnectEngine: () => {
          engine.revive();
          this.#ports.sendEnginePort();
        },
        takeGivenFile: () => this.#givenFiles.take(),
        readyToShow: () => this.#showFirst(),
        readyToClose: () => this.#closing.pageSaved(),
        showMenuState: (disabled) => {
          this.#waiting.report(disabled);
          options.onMenuChange();
        },
      }),
    });
    this.#closing = new CloseFlow(this.window, {
      mayInterrupt: () => this.#mayInterrupt(),
      savePage: () => this.#askPageToSave(),
      closeEngine: () => engine.close(),
      staysHidden: () => options.staysHidden(),
      hide: () => hideWindow(this.window),
      onStay: () => options.onStay(),
    });
    reloadAfterCrash(this.window, this.#closing, () => options.messages());
    saveAtSessionEnd(this.window, () => this.#askPageToSave());
    const timers = [
      setTimeout(() => this.#showFirst(), longestHidden),
      setTimeout(() => engine.start(), longestWithoutEngine),
    ];
    this.window.on("closed", () => {
      for (const timer of timers) clearTimeout(timer);
    });
    this.window.on("focus", () => options.onMenuChange());
    // When the window loses the focus, removes missing blogs from the Dock's menu and the jump list.
    this.window.on("blur", () => options.onMenuChange());
    this.window.on("closed", () => {
      // Closes the engine of a window that was destroyed. Otherwise, the engine was closed before the window.
      void engine.close();
      options.onClosed();
    });
    this.window.loadURL(`${appOrigin}/index.html`).catch((error: unknown) => {
      // Reports a failure, unless the window was closed while the page loaded.
      if (!this.window.isDestroyed()) console.error(error);
    });
  }

  get folder(): string {
    return this.#options.folder();
  }

  /** Ids of the commands that are unavailable now, as the page last reported. */
  get disabledCommands(): readonly string[] {
    return this.#waiting.disabled;
  }

  bringToFront(): void {
    if (this.window.isMinimized()) this.window.restore();
    this.window.show();
    this.window.focus();
  }

  /** Runs a command of the menu in the page. Shows a hidden window first. */
  runCommand(id: string): void {
    if (!this.window.isVisible() && this.#wasShown) this.bringToFront();
    this.emit("command.run", { id });
  }

  /** Runs a command once the page has loaded the blog and the command is available. */
  runWhenAvailable(id: string): void {
    this.#waiting.run(id);
  }

  /** Shows a post in the window, even if the window still loads. */
  showPost(path: string): void {
    this.#waiting.show(path);
  }

  emit<N extends EventName<MainContract>>(name: N, payload: EventPayload<MainContract, N>): void {
    this.#ports.emit(name, payload);
  }

  /** Makes the page ask the author about a Markdown file that belongs to no blog. */
  giveFile(path: string): void {
    this.#givenFiles.add(path);
    this.emit("file.given", {});
  }

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
      // Does not paint the hidden page, because painting would wait for the graphics process.
      paintWhenInitiallyHidden: false,
      title: "Hitofude",
      backgroundColor: nativeTheme.shouldUseDarkColors ? paper.dark : paper.light,
      webPreferences: { preload: builtPaths.preload, spellcheck: false },
    });
    allowSite(window.webContents, siteOrigin);
    window.on("close", () => onPlaced({ ...window.getNormalBounds(), maximised: window.isMaximized() }));
    return window;
  }

  /** Shows the window for the first time, maximized if it was maximized before. */
  #showFirst(): void {
    if (this.#wasShown || this.window.isDestroyed()) return;
    this.#wasShown = true;
    if (this.#isMaximised) this.window.maximize();
    this.window.show();
  }

  /** Reads the last post. If reading needs the engine, starts the engine immediately. */
  #readLastPost(): Promise<PostDocument | null> {
    const { preferences, engine } = this.#options;
    const { folder } = this;
    return readLastPost(this.#options.lastPostFile(), folder, preferences.values.lastPost[folder]).then(
      (post) => {
        if (!post) engine.start();
        return post;
      },
    );
  }

  #takeLastPost(): Promise<PostDocument | null> {
    const post = this.#lastPost ?? this.#readLastPost();
    this.#lastPost = undefined;
    return post;
  }

  #askPageToSave(): void {
    // Starts a stopped engine, because only an engine can save unsaved text.
    this.#options.engine.start();
    if (this.#ports.isConnected) this.#ports.emit("window.closing", {});
    else this.#closing.pageSaved();
  }

  /** Asks the author whether closing the window may interrupt a running publish. */
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
