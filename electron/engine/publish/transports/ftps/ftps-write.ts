import { PassThrough, Readable } from "node:stream";
import { RemoteError, type RemoteFile, remoteStatus } from "../../base/remote-files.ts";

/** Maximum size in bytes of a file that is kept in memory until the file is closed and sent. */
const maxKeptBytes = 1024 * 1024;

/** Sends the bytes of a stream to a file, from `offset` on. */
export type SendStream = (bytes: Readable, offset: number) => Promise<unknown>;

/**
 * A file that is open for writing. FTP sends a file as a whole, over a connection of its own.
 * A small file is sent when it is closed, so that an open file occupies no connection.
 */
export class FtpsWrite implements RemoteFile {
  readonly #path: string;
  readonly #send: SendStream;
  readonly #chmod: (mode: number) => Promise<void>;
  readonly #kept: Uint8Array[] = [];
  #start: number | null = null;
  #length = 0;
  #stream: PassThrough | null = null;
  #sending: Promise<unknown> | null = null;
  #mode: number | null = null;

  constructor(path: string, send: SendStream, chmod: (mode: number) => Promise<void>) {
    this.#path = path;
    this.#send = send;
    this.#chmod = chmod;
  }

  read = async (): Promise<never> => {
    throw this.#refusal("read", "open for writing");
  };

  /** Writes bytes. FTP cannot skip parts of a file, so each call continues where the last one ended. */
  write = async (bytes: Uint8Array, offset: number): Promise<void> => {
    this.#start ??= offset;
    if (offset !== this.#start + this.#length) throw this.#refusal("write", "not in order");
    this.#length += bytes.length;
    if (this.#stream === null && this.#length <= maxKeptBytes) {
      this.#kept.push(bytes);
      return;
    }
    const stream = this.#stream ?? this.#begin();
    await Promise.race([push(stream, bytes), this.#failed()]);
  };

  /** Stores the mode for later, because the file does not exist until it has been sent. */
  chmod = async (mode: number): Promise<void> => {
    this.#mode = mode;
  };

  close = async (): Promise<void> => {
    if (this.#stream) {
      this.#stream.end();
      await this.#sending;
    } else await this.#send(Readable.from(this.#kept), this.#start ?? 0);
    if (this.#mode !== null) await this.#chmod(this.#mode);
  };

  #begin(): PassThrough {
    const stream = new PassThrough();
    this.#stream = stream;
    this.#sending = this.#send(stream, this.#start ?? 0);
    // Discards the stream's bytes after a failed transfer, so that no write waits forever.
    // `close` and `write` report the failed transfer.
    this.#sending.catch(() => stream.resume());
    for (const bytes of this.#kept.splice(0)) stream.write(bytes);
    return stream;
  }

  /** Rejects if the transfer fails, and never resolves. */
  async #failed(): Promise<void> {
    await this.#sending;
    throw this.#refusal("write", "the server ended the transfer early");
  }

  #refusal(operation: string, reason: string): RemoteError {
    return new RemoteError(operation, this.#path, remoteStatus.unsupported, reason);
  }
}

function push(stream: PassThrough, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}
