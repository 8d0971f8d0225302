/** A line of the text (0-based, with fraction) and how far below the top of the content it is shown, in pixels. */
export interface LineMark {
  readonly line: number;
  readonly top: number;
}

/**
 * Puts marks in order. The first line is the very top of the page. The end of the last line is the end of the article,
 * so that whoever writes there sees it, and everything below is the end of the text too. Marks that would run backwards
 * (floats, columns) are left out.
 */
export function lineTable(marks: readonly LineMark[], height: number, lineCount: number): LineMark[] {
  const table: LineMark[] = [{ line: 0, top: 0 }];
  let last = { line: 0, top: 0 };
  for (const mark of [...marks].sort((a, b) => a.line - b.line || a.top - b.top)) {
    if (mark.line <= last.line || mark.top < last.top || mark.line > lineCount || mark.top > height) continue;
    table.push(mark);
    last = mark;
  }
  const end = Math.max(lineCount, 1);
  if (last.line > 0 && last.line < end) table.push({ line: end, top: last.top });
  table.push({ line: end, top: height });
  return table;
}

/** Where a fractional line is shown; between two marks by linear interpolation. Of several places the first. */
export function topOfLine(table: readonly LineMark[], line: number): number {
  return interpolate(table, line, "line", "top");
}

/** Which fractional line is shown at a height. */
export function lineAtTop(table: readonly LineMark[], top: number): number {
  return interpolate(table, top, "top", "line");
}

/**
 * The scroll anchor: a height inside the visible part that wanders from its top (scrolled to the start) to its bottom
 * (scrolled to the end). Aligning two panes at their anchors makes both ends meet without special cases.
 */
export function anchorTop(scrollTop: number, viewport: number, height: number): number {
  const range = height - viewport;
  return range <= 0 ? 0 : scrollTop + viewport * clamp(scrollTop / range, 0, 1);
}

/** The scroll position that brings a height to the anchor. Inverse of `anchorTop`. */
export function scrollForAnchor(top: number, viewport: number, height: number): number {
  const range = height - viewport;
  return range <= 0 ? 0 : clamp((top * range) / height, 0, range);
}

function interpolate(
  table: readonly LineMark[],
  value: number,
  from: keyof LineMark,
  to: keyof LineMark,
): number {
  let low = 0;
  let high = table.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((table[middle]?.[from] ?? 0) < value) low = middle;
    else high = middle;
  }
  const a = table[low];
  const b = table[high];
  if (!a || !b) return 0;
  const span = b[from] - a[from];
  return span === 0 ? a[to] : a[to] + (b[to] - a[to]) * clamp((value - a[from]) / span, 0, 1);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
