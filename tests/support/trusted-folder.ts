import { homedir } from "node:os";
import { join } from "node:path";
import { stateRootOf } from "#contract/state-root.ts";
import { blogId } from "#engine/blog/folder/blog-id.ts";
import { BlogState } from "#engine/state/blog-state.ts";
import { statePathOf } from "#engine/state/state-path.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Returns the folder in which a program with this environment stores data about blogs. */
export function stateRootIn(env: Environment = process.env): string {
  return stateRootOf({ platform: process.platform, env, home: homedir() });
}

/** Returns a path in the state folder of a blog, for a program with the environment `env`. */
export function stateIn(env: Environment, blogFolder: string, ...names: string[]): string {
  return join(statePathOf(stateRootIn(env), blogFolder), ...names);
}

/** Marks a blog folder as trusted, as if the author had agreed. */
export async function trustFolder(blogFolder: string, stateRoot = stateRootIn()): Promise<void> {
  const state = await BlogState.load(stateRoot, blogFolder, await blogId(blogFolder));
  if (!state.record.trusted) await state.update({ trusted: true });
}
