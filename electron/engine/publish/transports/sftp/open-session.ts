import type { Client, ClientChannel } from "ssh2";
import { AppError } from "#contract/errors.ts";
import { connectionLost } from "../../base/connection-lost.ts";
import { serverText } from "../../base/server-data.ts";
import { type ConnectOptions, connect } from "./connection.ts";
import type { SftpTarget } from "../../base/targets.ts";
import { wantsNewPassword } from "./expired-password.ts";
import { PendingRequests } from "./pending-requests.ts";
import { NotSftp, SftpChannel } from "./sftp-channel.ts";
import { SftpSession } from "./sftp-session.ts";

/**
 * Time limit for the reply to one request, in milliseconds.
 * About one second of this time is for uploads that were queued before the request.
 */
const requestMs = 120_000;

/** Time limit for the start of SFTP, in milliseconds. */
const channelMs = 20_000;

/** Connects, logs in and opens the SFTP channel. */
export async function openSession(options: ConnectOptions): Promise<SftpSession> {
  const client = await connect(options);
  try {
    return await openOn(client, options.target);
  } catch (error) {
    client.destroy();
    throw error;
  }
}

async function openOn(client: Client, target: SftpTarget): Promise<SftpSession> {
  const pending = new PendingRequests(requestMs, () => client.destroy());
  const lost = (reason: string): void => pending.failAll(connectionLost(reason));
  client.on("error", (error) => lost(error.message));
  client.on("close", () => lost("closed by the server"));
  const { channel, extensions } = await openChannel(client, lost).catch(async (error: unknown) => {
    throw await withoutSftp(client, target, error);
  });
  const ordered = keepsOrder(client);
  return new SftpSession({
    client,
    channel,
    pending,
    extensions,
    ordered,
    openAnother: () => openOn(client, target),
  });
}

/** Returns the error that explains why SFTP did not start after the login. */
async function withoutSftp(client: Client, { host, user }: SftpTarget, error: unknown): Promise<unknown> {
  if (error instanceof AppError && error.code === "publish.connectionLost") return error;
  if (error instanceof NotSftp && error.isOpen) {
    // The output of SFTP begins with a zero byte, and text contains no zero byte.
    const [text = ""] = error.output.split("\0");
    return new AppError("publish.sftpNoise", { host, user, output: serverText(text.trim()) }, error);
  }
  if (await wantsNewPassword(client)) return new AppError("publish.passwordExpired", { host, user }, error);
  if (!(error instanceof NotSftp)) return error;
  const output = serverText(error.output.trim());
  return new AppError("publish.sftpReplaced", { host, user, output: output === "" ? "none" : output }, error);
}

/** Whether a server handles requests in order, as OpenSSH (except on Windows) and ProFTPD do. */
function keepsOrder(client: Client): boolean {
  const software: unknown = Reflect.get(client, "_remoteVer");
  return typeof software === "string" && /^(OpenSSH_\d|mod_sftp)/.test(software);
}

interface OpenChannel {
  readonly channel: SftpChannel;
  readonly extensions: ReadonlyMap<string, string>;
}

/** Opens the SFTP channel. A server without SFTP refuses or does not answer. */
function openChannel(client: Client, lost: (reason: string) => void): Promise<OpenChannel> {
  let timer: NodeJS.Timeout;
  return new Promise<OpenChannel>((resolve, reject) => {
    const refused = (reason: string): void =>
      reject(
        new AppError("publish.remoteFailed", { operation: "sftp", path: "", reason: serverText(reason) }),
      );
    timer = setTimeout(() => reject(new NotSftp("silent", false)), channelMs);
    client.on("close", () => reject(connectionLost("closed by the server")));
    const answered = (error: Error | undefined, stream: ClientChannel): void => {
      if (error) {
        // ssh2 reports a server without SFTP by this text alone.
        if (error.message.startsWith("Unable to start subsystem")) reject(new NotSftp("refused", false));
        else refused(error.message);
        return;
      }
      // Discards the server's output to stderr, because unread output would block the channel.
      stream.stderr.resume();
      const channel = new SftpChannel(stream, (reason) => {
        lost(reason);
      });
      channel.start().then(
        (extensions) => resolve({ channel, extensions }),
        (reason: unknown) => (reason instanceof NotSftp ? reject(reason) : refused(String(reason))),
      );
    };
    try {
      client.subsys("sftp", answered);
    } catch (error) {
      // ssh2 throws if the connection ended right after the login.
      reject(connectionLost(String(error), error));
    }
  }).finally(() => clearTimeout(timer));
}
