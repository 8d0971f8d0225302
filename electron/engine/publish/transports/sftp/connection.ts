import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import ssh2, { type Client, type NegotiatedAlgorithms } from "ssh2";
import { AppError } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import { isObject } from "#contract/objects.ts";
import { serverText } from "../../base/server-data.ts";
import type { Ask, Secrets, SftpTarget } from "../../base/targets.ts";
import { offeredAlgorithms, oldAmong } from "./algorithms.ts";
import { chooseCompression } from "./compression.ts";
import { connectFailure, explainGreeting } from "./connect-failure.ts";
import { HostKeys } from "./host-keys.ts";
import { watchGreeting } from "./server-greeting.ts";
import { watchOffer } from "./server-offer.ts";
import { SignIn } from "./sign-in.ts";

/** A socket that combines all writes of one event loop turn, because ssh2 writes packets in three parts. */
class BatchingSocket extends Socket {
  #isHeld = false;

  override write(data: Uint8Array | string, ...rest: never[]): boolean {
    if (!this.#isHeld) {
      this.#isHeld = true;
      this.cork();
      process.nextTick(() => {
        this.#isHeld = false;
        this.uncork();
      });
    }
    return super.write(data, ...rest);
  }
}

export interface ConnectOptions {
  readonly target: SftpTarget;
  readonly secrets: Secrets;
  readonly ask: Ask;
  readonly knownHostsFile: string;
  /**
   * Fingerprints that the author has set for the host's key. If the list has entries, other keys are refused.
   */
  readonly hostKeys?: readonly string[] | undefined;
  readonly signal?: CancelSignal | undefined;
  /** The author's name for the server that the connection leads to, if `target` is a jump host. */
  readonly leadsTo?: string | undefined;
  /** Called twice: when the server's port has answered, and when the host's key is trusted. */
  readonly onReached?: ((point: "port" | "hostKey") => void) | undefined;
  /** Called with the outdated algorithms that the connection uses. */
  readonly onOld?: ((algorithms: readonly string[]) => void) | undefined;
}

/** Time limit for connecting, in milliseconds. The time until the author answers does not count. */
const connectMs = 20_000;

/**
 * Connects and logs in, after checking the host's key. Rejects with an `AppError`.
 * Connects only once, because hosts block clients that fail too often.
 */
export async function connect(options: ConnectOptions): Promise<Client> {
  const via = options.target.ssh?.via;
  if (!via) return connectOver(options, () => new BatchingSocket().setNoDelay(true).connect(options.target));
  const { onReached: _reached, onOld: _old, ...shared } = options;
  const jump = await connect({ ...shared, target: via, leadsTo: options.leadsTo ?? nameOf(options.target) });
  try {
    const channel = await openForward(jump, options.target);
    options.onReached?.("port");
    const client = await connectOver(options, () => channel);
    client.on("close", () => jump.end());
    return client;
  } catch (error) {
    jump.destroy();
    throw error;
  }
}

/** Returns the author's name for a server. */
function nameOf({ ssh, host }: SftpTarget): string {
  return ssh?.alias ?? host;
}

/** Opens a connection from a jump host to the next server. */
function openForward(jump: Client, next: SftpTarget): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    jump.forwardOut("127.0.0.1", 0, next.host, next.port, (error, channel) => {
      if (!error) return resolve(channel);
      const { host, port, ssh } = next;
      const values = {
        host,
        port,
        jump: ssh?.via ? nameOf(ssh.via) : "",
        reason: serverText(error.message),
      };
      return reject(new AppError("publish.jumpRefused", values, error));
    });
  });
}

