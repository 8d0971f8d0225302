import { once } from "node:events";
import { isIP } from "node:net";
import { Readable } from "node:stream";
import { TLSSocket } from "node:tls";
import { Client, enterPassiveModeIPv4, enterPassiveModeIPv6, FTPError, type FTPContext } from "basic-ftp";
import { AppError, messageOf } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { FtpsTarget } from "../../base/targets.ts";
import { serverText } from "../../base/server-data.ts";
import { connectFailure } from "../sftp/connect-failure.ts";
import { isImplicitFtps, msBeforeTlsProbe } from "./implicit-tls.ts";

/** The usual value of `replyMs`, in milliseconds. */
const usualReplyMs = 30_000;

/** Time limit for the answer to a NOOP after a data connection could not be opened, in milliseconds. */
const noopMs = 5000;

/** Time limits for connecting with the server's greeting, and for the TLS handshake, in milliseconds. */
const connectMs = 20_000;

/** Checks the certificate of a connection. Rejects with an `AppError` if the certificate is not trusted. */
type CheckCertificate = (socket: TLSSocket) => Promise<void>;

/** What a server supports beyond RFC 959. */
export interface FtpsFeatures {
  /** Whether the server lists entries in a machine-readable format (MLST and MLSD, RFC 3659). */
  readonly facts: boolean;
  /** Whether the server reports times of files (MDTM, RFC 3659). */
  readonly times: boolean;
}

export interface FtpsConnectOptions {
  readonly target: Pick<FtpsTarget, "host" | "port" | "user">;
  readonly checkCertificate: CheckCertificate;
  readonly signal?: CancelSignal | undefined;
  /** Time limit for a reply, and for a transfer without progress, in milliseconds. The default is 30 seconds. */
  readonly replyMs?: number | undefined;
  /** Whether to find out if a port without a greeting expects TLS from the beginning. */
  readonly probesTls?: boolean | undefined;
  /** Called twice: when the server's port has answered, and when the certificate is trusted. */
  readonly onReached?: ((point: "port" | "hostKey") => void) | undefined;
}

/**
 * Connects and encrypts the connection, before anything secret is sent.
 * Rejects with an `AppError`, for example if the server does not support encryption.
 */
export async function connectFtps(options: FtpsConnectOptions): Promise<Client> {
  const { target, signal, checkCertificate, onReached } = options;
  const { host, port } = target;
  const client = new Client(options.replyMs ?? usualReplyMs);
  client.prepareTransfer = enterPassiveMode;
  const cancelled = (): void => client.close();
  let probe: NodeJS.Timeout | undefined;
  let isGreeted = false;
  const endIfImplicit = async (): Promise<void> => {
    if ((await isImplicitFtps(target)) && !isGreeted)
      client.ftp.closeWithError(new AppError("publish.ftpsImplicit", { host, port }));
  };
  signal?.addEventListener("abort", cancelled);
  try {
    if (signal?.aborted) throw new AppError("call.cancelled");
    const connected = client.connect(host, port);
    client.ftp.socket.once("connect", () => {
      if (options.probesTls) probe = setTimeout(() => void endIfImplicit(), msBeforeTlsProbe(target));
    });
    client.ftp.socket.once("data", (greeting) => {
      isGreeted = true;
      clearTimeout(probe);
      // Gives up immediately if the greeting belongs to another protocol.
      if (!/^\d{3}/.test(String(greeting)))
        client.ftp.closeWithError(new AppError("publish.notFtp", { host, port }));
    });
    await inTime(connected, target, signal).catch((error: unknown) => {
      throw greetingFailure(error, target);
    });
    onReached?.("port");
    await encrypt(client, target, signal);
    if (client.ftp.socket instanceof TLSSocket) await checkCertificate(client.ftp.socket);
    onReached?.("hostKey");
    return client;
  } catch (error) {
    client.close();
    throw signal?.aborted
      ? new AppError("call.cancelled")
      : connectFailure(error, { ...target, signIn: "password" });
  } finally {
    clearTimeout(probe);
    signal?.removeEventListener("abort", cancelled);
  }
}

