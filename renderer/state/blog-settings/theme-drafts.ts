import type { SavedThemeFile } from "#contract/calls/settings-calls.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import type { CallOutput, Client } from "#contract/rpc/definition.ts";

/** Maps the blog path of a theme file to its new text. Null stands for a file that is to be removed. */
export type FileDrafts = ReadonlyMap<string, string | null>;

/** A file of a theme that is being edited. */
export interface EditedThemeFile {
  readonly blogPath: string;
  readonly text: string;
  /** The text of the theme's own file. Null if only the blog has the file. */
  readonly original: string | null;
}

type ReadFile = CallOutput<EngineContract, "themes.read">;

/** A theme file of the blog as it was last read or saved. */
interface Base {
  readonly theme: string;
  /** Path inside the theme. */
  readonly name: string;
  /** The text of the file in the blog. Null if the blog has no such file. */
  readonly text: string | null;
  readonly hash: string;
}

/** Stores the blog's version of each opened theme file. Drafts are compared with these versions. */
export class ThemeFileBases {
  readonly #engine: Client<EngineContract>;
  readonly #bases = new Map<string, Base>();

  constructor(engine: Client<EngineContract>) {
    this.#engine = engine;
  }

  /**
   * Reads a file of a theme. If one of the drafts changes the file, `text` is the draft.
   * Remembers the text that was read first. Drafts of the file are later compared with this text.
   */
  async open(theme: string, name: string, drafts: FileDrafts): Promise<EditedThemeFile> {
    const file = await this.#engine.call("themes.read", { theme, path: name });
    const { blogPath, original, text } = file;
    if (!this.#bases.has(blogPath)) this.#set(theme, name, file);
    const draft = drafts.get(blogPath);
    return { blogPath, original, text: (draft === undefined ? text : draft) ?? original ?? "" };
  }

  /** Returns the drafts that differ from the files in the blog. */
  changesIn(drafts: FileDrafts): SavedThemeFile[] {
    return [...drafts].flatMap(([path, text]) => {
      const base = this.#bases.get(path);
      return base && base.text !== text ? [{ path, text, baseHash: base.hash }] : [];
    });
  }

  /** Records that these drafts were saved. `hashes` maps the path of each file to its new hash. */
  saved(files: readonly SavedThemeFile[], hashes: Readonly<Record<string, string>>): void {
    for (const { path, text } of files) {
      const base = this.#bases.get(path);
      if (base) this.#bases.set(path, { ...base, text, hash: hashes[path] ?? "" });
    }
  }

  /** Reads the files of these drafts again, after another program has changed one of them. */
  async renew(drafts: FileDrafts): Promise<void> {
    for (const path of drafts.keys()) {
      const base = this.#bases.get(path);
      if (!base) continue;
      const file = await this.#engine.call("themes.read", { theme: base.theme, path: base.name });
      this.#set(base.theme, base.name, file);
    }
  }

  forget(): void {
    this.#bases.clear();
  }

  /** Returns the blog's version of each file that a draft changes, as `restore` expects it. */
  of(drafts: FileDrafts): [path: string, base: Base][] {
    return [...this.#bases].filter(([path]) => drafts.has(path));
  }

  /** Forgets all stored versions of files, and stores versions that `of` returned earlier. */
  restore(bases: readonly (readonly [path: string, base: Base])[]): void {
    this.forget();
    for (const [path, base] of bases) this.#bases.set(path, base);
  }

  #set(theme: string, name: string, { blogPath, text, hash }: ReadFile): void {
    this.#bases.set(blogPath, { theme, name, text: hash === "" ? null : text, hash });
  }
}
