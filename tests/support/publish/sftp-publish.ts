import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Answer, PublishPlan, Question } from "#contract/types/publish-run-types.ts";
import type { Published } from "#engine/publish/run/publish.ts";
import { publishOverSftp as publish, sftpTransport } from "#engine/publish/transports/sftp/sftp-target.ts";
import type { SftpPublishOptions } from "#engine/publish/run/publish-options.ts";
import type { Secrets } from "#engine/publish/base/targets.ts";
import { buildSite, type SiteFiles } from "./built-site.ts";
import type { OpenSshServer } from "../servers/openssh-server.ts";

export const noSecrets: Secrets = {
  get: async () => null,
  set: async () => undefined,
  remove: async () => undefined,
};

/** Answers every question with yes. Chooses our version of files that others have changed. */
export async function yes(question: Question): Promise<Answer> {
  const files = question.kind === "plan" ? question.plan.files : [];
  const take = files.filter(({ change }) => change === "conflict").map(({ path }) => path);
  return { accept: true, answers: [], remember: false, take };
}

/** Publishes a site to a test server. Answers every question with yes, unless `changes` has other answers. */
export async function publishSite(
  server: Pick<OpenSshServer, "knownHostsFile" | "target">,
  site: SiteFiles,
  changes: Partial<SftpPublishOptions> = {},
): Promise<Published> {
  return withBuild(server, site, (options) => publish({ ...options, ...changes }));
}

/** Makes the plan of a publish to a test server, and changes nothing there. */
export async function planSite(
  server: Pick<OpenSshServer, "knownHostsFile" | "target">,
  site: SiteFiles,
): Promise<PublishPlan> {
  return withBuild(server, site, ({ target, ...options }) => sftpTransport.plan(target, options, options));
}

async function withBuild<T>(
  server: Pick<OpenSshServer, "knownHostsFile" | "target">,
  site: SiteFiles,
  work: (options: SftpPublishOptions) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "hitofude-build-"));
  const working = work({
    name: "live",
    input: await buildSite(folder, site),
    ask: yes,
    secrets: noSecrets,
    knownHostsFile: server.knownHostsFile,
    target: server.target(),
    client: { user: "author", computer: "desk" },
    review: false,
    program: "test",
    lockTimeoutMs: 2000,
  });
  return working.finally(() => rm(folder, { recursive: true, force: true }));
}
