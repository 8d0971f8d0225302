import { registerName } from "#contract/site-search/layout.ts";

/**
 * How long a URL of the search's files is used, in milliseconds: limits the age of a browser's cached copies.
 */
const freshMilliseconds = 600_000;

declare global {
  interface Window {
    /**
     * Called by the search's files. They are scripts, since a page opened from a disk can load nothing else.
     */
    [registerName]?: (name: string, value: unknown) => void;
  }
}

/** Loads the search's files, each once; they are in the same folder as the script. */
export class ShardLoader {
  readonly #base: string;
  readonly #files = new Map<string, Promise<unknown>>();
  readonly #received = new Map<string, unknown>();

  /** `base` is the folder of the files, with a trailing slash. */
  constructor(base: string) {
    this.#base = base;
    window[registerName] = (name, value) => this.#received.set(name, value);
  }

  /** Returns the content of a file, by its name without extension; rejects when it cannot be loaded. */
  load(name: string): Promise<unknown> {
    const known = this.#files.get(name);
    if (known) return known;
    const file = this.#request(name);
    this.#files.set(name, file);
    // A later call tries again
    file.catch(() => this.#files.delete(name));
    return file;
  }

  #request(name: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = `${this.#base}${name}.js?${Math.floor(Date.now() / freshMilliseconds).toString(36)}`;
      script.onload = () => {
        script.remove();
        if (this.#received.has(name)) resolve(this.#received.get(name));
        else reject(new Error(`nothing in ${name}`));
        this.#received.delete(name);
      };
      script.onerror = () => {
        script.remove();
        reject(new Error(`no ${name}`));
      };
      document.head.append(script);
    });
  }
}
