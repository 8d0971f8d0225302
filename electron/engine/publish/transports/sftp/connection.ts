import ssh2, { type Client, type NegotiatedAlgorithms } from "ssh2";
import { AppError } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { Ask, Secrets, SftpTarget } from "../../base/targets.ts";
import { offeredAlgorithms, oldAmong } from "./algorithms.ts";
import { chooseCompression } from "./compression.ts";
import { connectFailure } from "./connect-failure.ts";
import { HostKeys } from "./host-keys.ts";
import { watchOffer } from "./server-offer.ts";
import { SignIn } from "./sign-in.ts";
import { silenceAfterEnd } from "./silent-end.ts";
import { Socket } from "node:net";

/**
 * A socket that batches all writes of one event loop turn: ssh2 writes each packet in three pieces, which
 * would be three system calls and three network segments.
 */
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
  /** File of accepted host keys. */
  readonly knownHostsFile: string;
  /** Fingerprints of the host's key given by the author; if there are any, every other key is refused. */
  readonly hostKeys?: readonly string[] | undefined;
  readonly signal?: CancelSignal | undefined;
  /** Called when the server's port has answered, and when its key is known or accepted. */
  readonly onReached?: ((point: "port" | "hostKey") => void) | undefined;
  /** Called with the outdated algorithms in use, where the author permits any. */
  readonly onOld?: ((algorithms: readonly string[]) => void) | undefined;
}

/** Time limit of the network and the server; waiting for the author does not count. */
const connectMs = 20_000;

/**
 * Connects and authenticates; the host's key is verified before any secret is sent. Rejects with a coded
 * error; never retries by itself, since hosts block clients that fail too often.
 */
export async function connect(options: ConnectOptions): Promise<Client> {
  const { host, port, user, oldAlgorithms = false } = options.target;
  const attempt = new Attempt(options.signal);
  const ask: Ask = (question) => attempt.whileAsking(() => options.ask(question));
  const hostKeys = await HostKeys.load(host, port, options.knownHostsFile, ask, options.hostKeys);
  const signIn = new SignIn(options.target, options.secrets, ask, attempt.fail);
  const client = new ssh2.Client();
  silenceAfterEnd(client);
  const socket = new BatchingSocket().setNoDelay(true);
  const offer = watchOffer(socket);
  let refusal: unknown = null;
  let trusted: Buffer | null = null;
  try {
    await attempt.run(client, () => {
      client.on("connect", () => options.onReached?.("port"));
      // ssh2 would wait for a new password forever; few servers ask this way, and the host's website is a
      // better place to change it.
      client.on("change password", () =>
        attempt.fail(new AppError("publish.passwordExpired", { host, user })),
      );
      client.on("handshake", (agreed) => {
        // If the file of accepted keys cannot be written, only the question recurs; the publish continues.
        hostKeys.remember().catch(() => undefined);
        options.onOld?.(oldAmong(namesOf(agreed)));
      });
      client.connect({
        sock: socket.connect({ host, port }),
        username: user,
        readyTimeout: 0,
        keepaliveInterval: 15_000,
        keepaliveCountMax: 4,
        algorithms: {
          ...offeredAlgorithms(hostKeys.knownTypes, oldAlgorithms),
          // Compression that starts after authentication; a server without it may decline.
          compress: ["zlib@openssh.com", "none"],
        },
        hostVerifier: (key: Buffer, verify: (valid: boolean) => void) => {
          // Synchronously when keys are renegotiated: ssh2 sends invalid packets between the server's new
          // keys and a later reply.
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
    throw connectFailure(refusal ?? signIn.failure ?? error, options.target, offer());
  }
  // If the vault refuses, only the question recurs; the publish continues.
  await signIn.succeeded().catch(() => undefined);
  return client;
}

function namesOf({ kex, serverHostKey, cs, sc }: NegotiatedAlgorithms): string[] {
  return [kex, serverHostKey, cs.cipher, sc.cipher, cs.mac, sc.mac];
}

/** One attempt to connect, with its timeout and cancellation. */
class Attempt {
  readonly #signal: CancelSignal | undefined;
  #timer: NodeJS.Timeout | null = null;
  #ended = false;
  #reject: (error: unknown) => void = () => undefined;

  constructor(signal: CancelSignal | undefined) {
    this.#signal = signal;
  }

  /** Resolves when the client is ready. Listeners stay on the client, so that late errors are handled. */
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
    this.#timer = setTimeout(
      () => this.fail(Object.assign(new Error("timeout"), { code: "ETIMEDOUT" })),
      connectMs,
    );
  }

  #disarm(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
