import type { Rectangle } from "electron";
import { z } from "zod";
import { JsonFile } from "../files/json-file.ts";

const placeSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  maximised: z.boolean(),
});

/**
 * Position and size of a window, in the screen's units. If the window is maximized: those that it had before.
 */
export type WindowPlace = z.infer<typeof placeSchema>;

/**
 * The size and position at which to open a window. If `x` and `y` are missing, the system chooses the
 * position.
 */
export type Placement = Pick<WindowPlace, "width" | "height" | "maximised"> &
  Partial<Pick<WindowPlace, "x" | "y">>;

export const smallestWindow = { width: 480, height: 400 };
const defaultPlacement: Placement = { width: 1280, height: 800, maximised: false };

/**
 * Size of the part of a window's top edge that must be on a display, in the screen's units, so that the
 * window can be dragged.
 */
const hold = { width: 120, height: 40 };

/**
 * Returns how to open a window on the current displays: not larger than a display, and not on one that was
 * disconnected. `workAreas`: the displays without task bars, the main display first.
 */
export function placeWindow(place: WindowPlace | undefined, workAreas: readonly Rectangle[]): Placement {
  const wanted = place ?? defaultPlacement;
  const area = workAreas.find((candidate) => place !== undefined && canBeHeld(place, candidate));
  const { width, height } = area ?? workAreas[0] ?? wanted;
  return {
    ...(place && area ? { x: place.x, y: place.y } : {}),
    width: Math.max(smallestWindow.width, Math.min(wanted.width, width)),
    height: Math.max(smallestWindow.height, Math.min(wanted.height, height)),
    maximised: wanted.maximised,
  };
}

function canBeHeld(place: WindowPlace, area: Rectangle): boolean {
  const visible = Math.min(place.x + place.width, area.x + area.width) - Math.max(place.x, area.x);
  const top = place.y - area.y;
  return visible >= hold.width && top >= 0 && top + hold.height <= area.height;
}

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
