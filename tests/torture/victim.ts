import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { type Browser, chromium, type Page } from "@playwright/test";
import { freePort } from "#tests/support/servers/loopback-server.ts";
import { familyOf, isRunning } from "#tests/support/processes.ts";
import { type Desk, programCommand } from "#tests/support/program/program.ts";

/** Maximum time for the program to restart on a busy computer. */
const timeoutMs = 60_000;

/** The process of the program that is killed. */
export type Part = "main" | "engine" | "pages";

const marks: Readonly<Record<Exclude<Part, "main">, string>> = {
  engine: "--utility-sub-type=node.mojom.NodeService",
  pages: "--type=renderer",
};

/** The real program, started as a user starts it, except for the debugging port. */
export class Victim {
  readonly #child: ChildProcess;
  readonly #address: string;
  #browser: Browser | undefined;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.#address = `http://127.0.0.1:${port}`;
  }

  static async start(desk: Desk): Promise<Victim> {
    const port = await freePort();
    const { executablePath, args, env } = await programCommand(desk, [desk.blog]);
    const child = spawn(executablePath, [`--remote-debugging-port=${port}`, ...args], {
      env,
      stdio: "ignore",
    });
    return new Victim(child, port);
  }

  /** Returns the window's current page: after a crash, the previous object cannot be used. */
  async page(): Promise<Page> {
    await this.#browser?.close().catch(() => undefined);
    for (const deadline = Date.now() + timeoutMs; ; ) {
      if (this.#hasEnded) throw new Error("the program has ended by itself");
      if (Date.now() > deadline) throw new Error("the window does not come");
      const page = await this.#tryPage();
      if (page) return page;
      await this.#browser?.close().catch(() => undefined);
      await pause(100);
    }
  }

  /** Kills parts of the program at the same time, as a crash would. Returns the time. */
  async kill(...parts: readonly Part[]): Promise<number> {
    const family = this.#family();
    const chosen = family.filter(({ id, commandLine }) =>
      parts.some((part) => (part === "main" ? id === this.#child.pid : commandLine.includes(marks[part]))),
    );
    if (chosen.length < parts.length) throw new Error(`no process to kill: ${parts.join(", ")}`);
    const at = Date.now();
    for (const { id } of chosen) end(id);
    if (parts.includes("main")) await this.#untilGone(family.map(({ id }) => id));
    return at;
  }

  /** Ends everything that still runs. */
  async stop(): Promise<void> {
    await this.#browser?.close().catch(() => undefined);
    const ids = this.#family().map(({ id }) => id);
    for (const id of ids) end(id);
    await this.#untilGone(ids);
  }

  get #hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  #family() {
    return this.#child.pid === undefined || this.#hasEnded ? [] : familyOf(this.#child.pid);
  }

  async #tryPage(): Promise<Page | undefined> {
    try {
      this.#browser = await chromium.connectOverCDP(this.#address, { timeout: 20_000 });
      const page = this.#browser.contexts().flatMap((context) => context.pages())[0];
      await page?.locator("#root > *").first().waitFor({ timeout: 20_000 });
      return page;
    } catch {
      return undefined;
    }
  }

  /**
   * Child processes notice the end of the main process and end, too.
   * Ends those that do not end within a while.
   */
  async #untilGone(ids: readonly number[]): Promise<void> {
    const deadline = Date.now() + 10_000;
    while (ids.some(isRunning)) {
      if (Date.now() > deadline) for (const id of ids) end(id);
      await pause(20);
    }
  }
}

function end(id: number): void {
  try {
    process.kill(id, "SIGKILL");
  } catch {
    // The process has ended in the meantime.
  }
}
