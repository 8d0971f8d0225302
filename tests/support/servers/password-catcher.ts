import type { AddressInfo } from "node:net";
import ssh2 from "ssh2";
import { sha256Fingerprint } from "#engine/publish/transports/sftp/host-keys.ts";
import { makeHostKey } from "#engine/publish/practice/host-key.ts";

/** A server that pretends to be the author's web host, and records passwords that clients send. */
export interface PasswordCatcher {
  readonly port: number;
  readonly fingerprint: string;
  /** Returns the passwords that clients have sent since the last call. */
  caught(): string[];
  close(): Promise<void>;
}

/** Starts a server with an unknown key. It rejects every sign-in, and asks for passwords in two ways. */
export async function startPasswordCatcher(): Promise<PasswordCatcher> {
  const { privateKey, publicKey } = makeHostKey();
  const caught: string[] = [];
  const server = new ssh2.Server({ hostKeys: [privateKey] }, (connection) => {
    connection.on("error", () => undefined);
    connection.on("authentication", (context) => {
      if (context.method === "none") return context.reject(["password", "keyboard-interactive"]);
      caught.push(
        context.method === "password" ? context.password : `${context.method} of ${context.username}`,
      );
      return context.reject(["password", "keyboard-interactive"]);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    fingerprint: sha256Fingerprint(publicKey),
    caught: () => caught.splice(0),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
