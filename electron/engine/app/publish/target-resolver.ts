import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { AppError } from "#contract/errors.ts";
import { identityOf } from "#contract/settings/target.ts";
import { plainHost } from "#contract/settings/target-values.ts";
import { nearestOf } from "#engine/blog/settings/repair-settings.ts";
import type { PracticeSite } from "#engine/publish/practice/practice-site.ts";
import type { HostInclude } from "#engine/publish/base/server-traits.ts";
import type { HostTraits } from "#engine/state/host-traits.ts";
import type { Protection } from "#engine/site/entries/protected-sections.ts";
import type { Secrets } from "#engine/publish/base/targets.ts";
import type { WebFetch } from "#engine/publish/base/web-fetch.ts";
import type { ReachableTarget, TransportAccess } from "#engine/publish/transports/transport.ts";

/** What connection tests have found out about a target's web host. */
export interface TargetHost {
  /** How the web host inserts shared parts, such as the menu, into pages. Undefined if untested. */
  readonly include: HostInclude | undefined;
  /** How the host protects sections that have a password. Undefined if no protection is known. */
  readonly protection: Protection | undefined;
}

/** A target, and all data that a publish to the target needs. */
export interface ResolvedTarget extends TargetHost {
  readonly name: string;
  /** Server and folder of the target (`identityOf`). */
  readonly identity: string;
  readonly url: string;
  readonly settings: ReachableTarget;
  readonly access: TransportAccess;
  readonly isPractice: boolean;
}

export interface TargetResolverOptions {
  readonly practiceFolder: string;
  readonly blogId: string;
  readonly hosts: HostTraits;
  /** The author's passwords and passphrases, for targets other than the practice site. */
  readonly secrets: Secrets;
  /** Path of the file with the host keys that the author accepted. */
  readonly knownHostsFile: string;
  /** Fingerprints of the accepted host keys. If the list has entries, all other keys are refused. */
  readonly hostKeys?: readonly string[] | undefined;
  readonly web?: WebFetch | undefined;
}

/** Finds targets by name. Starts the practice site on demand, and keeps the practice site running. */
export class TargetResolver {
  readonly #options: TargetResolverOptions;
  #practice: Promise<PracticeSite> | undefined;
  #practiceUrl = "";

  constructor(options: TargetResolverOptions) {
    this.#options = options;
  }

  /** Address of the practice site, or "" while the practice site is not running. */
  get practiceUrl(): string {
    return this.#practiceUrl;
  }

  /**
   * Returns a target by its name. Rejects with `publish.noTarget` if the settings lack the target.
   * Rejects with `blog.settingsInvalid` for an invalid public address, unless `anyAddress` is true.
   */
  async resolve(
    settings: BlogSettings,
    name: string = settings.defaultTarget,
    { anyAddress = false }: { readonly anyAddress?: boolean } = {},
  ): Promise<ResolvedTarget> {
    const target = targetNamed(settings, name);
    if (!target) {
      throw new AppError("publish.noTarget", { name, near: nearestOf(name, Object.keys(settings.targets)) });
    }
    if ("url" in target && !anyAddress && !URL.canParse(target.url)) {
      throw new AppError("blog.settingsInvalid", {
        key: `targets.${name}.url`,
        kind: "address",
        detail: target.url,
      });
    }
    const known = { name, identity: identityOf(target), ...this.hostOf(settings, name) };
    if (target.kind === "practice") {
      const { target: sftp, secrets, knownHostsFile } = await this.practiceSite();
      const access = { secrets, knownHostsFile, sshConfig: null };
      return { ...known, url: sftp.url, settings: sftp, access, isPractice: true };
    }
    const { secrets, knownHostsFile, hostKeys, web } = this.#options;
    const reachable = "host" in target ? { ...target, host: plainHost(target.host) } : target;
    const access = { secrets, knownHostsFile, hostKeys, web };
    return { ...known, url: target.url, settings: reachable, access, isPractice: false };
  }

  /** Returns what connection tests have found out about the web host of a target. */
  hostOf(settings: BlogSettings, name: string): TargetHost {
    const target = targetNamed(settings, name);
    const { hosts } = this.#options;
    return {
      include: target && hosts.includeOf(target),
      protection: target && hosts.protectionOf(target),
    };
  }

  async noteInclude(settings: BlogSettings, name: string, include: HostInclude): Promise<void> {
    const target = targetNamed(settings, name);
    if (target) await this.#options.hosts.noteInclude(target, include);
  }

  /**
   * Records the document root of a host that can ask readers for passwords.
   * If `root` is "", records that the host cannot ask for passwords.
   * Rejects with `file.*`.
   */
  async notePasswordRoot(settings: BlogSettings, name: string, root: string): Promise<void> {
    const target = targetNamed(settings, name);
    if (target) await this.#options.hosts.notePasswordRoot(target, root);
  }

  /** Starts the practice site unless it is running. If starting fails, the next call tries again. */
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
    // Loads the practice site's code on demand, because a build does not need this code.
    // Loading it would take as long as building a hundred posts.
    const { openPracticeSite } = await import("#engine/publish/practice/practice-site.ts");
    const site = await openPracticeSite(practiceFolder, blogId);
    this.#practiceUrl = site.target.url;
    return site;
  }
}

/** Returns the settings of a target, or undefined if no target has this name. */
export function targetNamed(
  settings: BlogSettings,
  name: string,
): BlogSettings["targets"][string] | undefined {
  return Object.hasOwn(settings.targets, name) ? settings.targets[name] : undefined;
}
