import { type CSSProperties, type KeyboardEvent, type PointerEvent, useRef } from "react";
import type { ImageEdit } from "#contract/types/media-types.ts";
import { useTranslate } from "../../state/language.ts";
import { type CropArea, type CropSide, moveArea, moveSides, type PictureSize } from "./crop-area.ts";

export interface CropStageProps {
  readonly url: string;
  readonly rotation: ImageEdit["rotation"];
  /** Size of the rotated picture in pixels. */
  readonly size: PictureSize;
  readonly area: CropArea;
  /** The ratio that the area must have: width divided by height. Null allows any ratio. */
  readonly ratio: number | null;
  readonly onChange: (area: CropArea) => void;
  readonly onError: () => void;
}

const sides: readonly CropSide[] = ["left", "top", "right", "bottom"];
const corners: readonly (readonly CropSide[])[] = [
  ["left", "top"],
  ["right", "top"],
  ["left", "bottom"],
  ["right", "bottom"],
];

/** A rotated picture with a frame. The author moves the frame's sides and corners by mouse or by keys. */
export function CropStage({ url, rotation, size, area, ratio, onChange, onError }: CropStageProps) {
  const t = useTranslate();
  const stage = useRef<HTMLDivElement>(null);
  const drag = useRef<{ readonly x: number; readonly y: number; readonly area: CropArea } | null>(null);

  const change = (from: CropArea, moved: readonly CropSide[], x: number, y: number): void =>
    onChange(
      moved.length === 0 ? moveArea(from, x, y, size) : moveSides(from, { sides: moved, x, y }, size, ratio),
    );
  const pointers = (moved: readonly CropSide[]) => ({
    onPointerDown(event: PointerEvent<HTMLElement>): void {
      event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = { x: event.clientX, y: event.clientY, area };
    },
    onPointerMove({ clientX, clientY }: PointerEvent<HTMLElement>): void {
      const width = stage.current?.getBoundingClientRect().width ?? 0;
      const from = drag.current;
      if (!from || width === 0) return;
      const scale = size.width / width;
      change(from.area, moved, (clientX - from.x) * scale, (clientY - from.y) * scale);
    },
    onPointerUp(): void {
      drag.current = null;
    },
    onPointerCancel(): void {
      drag.current = null;
    },
  });
  const keys =
    (moved: readonly CropSide[]) =>
    (event: KeyboardEvent): void => {
      const direction = directions[event.key];
      if (!direction || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      const step = event.shiftKey ? 1 : Math.max(1, Math.round(Math.max(size.width, size.height) / 100));
      change(area, moved, direction.x * step, direction.y * step);
    };

  return (
    <div className="crop-frame" style={ratioStyle(size)}>
      <div ref={stage} className="crop-picture">
        <div className="crop-clip">
          <img src={url} alt="" draggable={false} style={imageStyle(rotation, size)} onError={onError} />
          <div className="crop-shade" style={areaStyle(area, size)} />
        </div>
        <div className="crop-area" style={areaStyle(area, size)}>
          <button
            type="button"
            className="crop-move"
            aria-label={t("crop.move")}
            {...pointers([])}
            onKeyDown={keys([])}
          />
          {sides.map((side) => (
            <div
              key={side}
              className={`crop-side crop-side-${side}`}
              role="slider"
              tabIndex={0}
              aria-label={t(`crop.side.${side}`)}
              aria-orientation={side === "left" || side === "right" ? "horizontal" : "vertical"}
              aria-valuemin={0}
              aria-valuemax={side === "left" || side === "right" ? size.width : size.height}
              aria-valuenow={area[side]}
              aria-valuetext={t("crop.side.value", { pixels: area[side] })}
              {...pointers([side])}
              onKeyDown={keys([side])}
            />
          ))}
          {corners.map((corner) => (
            <div
              key={corner.join("-")}
              className={`crop-corner crop-corner-${corner.join("-")}`}
              aria-hidden
              {...pointers(corner)}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

const directions: Readonly<Record<string, { readonly x: number; readonly y: number } | undefined>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/**
 * Returns the proportions of the element around the picture.
 * The style sheet makes this element as large as the sheet allows.
 */
function ratioStyle({ width, height }: PictureSize): CSSProperties {
  return { "--crop-ratio": String(width / height) } as CSSProperties;
}

/** Returns the style that rotates the picture. Sizes in percent apply to the picture before the rotation. */
function imageStyle(rotation: ImageEdit["rotation"], { width, height }: PictureSize): CSSProperties {
  const isTurned = rotation === 90 || rotation === 270;
  return {
    inlineSize: isTurned ? `${(100 * height) / width}%` : "100%",
    blockSize: isTurned ? `${(100 * width) / height}%` : "100%",
    transform: `translate(-50%, -50%) rotate(${rotation}deg)`,
  };
}

function areaStyle({ left, top, right, bottom }: CropArea, { width, height }: PictureSize): CSSProperties {
  return {
    left: `${(100 * left) / width}%`,
    top: `${(100 * top) / height}%`,
    width: `${(100 * (right - left)) / width}%`,
    height: `${(100 * (bottom - top)) / height}%`,
  };
}
