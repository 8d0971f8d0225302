import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LocalFiles } from "#engine/publish/transports/folder/local-files.ts";
import { Progress } from "#engine/publish/base/progress.ts";
import type { PublishInput, RunOptions } from "#engine/publish/run/publish-options.ts";
import { type NotedOutcome, runPublish } from "#engine/publish/run/publish-run.ts";
import type { RemoteFiles } from "#engine/publish/base/remote-files.ts";
import { buildSite, type SiteFiles } from "./built-site.ts";
import { yes } from "./sftp-publish.ts";

type Changes = Partial<RunOptions> & Pick<PublishInput, "parts">;

/** A document root in a temporary folder, to which tests publish without a server. */
export interface FolderSite {
  readonly root: string;
  /** Hitofude's own folder beside the document root. */
  readonly state: string;
  /** Publishes a site. Every question is answered with yes, unless `changes` has other answers. */
  run(site: SiteFiles, changes?: Changes, files?: RemoteFiles): Promise<NotedOutcome>;
  remove(): Promise<void>;
}

/** Creates an empty document root. */
export async function openFolderSite(): Promise<FolderSite> {
  const folder = await mkdtemp(join(tmpdir(), "hitofude-folder-"));
  const root = join(folder, "server", "public_html");
  await mkdir(root, { recursive: true });
  return {
    root,
    state: join(folder, "server", ".hitofude", "b3f0c1d2-test-blog", "public_html"),
    run: async (site, { parts, ...changes } = {}, files = new LocalFiles()) => {
      const options: RunOptions = {
        name: "live",
        input: { ...(await buildSite(join(folder, "build"), site)), parts },
        ask: yes,
        client: { user: "author", computer: "desk" },
        review: false,
        program: "test",
        directory: root,
        modes: { file: 0o644, directory: 0o755 },
        lockTimeoutMs: 50,
        ...changes,
      };
      return runPublish(files, options, new Progress(() => undefined));
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
