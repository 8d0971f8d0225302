import { existsSync } from "node:fs";
import { join } from "node:path";
import { app, BrowserWindow, Menu, nativeTheme } from "electron";
import type { EngineStart } from "#contract/engine-start.ts";
import { type Language, resolveLanguage } from "#contract/messages.ts";
import { BlogWindow } from "./blog-window.ts";
import { EngineHost } from "./engine-host.ts";
import { buildMenu } from "./menu.ts";
import { resourcesFolder } from "./paths.ts";
import { PreferencesStore } from "./preferences.ts";
import { SecretStore } from "./secrets.ts";
import { SiteProtocol } from "./site-protocol.ts";
import { speaker } from "./speech.ts";

const recentBlogsKept = 10;

/** The running program: its stores, and one window with one engine for each open blog. */
export class Program {
  readonly #preferences = new PreferencesStore(join(app.getPath("userData"), "preferences.json"));
  readonly #secrets = new SecretStore(join(app.getPath("userData"), "secrets.json"));
  readonly #sites = new SiteProtocol();
  readonly #open = new Map<string, BlogWindow>();

  /** Call once, when Electron is ready. */
  start(folder: string | null): void {
    this.#sites.serve();
    this.#applyPreferences();
    this.#preferences.onChange(() => this.#applyPreferences());
    this.openBlog(folder ?? this.#firstBlog());
  }

  /** Shows the blog's window, opening it when it is not there yet. */
  openBlog(folder: string): void {
    const present = this.#open.get(folder);
    if (present) {
      present.window.show();
      present.window.focus();
      return;
    }
    this.#openWindow(folder);
    const recent = [folder, ...this.#preferences.values.recentBlogs.filter((other) => other !== folder)];
    this.#preferences.set({ recentBlogs: recent.slice(0, recentBlogsKept) });
  }

  /** Opens the last blog again, when no window is left and the program is called to the front. */
  reopen(): void {
    if (this.#open.size === 0) this.openBlog(this.#firstBlog());
  }

  #openWindow(folder: string): void {
    const site = this.#sites.reserve(() => engine.client);
    const engine = new EngineHost(this.#engineStart(folder, site.origin), this.#secrets, () =>
      blogWindow.replaceEnginePort(),
    );
    const blogWindow = new BlogWindow({
      folder,
      siteOrigin: site.origin,
      engine,
      preferences: this.#preferences,
      secrets: this.#secrets,
      language: () => this.#language,
      messages: () => speaker(this.#language),
      openBlog: (other) => this.openBlog(other),
      showMenuState: (disabled) => this.#showMenu(disabled),
      onClosed: () => {
        site.release();
        this.#open.delete(folder);
      },
    });
    this.#open.set(folder, blogWindow);
  }

  get #language(): Language {
    return resolveLanguage(this.#preferences.values.language, app.getPreferredSystemLanguages()[0] ?? "en");
  }

  /** The blog that was open last, if it is still there, else the place where the sample blog goes. */
  #firstBlog(): string {
    const last = this.#preferences.values.recentBlogs.find((folder) => existsSync(folder));
    return last ?? join(app.getPath("documents"), "Hitofude", "sample-blog");
  }

  #engineStart(folder: string, siteOrigin: string): EngineStart {
    return {
      folder,
      sample: !existsSync(folder),
      resources: resourcesFolder(),
      siteOrigin,
      dataFolder: app.getPath("userData"),
      version: app.getVersion(),
    };
  }

  #applyPreferences(): void {
    nativeTheme.themeSource = this.#preferences.values.colours;
    this.#showMenu([]);
  }

  #showMenu(disabled: readonly string[]): void {
    const run = (command: string): void => this.#focused()?.run(command);
    Menu.setApplicationMenu(buildMenu({ speak: speaker(this.#language), disabled, run }));
  }

  #focused(): BlogWindow | undefined {
    const focused = BrowserWindow.getFocusedWindow();
    const windows = [...this.#open.values()];
    return windows.find((candidate) => candidate.window === focused) ?? windows[0];
  }
}
