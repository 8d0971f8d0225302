import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Frame, Page } from "@playwright/test";
import { corpusPost, postPath, writeCorpus } from "../corpus.ts";
import { buildBareWindow, giveText, type PeerPage, peerProgram } from "./bare-window.ts";
import { type Launched, launch } from "./launch.ts";

const repository = fileURLToPath(new URL("../../..", import.meta.url));

/** A blog, a user folder and a program to compare with, used by one part of the benchmark after the other. */
export interface Desk {
  /** Number of posts in the blog. */
  readonly posts: number;
  /** Replaces the text of the post that both programs open. */
  write(text: string): Promise<void>;
  useTheme(theme: string): Promise<void>;
  startOurs(): Promise<Launched>;
  startPeer(page: PeerPage): Promise<Launched>;
  clear(): Promise<void>;
}

/** Creates a desk with a blog of this many posts in the temporary folder. */
export async function setDesk(posts: number): Promise<Desk> {
  const folder = await mkdtemp(join(tmpdir(), "hitofude-bench-"));
  const [blog, profile, peer] = [join(folder, "blog"), join(folder, "user-data"), join(folder, "peer")];
  await writeCorpus(blog, posts);
  await mkdir(profile);
  await buildBareWindow(peer);
  return {
    posts,
    write: async (text) => {
      const post = corpusPost(1);
      await writeFile(join(blog, postPath(1)), post.slice(0, post.indexOf("---\n\n") + 5) + text);
      await giveText(peer, text);
    },
    useTheme: async (theme) => {
      const file = join(blog, "blog.yaml");
      await writeFile(file, (await readFile(file, "utf8")).replace(/^theme: .*$/m, `theme: ${theme}`));
    },
    startOurs: async () => {
      const preferences = { language: "en", lastPost: { [blog]: postPath(1) } };
      await writeFile(join(profile, "preferences.json"), JSON.stringify(preferences));
      return launch([repository, blog], profile, { HOME: folder, XDG_DATA_HOME: join(folder, "data") });
    },
    startPeer: (page) => launch(peerProgram(peer, page), join(folder, "peer-data")),
    clear: () => rm(folder, { recursive: true, maxRetries: 5 }),
  };
}

/** Runs `use` with a program, and stops the program afterwards, even if `use` fails. */
export async function during<Result>(
  starting: Promise<Launched>,
  use: (program: Launched) => Promise<Result>,
): Promise<Result> {
  const program = await starting;
  try {
    return await use(program);
  } finally {
    await program.stop();
  }
}

/** Returns the frame of our preview when the article has appeared in it. */
export async function previewOf(page: Page): Promise<Frame> {
  await page.frameLocator("iframe").locator(".e-content").waitFor();
  const frame = page.frames().find((candidate) => candidate.url().startsWith("site:"));
  if (!frame) throw new Error("the program shows no preview");
  return frame;
}

/** Resolves when the editor accepts input and the caret is at the end of the second visible line. */
export async function readyToType(page: Page): Promise<void> {
  await page.locator(".monaco-editor .view-line").nth(1).click();
  await page.keyboard.press("End");
}
