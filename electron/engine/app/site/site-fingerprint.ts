import { AppError } from "#contract/errors.ts";
import { identityOf } from "#contract/settings/target.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { sha256 } from "#engine/base/hash.ts";
import { listMedia, type MediaFile } from "#engine/site/media/media-files.ts";
import { loadTheme, type Theme, themeFolders } from "#engine/site/theme/theme.ts";
import { isProtected, protectedSections } from "#engine/site/entries/protected-sections.ts";
import { isSharedDraft } from "#engine/site/entries/shared-drafts.ts";
import { publicTexts, WithheldMedia } from "#engine/site/media/withheld-media.ts";
import { isShown } from "../posts/post-states.ts";
import type { LiveRecords } from "../publish/live-records.ts";
import { type TargetHost, targetNamed } from "../publish/target-resolver.ts";

interface SiteFingerprintParts {
  readonly themesFolder: string;
  /** Returns the current time, which decides whether posts are due. */
  readonly now: () => number;
  readonly records: Pick<LiveRecords, "siteAt">;
  readonly hostOf: (target: string) => TargetHost;
}

/** The site fingerprint: a hash of settings, theme and media. */
export class SiteFingerprint {
  readonly #blog: BlogFolder;
  readonly #themesFolder: string;
  readonly #now: () => number;
  readonly #records: Pick<LiveRecords, "siteAt">;
  readonly #hostOf: (target: string) => TargetHost;
  readonly #withheld = new WithheldMedia();
  /** The theme and the list of media. Both are cached, because reading their many files takes time. */
  #files: { readonly theme: Theme | string; readonly media: ReadonlyMap<string, MediaFile> } | undefined;
  /**
   * `key` is a hash of the theme and of the media that readers can see.
   * `withheld` names the unpublished media.
   */
  #public: { readonly withheld: string; readonly key: string } | undefined;

  constructor(blog: BlogFolder, { themesFolder, now, records, hostOf }: SiteFingerprintParts) {
    this.#hostOf = hostOf;
    this.#blog = blog;
    this.#themesFolder = themesFolder;
    this.#now = now;
    this.#records = records;
  }

  /**
   * Returns the fingerprint for a target. If the last publish had this fingerprint, only posts have changed.
   */
  keyFor(target: string): string {
    const { targets, defaultTarget, url, schedule, ...shown } = this.#blog.settings;
    const settings = targetNamed(this.#blog.settings, target);
    const address = settings && "url" in settings ? settings.url : "";
    // The fingerprint contains server and folder, because a new server or folder does not have the site yet.
    const place = settings && identityOf(settings);
    const { include, protection } = this.#hostOf(target);
    const known = [
      ...(shown.parts.include === "auto" && include ? [include] : []),
      ...(protectedSections(shown).length > 0 ? [protection ?? null] : []),
    ];
    return sha256(JSON.stringify([address, place, shown, this.#filesKey(target), ...known]));
  }

  /** Discards all cached values. Call this if theme or media may have changed on disk. */
  forget(): void {
    this.#files = undefined;
    this.#public = undefined;
  }

  /** Returns a key that depends on the theme and on the media that readers can see. */
  #filesKey(target: string): string {
    this.#files ??= { theme: this.#theme(), media: listMedia(this.#blog.folder).files };
    const { theme, media } = this.#files;
    const { protection } = this.#hostOf(target);
    const [now, live] = [this.#now(), this.#records.siteAt(target)];
    const withheld = this.#withheld.of(media, {
      posts: this.#blog.posts.values(),
      isPublic: (post) =>
        (isShown(post, live, now) || isSharedDraft(post, this.#blog.settings, now)) &&
        (protection !== undefined || !isProtected(this.#blog.settings, post.section)),
      trashed: this.#trashedTexts(),
      texts: () => publicTexts(this.#blog.settings, typeof theme === "string" ? noTheme : theme),
    });
    const names = [...withheld].sort().join("\n");
    if (this.#public?.withheld !== names) {
      const files = [...media.values()]
        .filter(({ path }) => !withheld.has(path))
        .sort((a, b) => (a.path < b.path ? -1 : 1))
        .map(({ path, size, modified }) => [path, size, modified]);
      const themeKey = typeof theme === "string" ? theme : theme.key;
      this.#public = { withheld: names, key: sha256(JSON.stringify([themeKey, files])) };
    }
    return this.#public.key;
  }

  /**
   * Returns the texts of deleted posts, or none if the trash cannot be read.
   * An unreadable trash makes builds fail, but must not prevent saves, which also need the fingerprint.
   */
  #trashedTexts(): readonly string[] {
    try {
      return this.#blog.documents.trashedTexts();
    } catch (error) {
      if (error instanceof AppError) return noTexts;
      throw error;
    }
  }

  /** Returns the theme. If the theme cannot be read, returns the code of the error. */
  #theme(): Theme | string {
    const { folder, settings } = this.#blog;
    try {
      return loadTheme(settings.theme, themeFolders(this.#themesFolder, folder));
    } catch (error) {
      if (error instanceof AppError) return error.code;
      throw error;
    }
  }
}

const noTexts: readonly string[] = [];
const noTheme = { templates: new Map(), assets: new Map(), ownCss: "" };
