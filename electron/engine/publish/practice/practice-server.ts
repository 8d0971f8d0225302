import { timingSafeEqual } from "node:crypto";
import { realpath } from "node:fs/promises";
import { type AddressInfo, createServer, type Socket } from "node:net";
import ssh2, { type AuthContext, type Connection } from "ssh2";
import { PracticeSftp } from "./practice-sftp.ts";

export interface PracticeServerOptions {
  /** The folder that clients see as `/`. */
  readonly root: string;
  /** Private host key, in PEM or OpenSSH's format. */
  readonly hostKey: string;
  readonly user: string;
  readonly password: string;
}

export interface PracticeServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Starts an SFTP server for one user. The server listens on loopback only, and offers only SFTP. */
export async function startPracticeServer(options: PracticeServerOptions): Promise<PracticeServer> {
  const root = await realpath(options.root);
  const ssh = new ssh2.Server({ hostKeys: [options.hostKey] }, (connection) =>
    serve(connection, root, options),
  );
  // Collects the sockets, so that `close` can end idle clients, which would keep the server open.
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    ssh.injectSocket(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function serve(connection: Connection, root: string, options: PracticeServerOptions): void {
  // Disables Nagle's algorithm, which would delay each small reply by 40 ms.
  connection.setNoDelay(true);
  // Ignores errors, because a client may disconnect at any time.
  connection.on("error", () => undefined);
  connection.on("authentication", (context) => authenticate(context, options));
  connection.on("session", (accept) => {
    accept().on("sftp", (acceptSftp) => {
      new PracticeSftp(root, acceptSftp());
    });
  });
}

function authenticate(context: AuthContext, { user, password }: PracticeServerOptions): void {
  const isKnown =
    context.method === "password" && context.username === user && isSame(context.password, password);
  if (isKnown) context.accept();
  else context.reject(["password"]);
}

function isSame(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
