import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tryAttack } from "#tests/support/attack.ts";
import { canaryIn, contentsOf, differences, makeHome } from "./canary-home.ts";
import { type Attack, makeHarmless } from "./hostile-folder.ts";
import { useBlog } from "./use-blog.ts";

interface Scene {
  /** Folder that contains the blog and the home. */
  readonly top: string;
  /** Folder of the blog. */
  readonly folder: string;
  /** A user's home folder. */
  readonly outside: string;
  /**
   * Folder into which the site is built on request.
   * The folder is inside the blog, because a hostile folder may already contain a built site.
   */
  readonly out: string;
}

/** Creates a harmless blog beside a canary home, and applies the attack. Removes everything afterwards. */
export async function onScene<T>(attack: Attack | null, act: (scene: Scene) => Promise<T>): Promise<T> {
  const top = await mkdtemp(join(tmpdir(), "hitofude-hostile-"));
  const [folder, outside] = [join(top, "home", "blogs", "blog"), join(top, "outside")];
  try {
    await mkdir(folder, { recursive: true });
    await makeHome(outside);
    await makeHarmless(folder);
    await attack?.(folder, outside);
    return await act({ top, folder, outside, out: join(folder, "site") });
  } finally {
    await rm(top, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * Uses the blog of an attack.
 * Counts the attack as successful if anything outside the blog was changed or read.
 */
export async function tryOut(name: string, attack: Attack): Promise<void> {
  await onScene(attack, async ({ top, folder, out }) => {
    // Everything around the blog and the program's data beside it, including the home
    const around = async () => {
      const found = [...(await contentsOf(top))];
      return new Map(found.filter(([path]) => !/^home.blogs.(?:blog|data)\b/.test(path)));
    };
    const before = await around();
    const { leaks } = await useBlog(folder, out);
    const harm = [...differences(before, await around()), ...leaks, ...(await canaryIn(out))];
    await tryAttack(`${name}: ${harm.join(", ")}`, () => harm.length > 0);
  });
}
