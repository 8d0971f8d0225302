import { inflateSync } from "fflate";
import { registerName } from "#contract/site-search/layout.ts";

/** Time in milliseconds until an index file gets a new URL, so that browsers load the file again. */
const freshMilliseconds = 600_000;

declare global {
  interface Window {
    /**
     * Called by each index file to register the file's content.
     * Index files are scripts, because a page that was opened from a disk can load only scripts.
     */
    [registerName]?: (name: string, value: unknown) => void;
  }
}

/** Loads files of the search index from the folder of this script. Loads each file only once. */
export class ShardLoader {
  readonly #base: string;
  readonly #files = new Map<string, Promise<unknown>>();
  readonly #received = new Map<string, unknown>();

  /** `base` is the address of the folder that contains the files. The address ends with a slash. */
  constructor(base: string) {
    this.#base = base;
    window[registerName] = (name, value) => this.#received.set(name, value);
  }

  /** Returns the content of a file, given its name without extension. Rejects if loading fails. */
  load(name: string): Promise<unknown> {
    const known = this.#files.get(name);
    if (known) return known;
    const file = this.#request(name);
    this.#files.set(name, file);
    // Forgets a failed request, so that the next call for the file tries again.
    file.catch(() => this.#files.delete(name));
    return file;
  }

  #request(name: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = `${this.#base}${name}.js?${Math.floor(Date.now() / freshMilliseconds).toString(36)}`;
      script.onload = () => {
        script.remove();
        if (this.#received.has(name)) resolve(unpacked(this.#received.get(name)));
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

/** Decompresses the text of a search file (`packedFile` in the engine). Returns other values unchanged. */
function unpacked(value: unknown): unknown {
  if (typeof value !== "string") return value;
  const bytes = Uint8Array.from(atob(value), (character) => character.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(inflateSync(bytes)));
}
