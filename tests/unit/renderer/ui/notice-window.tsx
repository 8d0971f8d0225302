import { useSyncExternalStore } from "react";
import { createRoot } from "react-dom/client";
import { Notice } from "#renderer/ui/notice.tsx";
import { NoticeStack } from "#renderer/ui/notice-stack.tsx";

/** A notice of the test, with the name that it shows. */
export interface ShownNotice {
  readonly name: string;
  readonly tone: "error" | "plain";
  readonly leaves?: boolean;
}

/** Replaces the program's window in tests: one stack of notices. */
interface NoticeWindow {
  show(notices: readonly ShownNotice[]): void;
}

declare global {
  // The declaration of a global variable needs `var`.
  var noticeWindow: NoticeWindow;
}

let shown: readonly ShownNotice[] = [];
let changed = (): void => undefined;

function hide(closed: string): void {
  shown = shown.filter(({ name }) => name !== closed);
  changed();
}

function Stack() {
  const notices = useSyncExternalStore(
    (listener) => {
      changed = listener;
      return () => undefined;
    },
    () => shown,
  );
  return (
    <NoticeStack moreLabel={(count) => `${count} more`} fewerLabel="Fewer">
      {notices.map(({ name, tone, leaves = false }) => (
        <Notice
          key={name}
          tone={tone}
          title={name}
          leaves={leaves}
          close={{ label: `Close ${name}`, onPress: () => hide(name) }}
        />
      ))}
    </NoticeStack>
  );
}

globalThis.noticeWindow = {
  show(notices) {
    shown = notices;
    changed();
  },
};
const root = document.createElement("div");
document.body.append(root);
createRoot(root).render(<Stack />);
