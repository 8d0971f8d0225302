import { Socket } from "node:net";

/**
 * A socket that batches all writes of one event loop turn: ssh2 writes each packet in three pieces, which
 * would be three system calls and three network segments.
 */
export class BatchingSocket extends Socket {
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
