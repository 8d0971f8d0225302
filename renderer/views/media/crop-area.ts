import type { ImageEdit } from "#contract/types/media-types.ts";

/** The kept part of a picture. Distances are in pixels from the picture's left or upper side. */
export interface CropArea {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export type CropSide = "left" | "top" | "right" | "bottom";

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Smallest width and height of an area, in pixels, unless the picture itself is smaller. */
const least = 16;

export function wholeArea({ width, height }: PictureSize): CropArea {
  return { left: 0, top: 0, right: width, bottom: height };
}

/** Moves an area without changing its size. The area stays inside the picture. */
export function moveArea(area: CropArea, x: number, y: number, size: PictureSize): CropArea {
  const left = clamp(area.left + x, 0, size.width - (area.right - area.left));
  const top = clamp(area.top + y, 0, size.height - (area.bottom - area.top));
  return rounded(left, top, area.right - area.left, area.bottom - area.top);
}

/** The sides of the crop area to move, and how far to move them, in pixels of the picture. */
interface SideMove {
  readonly sides: readonly CropSide[];
  readonly x: number;
  readonly y: number;
}

/**
 * Moves one side of an area, or two adjacent sides. Opposite sides stay where they are.
 * `ratio` is the width of the changed area divided by its height. Null allows any ratio.
 */
export function moveSides(
  area: CropArea,
  { sides, x, y }: SideMove,
  size: PictureSize,
  ratio: number | null,
): CropArea {
  const [minWidth, minHeight] = [Math.min(least, size.width), Math.min(least, size.height)];
  const moved = {
    left: sides.includes("left") ? clamp(area.left + x, 0, area.right - minWidth) : area.left,
    top: sides.includes("top") ? clamp(area.top + y, 0, area.bottom - minHeight) : area.top,
    right: sides.includes("right") ? clamp(area.right + x, area.left + minWidth, size.width) : area.right,
    bottom: sides.includes("bottom")
      ? clamp(area.bottom + y, area.top + minHeight, size.height)
      : area.bottom,
  };
  const [width, height] = [moved.right - moved.left, moved.bottom - moved.top];
  if (ratio === null) return rounded(moved.left, moved.top, width, height);
  const isWidthMoved = sides.includes("left") || sides.includes("right");
  const room = {
    width: sides.includes("left")
      ? area.right
      : sides.includes("right")
        ? size.width - area.left
        : size.width,
    height: sides.includes("top")
      ? area.bottom
      : sides.includes("bottom")
        ? size.height - area.top
        : size.height,
  };
  const wanted = Math.max(isWidthMoved ? width : height * ratio, minWidth, minHeight * ratio);
  const fitted = Math.min(wanted, room.width, room.height * ratio);
  const fittedHeight = fitted / ratio;
  const middle = centerOf(area);
  const left = sides.includes("left")
    ? area.right - fitted
    : sides.includes("right")
      ? area.left
      : clamp(middle.x - fitted / 2, 0, size.width - fitted);
  const top = sides.includes("top")
    ? area.bottom - fittedHeight
    : sides.includes("bottom")
      ? area.top
      : clamp(middle.y - fittedHeight / 2, 0, size.height - fittedHeight);
  return rounded(left, top, fitted, fittedHeight);
}

/** Returns the largest area with the given ratio. Its middle is as near as possible to that of `near`. */
export function areaOfRatio(near: CropArea, size: PictureSize, ratio: number): CropArea {
  const width = Math.min(size.width, size.height * ratio);
  const height = width / ratio;
  const middle = centerOf(near);
  return rounded(
    clamp(middle.x - width / 2, 0, size.width - width),
    clamp(middle.y - height / 2, 0, size.height - height),
    width,
    height,
  );
}

/**
 * Returns the area that shows the same part of a picture after a rotation by 90°.
 * `size` is the size of the picture before the rotation.
 */
export function rotatedArea(area: CropArea, size: PictureSize, isClockwise: boolean): CropArea {
  const { left, top, right, bottom } = area;
  const { width, height } = size;
  return isClockwise
    ? { left: height - bottom, top: left, right: height - top, bottom: right }
    : { left: top, top: width - right, right: bottom, bottom: width - left };
}

/** Returns an area as fractions of the picture's width and height. */
export function fractions({ left, top, right, bottom }: CropArea, size: PictureSize): ImageEdit["area"] {
  return {
    left: left / size.width,
    top: top / size.height,
    right: right / size.width,
    bottom: bottom / size.height,
  };
}

function centerOf({ left, top, right, bottom }: CropArea): { readonly x: number; readonly y: number } {
  return { x: (left + right) / 2, y: (top + bottom) / 2 };
}

function clamp(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(value, max));
}

/** Returns an area with whole pixels. The size is rounded, too, so that moving an area keeps its size. */
function rounded(left: number, top: number, width: number, height: number): CropArea {
  const [x, y] = [Math.round(left), Math.round(top)];
  return {
    left: x,
    top: y,
    right: x + Math.max(1, Math.round(width)),
    bottom: y + Math.max(1, Math.round(height)),
  };
}
