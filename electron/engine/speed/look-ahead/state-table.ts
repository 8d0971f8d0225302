/** What tells whether anybody has touched a file since it was last looked at, as `fs.Stats` has it. */
export interface FileState {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly ino: number;
}

const numbers = 4;
const rowBytes = numbers * Float64Array.BYTES_PER_ELEMENT + Int32Array.BYTES_PER_ELEMENT;

/** States of files in memory that two threads share: one puts them in, row by row, and the other may look at any time. */
export class StateTable {
  readonly #states: Float64Array;
  /** 1 in rows that are there. */
  readonly #there: Int32Array;

  constructor(memory: SharedArrayBuffer) {
    const rows = Math.floor(memory.byteLength / rowBytes);
    this.#states = new Float64Array(memory, 0, rows * numbers);
    this.#there = new Int32Array(memory, this.#states.byteLength, rows);
  }

  /** Memory for so many rows. */
  static memoryFor(rows: number): SharedArrayBuffer {
    return new SharedArrayBuffer(rows * rowBytes);
  }

  /** Where there is such a row. */
  put(row: number, { size, mtimeMs, ctimeMs, ino }: FileState): void {
    if (row >= this.#there.length) return;
    const start = row * numbers;
    this.#states[start] = size;
    this.#states[start + 1] = mtimeMs;
    this.#states[start + 2] = ctimeMs;
    this.#states[start + 3] = ino;
    Atomics.store(this.#there, row, 1);
  }

  at(row: number): FileState | undefined {
    if (row >= this.#there.length || Atomics.load(this.#there, row) === 0) return undefined;
    const start = row * numbers;
    return {
      size: this.#states[start] ?? 0,
      mtimeMs: this.#states[start + 1] ?? 0,
      ctimeMs: this.#states[start + 2] ?? 0,
      ino: this.#states[start + 3] ?? 0,
    };
  }
}
