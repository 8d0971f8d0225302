import { useEffect, useRef, useState } from "react";

/** Returns the inner size of an element in CSS pixels, kept up to date; 0 × 0 until it is on screen. */
export function useSize(): readonly [
  React.RefObject<HTMLDivElement | null>,
  { readonly width: number; readonly height: number },
] {
  const element = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    if (!element.current) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return [element, size];
}
