import { z } from "zod";
import { JsonFile } from "../files/json-file.ts";
import { placeSchema, type WindowPlace } from "./window-placement.ts";

/** Maximum number of windows whose position is stored. */
const placesKept = 50;

const fileSchema = z.record(z.string(), placeSchema);

/**
 * Stores the position of each blog's window in a small JSON file. If the file is missing or damaged, only the
 * positions are lost.
 */
export class WindowPlaces {
  readonly #file: JsonFile;
  readonly #places: Map<string, WindowPlace>;

  constructor(file: string) {
    this.#file = new JsonFile(file);
    const parsed = fileSchema.safeParse(this.#file.read().value);
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
    void this.#file.write(Object.fromEntries(this.#places));
  }
}
