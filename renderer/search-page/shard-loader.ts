import { registerName } from "#contract/site-search/layout.ts";

/** Files are asked for anew after so long, so that what a browser kept of them does not outlive a change by more. */
const freshMilliseconds = 600_000;

declare global {
  interface Window {
    /** The search's files call it. Scripts, because a page that was opened from a disk may fetch nothing else. */
    [registerName]?: (name: string, value: unknown) => void;
  }
}

/** Loads the search's files, each once; they lie beside the script itself. */
export class ShardLoader {
  readonly #base: string;
  readonly #files = new Map<string, Promise<unknown>>();
  readonly #received = new Map<string, unknown>();

  /** `base` is the folder of the files, with a slash at its end. */
  constructor(base: string) {
    this.#base = base;
    window[registerName] = (name, value) => this.#received.set(name, value);
  }

  /** What is in a file, by its name without ending; rejects when it cannot be had. */
  load(name: string): Promise<unknown> {
    const known = this.#files.get(name);
    if (known) return known;
    const file = this.#request(name);
    this.#files.set(name, file);
    // Whoever asks again may have more luck
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
