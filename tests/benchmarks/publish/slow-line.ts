import { connect, createServer, type Socket } from "node:net";

/** The properties of a line. */
export interface LineTraits {
  /** Duration of a round trip in milliseconds. Each direction takes half of this time. */
  readonly roundTripMs?: number;
  /** Number of bits that a client can send per second. Default: no limit. */
  readonly uplinkBits?: number;
}

/** A simulated connection with a delay and a limited speed. */
export interface SlowLine {
  readonly port: number;
  /**
   * Round trips of the last connection.
   * A round trip is counted when the client answers a reply of the server with another request.
   * Requests that do not wait for replies cause no round trip.
   */
  readonly roundTrips: number;
  /** Bytes that clients have sent since the line was opened. */
  readonly sentBytes: number;
  /** Resolves when the last connection has ended. */
  lastEnded(): Promise<unknown>;
  stop(): Promise<void>;
}

/** The speed of one direction of the line. All connections of the line share this speed. */
class Rate {
  readonly #bytesPerMs: number;
  #freeAt = 0;

  constructor(bits: number | undefined) {
    this.#bytesPerMs = bits === undefined ? Number.POSITIVE_INFINITY : bits / 8000;
  }

  /** Time at which the line will have passed on all data that it has received. */
  get freeAt(): number {
    return Math.max(this.#freeAt, performance.now());
  }

  /** Adds a number of bytes. Returns the time in milliseconds until the line has passed on these bytes. */
  take(bytes: number): number {
    this.#freeAt = this.freeAt + bytes / this.#bytesPerMs;
    return this.#freeAt - performance.now();
  }
}

/** One direction of a connection, which delivers data in the order of sending. */
class Lane {
  readonly #to: Socket;
  readonly #delayMs: number;
  readonly #rate: Rate;
  readonly #queue: { readonly at: number; readonly act: () => void }[] = [];

  constructor(to: Socket, delayMs: number, rate: Rate) {
    this.#to = to;
    this.#delayMs = delayMs;
    this.#rate = rate;
  }

  /** Passes data on after its delay. A sender that is too fast has to wait, as before a full queue. */
  carry(from: Socket, data: Buffer, arrived: () => void): void {
    const queuedMs = this.#rate.take(data.length);
    if (queuedMs > mostQueuedMs) {
      from.pause();
      setTimeout(() => from.resume(), queuedMs - mostQueuedMs);
    }
    this.after(() => {
      arrived();
      this.#to.write(data);
    });
  }

  /** Calls `act` when all data sent before the call has arrived. */
  after(act: () => void): void {
    this.#queue.push({ at: this.#rate.freeAt + this.#delayMs, act });
    if (this.#queue.length === 1) this.#wait();
  }

  #wait(): void {
    const [next] = this.#queue;
    if (!next) return;
    const ms = next.at - performance.now();
    if (ms < 0.5 && this.#delayMs === 0) this.#arrive();
    else setTimeout(() => this.#arrive(), Math.max(ms, 0));
  }

  /**
   * Timers of different lengths may fire in a different order than they were started.
   * Passes on all data whose time has come, in the order of sending.
   */
  #arrive(): void {
    for (let next = this.#queue[0]; next && next.at <= performance.now() + 0.5; next = this.#queue[0]) {
      this.#queue.shift();
      next.act();
    }
    this.#wait();
  }
}

/** A router queues data for this many milliseconds before it slows the sender down. */
const mostQueuedMs = 50;

/** Opens a slow line on loopback to another port. */
export async function openSlowLine(targetPort: number, traits: LineTraits): Promise<SlowLine> {
  const sockets = new Set<Socket>();
  const delayMs = (traits.roundTripMs ?? 0) / 2;
  let lastTurns = new Turns();
  let sentBytes = 0;
  let lastEnded: Promise<unknown> = Promise.resolve();
  const uplink = new Rate(traits.uplinkBits);
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const upstream = connect({ port: targetPort, host: "127.0.0.1", allowHalfOpen: true });
    // Each connection counts separately, because one may still be ending when the next connection begins.
    const turns = new Turns();
    lastTurns = turns;
    lastEnded = new Promise((resolve) => client.once("close", resolve));
    const up = new Lane(upstream, delayMs, uplink);
    const down = new Lane(client, delayMs, new Rate(undefined));
    client.on("data", (data) => {
      sentBytes += data.length;
      const turn = turns.sent();
      up.carry(client, data, () => turns.reached(turn));
    });
    upstream.on("data", (data) => {
      const turn = turns.answered();
      down.carry(upstream, data, () => turns.received(turn));
    });
    for (const [from, to, lane] of [
      [client, upstream, up],
      [upstream, client, down],
    ] as const) {
      sockets.add(from.setNoDelay(true));
      from.on("end", () => lane.after(() => to.end()));
      from.on("error", () => to.destroy());
      from.on("close", () => sockets.delete(from));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    port: address.port,
    get roundTrips() {
      return lastTurns.count;
    },
    get sentBytes() {
      return sentBytes;
    },
    lastEnded: () => lastEnded,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/**
 * Counts round trips by numbering the messages (a logical clock).
 * A client numbers its message one higher than the highest number in the replies it has received.
 */
class Turns {
  #client = 0;
  #server = 0;
  #highest = 0;

  get count(): number {
    return this.#highest;
  }

  /** Call this when the client sends. */
  sent(): number {
    this.#highest = Math.max(this.#highest, this.#client + 1);
    return this.#client + 1;
  }

  reached(turn: number): void {
    this.#server = Math.max(this.#server, turn);
  }

  /** Call this when the server sends. */
  answered(): number {
    return this.#server;
  }

  received(turn: number): void {
    this.#client = Math.max(this.#client, turn);
  }
}
