import { z } from "zod";
import { readJson, writeJson } from "../files/json-file.ts";
import { placeSchema, type WindowPlace } from "./window-placement.ts";

/** How many blogs' windows are remembered. */
const placesKept = 50;

const fileSchema = z.record(z.string(), placeSchema);

/** Remembers each blog's window, in one small JSON file. A file that cannot be read or written costs only the memory. */
export class WindowPlaces {
  readonly #file: string;
  readonly #places: Map<string, WindowPlace>;

  constructor(file: string) {
    this.#file = file;
    const parsed = fileSchema.safeParse(readJson(file));
    this.#places = new Map(parsed.success ? Object.entries(parsed.data) : []);
  }

  get(folder: string): WindowPlace | undefined {
    return this.#places.get(folder);
  }

  set(folder: string, place: WindowPlace): void {
    this.#places.delete(folder);
    this.#places.set(folder, place);
    const [oldest] = this.#places.keys();
    if (this.#places.size > placesKept && oldest !== undefined) this.#places.delete(oldest);
    writeJson(this.#file, Object.fromEntries(this.#places));
  }
}
