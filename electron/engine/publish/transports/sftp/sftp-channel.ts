import type { Duplex } from "node:stream";
import { messageOf } from "#contract/errors.ts";
import { AnswerReader, answerType, type Field, packet, requestType } from "./sftp-packets.ts";

/** Called once per request, with the reply's type and body, or with an error if the connection is lost. */
export type OnAnswer = (error: Error | null, type: number, body: AnswerReader) => void;

/** The version of SFTP that every server supports. */
const version = 3;

/** Maximum length of a packet from the server, in bytes, as in OpenSSH. */
const maxPacketBytes = 256 * 1024;

const nothing = new AnswerReader(Buffer.alloc(0));

/**
 * Time for which output other than SFTP is collected, in milliseconds.
 * If the server runs a program that only prints a message, the program usually ends within this time.
 */
const noiseMs = 1000;
const maxNoiseBytes = 1024;

/** Thrown if the server sends output other than SFTP, or ends the channel before sending its SFTP version. */
export class NotSftp extends Error {
  /**
   * The output, or `silent` if the server keeps the channel open and sends nothing,
   * or `refused` if it does not start SFTP.
   */
  readonly output: string;
  /**
   * Whether the channel is still open.
   * If the channel is open, a start file such as `.bashrc` may have printed the output.
   */
  readonly isOpen: boolean;

  constructor(output: string, isOpen: boolean) {
    super(output === "" ? "the SFTP channel was closed" : `the server sent ${output}`);
    this.output = output;
    this.isOpen = isOpen;
  }
}

/** Sends and receives SFTP packets. Requests in the same turn of the event loop share large SSH packets. */
export class SftpChannel {
  readonly #stream: Duplex;
  readonly #onLost: (reason: string) => void;
  readonly #waiting = new Map<number, OnAnswer>();
  #nextId = 0;
  /** Parts of packets that are sent at the end of this turn of the event loop. */
  #outgoing: Uint8Array[] = [];
  #incoming: Buffer[] = [];
  #incomingLength = 0;
  /** The functions that settle the promise of `start`, or null after the server has sent its version. */
  #hello: { readonly resolve: (body: AnswerReader) => void; readonly reject: (error: Error) => void } | null =
    null;
  /** Output that is not SFTP. The server sent it before its SFTP version. */
  #noise: Buffer | null = null;
  #isLost = false;

  /** `onLost` is called once, when the channel is lost. */
  constructor(stream: Duplex, onLost: (reason: string) => void) {
    this.#stream = stream;
    this.#onLost = onLost;
    stream.on("data", (data: Buffer) => this.#take(data));
    stream.on("error", (error: Error) => this.#lose(error.message));
    stream.on("close", () => this.#lose("the SFTP channel was closed"));
    stream.on("end", () => this.#lose("the SFTP channel was closed"));
  }

  /**
   * Negotiates the protocol version. Returns the names and values of the server's extensions.
   * Rejects with `NotSftp` if the server sends other output, or ends the channel.
   */
  async start(): Promise<ReadonlyMap<string, string>> {
    const body = await new Promise<AnswerReader>((resolve, reject) => {
      this.#hello = { resolve, reject };
      this.#put(packet(requestType.init, [version]));
    });
    const theirs = body.uint32();
    if (theirs !== version) throw new Error(`the server speaks version ${theirs} of SFTP`);
    const extensions = new Map<string, string>();
    while (body.left > 0) extensions.set(body.text(), body.text());
    return extensions;
  }

  /** Sends a request at the end of this turn of the event loop, together with all requests of this turn. */
  request(type: number, fields: readonly Field[], done: OnAnswer): void {
    const id = this.#nextId;
    this.#nextId = (id + 1) >>> 0;
    this.#waiting.set(id, done);
    this.#put(packet(type, [id, ...fields]));
  }

  #put(parts: readonly Uint8Array[]): void {
    if (this.#outgoing.length === 0) setImmediate(() => this.#flush());
    this.#outgoing.push(...parts);
  }

  #flush(): void {
    const parts = this.#outgoing;
    this.#outgoing = [];
    if (this.#isLost || !this.#stream.writable) return;
    try {
      this.#stream.write(Buffer.concat(parts));
    } catch (error) {
      // After a connection has ended, each write throws until ssh2 reports the end.
      this.#lose(messageOf(error));
    }
  }

  #take(data: Buffer): void {
    if (this.#noise || (this.#hello && this.#incomingLength === 0 && data[0] !== 0)) {
      this.#takeNoise(data);
      return;
    }
    this.#incoming.push(data);
    this.#incomingLength += data.length;
    try {
      for (let next = this.#nextPacket(); next; next = this.#nextPacket()) this.#dispatch(next);
    } catch (error) {
      this.#stream.destroy();
      this.#lose(messageOf(error));
    }
  }

  /** Collects output that is not SFTP. An SFTP packet always begins with a zero byte. */
  #takeNoise(data: Buffer): void {
    if (!this.#noise) setTimeout(() => this.#refuse(true), noiseMs).unref();
    this.#noise = Buffer.concat([this.#noise ?? nothingReceived, data]).subarray(0, maxNoiseBytes);
  }

  #refuse(isOpen: boolean): void {
    this.#hello?.reject(new NotSftp(this.#noise?.toString("utf8") ?? "", isOpen));
    this.#hello = null;
  }

  /** Returns the next packet without its length field, or null if the packet is incomplete. */
  #nextPacket(): Buffer | null {
    if (this.#isLost || this.#incomingLength < 4) return null;
    let [bytes = nothingReceived] = this.#incoming;
    if (bytes.length < 4) bytes = this.#join();
    const end = 4 + bytes.readUInt32BE(0);
    if (end < 5 || end > maxPacketBytes + 4) throw new Error("the server sent a packet of no allowed length");
    if (this.#incomingLength < end) return null;
    if (bytes.length < end) bytes = this.#join();
    this.#incoming[0] = bytes.subarray(end);
    if (bytes.length === end) this.#incoming.shift();
    this.#incomingLength -= end;
    return bytes.subarray(4, end);
  }

  #join(): Buffer {
    const bytes = Buffer.concat(this.#incoming);
    this.#incoming = [bytes];
    return bytes;
  }

  #dispatch(bytes: Buffer): void {
    const type = bytes.readUInt8(0);
    const body = new AnswerReader(bytes.subarray(1));
    if (type === answerType.version) {
      this.#hello?.resolve(body);
      this.#hello = null;
      return;
    }
    const id = body.uint32();
    const done = this.#waiting.get(id);
    if (!done) throw new Error("the server answered what was not asked");
    this.#waiting.delete(id);
    done(null, type, body);
  }

  #lose(reason: string): void {
    if (this.#isLost) return;
    this.#isLost = true;
    this.#refuse(false);
    for (const done of this.#waiting.values()) done(new Error(reason), 0, nothing);
    this.#waiting.clear();
    this.#onLost(reason);
  }
}

const nothingReceived = Buffer.alloc(0);
