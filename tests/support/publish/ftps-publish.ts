import { join } from "node:path";
import type { Answer, Question } from "#contract/types/publish-run-types.ts";
import type { FtpsTarget } from "#engine/publish/base/targets.ts";
import type { Published } from "#engine/publish/run/publish.ts";
import type { FtpsFiles } from "#engine/publish/transports/ftps/ftps-files.ts";
import { type OpenFtpsOptions, openFtps } from "#engine/publish/transports/ftps/open-ftps.ts";
import { publishTo } from "#engine/publish/transports/registry.ts";
import type { TransportAccess } from "#engine/publish/transports/transport.ts";
import { startSamePortsProxy, type TcpProxy } from "../servers/tcp-proxy.ts";
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
export async function withFtps<T>(
  server: FtpsServer,
  work: (files: FtpsFiles) => Promise<T>,
  options: Partial<OpenFtpsOptions> = {},
): Promise<T> {
  const { secrets, knownHostsFile } = server;
  const files = await openFtps({ target: server.target(), secrets, ask: yes, knownHostsFile, ...options });
  return work(files).finally(() => files.end());
}

/** Connections of a test server that a proxy can cut: those for commands, those for contents, or both. */
export type FtpsConnections = "control" | "data" | "all";

/** A test server that is reached through a proxy. */
export interface ProxiedFtps {
  /** Cuts the chosen connections. The other ones are passed on. */
  readonly proxy: TcpProxy;
  /** The server as it is reached through the proxy. */
  readonly target: FtpsTarget;
  stop(): Promise<void>;
}

/** Starts a proxy for chosen connections of a server. Data connections lead to the host of the control connection. */
export async function proxyFtps(server: FtpsServer, chosen: FtpsConnections): Promise<ProxiedFtps> {
  const { port, ports } = server;
  // An address for each server, because servers of other tests may have the same ports for data.
  const host = `127.1.${port >> 8}.${port & 255}`;
  const data = Array.from({ length: ports.last - ports.first + 1 }, (_, index) => ports.first + index);
  const [cut, plain] = {
    control: [[port], data],
    data: [data, [port]],
    all: [[port, ...data], []],
  }[chosen] as [number[], number[]];
  const proxy = await startSamePortsProxy({ host, ports: cut });
  const other = plain.length > 0 ? await startSamePortsProxy({ host, ports: plain }) : null;
  return {
    proxy,
    target: server.target({ host }),
    stop: async () => {
      await proxy.stop();
      await other?.stop();
    },
  };
}
