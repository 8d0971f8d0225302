import type { Rectangle } from "electron";
import { z } from "zod";

export const placeSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  maximised: z.boolean(),
});

/** A window's position in the screen's units; while maximised, the position to restore. */
export type WindowPlace = z.infer<typeof placeSchema>;

/** How to open a window; without a position the system chooses one. */
export type Placement = Pick<WindowPlace, "width" | "height" | "maximised"> &
  Partial<Pick<WindowPlace, "x" | "y">>;

export const smallestWindow = { width: 480, height: 400 };
const usual: Placement = { width: 1280, height: 800, maximised: false };

/** How much of a window's top edge must be on a display, so that it can be dragged. */
const hold = { width: 120, height: 40 };

/**
 * Returns a window's placement on the current displays: not larger than its display, and not on one that was
 * disconnected. `workAreas` are the displays without task bars, the main one first.
 */
export function placeWindow(place: WindowPlace | undefined, workAreas: readonly Rectangle[]): Placement {
  const wanted = place ?? usual;
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