/** Connects and logs in over the stream that `open` returns. */
async function connectOver(options: ConnectOptions, open: () => Duplex): Promise<Client> {
  const { host, port, user, ssh, oldAlgorithms = false } = options.target;
  const attempt = new Attempt(options.signal);
  const ask: Ask = (question) => attempt.whileAsking(() => options.ask(question));
  const { leadsTo, target } = options;
  const checked = {
    host: ssh?.keyName ?? host,
    port: ssh?.keyName === undefined ? port : 22,
    jump: leadsTo === undefined ? undefined : { name: nameOf(target), to: leadsTo },
  };
  const hostKeys = await HostKeys.load(checked, options.knownHostsFile, ask, options.hostKeys);
  const signIn = new SignIn(options.target, options.secrets, ask, attempt.fail);
  const client = new ssh2.Client();
  silenceAfterEnd(client);
  const socket = open();
  // Replaces ssh2's `destroy`, which leaves the socket open if the server does not close its side.
  client.destroy = () => {
    socket.destroy();
    return client;
  };
  const offer = watchOffer(socket);
  const greeting = watchGreeting(
    socket,
    () => attempt.greeted(new AppError("publish.silent", { host, port, seconds: connectMs / 1000 })),
    (service) => attempt.fail(new AppError("publish.notSsh", { host, port, service })),
  );
  let refusal: unknown = null;
  let trusted: Buffer | null = null;
  try {
    await attempt.run(client, () => {
      client.on("connect", () => options.onReached?.("port"));
      // Without this handler, ssh2 would wait forever for a new password.
      client.on("change password", () =>
        attempt.fail(new AppError("publish.passwordExpired", { host, user })),
      );
      client.on("handshake", (agreed) => {
        // If the host's key cannot be stored, the author is asked about the key again at the next publish.
        hostKeys.remember().catch(() => undefined);
        options.onOld?.(oldAmong(namesOf(agreed)));
      });
      client.connect({
        sock: socket,
        username: user,
        readyTimeout: 0,
        // After 28 seconds without an answer, the connection counts as lost.
        keepaliveInterval: 7000,
        keepaliveCountMax: 3,
        algorithms: {
          ...offeredAlgorithms(hostKeys.knownTypes, oldAlgorithms),
          // `zlib@openssh.com` starts compression after the login.
          compress: ["zlib@openssh.com", "none"],
        },
        hostVerifier: (key: Buffer, verify: (valid: boolean) => void) => {
          // During a key renewal, this callback must answer synchronously, or ssh2 sends invalid packets.
          if (trusted?.equals(key)) return true;
          hostKeys
            .check(key)
            .then(
              () => {
                trusted = key;
                options.onReached?.("hostKey");
                verify(true);
              },
              (error: unknown) => {
                refusal = error;
                verify(false);
              },
            )
            .catch(attempt.fail);
          return undefined;
        },
        authHandler: (left, partial, next) => {
          signIn
            .next(left, partial)
            .then((method) => {
              if (method) next(method);
              else attempt.fail(signIn.failure);
            })
            .catch(attempt.fail);
        },
      });
      chooseCompression(client);
    });
  } catch (error) {
    client.destroy();
    const failure = refusal ?? signIn.failure ?? explainGreeting(error, greeting(), options.target);
    throw connectFailure(failure, options.target, offer());
  }
  // If a secret cannot be stored, the author is asked for it again at the next publish.
  await signIn.succeeded().catch(() => undefined);
  return client;
}

/** Replaces ssh2's packet writer with a writer that discards every packet and never throws. */
const silence = {
  allocStart: 0,
  allocStartKEX: 0,
  alloc: (length: number) => Buffer.alloc(length),
  finalize: (packet: Uint8Array) => packet,
  cleanup: () => undefined,
};

/**
 * Keeps ssh2 from throwing after a connection has ended. Has no effect if ssh2's internals have changed.
 * ssh2 frees its compressor when the socket ends, and throws an uncaught error at the next packet.
 * Call this function before other listeners are added, because they may send packets.
 */
function silenceAfterEnd(client: Client): void {
  const silenceNow = (): void => {
    const protocol: unknown = Reflect.get(client, "_protocol");
    const packets: unknown = isObject(protocol) ? Reflect.get(protocol, "_packetRW") : null;
    // Discarding packets loses nothing, because nothing can be sent after `end` or `close`.
    if (isObject(packets)) Reflect.set(packets, "write", silence);
  };
  client.on("end", silenceNow);
  client.on("close", silenceNow);
}

function namesOf({ kex, serverHostKey, cs, sc }: NegotiatedAlgorithms): string[] {
  return [kex, serverHostKey, cs.cipher, sc.cipher, cs.mac, sc.mac];
}

/** One attempt to connect, with a time limit and a way to cancel. */
class Attempt {
  readonly #signal: CancelSignal | undefined;
  #timer: NodeJS.Timeout | null = null;
  #ended = false;
  #reject: (error: unknown) => void = () => undefined;
  /** The error with which `run` rejects when the time limit is reached. */
  #silence: unknown = Object.assign(new Error("timeout"), { code: "ETIMEDOUT" });

  constructor(signal: CancelSignal | undefined) {
    this.#signal = signal;
  }

  /** Calls `start`, and resolves when the client has logged in. */
  run(client: Client, start: () => void): Promise<void> {
    const cancelled = (): void => this.fail(new AppError("call.cancelled"));
    return new Promise<void>((resolve, reject) => {
      this.#reject = reject;
      client.on("ready", () => resolve());
      client.on("error", this.fail);
      client.on("close", () => this.fail(new Error("the server closed the connection")));
      this.#signal?.addEventListener("abort", cancelled);
      if (this.#signal?.aborted) return cancelled();
      this.#arm();
      return start();
    }).finally(() => {
      this.#ended = true;
      this.#disarm();
      this.#signal?.removeEventListener("abort", cancelled);
    });
  }

  readonly fail = (error: unknown): void => this.#reject(error);

  /** Records that the server has sent its greeting. If login takes too long, `run` rejects with `silence`. */
  greeted(silence: AppError): void {
    this.#silence = silence;
  }

  async whileAsking<T>(ask: () => Promise<T>): Promise<T> {
    this.#disarm();
    try {
      return await ask();
    } finally {
      if (!this.#ended) this.#arm();
    }
  }

  #arm(): void {
    this.#disarm();
    this.#timer = setTimeout(() => this.fail(this.#silence), connectMs);
  }

  #disarm(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
