/** The position of a cell in a table. Row and column are 0-based. */
export interface CellPosition {
  readonly row: number;
  readonly column: number;
}

/** The movement of the focus that a key causes, in rows and columns. */
export interface CellStep {
  readonly rows: number;
  readonly columns: number;
  /** Whether the key moves the cell's whole row or column. The focus stays on the moved cell. */
  readonly takesAlong: boolean;
  /** Whether the key adds a row to the table when it moves the focus down from the last row. */
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

/** Returns the movement that a key causes. Returns null if the text field in the cell handles the key. */
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