/** Signs in, and chooses binary transfers. Rejects with an `FTPError` if the server refuses. */
export async function signInFtps(client: Client, user: string, password: string): Promise<void> {
  // Chooses the encoding before the login, because the user name may contain letters outside ASCII.
  await client.sendIgnoringError("OPTS UTF8 ON");
  await client.login(user, password);
  await client.sendIgnoringError("OPTS UTF8 ON");
  await client.send("TYPE I");
}

/** Requires encrypted data connections. Rejects with `publish.ftpsPlain` if the server refuses them. */
export async function protectData(client: Client, host: string): Promise<void> {
  try {
    await client.send("PBSZ 0");
    await client.send("PROT P");
  } catch (error) {
    if (!(error instanceof FTPError)) throw error;
    throw new AppError("publish.ftpsPlain", { host, reason: serverText(error.message) }, error);
  }
}

/** Asks the server which commands it supports beyond RFC 959. */
export async function readFeatures(client: Client): Promise<FtpsFeatures> {
  const features = await client.features();
  const names = new Set([...features.keys()].map((name) => name.toUpperCase()));
  return { facts: names.has("MLST"), times: names.has("MDTM") };
}

/** Encrypts the connection by explicit TLS (RFC 4217). The caller checks the certificate. */
async function encrypt(
  client: Client,
  { host, port }: Pick<FtpsTarget, "host" | "port">,
  signal: CancelSignal | undefined,
): Promise<void> {
  try {
    // biome-ignore lint/correctness/useHookAtTopLevel: a method of basic-ftp, and no hook of React
    const encrypted = client.useTLS({
      host,
      // Sends no IP address as a server name (RFC 6066, section 3).
      ...(isIP(host) === 0 ? { servername: host } : {}),
      // Accepts any certificate, because `checkCertificate` decides about trust.
      rejectUnauthorized: false,
    });
    await inTime(encrypted, { host, port }, signal);
  } catch (error) {
    if (error instanceof AppError) throw error;
    const reason = serverText(messageOf(error));
    if (error instanceof FTPError) throw new AppError("publish.ftpsPlain", { host, reason }, error);
    throw /ssl|tls/i.test(reason) ? new AppError("publish.algorithms", { host, reason }, error) : error;
  }
}

/**
 * Waits for `step` until its time limit, or until the author cancels. Rejects with an `AppError` then.
 * basic-ftp begins its time limit anew with each line of a greeting, and has none for the TLS handshake.
 * It also does not notice during the TLS handshake that the client is closed.
 */
async function inTime<T>(
  step: Promise<T>,
  { host, port }: Pick<FtpsTarget, "host" | "port">,
  signal: CancelSignal | undefined,
): Promise<T> {
  let stop = (_failure: AppError): void => undefined;
  const stopped = new Promise<never>((_resolve, reject) => {
    stop = reject;
  });
  const limit = setTimeout(() => stop(new AppError("publish.timeout", { host, port })), connectMs);
  const cancel = (): void => stop(new AppError("call.cancelled"));
  signal?.addEventListener("abort", cancel);
  try {
    return await Promise.race([step, stopped]);
  } finally {
    clearTimeout(limit);
    signal?.removeEventListener("abort", cancel);
  }
}

/** Returns the error for a server that does not greet as an FTP server, or refuses the client at once. */
function greetingFailure(error: unknown, { host, port }: Pick<FtpsTarget, "host" | "port">): unknown {
  const reason = messageOf(error);
  const words = error instanceof FTPError ? serverText(reason) : "none";
  if (words !== "none" || /FIN packet|ECONNRESET/.test(reason)) {
    return new AppError("publish.closedAtOnce", { host, port, words }, error);
  }
  if (/maximum allowed size/.test(reason)) return new AppError("publish.notFtp", { host, port }, error);
  if (/^timeout/i.test(reason)) return new AppError("publish.timeout", { host, port }, error);
  return error;
}

