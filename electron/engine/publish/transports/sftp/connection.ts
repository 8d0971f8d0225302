import ssh2, { type Client, type NegotiatedAlgorithms } from "ssh2";
import { AppError } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { Ask, Secrets, SftpTarget } from "../../base/targets.ts";
import { offeredAlgorithms, oldAmong } from "./algorithms.ts";
import { BatchingSocket } from "./batching-socket.ts";
import { chooseCompression } from "./compression.ts";
import { connectFailure } from "./connect-failure.ts";
import { HostKeys } from "./host-keys.ts";
import { watchOffer } from "./server-offer.ts";
import { SignIn } from "./sign-in.ts";
import { silenceAfterEnd } from "./silent-end.ts";

export interface ConnectOptions {
  readonly target: SftpTarget;
  readonly secrets: Secrets;
  readonly ask: Ask;
  /** Where accepted host keys are kept. */
  readonly knownHostsFile: string;
  /** Fingerprints of the host's key that the author gave; with any, every other key is refused. */
  readonly hostKeys?: readonly string[] | undefined;
  readonly signal?: CancelSignal | undefined;
  /** Told on the way: the server's port answered; its key is the known one, or was accepted. */
  readonly onReached?: ((point: "port" | "hostKey") => void) | undefined;
  /** Told which outdated algorithms protect the connection, where the author permits any. */
  readonly onOld?: ((algorithms: readonly string[]) => void) | undefined;
}

/** How long the network and the server may take; the time in which the author thinks does not count. */
const connectMs = 20_000;

/**
 * Connects and signs in: the host's key is judged before anything secret is sent. Rejects with the coded reason; never
 * tries again by itself, for hosts shut out who fails too often.
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
      // ssh2 would wait for a new password for ever; few servers ask in this way, and the author's host has a better place for it.
      client.on("change password", () =>
        attempt.fail(new AppError("publish.passwordExpired", { host, user })),
      );
      client.on("handshake", (agreed) => {
        // A file of accepted keys that cannot be written costs the question next time, not the publish.
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
          // The one that begins after the sign-in; a server that has none may refuse.
          compress: ["zlib@openssh.com", "none"],
        },
        hostVerifier: (key: Buffer, verify: (valid: boolean) => void) => {
          // At once when keys are renewed: ssh2 sends nothing sound between the server's new keys and a later answer.
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
  // A vault that refuses costs a question next time, not the publish.
  await signIn.succeeded().catch(() => undefined);
  return client;
}

function namesOf({ kex, serverHostKey, cs, sc }: NegotiatedAlgorithms): string[] {
  return [kex, serverHostKey, cs.cipher, sc.cipher, cs.mac, sc.mac];
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
