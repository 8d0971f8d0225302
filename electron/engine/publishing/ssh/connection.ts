import ssh2, { type CipherAlgorithm, type Client, type KexAlgorithm } from "ssh2";
import { AppError } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/wire.ts";
import type { Ask, Secrets, SftpTarget } from "../targets.ts";
import { BatchingSocket } from "./batching-socket.ts";
import { connectFailure } from "./connect-failure.ts";
import { HostKeys } from "./host-keys.ts";
import { SignIn } from "./sign-in.ts";

export interface ConnectOptions {
  readonly target: SftpTarget;
  readonly secrets: Secrets;
  readonly ask: Ask;
  /** Where accepted host keys are kept. */
  readonly knownHostsFile: string;
  readonly signal?: CancelSignal | undefined;
  /** Worth its time on a slow line only. */
  readonly compress?: boolean;
  /** Told on the way: the server's port answered; its key is the known one, or was accepted. */
  readonly onReached?: ((point: "port" | "hostKey") => void) | undefined;
}

/** How long the network and the server may take; the time in which the author thinks does not count. */
const connectMs = 20_000;

/** curve25519 first: one exchange over a large Diffie-Hellman group was seen to take 7.5 s in Electron. */
const keyExchanges: KexAlgorithm[] = [
  "curve25519-sha256",
  "curve25519-sha256@libssh.org",
  "ecdh-sha2-nistp256",
  "ecdh-sha2-nistp384",
  "ecdh-sha2-nistp521",
  "diffie-hellman-group-exchange-sha256",
  "diffie-hellman-group14-sha256",
  "diffie-hellman-group16-sha512",
  "diffie-hellman-group18-sha512",
];

/** chacha20-poly1305 is not in Electron's crypto, and ssh2 throws when it is asked for. */
const ciphers: CipherAlgorithm[] = [
  "aes128-gcm@openssh.com",
  "aes256-gcm@openssh.com",
  "aes128-ctr",
  "aes192-ctr",
  "aes256-ctr",
];

/**
 * Connects and signs in: the host's key is judged before anything secret is sent. Rejects with the coded reason; never
 * tries again by itself, for hosts shut out who fails too often.
 */
export async function connect(options: ConnectOptions): Promise<Client> {
  const { host, port, user } = options.target;
  const attempt = new Attempt(options.signal);
  const ask: Ask = (question) => attempt.whileAsking(() => options.ask(question));
  const hostKeys = await HostKeys.load(host, port, options.knownHostsFile, ask);
  const signIn = new SignIn(options.target, options.secrets, ask);
  const client = new ssh2.Client();
  let refusal: unknown = null;
  try {
    await attempt.run(client, () => {
      client.on("connect", () => options.onReached?.("port"));
      // A file of accepted keys that cannot be written costs the question next time, not the publish.
      client.on("handshake", () => void hostKeys.remember().catch(() => undefined));
      client.connect({
        sock: new BatchingSocket().setNoDelay(true).connect({ host, port }),
        username: user,
        readyTimeout: 0,
        keepaliveInterval: 15_000,
        keepaliveCountMax: 4,
        algorithms: {
          kex: keyExchanges,
          cipher: ciphers,
          serverHostKey: hostKeys.algorithms,
          // The one that begins after the sign-in; a server that has none may refuse.
          compress: options.compress ? ["zlib@openssh.com", "none"] : ["none"],
        },
        hostVerifier: (key: Buffer, verify: (valid: boolean) => void) => {
          hostKeys
            .check(key)
            .then(
              () => {
                options.onReached?.("hostKey");
                verify(true);
              },
              (error: unknown) => {
                refusal = error;
                verify(false);
              },
            )
            .catch(attempt.fail);
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
    });
  } catch (error) {
    client.destroy();
    throw connectFailure(refusal ?? signIn.failure ?? error, options.target);
  }
  // A vault that refuses costs a question next time, not the publish.
  await signIn.succeeded().catch(() => undefined);
  return client;
}

/** One attempt to connect: its time limit, its cancellation, and whichever event ends it. */
class Attempt {
  readonly #signal: CancelSignal | undefined;
  #timer: NodeJS.Timeout | null = null;
  #ended = false;
  #reject: (error: unknown) => void = () => undefined;

  constructor(signal: CancelSignal | undefined) {
    this.#signal = signal;
  }

  /** Resolves when the client is ready. Handlers stay on the client, so that late errors find one. */
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
