import { cp, mkdir, mkdtemp, readFile, rename, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { _electron, type ElectronApplication, type Page } from "@playwright/test";
import { stateIn } from "../trusted-folder.ts";
import { electronDist } from "../../../scripts/setup/electron-runtime.mjs";

const repository = fileURLToPath(new URL("../../..", import.meta.url));

/** The blog with which a new author starts. */
const sampleBlog = join(repository, "resources", "sample-blog");

/** A separate home folder for one test's program, which uses nothing of the developer's own. */
export interface Desk {
  readonly home: string;
  readonly blog: string;
}

export interface DeskOptions {
  /** Preferences at the start. Defaults: English; drafts on screen stay drafts at a publish. */
  readonly preferences?: Record<string, unknown>;
  /** Folder that becomes the desk's blog. Default: a copy of the sample blog. */
  readonly blog?: string;
  /** Whether the blog counts as opened on this computer before. Default: true. */
  readonly trusted?: boolean;
}

/** Creates a home folder with a blog in it. */
export async function setDesk(options: DeskOptions = {}): Promise<Desk> {
  const home = await mkdtemp(join(tmpdir(), "hitofude-e2e-"));
  const blog = join(home, "blog");
  if (options.blog === undefined) await cp(sampleBlog, blog, { recursive: true });
  else await rename(options.blog, blog);
  await mkdir(join(home, "user-data"), { recursive: true });
  await writeFile(preferencesFile({ home }), JSON.stringify(preferencesOf(blog, options)));
  return { home, blog };
}

function preferencesOf(blog: string, { trusted = true, preferences }: DeskOptions): object {
  const usual = { language: "en", newPosts: { [blog]: "keep" } };
  return { ...usual, blogsBeforeTrust: trusted ? [blog] : [], ...preferences };
}

/** Returns a path in the state folder of the desk's blog. */
export function blogState({ home, blog }: Desk, ...names: string[]): string {
  return stateIn({ XDG_DATA_HOME: join(home, "data") }, blog, ...names);
}

/** Returns the author's stored preferences. */
export async function storedPreferences(desk: Desk): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(preferencesFile(desk), "utf8"));
}

function preferencesFile({ home }: Pick<Desk, "home">): string {
  return join(home, "user-data", "preferences.json");
}

export interface RunningProgram {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Closes the program by its window, as its author does. */
  close(): Promise<void>;
  /** Kills the main process, as a power cut would. Does nothing if it has ended. */
  kill(): Promise<void>;
}

/** Returns the command that starts the program on a desk, with the given folders or files. */
export async function programCommand(desk: Desk, given: readonly string[]) {
  const dist = await electronDist();
  if (!dist) throw new Error("no Electron here: npm run setup");
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return {
    executablePath: dist.executable,
    args: [...asRoot, `--user-data-dir=${join(desk.home, "user-data")}`, repository, ...given],
    env: {
      ...definedOnly(process.env),
      ...dist.env,
      HOME: desk.home,
      XDG_DATA_HOME: join(desk.home, "data"),
      XDG_CONFIG_HOME: join(desk.home, "config"),
    },
  };
}

/**
 * Starts the real program on a desk, with its blog unless something else is given, and waits for its window.
 */
export async function startProgram(
  desk: Desk,
  given: readonly string[] = [desk.blog],
): Promise<RunningProgram> {
  // The program chooses the colours itself, not Playwright.
  const app = await _electron.launch({ ...(await programCommand(desk, given)), colorScheme: null });
  const child = app.process();
  const page = await app.firstWindow();
  return {
    app,
    page,
    close: () => app.close(),
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await ended;
    },
  };
}

function definedOnly(environment: NodeJS.ProcessEnv): Record<string, string> {
  const entries = Object.entries(environment);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
