import { isDeepStrictEqual } from "node:util";
import { type Preferences, preferencesSchema } from "#contract/main-contract.ts";
import { isRecord } from "#contract/objects.ts";
import { JsonFile, type JsonFileOptions } from "./files/json-file.ts";

const defaults: Preferences = {
  language: "system",
  colours: "system",
  highContrast: false,
  editorFont: "sans",
  editorFontSize: 16,
  editContext: true,
  typewriter: false,
  focusMode: false,
  spellCheck: true,
  keepRunning: false,
  panes: { list: true, preview: true, listWidth: 260, previewShare: 0.5 },
  lastPost: {},
  recentBlogs: [],
  blogsBeforeTrust: null,
  keys: {},
  snippets: [],
  quickSection: {},
  lists: {},
  newPosts: {},
  cards: {},
};

/**
 * The author's preferences for the program, stored in one small JSON file (`JsonFile`).
 * Invalid values, and keys of other versions of the program, stay in the file.
 * If the file cannot be written, changes are kept in memory until the program ends.
 */
export class PreferencesStore {
  readonly #file: JsonFile;
  /** Everything in the file, including keys of other versions and invalid values. */
  #stored: Readonly<Record<string, unknown>> = {};
  #values: Preferences = defaults;
  #changes: Partial<Preferences> = {};
  #isUnreadable = false;
  /** Path to which a damaged file was moved, or null. */
  readonly damagedAs: string | null;
  readonly #listeners = new Set<(values: Preferences) => void>();

  constructor(file: string, options: JsonFileOptions = {}) {
    this.#file = new JsonFile(file, options);
    this.damagedAs = this.#read();
  }

  get values(): Preferences {
    return this.#values;
  }

  set(changes: Partial<Preferences>): Preferences {
    const before = this.#values;
    this.#values = preferencesSchema.parse({ ...this.#values, ...changes });
    this.#changes = { ...this.#changes, ...changes };
    // Avoids needless writes, because each write blocks the windows until the file is flushed.
    if (!isDeepStrictEqual(this.#values, before)) this.#write();
    for (const listener of this.#listeners) listener(this.#values);
    return this.#values;
  }

  onChange(listener: (values: Preferences) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #read(): string | null {
    const { value, damagedAs, isUnreadable } = this.#file.read();
    this.#stored = objectIn(value);
    this.#values = { ...defaults, ...validIn(this.#stored), ...this.#changes };
    this.#isUnreadable = isUnreadable;
    return damagedAs;
  }

  #write(): void {
    // Reads the file first if an earlier reading failed, because the file's contents would otherwise be lost.
    if (this.#isUnreadable) this.#read();
    if (this.#isUnreadable) return;
    const usable = new Set(Object.keys(validIn(this.#stored)));
    const unusable = Object.entries(this.#stored).filter(
      ([key]) => !usable.has(key) && !Object.hasOwn(this.#changes, key),
    );
    const panes = { ...objectIn(this.#stored.panes), ...this.#values.panes };
    void this.#file.write({ ...this.#values, panes, ...Object.fromEntries(unusable) });
  }
}

function objectIn(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function validIn(stored: Readonly<Record<string, unknown>>): Partial<Preferences> {
  const valid = Object.entries(preferencesSchema.shape).flatMap(([key, schema]) => {
    const parsed = schema.safeParse(stored[key]);
    return parsed.success ? [[key, parsed.data]] : [];
  });
  return Object.fromEntries(valid);
}
