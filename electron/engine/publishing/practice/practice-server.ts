import { timingSafeEqual } from "node:crypto";
import type { AddressInfo } from "node:net";
import ssh2, { type AuthContext, type Connection } from "ssh2";
import { PracticeSftp } from "./practice-sftp.ts";

export interface PracticeServerOptions {
  /** Folder that the client sees as `/`. */
  readonly root: string;
  /** Private host key, PEM or OpenSSH. */
  readonly hostKey: string;
  readonly user: string;
  readonly password: string;
}

export interface PracticeServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Starts an SFTP server on loopback that knows one user; it offers nothing but SFTP. */
export async function startPracticeServer(options: PracticeServerOptions): Promise<PracticeServer> {
  const connections = new Set<Connection>();
  const server = new ssh2.Server({ hostKeys: [options.hostKey] }, (connection) => {
    connections.add(connection);
    // Small answers must not wait for more: without this each one takes 40 ms.
    connection.setNoDelay(true);
    connection.on("close", () => connections.delete(connection));
    // A client that goes away in the middle is an everyday thing.
    connection.on("error", () => undefined);
    connection.on("authentication", (context) => authenticate(context, options));
    connection.on("session", (accept) => {
      accept().on("sftp", (acceptSftp) => {
        new PracticeSftp(options.root, acceptSftp());
      });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const connection of connections) connection.end();
      }),
  };
}

function authenticate(context: AuthContext, options: PracticeServerOptions): void {
  if (context.method !== "password") {
    context.reject(["password"]);
  } else if (context.username === options.user && sameText(context.password, options.password)) {
    context.accept();
  } else {
    context.reject(["password"]);
  }
}

function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
