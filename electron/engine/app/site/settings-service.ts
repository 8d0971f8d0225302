import type { Problem } from "#contract/errors.ts";
import type { EditedSettings, Look } from "#contract/calls/settings-calls.ts";
import type { CallInput, CallOutput } from "#contract/rpc/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { newPostPaths, newPostText } from "#engine/blog/posts/new-post.ts";
import { parsePost } from "#engine/blog/posts/parse-post.ts";
import { editSettings, valuesOf } from "#engine/blog/settings/edit-settings.ts";
import { isSameOrder } from "#engine/blog/settings/settings-alignment.ts";
import { readSettings } from "#engine/blog/settings/load-settings.ts";
import { addressOf } from "#engine/site/addresses/addresses.ts";
import { publicPath } from "#engine/site/addresses/urls.ts";
import { listThemes } from "#engine/site/theme/theme-list.ts";
import { type ThemeFolders, themeFolders } from "#engine/site/theme/theme.ts";
import { themeDrafts, ThemeService } from "./theme-service.ts";
import { NoticeService } from "../posts/notice-service.ts";
import type { PreviewService } from "../preview/preview-service.ts";
import type { ShownPage } from "../preview/settings-preview.ts";
import type { SectionService } from "./section-service.ts";

type Input<Name extends keyof EngineContract["calls"]> = CallInput<EngineContract, Name>;

/** The services and folders that `SettingsService` works with. */
interface SettingsParts {
  readonly blog: BlogFolder;
  readonly preview: PreviewService;
  readonly sections: SectionService;
  /** The folder of the built-in themes. */
  readonly themesFolder: string;
  /** Called after a write to `blog.yaml`. */
  readonly onWritten: () => Promise<void>;
}

/** Implements the window's calls about all settings of the blog (`settings.*`). */
export class SettingsService {
  readonly notices: NoticeService;
  readonly themes: ThemeService;
  readonly sections: SectionService;
  readonly #blog: BlogFolder;
  readonly #preview: PreviewService;
  readonly #themes: ThemeFolders;
  readonly #onWritten: () => Promise<void>;

  constructor({ blog, preview, sections, themesFolder, onWritten }: SettingsParts) {
    this.notices = new NoticeService(blog, preview, onWritten);
    this.sections = sections;
    this.#blog = blog;
    this.#preview = preview;
    this.#themes = themeFolders(themesFolder, blog.folder);
    this.themes = new ThemeService(blog, this.#themes);
    this.#onWritten = onWritten;
  }

  async read(): Promise<CallOutput<EngineContract, "settings.read">> {
    const { text, hash } = await this.#blog.settingsFile.readText();
    return { ...this.#described(text), hash, themes: listThemes(this.#themes) };
  }

  edit({ text, values }: Input<"settings.edit">): EditedSettings {
    return this.#described(values === null ? text : editSettings(text, values));
  }

  async preview({
    text,
    values,
    page,
    files,
  }: Input<"settings.preview">): Promise<ShownPage & { problems: Problem[] }> {
    const { settings } = this.#read(values ? editSettings(text, values) : text);
    const shown = await this.#preview.edited.show(settings, page, themeDrafts(files));
    return { ...shown, problems: this.#preview.edited.linkProblems() };
  }

  looks({ text, files }: Input<"settings.looks">): { looks: Look[]; hasSamples: boolean } {
    const names = listThemes(this.#themes).map(({ name }) => name);
    return this.#preview.edited.looks(this.#read(text).settings, names, themeDrafts(files));
  }

  /** Returns the number of published pages whose addresses change if this text is saved. */
  moved({ text }: Input<"settings.moved">): { pages: number } {
    const { settings, problems } = this.#read(text);
    // Returns 0 for a text with an error, because the text cannot be saved.
    if (problems.some(({ severity }) => severity === "error")) return { pages: 0 };
    if (isSameOrder(settings.sections, this.#blog.settings.sections)) return { pages: 0 };
    return { pages: this.sections.movedBy(settings).pages };
  }

  async save({
    text,
    baseHash,
    files,
    redirect,
  }: Input<"settings.save">): Promise<CallOutput<EngineContract, "settings.save">> {
    await this.themes.expectUnchanged(files);
    const { settings } = this.#read(text);
    const moved = redirect ? this.sections.movedBy(settings) : null;
    const written = moved ? this.sections.withRedirects(text, settings, moved) : text;
    const hash = await this.#blog.settingsFile.saveText(written, baseHash);
    let fileHashes: Record<string, string>;
    try {
      fileHashes = await this.themes.save(files);
    } finally {
      // Reports the written settings even if writing a theme's file has failed.
      await this.#onWritten();
      if (moved && moved.posts.size > 0) await this.sections.keepAddresses(moved);
    }
    return { hash, fileHashes };
  }

  /** Mutes a kind of warning, so that checks no longer list warnings of this kind. */
  async mute(code: string): Promise<Record<string, never>> {
    const { text, hash } = await this.#blog.settingsFile.readText();
    const values = valuesOf(text.replace(/^\uFEFF/, ""));
    const muted = [...new Set([...this.#blog.settings.checks.muted, code])];
    await this.#blog.settingsFile.saveText(editSettings(text, { ...values, checks: { muted } }), hash);
    await this.#onWritten();
    return {};
  }

  #described(text: string): EditedSettings {
    const { settings, problems } = this.#read(text);
    const isYaml = problems.every(({ code }) => code !== "blog.settingsSyntax");
    return {
      text,
      values: isYaml ? valuesOf(text.replace(/^\uFEFF/, "")) : null,
      problems: [...problems],
      addresses: nextAddresses(settings, Date.now()),
    };
  }

  #read(text: string) {
    return readSettings(text, this.#blog.settings.title);
  }
}

const day = 86_400_000;

/** For each section, returns the addresses that new posts would get today and on the next two days. */
function nextAddresses(settings: BlogSettings, now: number): Record<string, string[]> {
  const of = (section: string): string[] =>
    [now, now + day, now + 2 * day].map((time) => {
      const [path = ""] = newPostPaths({ kind: "post", section }, settings, time);
      const text = newPostText({ kind: "post", section }, settings.timeZone, time);
      const post = parsePost({ path, bytes: Buffer.from(text), settings });
      const address = addressOf(post, settings, new Map([[path, "a"]]));
      return address.kind === "undated" ? "" : publicPath(address.address);
    });
  return Object.fromEntries(Object.keys(settings.sections).map((section) => [section, of(section)]));
}
