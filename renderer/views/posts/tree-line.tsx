import type { ReactNode } from "react";
import type { TreePlace } from "./tree-rows.ts";

/** What every line of the tree is told by the tree. */
export interface TreeLineState {
  readonly place: TreePlace;
  /** Among all lines that the tree shows, from 1. */
  readonly line: number;
  /** Whether Tab comes to this line. */
  readonly isTabStop: boolean;
}

export interface TreeLineProps extends TreeLineState {
  readonly className: string;
  /** What assistive technology says. */
  readonly name: string;
  /** Of a group. */
  readonly isOpen?: boolean;
  /** Of a post: whether it is the one on screen. */
  readonly isSelected?: boolean;
  readonly children: ReactNode;
}

/** One line of the tree, as assistive technology and styles know it; the tree itself hears what is done to it. */
export function TreeLine(props: TreeLineProps) {
  const { place, line, isTabStop, className, name, isOpen, isSelected, children } = props;
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows of a treegrid that stand in no table, since only those in sight are in the page
    <div
      role="row"
      data-key={place.key}
      data-level={place.level}
      data-expanded={isOpen || undefined}
      data-selected={isSelected || undefined}
      className={className}
      tabIndex={isTabStop ? 0 : -1}
      aria-label={name}
      aria-level={place.level}
      aria-posinset={place.place}
      aria-setsize={place.siblings}
      aria-rowindex={line}
      aria-expanded={isOpen}
      aria-selected={isSelected}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the line has the focus */}
      <div role="gridcell" aria-colindex={1} className="tree-cell">
        {children}
      </div>
    </div>
  );
}
