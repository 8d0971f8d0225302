import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { type Browser, chromium, type Page } from "@playwright/test";
import { freePort } from "#tests/support/servers/loopback-server.ts";
import { electronDist } from "../../../scripts/setup/electron-runtime.mjs";

/** A program started without test switches, because such switches make a program wait for the benchmark. */
export interface Launched {
  readonly page: Page;
  /** Time at which the process was started, in milliseconds since the epoch. */
  readonly launchedAt: number;
  /** Id of the program's first process. */
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts a program in Electron. `profile`: folder of its user data, including V8's compiled code. */
export async function launch(
  program: readonly string[],
  profile: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Launched> {
  const dist = await electronDist();
  if (!dist) throw new Error("no Electron here: npm run setup");
  if (process.platform === "linux" && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    throw new Error("no display here for the program: xvfb-run -a npm run bench:app");
  }
  const port = await freePort();
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const args = [...asRoot, `--remote-debugging-port=${port}`, `--user-data-dir=${profile}`, ...program];
  const launchedAt = Date.now();
  const child = spawn(dist.executable, args, {
    env: { ...process.env, ...dist.env, ...environment },
    stdio: "ignore",
  });
  const browser = await attach(child, port);
  const stop = async (): Promise<void> => {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    await browser.close();
    if (child.exitCode === null && child.kill()) await ended;
  };
  return { page: await firstPage(browser), launchedAt, pid: child.pid ?? 0, stop };
}

async function attach(child: ChildProcess, port: number): Promise<Browser> {
  for (;;) {
    const ended = child.exitCode ?? child.signalCode;
    if (ended !== null) throw new Error(`the program ended with ${ended}, maybe because it has no display`);
    const answer = await fetch(`http://127.0.0.1:${port}/json/list`).catch(() => null);
    const targets: unknown = answer ? await answer.json() : null;
    if (Array.isArray(targets) && targets.some(({ type }) => type === "page")) {
      return chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    }
    await pause(20);
  }
}

async function firstPage(browser: Browser): Promise<Page> {
  for (;;) {
    const page = browser.contexts().flatMap((context) => context.pages())[0];
    if (page) return page;
    await pause(5);
  }
}
