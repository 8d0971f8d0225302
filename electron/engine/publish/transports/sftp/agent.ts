import { readFile } from "node:fs/promises";
import ssh2, { type BaseAgent, type ParsedKey } from "ssh2";
import { AppError } from "#contract/errors.ts";
import { expandHome } from "#engine/base/home-path.ts";

/** Named pipe of OpenSSH's agent on Windows. */
const windowsPipe = "\\\\.\\pipe\\openssh-ssh-agent";

/**
 * An agent that offers only one of its keys. Servers disconnect after a few wrong keys, perhaps before the
 * right one was tried.
 */
class OneKeyAgent extends ssh2.OpenSSHAgent {
  readonly #chosen: ParsedKey;

  constructor(socket: string, chosen: ParsedKey) {
    super(socket);
    this.#chosen = chosen;
  }

  override getIdentities(
    callback: Parameters<InstanceType<typeof ssh2.OpenSSHAgent>["getIdentities"]>[0],
  ): void {
    const chosen = this.#chosen.getPublicSSH();
    super.getIdentities((error, keys) => {
      callback(
        error,
        keys?.filter((key) => "getPublicSSH" in key && key.getPublicSSH().equals(chosen)),
      );
    });
  }
}

/**
 * Returns the SSH agent that is running. With `keyFile`, the agent offers only that key; the public key is
 * read from the file `<keyFile>.pub`. Rejects with `publish.keyUnreadable` if no agent is running or the
 * public key cannot be read.
 */
export async function findAgent(keyFile: string | undefined): Promise<BaseAgent | string> {
  const socket = process.env.SSH_AUTH_SOCK ?? (process.platform === "win32" ? windowsPipe : undefined);
  if (socket === undefined) {
    throw new AppError("publish.keyUnreadable", { path: "SSH_AUTH_SOCK", reason: "no agent is running" });
  }
  if (keyFile === undefined) return socket;
  const path = keyFile.endsWith(".pub") ? keyFile : `${keyFile}.pub`;
  const text = await readFile(expandHome(path), "utf8").catch((error: Error) => error);
  const parsed = text instanceof Error ? text : ssh2.utils.parseKey(text);
  if (parsed instanceof Error) throw new AppError("publish.keyUnreadable", { path, reason: parsed.message });
  return new OneKeyAgent(socket, Array.isArray(parsed) ? parsed[0] : parsed);
}
