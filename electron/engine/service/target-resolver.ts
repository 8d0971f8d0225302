import type { BlogSettings } from "#contract/blog-settings.ts";
import { AppError } from "#contract/errors.ts";
import { openPracticeSite, type PracticeSite } from "#engine/publishing/practice/practice-site.ts";
import type { FolderTarget, SftpTarget } from "#engine/publishing/targets.ts";

/** A target as publishing needs it, with the address that its readers use. */
export type ResolvedTarget = { readonly name: string; readonly url: string } & (
  | { readonly kind: "sftp"; readonly sftp: SftpTarget; readonly practice: PracticeSite | null }
  | { readonly kind: "folder"; readonly folder: FolderTarget }
);

/** Finds targets by name; starts the practice site when it is first asked for, and keeps it running. */
export class TargetResolver {
  readonly #practiceFolder: string;
  readonly #blogId: string;
  #practice: Promise<PracticeSite> | undefined;

  constructor(practiceFolder: string, blogId: string) {
    this.#practiceFolder = practiceFolder;
    this.#blogId = blogId;
  }

  /** Rejects with `publish.noTarget` when the settings name no such target. */
  async resolve(settings: BlogSettings, name: string | undefined): Promise<ResolvedTarget> {
    const chosen = name ?? settings.defaultTarget;
    const target = Object.hasOwn(settings.targets, chosen) ? settings.targets[chosen] : undefined;
    if (!target) throw new AppError("publish.noTarget", { name: chosen });
    if (target.kind === "sftp") {
      return { name: chosen, url: target.url, kind: "sftp", sftp: target, practice: null };
    }
    if (target.kind === "folder") return { name: chosen, url: target.url, kind: "folder", folder: target };
    const practice = await this.practiceSite();
    return { name: chosen, url: practice.url, kind: "sftp", sftp: sftpOf(practice), practice };
  }

  practiceSite(): Promise<PracticeSite> {
    this.#practice ??= openPracticeSite(this.#practiceFolder, this.#blogId);
    return this.#practice;
  }

  async close(): Promise<void> {
    await (await this.#practice)?.close();
  }
}

function sftpOf(practice: PracticeSite): SftpTarget {
  return {
    kind: "sftp",
    host: practice.host,
    port: practice.port,
    user: practice.user,
    directory: practice.directory,
    url: practice.url,
    signIn: "password",
    fileMode: "644",
    directoryMode: "755",
  };
}
