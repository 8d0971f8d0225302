import { existsSync } from "node:fs";
import { blogPreferenceChange } from "#contract/main-contract.ts";
import { basename } from "node:path";
import { app, BrowserWindow, dialog, nativeTheme, safeStorage } from "electron";
import { commandKeys } from "#contract/command-keys.ts";
import type { EngineStart } from "#contract/engine-start.ts";
import { AppError } from "#contract/errors.ts";
import { type Language, resolveLanguage } from "#contract/messages.ts";
import { stateRootOf } from "#contract/state-root.ts";
import { BlogChooser } from "./windows/blog-chooser.ts";
import { BlogWindow } from "./windows/blog-window.ts";
import { ChosenExports } from "./files/chosen-exports.ts";
import { EngineHost } from "./engine-host.ts";
import { type MoveIn, type NewBlog, sampleFolder } from "./windows/first-window.ts";
import { ExistingFolders } from "./files/existing-folders.ts";
import { folderIdentity, includesFolder } from "./files/folder-names.ts";
import { otherFolder } from "./files/new-blog-folder.ts";
import { lastPostFile } from "./files/last-post.ts";
import { isBlogWithId, keyAfterMove, preferencesAfterMove } from "./files/moved-blog.ts";
import type { LaunchTarget } from "./launch.ts";
import { NativeMenus } from "./windows/native-menus.ts";
import { inUserData, newBlogsFolder, resourcesFolder, thisComputer } from "./paths.ts";
import { PreferencesStore } from "./preferences.ts";
import { SecretStore } from "./security/secrets.ts";
import { SiteProtocol } from "./security/site-protocol.ts";
import { messagesIn } from "./messages.ts";
import { TrayIcon } from "./windows/tray-icon.ts";
import { systemVault } from "./security/vault.ts";
import { WindowBoundsStore } from "./windows/window-placement.ts";
import { WebFetcher } from "./security/web-fetcher.ts";
import { disabledWithoutWindow, withoutWindow } from "./windows/without-window.ts";

interface StartOptions {
  readonly withSample: boolean;
  readonly loose: readonly string[];
}

const recentBlogsKept = 10;

