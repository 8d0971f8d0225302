import type { Client } from "basic-ftp";
import { AppError } from "#contract/errors.ts";
import { ftpsFailure, isUnanswered } from "./ftps-failure.ts";

/** Maximum number of connections. Web hosts often allow eight or fewer for one account. */
const maxConnections = 4;

/** Interval in milliseconds at which the command NOOP is sent to keep unused connections open. */
const keepAliveMs = 20_000;

/** An operation that waits for a connection. */
interface Waiting {
  readonly go: (client: Client) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Signed-in connections to one server. FTP carries out one command at a time on each connection.
 * While operations wait, opens more connections, up to `maxConnections` or until the server refuses one.
 */
export class FtpsPool {
  readonly #open: () => Promise<Client>;
  readonly #idle: Client[] = [];
  readonly #waiting: Waiting[] = [];
  readonly #busy = new Set<Client>();
  readonly #keepAlive: NodeJS.Timeout;
  #opening = 0;
  #limit = maxConnections;
  #ended: AppError | null = null;

  /** `first` is an open connection. The function `open` makes one more connection and signs in. */
  constructor(first: Client, open: () => Promise<Client>) {
    this.#open = open;
    this.#idle.push(first);
    this.#keepAlive = setInterval(() => this.#keepOpen(), keepAliveMs).unref();
  }

  /**
   * Runs `work` on a connection that nothing else uses at the same time.
   * Rejects with a `RemoteError` if the server refuses, or an `AppError` if the connection is lost.
   */
  async run<T>(operation: string, path: string, work: (client: Client) => Promise<T>): Promise<T> {
    const client = await this.#take();
    try {
      return await work(client);
    } catch (error) {
      const failure = ftpsFailure(operation, path, error);
      // Closes the connection, because a late reply could be mistaken for the reply to the next command.
      if (failure instanceof AppError) client.close();
      if (isUnanswered(error)) this.#lose(failure);
      throw this.#ended ?? failure;
    } finally {
      this.#release(client);
    }
  }

  /** Whether no connection is left. */
  get isLost(): boolean {
    const isOpen = [...this.#idle, ...this.#busy].some(({ closed }) => !closed);
    return this.#ended !== null || !isOpen;
  }

  /** Closes all connections, so that all operations fail. */
  end(): void {
    this.#ended ??= new AppError("publish.connectionLost", { reason: "ended" });
    clearInterval(this.#keepAlive);
    for (const client of [...this.#idle.splice(0), ...this.#busy]) client.close();
    for (const { fail } of this.#waiting.splice(0)) fail(this.#ended);
  }

  /**
   * Ends all operations, because the server no longer answers.
   * Otherwise, each further operation would wait for an answer until its own time limit.
   */
  #lose(failure: Error): void {
    if (failure instanceof AppError) this.#ended ??= failure;
    this.end();
  }

  #take(): Promise<Client> {
    if (this.#ended) return Promise.reject(this.#ended);
    const client = this.#takeIdle();
    if (client) {
      this.#busy.add(client);
      return Promise.resolve(client);
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ go: resolve, fail: reject });
      this.#openMore();
    });
  }

  #takeIdle(): Client | undefined {
    for (let client = this.#idle.pop(); client; client = this.#idle.pop()) if (!client.closed) return client;
    return undefined;
  }

  #release(client: Client): void {
    this.#busy.delete(client);
    if (this.#ended || client.closed) {
      client.close();
      this.#openMore();
      return;
    }
    const next = this.#waiting.shift();
    if (next) {
      this.#busy.add(client);
      next.go(client);
    } else this.#idle.push(client);
  }

  #openMore(): void {
    const isFull = this.#busy.size + this.#opening >= this.#limit;
    if (this.#ended || isFull || this.#waiting.length <= this.#opening) return;
    this.#opening += 1;
    this.#open().then(
      (client) => {
        this.#opening -= 1;
        this.#release(client);
      },
      (error: unknown) => {
        this.#opening -= 1;
        // The server allows no more connections, so only the open connections are used from now on.
        this.#limit = Math.max(1, this.#busy.size + this.#opening);
        if (this.#busy.size + this.#opening > 0) return;
        const failure = ftpsFailure("connect", "", error);
        if (isUnanswered(error)) this.#lose(failure);
        for (const { fail } of this.#waiting.splice(0)) fail(failure);
      },
    );
  }

  #keepOpen(): void {
    for (const client of this.#idle.splice(0)) {
      this.#busy.add(client);
      client
        .sendIgnoringError("NOOP")
        .catch(() => client.close())
        .finally(() => this.#release(client));
    }
  }
}
