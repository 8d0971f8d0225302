import { MessageChannel, type MessagePort, receiveMessageOnPort, type Worker } from "node:worker_threads";
import type { PrerenderedText, PrerenderedTexts } from "#engine/site/articles/texts-ahead.ts";
import { type PackedText, unpackText } from "./packed-text.ts";
import type { TextJob, TextReply } from "./text-job.ts";

/** Texts that a thread renders in the order of its job. Must be closed after use. */
export class ThreadTexts implements PrerenderedTexts {
  readonly #thread: Worker;
  readonly #port: MessagePort;
  readonly #indexes: ReadonlyMap<string, number>;
  readonly #wanted: TextJob["wanted"];
  /** Maps positions in the job to the rendered texts that have arrived but were not taken yet. */
  readonly #rendered = new Map<number, PackedText>();
  #arrived = 0;
  #wake: () => void = () => undefined;

  /** Sends the job to a thread that has not received a job yet. */
  constructor(thread: Worker, job: Omit<TextJob, "wanted" | "port">) {
    const { port1, port2 } = new MessageChannel();
    this.#thread = thread;
    this.#port = port1;
    this.#indexes = new Map(job.texts.map(({ path }, index) => [path, index]));
    this.#wanted = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const stop = (): void => {
      // Receives the remaining messages, because a thread can end before all its messages have arrived.
      this.#hasArrived(this.#indexes.size);
      this.#arrive(this.#indexes.size);
    };
    port1.on("message", (texts: TextReply) => this.#receive(texts));
    thread.on("error", stop).on("exit", stop);
    thread.ref();
    const whole: TextJob = { ...job, port: port2, wanted: this.#wanted };
    thread.postMessage(whole, [port2]);
  }

  /**
   * Requests a text. Returns true if `take` can return at once: the text has arrived or will never arrive.
   */
  isReady(path: string): boolean {
    const index = this.#indexes.get(path);
    if (index === undefined) return true;
    if (index >= Atomics.load(this.#wanted, 0)) {
      Atomics.store(this.#wanted, 0, index + 1);
      Atomics.notify(this.#wanted, 0);
    }
    return this.#hasArrived(index);
  }

  /** Resolves when the text has arrived, or when it is certain that the text will never arrive. */
  async ready(path: string): Promise<void> {
    const index = this.#indexes.get(path);
    if (index !== undefined) await this.#untilArrived(index);
  }

  /**
   * Returns the rendered text of an entry, and drops the text from memory.
   * Returns undefined if the thread could not render the text.
   */
  take(path: string): PrerenderedText | undefined {
    const index = this.#indexes.get(path);
    const text = index === undefined ? undefined : this.#rendered.get(index);
    if (index === undefined || !text) return undefined;
    this.#rendered.delete(index);
    return unpackText(text);
  }

  /** Ends the thread, even in the middle of its work. */
  close(): void {
    this.#thread.unref();
    this.#port.close();
    this.#arrive(this.#indexes.size);
    this.#rendered.clear();
    void this.#thread.terminate();
  }

  /** Receives the waiting messages, and returns whether the text at `index` has arrived or never will. */
  #hasArrived(index: number): boolean {
    while (index >= this.#arrived) {
      const next: { message: TextReply } | undefined = receiveMessageOnPort(this.#port);
      if (!next) return false;
      this.#receive(next.message);
    }
    return true;
  }

  async #untilArrived(index: number): Promise<void> {
    while (index >= this.#arrived) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #receive(texts: TextReply): void {
    for (const [index, text] of texts.entries()) if (text) this.#rendered.set(this.#arrived + index, text);
    this.#arrive(this.#arrived + texts.length);
  }

  #arrive(count: number): void {
    this.#arrived = Math.max(this.#arrived, count);
    this.#wake();
  }
}
