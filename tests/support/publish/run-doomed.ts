import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import type { DoomedOrder } from "./doomed-client.ts";

const program = fileURLToPath(new URL("./doomed-client.ts", import.meta.url));

/** Returns a client process that has already loaded all its modules. */
export async function readyClient(): Promise<ChildProcess> {
  const client = fork(program, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  await once(client, "message");
  return client;
}

/** Makes a client publish until it is killed or finished. Resolves with true if it was killed. */
export async function runDoomed(client: ChildProcess, order: DoomedOrder): Promise<boolean> {
  const ended = once(client, "exit");
  client.send(order);
  const [code, signal] = await ended;
  if (signal === null) expect(code, "exit code").toBe(0);
  else expect(signal).toBe("SIGKILL");
  return signal !== null;
}
