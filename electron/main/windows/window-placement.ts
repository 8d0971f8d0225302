import type { Rectangle } from "electron";
import { z } from "zod";
import { JsonFile, type JsonFileOptions } from "../files/json-file.ts";

const boundsSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  maximised: z.boolean(),
});

/** Position and size that a window has when it is not maximized, in the screen's units. */
export type WindowBounds = z.infer<typeof boundsSchema>;

/** How to open a window. If `x` and `y` are missing, the system chooses the position. */
export type Placement = Pick<WindowBounds, "width" | "height" | "maximised"> &
  Partial<Pick<WindowBounds, "x" | "y">>;

export const smallestWindow = { width: 480, height: 400 };
const defaultPlacement: Placement = { width: 1280, height: 800, maximised: false };

/** Minimum visible part of a window's title area, in pixels, so that the author can drag the window. */
const hold = { width: 120, height: 40 };

/**
 * Returns how to open a window on the current displays. The window is never larger than a display.
 * `workAreas` are the displays without task bars, the main display first.
 */
export function placeWindow(bounds: WindowBounds | undefined, workAreas: readonly Rectangle[]): Placement {
  const wanted = bounds ?? defaultPlacement;
  const area = workAreas.find((candidate) => bounds !== undefined && canBeHeld(bounds, candidate));
  const { width, height } = area ?? workAreas[0] ?? wanted;
  return {
    ...(bounds && area ? { x: bounds.x, y: bounds.y } : {}),
    width: Math.max(smallestWindow.width, Math.min(wanted.width, width)),
    height: Math.max(smallestWindow.height, Math.min(wanted.height, height)),
    maximised: wanted.maximised,
  };
}

function canBeHeld(bounds: WindowBounds, area: Rectangle): boolean {
  const visible = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  const top = bounds.y - area.y;
  return visible >= hold.width && top >= 0 && top + hold.height <= area.height;
}

const maxStored = 50;

const fileSchema = z.record(z.string(), boundsSchema);

/** Stores the position of each blog's window in a small JSON file. */
export class WindowBoundsStore {
  readonly #file: JsonFile;
  #bounds = new Map<string, WindowBounds>();
  #isUnreadable = false;

  constructor(file: string, options: JsonFileOptions = {}) {
    this.#file = new JsonFile(file, options);
    this.#read();
  }

  /** Reads the positions in the file. Positions that were set since the start take precedence. */
  #read(): void {
    const { value, isUnreadable } = this.#file.read();
    const parsed = fileSchema.safeParse(value);
    this.#bounds = new Map([...(parsed.success ? Object.entries(parsed.data) : []), ...this.#bounds]);
    this.#isUnreadable = isUnreadable;
  }

  get(folder: string): WindowBounds | undefined {
    return this.#bounds.get(folder);
  }

  set(folder: string, bounds: WindowBounds): void {
    if (this.#isUnreadable) this.#read();
    this.#bounds.delete(folder);
    this.#bounds.set(folder, bounds);
    const [oldest] = this.#bounds.keys();
    if (this.#bounds.size > maxStored && oldest !== undefined) this.#bounds.delete(oldest);
    // Does not replace an unreadable file, because the other positions in the file would be lost.
    if (!this.#isUnreadable) void this.#file.write(Object.fromEntries(this.#bounds));
  }
}
