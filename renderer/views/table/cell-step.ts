/** A cell of a table, counted from 0. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** Where a key moves from a cell. */
export interface CellStep {
  readonly rows: number;
  readonly columns: number;
  /** Whether the row or the column moves, too. */
  readonly takesAlong: boolean;
  /** Whether it adds a row after the last one. */
  readonly mayAddRow: boolean;
}

type Press = Pick<KeyboardEvent, "key" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey">;
type Caret = Pick<HTMLInputElement, "selectionStart" | "selectionEnd" | "value">;

const directions: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Returns the step of a key; null when the cell handles it. Left and right leave a cell only at its ends. */
export function cellStep({ key, altKey, ctrlKey, metaKey, shiftKey }: Press, caret: Caret): CellStep | null {
  if (ctrlKey || metaKey) return null;
  if (key === "Enter" && !altKey) {
    return { rows: shiftKey ? -1 : 1, columns: 0, takesAlong: false, mayAddRow: !shiftKey };
  }
  const direction = directions[key];
  if (!direction || shiftKey) return null;
  const [rows, columns] = direction;
  const end = columns < 0 ? 0 : caret.value.length;
  const isAtEnd = caret.selectionStart === end && caret.selectionEnd === end;
  return columns === 0 || altKey || isAtEnd ? { rows, columns, takesAlong: altKey, mayAddRow: false } : null;
}
