import { cp, mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { _electron, type ElectronApplication, type Page } from "@playwright/test";
import { electronDist } from "../../scripts/setup/electron-runtime.mjs";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** The blog that a new author starts with. */
const sampleBlog = join(repository, "resources", "sample-blog");

/** A home of its own for one test's program: nothing of the person who runs the tests is touched. */
export interface Desk {
  readonly home: string;
  readonly blog: string;
}

export interface DeskOptions {
  /** Preferences to start with; English unless said otherwise. */
  readonly preferences?: Record<string, unknown>;
  /** Folder to copy the blog from; the sample blog by default. */
  readonly blog?: string;
}

/** Makes a home with a copy of a blog. */
export async function setDesk(options: DeskOptions = {}): Promise<Desk> {
  const home = await mkdtemp(join(tmpdir(), "hitofude-e2e-"));
  const blog = join(home, "blog");
  await cp(options.blog ?? sampleBlog, blog, { recursive: true });
  await mkdir(join(home, "user-data"), { recursive: true });
  await writeFile(preferencesFile({ home }), JSON.stringify({ language: "en", ...options.preferences }));
  return { home, blog };
}

/** What the program remembers of its author's choices. */
export async function storedPreferences(desk: Desk): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(preferencesFile(desk), "utf8"));
}

function preferencesFile({ home }: Pick<Desk, "home">): string {
  return join(home, "user-data", "preferences.json");
}

export interface RunningProgram {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Closes the program as its author would, by its window. */
  close(): Promise<void>;
  /** Ends the main process as a power cut would; does nothing when it has ended. */
  kill(): Promise<void>;
}

/** Starts the real program on a desk and waits for its window. */
export async function startProgram(
  desk: Desk,
  environment: Record<string, string> = {},
): Promise<RunningProgram> {
  const dist = await electronDist();
  if (!dist) throw new Error("no Electron here: npm run setup");
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const app = await _electron.launch({
    executablePath: dist.executable,
    // The program's own choice, not Playwright's.
    colorScheme: null,
    args: [...asRoot, `--user-data-dir=${join(desk.home, "user-data")}`, repository, desk.blog],
    env: {
      ...definedOnly(process.env),
      ...dist.env,
      HOME: desk.home,
      XDG_DATA_HOME: join(desk.home, "data"),
      ...environment,
    },
  });
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
