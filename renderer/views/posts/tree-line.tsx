import type { ReactNode } from "react";
import { isSamePosition, type TreePosition } from "./tree-rows.ts";

/** The state of a row, as the tree computes it. */
export interface TreeLineState {
  readonly place: TreePosition;
  /** Position of the row among all rows of open groups, from 1. */
  readonly line: number;
  /** Whether Tab moves the focus to the row. */
  readonly isTabStop: boolean;
}

export interface TreeLineProps extends TreeLineState {
  readonly className: string;
  readonly name: string;
  /** For a group: whether it is open. */
  readonly isOpen?: boolean;
  /** For a section: whether posts are dragged over it. */
  readonly isDropTarget?: boolean;
  /** For a post: whether the author can drag it onto a section. */
  readonly isDraggable?: boolean;
  /** Whether the editor shows the post. Undefined if the row is not a post. */
  readonly isCurrent?: boolean;
  /** For a post: whether it is selected. Without a selection, the post in the editor counts as selected. */
  readonly isSelected?: boolean;
  readonly children: ReactNode;
}

/** Whether two sets of props show the same row, so that React can skip rendering the row again. */
export function isSameLine<Props extends TreeLineState>(before: Props, after: Props): boolean {
  const { place, ...others } = before;
  const isSame = Object.entries(others).every(([name, value]) =>
    Object.is(value, after[name as keyof Props]),
  );
  return isSame && isSamePosition(place, after.place);
}

/** A row of the tree, with its ARIA roles and styles. The tree handles the events of the row. */
export function TreeLine(props: TreeLineProps) {
  const { place, line, isTabStop, className, name, isOpen, isCurrent, isSelected, children } = props;
  const { isDropTarget, isDraggable } = props;
  return (
    // biome-ignore lint/a11y/useSemanticElements: not a <table>, because only visible rows exist
    <div
      role="row"
      data-key={place.key}
      data-level={place.level}
      data-expanded={isOpen || undefined}
      data-selected={isSelected || undefined}
      data-current={isCurrent || undefined}
      data-drop={isDropTarget || undefined}
      draggable={isDraggable}
      className={className}
      tabIndex={isTabStop ? 0 : -1}
      aria-label={name}
      aria-level={place.level}
      aria-posinset={place.place}
      aria-setsize={place.siblings}
      aria-rowindex={line}
      aria-expanded={isOpen}
      aria-selected={isSelected}
      aria-current={isCurrent || undefined}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: not a <td>, because only visible rows exist */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the row around it gets the focus */}
      <div role="gridcell" aria-colindex={1} className="tree-cell">
        {children}
      </div>
    </div>
  );
}
