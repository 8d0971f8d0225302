import { type Preferences, preferencesSchema } from "#contract/main-contract.ts";
import { readJson, writeJson } from "./files/json-file.ts";

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
  newPosts: {},
};

/**
 * The author's preferences for the program, stored in one small JSON file. If the file cannot be read, or
 * some values are invalid, the defaults are used: a damaged file must not keep the program from starting. If
 * the file cannot be written, changes last until the program ends.
 */
export class PreferencesStore {
  #values: Preferences;
  readonly #file: string;
  readonly #listeners = new Set<(values: Preferences) => void>();

  constructor(file: string) {
    this.#file = file;
    this.#values = readPreferences(file);
  }

  get values(): Preferences {
    return this.#values;
  }

  set(changes: Partial<Preferences>): Preferences {
    this.#values = preferencesSchema.parse({ ...this.#values, ...changes });
    writeJson(this.#file, this.#values);
    for (const listener of this.#listeners) listener(this.#values);
    return this.#values;
  }

  onChange(listener: (values: Preferences) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

function readPreferences(file: string): Preferences {
  const stored = readJson(file);
  if (typeof stored !== "object" || stored === null) return defaults;
  const valid = Object.entries(preferencesSchema.shape).flatMap(([key, schema]) => {
    const parsed = schema.safeParse(Reflect.get(stored, key));
    return parsed.success ? [[key, parsed.data]] : [];
  });
  return { ...defaults, ...Object.fromEntries(valid) };
}
