import ssh2, { type Client, type SFTPWrapper } from "ssh2";
import type { PracticeSite } from "#engine/publish/practice/practice-site.ts";

export interface TestClient {
  readonly connection: Client;
  readonly sftp: SFTPWrapper;
}

/** Signs in to a practice site as any SFTP client does. Rejects as ssh2 does. */
export async function signIn(site: PracticeSite, password?: string): Promise<TestClient> {
  const { host, port, user } = site.target;
  const known = await site.secrets.get({ host, port, user, kind: "password" });
  const connection = new ssh2.Client();
  await new Promise<void>((resolve, reject) => {
    connection.on("ready", resolve);
    connection.on("error", reject);
    connection.connect({ host, port, username: user, password: password ?? known ?? "" });
  });
  const sftp = await ask<SFTPWrapper>((done) => connection.sftp(done));
  return { connection, sftp };
}

/**
 * Converts one of ssh2's callbacks to a promise. Rejects with its error, whose `code` is the server's status.
 */
export function ask<T = void>(
  request: (done: (error: Error | null | undefined, answer?: T) => void) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    request((error, answer) => (error ? reject(error) : resolve(answer as T)));
  });
}
