import { test } from "@playwright/test";
import { type OpenSshServer, startOpenSsh } from "./openssh-server.ts";
import { type StaticServer, startStaticServer } from "./static-server.ts";

export interface LiveServer {
  readonly server: OpenSshServer;
  /** A web server that serves the document root. */
  readonly web: StaticServer;
}

/**
 * Starts a real OpenSSH server, and a web server for its document root.
 * All tests of the file that calls this function use the same two servers.
 */
export function withLiveServer(): LiveServer {
  let server: OpenSshServer | undefined;
  let web: StaticServer | undefined;
  test.beforeAll(async () => {
    server = await startOpenSsh();
    web = await startStaticServer(server.documentRoot);
  });
  test.afterAll(async () => {
    await web?.close();
    await server?.stop();
  });
  return {
    get server() {
      return started(server);
    },
    get web() {
      return started(web);
    },
  };
}

function started<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("servers run during tests only");
  return value;
}
