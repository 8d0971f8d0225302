import { homedir } from "node:os";
import { join } from "node:path";
import { stateRootOf } from "#contract/state-root.ts";
import { blogId } from "#engine/blog/folder/blog-id.ts";
import { BlogState } from "#engine/state/blog-state.ts";
import { statePathOf } from "#engine/state/state-path.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Where a program with this environment keeps what it remembers of blogs. */
export function stateRootIn(env: Environment = process.env): string {
  return stateRootOf({ platform: process.platform, env, home: homedir() });
}

/** A path in what a program with this environment remembers of a blog. */
export function stateIn(env: Environment, blogFolder: string, ...names: string[]): string {
  return join(statePathOf(stateRootIn(env), blogFolder), ...names);
}

/** Has a folder count as one that its author trusts. */
export async function trustFolder(blogFolder: string, stateRoot = stateRootIn()): Promise<void> {
  const state = await BlogState.load(stateRoot, blogFolder, await blogId(blogFolder));
  if (!state.record.trusted) await state.update({ trusted: true });
}
