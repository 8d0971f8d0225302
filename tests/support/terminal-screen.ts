import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";

/** The program `script` runs a command in a new terminal and prints the terminal's output. */
const script = "/usr/bin/script";

/** Whether this computer can run commands in a terminal. */
export const hasTerminals = process.platform === "linux" && existsSync(script);

/** A command in a terminal, in English, with a separate home folder. */
export class TerminalScreen {
  readonly #child: ChildProcess;
  readonly ended: Promise<number | null>;
  #unread = "";
  #read = "";

  constructor(command: string, home: string, environment: Readonly<Record<string, string>> = {}) {
    const env = { PATH: process.env.PATH, LANG: "en_US.UTF-8", TERM: "xterm", HOME: home, ...environment };
    this.#child = spawn(script, ["-qefc", command, "/dev/null"], { env });
    this.#child.stdout?.setEncoding("utf8").on("data", (data) => {
      this.#unread += data;
    });
    this.ended = new Promise((resolve) => this.#child.once("close", resolve));
  }

  /** Types text when the prompt is on the screen. Later calls ignore the output before this prompt. */
  async answer(prompt: string, keys: string): Promise<void> {
    while (!this.#unread.includes(prompt)) {
      if (this.#child.exitCode !== null) throw new Error(this.everything);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    this.#read += this.#unread;
    this.#unread = "";
    this.#child.stdin?.write(keys);
  }

  /** Returns the output of the terminal since the last typed answer. */
  get text(): string {
    return this.#unread;
  }

  get everything(): string {
    return this.#read + this.#unread;
  }
}