/** The running program: its stored data, and a window and an engine for each open blog. */
export class Program {
  readonly #preferences = new PreferencesStore(inUserData("preferences.json"));
  readonly #secrets = new SecretStore(inUserData("secrets.json"), systemVault(safeStorage, process.platform));
  readonly #web = new WebFetcher();
  readonly #places = new WindowBoundsStore(inUserData("windows.json"));
  readonly #sites = new SiteProtocol();
  /** Maps the identity of each blog folder (`folderIdentity`) to its window. A folder has only one window. */
  readonly #open = new Map<string, BlogWindow>();
  readonly #trayIcon = new TrayIcon(() => this.comeToFront());
  readonly #chooser = new BlogChooser({
    preferences: this.#preferences,
    language: () => this.#language,
    blogsFolder: newBlogsFolder(),
    given: () => (this.#loose[0] === undefined ? null : basename(this.#loose[0])),
    open: (folder, make, moveIn) => this.#openChosen(folder, make, moveIn),
  });
  /** Paths of Markdown files that belong to no blog, and that are shown as soon as a blog is open. */
  readonly #loose: string[] = [];
  #quitting = false;
  readonly #menus = new NativeMenus();
  readonly #existing = new ExistingFolders(() => this.#showMenu());

  /**
   * Opens the first window. Called once, when Electron is ready.
   * `place` is the folder or post that the command line names, or null.
   * If there is no blog, `withSample` makes the sample blog without asking the author.
   * `loose` are Markdown files that belong to no blog.
   */
  start(place: LaunchTarget | null, { withSample, loose }: StartOptions): void {
    this.#loose.push(...loose);
    this.#noteBlogsBeforeTrust();
    this.#sites.serve();
    // Builds the menu while the window loads.
    nativeTheme.themeSource = this.#preferences.values.colours;
    if (place) this.openBlog(place);
    else this.#openFirstBlog(withSample);
    this.#applyPreferences();
    this.#preferences.onChange(() => this.#applyPreferences());
    this.#nameDamagedPreferences();
  }

  /** Shows the path to which a damaged preferences file was moved. */
  #nameDamagedPreferences(): void {
    const path = this.#preferences.damagedAs;
    if (path === null) return;
    const t = messagesIn(this.#language);
    dialog
      .showMessageBox({
        type: "warning",
        message: t("preferences.damaged.what"),
        detail: t("preferences.damaged.todo", { path }),
      })
      .catch((error: unknown) => console.error(error));
  }

  /** Shows a blog's window and the post `post` in the window. Opens the window if the blog is not open. */
  openBlog({ folder, post }: LaunchTarget): void {
    const present = this.#open.get(folderIdentity(folder));
    if (present) {
      present.bringToFront();
      if (post !== null) present.showPost(post);
      return;
    }
    if (post !== null) {
      // Records `post` as the last opened post, because a new window shows this post.
      this.#preferences.set(blogPreferenceChange(this.#preferences.values, "lastPost", folder, post));
    }
    const isKnown = includesFolder(this.#preferences.values.recentBlogs, folder);
    if (!isKnown && post === null && otherFolder(folder)) this.#chooser.show({ folder });
    else this.#openWindow(folder);
  }

  /** Makes a blog's window ask the author about a Markdown file that belongs to no blog. */
  openLooseFile(path: string): void {
    const window = this.#focused();
    this.#loose.push(path);
    if (window) this.#giveLooseFiles(window);
    else this.#chooser.reload();
    this.comeToFront();
  }

  #giveLooseFiles(window: BlogWindow): void {
    for (const path of this.#loose.splice(0)) window.giveFile(path);
  }

  /** Brings an open window to the front. Opens the last blog if no window is open. */
  comeToFront(): void {
    const window = this.#focused();
    if (window) window.bringToFront();
    else if (!this.#chooser.bringToFront()) this.#openFirstBlog(false);
  }

  /** Records that the program will end, unless a window still prevents it. */
  quit(): void {
    this.#quitting = true;
  }

  /** Whether the program ends when its last window closes. On macOS, only quitting ends the program. */
  endsWithLastWindow(): boolean {
    return this.#quitting || process.platform !== "darwin";
  }

  /** Opens the last blog, makes the sample blog (`withSample`), or shows the first page. */
  #openFirstBlog(withSample: boolean): void {
    const last = this.#preferences.values.recentBlogs.find((folder) => existsSync(folder));
    if (last !== undefined) this.openBlog({ folder: last, post: null });
    else if (withSample) this.#openSample();
    else this.#chooser.show("ways");
  }

  #openSample(): void {
    const language = this.#language;
    this.#openWindow(sampleFolder(newBlogsFolder(), language), { sample: true, sampleLanguage: language });
  }

  #openChosen(folder: string, make: NewBlog, moveIn?: MoveIn): void {
    const present = this.#open.get(folderIdentity(folder));
    if (present) present.bringToFront();
    else this.#openWindow(folder, make, moveIn);
    this.#chooser.close();
  }

  #openWindow(folder: string, make: NewBlog = {}, moveIn?: MoveIn): void {
    // `place` and `identity` change when the author moves the blog's folder and chooses its new path.
    let place = folder;
    let identity = folderIdentity(folder);
    const site = this.#sites.reserve(() => engine.client);
    const start = this.#engineStart(folder, make, site.siteOrigin);
    const moveTo = async (to: string): Promise<void> => {
      if (!(await isBlogWithId(to, engine.blogId))) throw new AppError("blog.notTheSame", { folder: to });
      const [from, before] = [place, identity];
      [place, identity] = [to, keyAfterMove(this.#open, before, folderIdentity(to))];
      this.#open.delete(before);
      this.#open.set(identity, blogWindow);
      this.#preferences.set(preferencesAfterMove(this.#preferences.values, from, to));
      await engine.moveTo({ ...this.#engineStart(to, {}, site.siteOrigin), movedFrom: from });
      this.#showMenu();
    };
    const exports = new ChosenExports();
    exports.take(moveIn?.exports ?? []);
    const engine = new EngineHost(
      start,
      { secrets: this.#secrets, web: this.#web, exports },
      {
        onReplaced: () => blogWindow.replaceEnginePort(),
        onGivenUp: () => blogWindow.emit("engine.died", {}),
      },
    );
    const blogWindow = new BlogWindow({
      folder: () => place,
      moveTo,
      ...site,
      engine,
      lastPostFile: () => lastPostFile(app.getPath("userData"), place),
      preferences: this.#preferences,
      secrets: this.#secrets,
      place: this.#places.get(folder),
      language: () => this.#language,
      messages: () => messagesIn(this.#language),
      openBlog: (other) => this.openBlog({ folder: other, post: null }),
      newBlog: () => this.#chooser.show("new"),
      exports,
      newBlogFor: (exports) => this.#chooser.show({ exports }),
      openPlace: (place) => this.openBlog(place),
      onMenuChange: () => this.#showMenu(),
      onPlaced: (bounds) => this.#places.set(place, bounds),
      staysHidden: () => this.#preferences.values.keepRunning && !this.#quitting,
      onStay: () => {
        this.#quitting = false;
      },
      onClosed: () => {
        site.release();
        this.#open.delete(identity);
        this.#showMenu();
      },
    });
    this.#open.set(identity, blogWindow);
    this.#giveLooseFiles(blogWindow);
    if (moveIn) blogWindow.runWhenAvailable("move-in");
    this.#chooser.close();
    const recent = [folder, ...this.#preferences.values.recentBlogs.filter((other) => other !== folder)];
    this.#preferences.set({ recentBlogs: recent.slice(0, recentBlogsKept) });
  }

  #engineStart(folder: string, make: NewBlog, siteOrigin: string) {
    const openedBefore = this.#preferences.values.blogsBeforeTrust ?? [];
    return {
      folder,
      sample: false,
      ...make,
      resources: resourcesFolder(),
      siteOrigin,
      dataFolder: app.getPath("userData"),
      stateRoot: stateRootOf(thisComputer()),
      lastPostFile: lastPostFile(app.getPath("userData"), folder),
      openedBefore: includesFolder(openedBefore, folder),
      version: app.getVersion(),
    } satisfies EngineStart;
  }

  /**
   * Records the folders that were opened by earlier versions, which did not ask about trust.
   * The recorded folders are trusted without a question, and their data is moved to the state folders.
   */
  #noteBlogsBeforeTrust(): void {
    const { blogsBeforeTrust, recentBlogs, lastPost } = this.#preferences.values;
    if (blogsBeforeTrust !== null) return;
    this.#preferences.set({ blogsBeforeTrust: [...new Set([...recentBlogs, ...Object.keys(lastPost)])] });
  }

  get #language(): Language {
    return resolveLanguage(this.#preferences.values.language, app.getPreferredSystemLanguages()[0] ?? "en");
  }

  #applyPreferences(): void {
    nativeTheme.themeSource = this.#preferences.values.colours;
    this.#trayIcon.show(this.#preferences.values.keepRunning, messagesIn(this.#language));
    this.#showMenu();
  }

  #showMenu(): void {
    const front = this.#focused();
    const { keys, recentBlogs } = this.#preferences.values;
    const recent = this.#existing.filter(recentBlogs);
    this.#menus.show({
      platform: process.platform,
      t: messagesIn(this.#language),
      disabled: front?.disabledCommands ?? disabledWithoutWindow(recent.length > 0),
      keys: commandKeys(keys),
      recent,
      front: front?.folder ?? null,
      run: (id) => this.#runCommand(id),
      openBlog: (folder) => this.openBlog({ folder, post: null }),
    });
  }

  /** Runs a command of a menu. On macOS, the menu exists even without a window. */
  #runCommand(id: string): void {
    const front = this.#focused();
    if (front) {
      front.runCommand(id);
      return;
    }
    const way = withoutWindow(id);
    if (way?.kind === "preferences") this.#preferences.set(way.changes);
    if (way?.kind === "choose") this.#chooser.show(way.aim);
    if (way?.kind === "open") {
      this.comeToFront();
      this.#focused()?.runWhenAvailable(id);
    }
  }

  #focused(): BlogWindow | undefined {
    const focused = BrowserWindow.getFocusedWindow();
    const windows = [...this.#open.values()];
    return windows.find((candidate) => candidate.window === focused) ?? windows[0];
  }
}
