import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { AppError } from "#contract/errors.ts";
import { plainHost } from "#contract/settings/target-values.ts";
import type { PracticeSite } from "#engine/publish/practice/practice-site.ts";
import type { FolderTarget, RcloneTarget, Secrets, SftpTarget } from "#engine/publish/base/targets.ts";

/** A target as publishing needs it, with the address that its readers use. */
export type ResolvedTarget = { readonly name: string; readonly url: string } & (
  | {
      readonly kind: "sftp";
      readonly sftp: SftpTarget;
      readonly secrets: Secrets;
      readonly knownHostsFile: string;
      readonly hostKeys?: readonly string[] | undefined;
      /** The site on this computer that is ours alone. */
      readonly isPractice: boolean;
    }
  | { readonly kind: "folder"; readonly folder: FolderTarget }
  | { readonly kind: "rclone"; readonly rclone: RcloneTarget }
);

export interface TargetResolverOptions {
  /** Where the practice site is kept. */
  readonly practiceFolder: string;
  readonly blogId: string;
  /** The author's, for targets other than the practice site. */
  readonly secrets: Secrets;
  /** Host keys that the author accepted. */
  readonly knownHostsFile: string;
  /** Fingerprints of the host's key that the author gave; with any, every other key is refused. */
  readonly hostKeys?: readonly string[] | undefined;
}

/** Finds targets by name; starts the practice site when it is first asked for, and keeps it running. */
export class TargetResolver {
  readonly #options: TargetResolverOptions;
  #practice: Promise<PracticeSite> | undefined;
  #practiceUrl = "";

  constructor(options: TargetResolverOptions) {
    this.#options = options;
  }

  /** Where the practice site is served; "" while it is not. */
  get practiceUrl(): string {
    return this.#practiceUrl;
  }

  /**
   * Rejects with `publish.noTarget` when the settings name no such target, and, unless any will do, when its address is none.
   */
  async resolve(
    settings: BlogSettings,
    name: string = settings.defaultTarget,
    { anyAddress = false }: { readonly anyAddress?: boolean } = {},
  ): Promise<ResolvedTarget> {
    const target = targetNamed(settings, name);
    if (!target) throw new AppError("publish.noTarget", { name });
    if ("url" in target && !anyAddress && !URL.canParse(target.url)) {
      throw new AppError("blog.settingsInvalid", { key: `targets.${name}.url`, problem: `“${target.url}”` });
    }
    if (target.kind === "folder") return { name, url: target.url, kind: "folder", folder: target };
    if (target.kind === "rclone") return { name, url: target.url, kind: "rclone", rclone: target };
    if (target.kind === "sftp") {
      const { secrets, knownHostsFile, hostKeys } = this.#options;
      return {
        name,
        url: target.url,
        kind: "sftp",
        sftp: { ...target, host: plainHost(target.host) },
        secrets,
        knownHostsFile,
        hostKeys,
        isPractice: false,
      };
    }
    const { target: sftp, secrets, knownHostsFile } = await this.practiceSite();
    return { name, url: sftp.url, kind: "sftp", sftp, secrets, knownHostsFile, isPractice: true };
  }

  /** Starts the practice site, unless it runs; one that could not be started is tried again at the next call. */
  practiceSite(): Promise<PracticeSite> {
    this.#practice ??= this.#openPracticeSite().catch((error: unknown) => {
      this.#practice = undefined;
      throw error;
    });
    return this.#practice;
  }

  async close(): Promise<void> {
    const practice = await this.#practice?.catch(() => undefined);
    await practice?.close();
  }

  async #openPracticeSite(): Promise<PracticeSite> {
    const { practiceFolder, blogId } = this.#options;
    // Who only builds needs no servers, and loading them takes as long as building a hundred posts
    const { openPracticeSite } = await import("#engine/publish/practice/practice-site.ts");
    const site = await openPracticeSite(practiceFolder, blogId);
    this.#practiceUrl = site.target.url;
    return site;
  }
}

/** The settings of a target; undefined when there is none of that name. */
export function targetNamed(
  settings: BlogSettings,
  name: string,
): BlogSettings["targets"][string] | undefined {
  return Object.hasOwn(settings.targets, name) ? settings.targets[name] : undefined;
}
