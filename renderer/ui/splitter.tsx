import { type KeyboardEvent, type PointerEvent, useRef } from "react";

export interface SplitterProps {
  readonly label: string;
  /** Width in pixels of the pane whose size the splitter changes. */
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** The side of the splitter on which the resized pane is: left (`before`) or right (`after`). */
  readonly side: "before" | "after";
  readonly onChange: (value: number) => void;
  /** Called with the final width when the author releases the splitter. */
  readonly onEnd: (value: number) => void;
}

const step = 16;

/** The line between two panes. The author drags it, or moves it with keys. */
export function Splitter({ label, value, min, max, side, onChange, onEnd }: SplitterProps) {
  const drag = useRef<{ readonly x: number; readonly value: number; latest: number } | null>(null);
  const sign = side === "before" ? 1 : -1;
  const clamp = (wanted: number): number => Math.round(Math.min(Math.max(wanted, min), max));

  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, value, latest: value };
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    if (!drag.current) return;
    drag.current.latest = clamp(drag.current.value + sign * (event.clientX - drag.current.x));
    onChange(drag.current.latest);
  };
  const onPointerUp = (): void => {
    if (drag.current) onEnd(drag.current.latest);
    drag.current = null;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const wanted = keyTarget(event.key, sign, { value, min, max });
    if (wanted === undefined) return;
    event.preventDefault();
    onChange(clamp(wanted));
    onEnd(clamp(wanted));
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: HTML has no element for a movable separator
    <div
      role="separator"
      className="splitter"
      tabIndex={0}
      aria-label={label}
      aria-orientation="vertical"
      aria-valuenow={Math.round(value)}
      aria-valuemin={min}
      aria-valuemax={max}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onKeyDown={onKeyDown}
    />
  );
}

function keyTarget(
  key: string,
  sign: number,
  { value, min, max }: { readonly value: number; readonly min: number; readonly max: number },
): number | undefined {
  if (key === "ArrowRight") return value + sign * step;
  if (key === "ArrowLeft") return value - sign * step;
  if (key === "Home") return min;
  if (key === "End") return max;
  return undefined;
}
