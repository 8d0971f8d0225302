import { join } from "node:path";
import type { Answer, Question } from "#contract/types/publish-run-types.ts";
import type { Published } from "#engine/publish/run/publish.ts";
import type { FtpsFiles } from "#engine/publish/transports/ftps/ftps-files.ts";
import { openFtps } from "#engine/publish/transports/ftps/open-ftps.ts";
import { publishTo } from "#engine/publish/transports/registry.ts";
import type { TransportAccess } from "#engine/publish/transports/transport.ts";
import { type FtpsServer, ftpsFamilies, proftpdFamily } from "../servers/ftps-servers.ts";
import { buildSite, type SiteFiles } from "./built-site.ts";
import { yes } from "./sftp-publish.ts";

/** A kind of FTP server for which the same tests run. */
export interface FtpsVariant {
  readonly name: string;
  readonly isHere: boolean;
  readonly start: () => Promise<FtpsServer>;
  /** Whether the server replaces an existing file when another file is renamed to its name. */
  readonly replaces: boolean;
}

export const ftpsVariants: readonly FtpsVariant[] = [
  ...ftpsFamilies.map(({ name, isHere, start }) => ({
    name,
    isHere,
    start: () => start(),
    replaces: true,
  })),
  {
    name: "ProFTPD that replaces nothing",
    isHere: proftpdFamily.isHere,
    start: () => proftpdFamily.start({ more: ["AllowOverwrite off"] }),
    replaces: false,
  },
];

/** Publishes a site to a test server with the password of the server. */
export async function publishFtps(
  server: FtpsServer,
  site: SiteFiles,
  ask: (question: Question) => Promise<Answer> = yes,
  { review = false, ...access }: Partial<TransportAccess> & { readonly review?: boolean } = {},
): Promise<Published> {
  const { secrets, knownHostsFile } = server;
  const options = {
    name: "live",
    input: await buildSite(join(server.home, "..", "build"), site),
    ask,
    client: { user: "author", computer: "desk" },
    review,
    program: "test",
    lockTimeoutMs: 2000,
  };
  return publishTo(server.target(), options, { secrets, knownHostsFile, ...access });
}

/** Connects to a test server for the time of `work`. */
export async function withFtps<T>(server: FtpsServer, work: (files: FtpsFiles) => Promise<T>): Promise<T> {
  const { secrets, knownHostsFile } = server;
  const files = await openFtps({ target: server.target(), secrets, ask: yes, knownHostsFile });
  return work(files).finally(() => files.end());
}
