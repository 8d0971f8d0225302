import { type DragEvent, type DragEventHandler, useState } from "react";
import { changePosts } from "../../commands/posts/bulk-commands.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";

/** Type of the data that a drag of posts carries. The data is a JSON list of blog paths. */
const postsType = "application/x-hitofude-posts";

export interface SectionDropOptions {
  /** Returns the paths of the posts that are dragged with a row. Empty if the row cannot be dragged. */
  readonly pathsOf: (key: string) => readonly string[];
  /** Returns the section of a row, or null. Posts that are dropped on the row move to this section. */
  readonly sectionOf: (key: string) => string | null;
}

export interface SectionDrop {
  /** The section over which posts are dragged, or null. */
  readonly target: string | null;
  readonly handlers: Readonly<
    Record<"onDragStart" | "onDragOver" | "onDragLeave" | "onDragEnd" | "onDrop", DragEventHandler>
  >;
}

/** Lets the author drag posts of the list onto a section. */
export function useSectionDrop({ pathsOf, sectionOf }: SectionDropOptions): SectionDrop {
  const app = useApp();
  const [target, setTarget] = useState<string | null>(null);
  const sectionAt = (event: DragEvent): string | null => {
    const key = keyAt(event);
    return key !== null && event.dataTransfer.types.includes(postsType) ? sectionOf(key) : null;
  };
  const end = (): void => setTarget(null);
  return {
    target,
    handlers: {
      onDragStart: (event) => {
        const paths = pathsOf(keyAt(event) ?? "");
        if (paths.length === 0) {
          event.preventDefault();
          return;
        }
        event.dataTransfer.setData(postsType, JSON.stringify(paths));
        event.dataTransfer.effectAllowed = "move";
      },
      onDragOver: (event) => {
        const section = sectionAt(event);
        setTarget(section);
        if (section === null) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = "move";
      },
      onDragLeave: (event) => {
        const { relatedTarget, currentTarget } = event;
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) end();
      },
      onDragEnd: end,
      onDrop: (event) => {
        const section = sectionAt(event);
        end();
        if (section === null) return;
        event.preventDefault();
        const paths: string[] = JSON.parse(event.dataTransfer.getData(postsType));
        void attempt(app, () => changePosts(app, paths, { section }));
      },
    },
  };
}

function keyAt({ target }: DragEvent): string | null {
  return target instanceof Element ? (target.closest<HTMLElement>("[data-key]")?.dataset.key ?? null) : null;
}
