import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { _electron, type ElectronApplication, type Page } from "@playwright/test";
import { stateIn } from "../trusted-folder.ts";
import { electronDist } from "../../../scripts/setup/electron-runtime.mjs";

/** Time limit for an action in the window, like the limit of `expect` in playwright.config.ts. */
const actionTimeoutMs = 120_000;

const repository = fileURLToPath(new URL("../../..", import.meta.url));

/** The blog with which a new author starts. */
const sampleBlog = join(repository, "resources", "sample-blog");

/** A separate home folder for the program of one test. The program uses no data of the developer. */
export interface Desk {
  readonly home: string;
  readonly blog: string;
}

export interface DeskOptions {
  /** Preferences at the start. By default, the program is in English and does not publish open drafts. */
  readonly preferences?: Record<string, unknown>;
  /** Folder of the blog. By default, a copy of the sample blog is made. */
  readonly blog?: string;
  /** Whether this computer counts the blog as opened before. Default: true. */
  readonly trusted?: boolean;
}

/** Creates a home folder with a blog in it. */
export async function setDesk(options: DeskOptions = {}): Promise<Desk> {
  const home = await mkdtemp(join(tmpdir(), "hitofude-e2e-"));
  const blog = join(home, "blog");
  if (options.blog === undefined) await putSample({ home, blog });
  else await rename(options.blog, blog);
  await mkdir(join(home, "user-data"), { recursive: true });
  await writeFile(preferencesFile({ home }), JSON.stringify(preferencesOf(blog, options)));
  return { home, blog };
}

/** Folders of desks with the sample blog. */
const sampleDesks = new Set<string>();

/**
 * Folder with the smaller copies of the sample blog's images, and the number of copies in it.
 * Making them takes more CPU time than a start of the program.
 * The first program that publishes the sample blog makes them, and later programs of this process find them.
 */
let sampleImages: { readonly folder: string; readonly count: number } | undefined;

async function putSample(desk: Desk): Promise<void> {
  // The records of the copies contain the times of the images
  await cp(sampleBlog, desk.blog, { recursive: true, preserveTimestamps: true });
  sampleDesks.add(desk.home);
  if (sampleImages === undefined) return;
  const { folder } = sampleImages;
  await cp(folder, blogState(desk, "cache"), { recursive: true, preserveTimestamps: true });
}

/** Keeps the copies of images that the programs of a desk have made. */
async function keepSampleImages(desk: Desk): Promise<void> {
  const images = blogState(desk, "cache", "images");
  if (!sampleDesks.has(desk.home) || !existsSync(images) || !existsSync(`${images}.index`)) return;
  const { length: count } = await readdir(images);
  if (count <= (sampleImages?.count ?? 0)) return;
  const folder = mkdtempSync(join(tmpdir(), "hitofude-e2e-images-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  for (const name of ["images", "images.index"]) {
    const made = blogState(desk, "cache", name);
    await cp(made, join(folder, name), { recursive: true, preserveTimestamps: true });
  }
  sampleImages = { folder, count };
}

/** Waits for the next window that the program opens. */
export function newWindow(app: ElectronApplication): Promise<Page> {
  return app.waitForEvent("window", { timeout: actionTimeoutMs });
}

/** Removes the folders of a desk. Call it after all programs of the desk have ended. */
export async function removeDesk(desk: Desk): Promise<void> {
  await keepSampleImages(desk);
  await rm(desk.home, { recursive: true, force: true, maxRetries: 20 });
}

function preferencesOf(blog: string, { trusted = true, preferences }: DeskOptions): object {
  const usual = { language: "en", newPosts: { [blog]: "keep" } };
  return { ...usual, blogsBeforeTrust: trusted ? [blog] : [], ...preferences };
}

/** Returns a path inside the state folder of the blog. */
export function blogState({ home, blog }: Desk, ...names: string[]): string {
  return stateIn({ XDG_DATA_HOME: join(home, "data") }, blog, ...names);
}

/** Returns the preferences of the author that the program has stored. */
export async function storedPreferences(desk: Desk): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(preferencesFile(desk), "utf8"));
}

function preferencesFile({ home }: Pick<Desk, "home">): string {
  return join(home, "user-data", "preferences.json");
}

export interface RunningProgram {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Closes the program by closing its window, as an author does. */
  close(): Promise<void>;
  /** Kills the main process, like a power failure. Does nothing if the process has ended. */
  kill(): Promise<void>;
}

/** Returns the command that starts the program with the given folders or files. */
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
 * Starts the real program with the given arguments (default: the blog), and waits for its window.
 */
export async function startProgram(
  desk: Desk,
  given: readonly string[] = [desk.blog],
): Promise<RunningProgram> {
  // Playwright must not set the colour scheme, because the program chooses it.
  const app = await _electron.launch({ ...(await programCommand(desk, given)), colorScheme: null });
  const child = app.process();
  // Playwright applies its configured time limits to browsers, but not to Electron, and its default is 30 s.
  app.context().setDefaultTimeout(actionTimeoutMs);
  const page = await app.firstWindow({ timeout: actionTimeoutMs });
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