/**
 * Opens a data connection (RFC 2428, RFC 959), always to the host of the control connection,
 * because a server behind a router often announces an address of its internal network.
 */
export async function enterPassiveMode(ftp: FTPContext) {
  try {
    return await openData(ftp, enterPassiveModeIPv6);
  } catch (error) {
    // Uses the older PASV only if the server lacks EPSV.
    if (!(error instanceof FTPError) || ftp.socket.remoteFamily === "IPv6") throw error;
    return openData(withOwnAddress(ftp), enterPassiveModeIPv4);
  }
}

/**
 * Returns a stream of `bytes` that waits until the data connection is encrypted.
 * Otherwise, the end of an empty file would close the connection during the TLS handshake.
 */
export function onceEncrypted({ ftp }: Client, bytes: Readable): Readable {
  return Readable.from(
    (async function* () {
      const data = ftp.dataSocket;
      // `secureConnecting` is a property that Node sets during the TLS handshake.
      const isBusy = data instanceof TLSSocket && !data.destroyed && Reflect.get(data, "secureConnecting");
      if (isBusy) await Promise.race([once(data, "secureConnect"), once(data, "close")]);
      yield* bytes;
    })(),
  );
}

async function openData(ftp: FTPContext, enter: typeof enterPassiveModeIPv6) {
  const reply = await enter(ftp).catch(async (error: unknown) => {
    if (/^(?:Timeout when|Can't open data connection)/.test(messageOf(error))) await expectAnswer(ftp);
    throw error;
  });
  const data = ftp.dataSocket;
  // A server that refuses a transfer may reset the data connection before the reply has arrived.
  // The reset must not end the control connection, over which the server explains the refusal.
  data
    ?.removeAllListeners("error")
    .removeAllListeners("close")
    .on("error", () => undefined);
  if (data instanceof TLSSocket) expectSameServer(data, ftp);
  return reply;
}

/**
 * Sends the FTP command NOOP, and closes the connection if the server does not answer it.
 * Only an answer shows that data connections are blocked, and that the network is not lost.
 */
async function expectAnswer(ftp: FTPContext): Promise<void> {
  const close = (): void => ftp.closeWithError(new Error("Timeout (control socket)"));
  const limit = setTimeout(close, Math.min(ftp.timeout, noopMs));
  try {
    await ftp.request("NOOP");
  } catch (error) {
    if (!(error instanceof FTPError)) throw error;
  } finally {
    clearTimeout(limit);
  }
}

/**
 * Closes a data connection if it leads to a different server than the control connection.
 * A resumed TLS session proves that both connections lead to the same server.
 * If the TLS session is not resumed, the certificates of both connections must be equal.
 */
function expectSameServer(data: TLSSocket, ftp: FTPContext): void {
  const { socket: control } = ftp;
  if (!(control instanceof TLSSocket)) return;
  const expected = control.getPeerCertificate().fingerprint256;
  data.prependOnceListener("secureConnect", () => {
    if (data.isSessionReused() || data.getPeerCertificate().fingerprint256 === expected) return;
    ftp.closeWithError(new Error("another certificate on the data connection"));
  });
}

/** Wraps a connection: in replies to PASV, the address becomes that of the control connection. */
function withOwnAddress(ftp: FTPContext): FTPContext {
  const address = (ftp.socket.remoteAddress ?? "").replace(/^::ffff:/i, "").replaceAll(".", ",");
  return new Proxy(ftp, {
    get(target, key) {
      if (key === "request") {
        return async (command: string) => {
          const reply = await target.request(command);
          const message = reply.message.replace(/\d+,\d+,\d+,\d+(?=,\d+,\d+)/, address);
          return { ...reply, message };
        };
      }
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
    set: (target, key, value) => Reflect.set(target, key, value, target),
  });
}
