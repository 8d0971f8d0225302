import { existsSync } from "node:fs";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { chromium, type Page } from "@playwright/test";
import type { Desk } from "#tests/support/program/program.ts";
import { startChild } from "../../scripts/setup/child.mjs";
import { sandboxFacts, sandboxObstacle } from "../../scripts/setup/machine.mjs";

/** A running program from a package, with its window open. */
export interface PackagedProgram {
  readonly page: Page;
  readonly processId: number;
  /** Returns the last URL that the program opened in the browser; waits until there is one. */
  openedAddress(): Promise<string>;
  close(): Promise<void>;
}

export interface StartOptions {
  /** The program's own binary, or the command that starts it. */
  readonly executable: string;
  readonly desk: Desk;
  /** User and group id with which to start it, instead of our own; needs root. */
  readonly userId?: number;
}

/**
 * Starts the packaged program. Playwright's `_electron` cannot inspect a release.
 * Therefore, connects to the program's page with the DevTools protocol, as to a browser.
 * The program chooses the port.
 */
export async function startPackaged({
  executable: program,
  desk,
  userId,
}: StartOptions): Promise<PackagedProgram> {
  const userData = join(desk.home, "user-data");
  const browserFolder = await standInForBrowser(desk.home);
  const command = [
    ...(userId === undefined ? [] : ["setpriv", `--reuid=${userId}`, `--regid=${userId}`, "--clear-groups"]),
    program,
    ...(userId === undefined && sandboxObstacle(sandboxFacts(dirname(program))) ? ["--no-sandbox"] : []),
    `--user-data-dir=${userData}`,
    "--remote-debugging-port=0",
    desk.blog,
  ];
  const [executable = "", ...args] = command;
  const child = startChild(executable, args, {
    cwd: desk.home,
    env: {
      // On Windows and macOS, programs need some variables of the session in order to start.
      ...(process.platform === "linux" ? { DISPLAY: process.env.DISPLAY } : process.env),
      PATH: [browserFolder, process.env.PATH].join(delimiter),
      LANG: "C.UTF-8",
      HOME: desk.home,
      HITOFUDE_DATA: join(desk.home, "data"),
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let complaints = "";
  child.process.stderr?.setEncoding("utf8").on("data", (text: string) => {
    complaints += text;
  });
  const died = child.done.then((code) => {
    throw new Error(`The program ended with ${code}:\n${complaints}`);
  });
  // When the window has appeared, nobody awaits this promise, and the end of the process is no failure.
  died.catch(() => undefined);

  const port = await Promise.race([debuggingPort(userData), died]);
  const browser = await Promise.race([chromium.connectOverCDP(`http://127.0.0.1:${port}`), died]);
  const [context] = browser.contexts();
  if (!context) throw new Error("The program has no page");
  const page = context.pages()[0] ?? (await Promise.race([context.waitForEvent("page"), died]));
  const { pid } = child.process;
  if (pid === undefined) throw new Error("The program did not start");
  return {
    page,
    processId: pid,
    openedAddress: () => content(join(desk.home, "opened-address")),
    close: async () => {
      await browser.close();
      // Only the program gets the signal; it ends its own processes in order.
      child.process.kill("SIGTERM");
      await child.done;
    },
  };
}

/**
 * Puts a program into a folder that replaces the desktop's browser.
 * The program records the URLs that it is called with.
 */
async function standInForBrowser(home: string): Promise<string> {
  const folder = join(home, "bin");
  await mkdir(folder, { recursive: true });
  const script =
    '#!/bin/sh\nprintf "%s\\n" "$1" > "$HOME/opened-address.part"\nmv "$HOME/opened-address.part" "$HOME/opened-address"\n';
  await writeFile(join(folder, "xdg-open"), script);
  await chmod(join(folder, "xdg-open"), 0o755);
  return folder;
}

/** Returns the port, which is the first line of a file that Chromium writes when it listens. */
async function debuggingPort(userData: string): Promise<number> {
  const file = join(userData, "DevToolsActivePort");
  return Number((await content(file)).split("\n")[0]);
}

async function content(file: string): Promise<string> {
  while (!existsSync(file) || (await readFile(file, "utf8")).trim() === "") await delay(50);
  return (await readFile(file, "utf8")).trim();
}
