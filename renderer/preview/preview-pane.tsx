import { Monitor, RotateCw, Smartphone, Tablet } from "lucide-react";
import { useCallback, useState } from "react";
import { Group } from "react-aria-components";
import { useStore } from "zustand";
import { useApp } from "../state/app.ts";
import { type MessageKey, useTranslate } from "../state/language.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { ErrorNotice } from "../views/shared/error-notice.tsx";
import { postTitle } from "../views/shared/post-title.ts";
import { fitPage, type PageWidth, pageWidths } from "./page-width.ts";
import { PageFrame } from "./preview-frame.tsx";
import type { PreviewSession } from "./preview-session.ts";
import { usePreview } from "./use-preview.ts";
import { useSize } from "./use-size.ts";
import "./preview.css";

const widthButtons = [
  { width: "phone", icon: Smartphone, label: "preview.width.phone" },
  { width: "tablet", icon: Tablet, label: "preview.width.tablet" },
  { width: "full", icon: Monitor, label: "preview.width.full" },
] as const satisfies readonly { width: PageWidth; icon: unknown; label: MessageKey }[];

/** The page as readers will get it, following the text. Fills its container. */
export function PreviewPane() {
  const session = usePreview();
  const { documents } = useApp();
  const t = useTranslate();
  const [width, setWidth] = useState<PageWidth>("full");
  const { failure, front } = useStore(session.store);
  // Only the title: the pane itself has nothing to do when a key is pressed.
  const title = useStore(documents.store, ({ current }) => current && (current.properties.title ?? ""));
  if (title === null) return <EmptyState detail={t("preview.empty")} />;
  return (
    <div className="preview-pane">
      <div className="preview-bar">
        <Group className="preview-widths" aria-label={t("preview.widths")}>
          {widthButtons.map(({ width: choice, icon, label }) => (
            <IconButton
              key={choice}
              icon={icon}
              label={t(label)}
              isPressed={choice === width}
              onPress={() => setWidth(choice)}
            />
          ))}
        </Group>
        <IconButton icon={RotateCw} label={t("preview.reload")} onPress={() => session.reload()} />
      </div>
      {failure ? <ErrorNotice error={failure} onRetry={() => session.reload()} /> : null}
      {failure && front !== null ? <p className="preview-outdated">{t("preview.outdated")}</p> : null}
      <Stage session={session} width={width} title={postTitle(t, { title })} />
    </div>
  );
}

interface StageProps {
  readonly session: PreviewSession;
  readonly width: PageWidth;
  readonly title: string;
}

function Stage({ session, width, title }: StageProps) {
  const { panes } = useApp();
  const t = useTranslate();
  const { frames, front } = useStore(session.store);
  const [stage, size] = useSize();
  const { scale, ...box } = fitPage(width, size);
  const focusable = useCallback((focus: () => void) => panes.register("preview", focus), [panes]);
  return (
    <div ref={stage} className="preview-stage" data-framed={pageWidths[width] !== null || undefined}>
      <div className="preview-sheet" style={{ ...box, scale: `${scale}` }}>
        {frames.map((frame) => (
          <PageFrame
            key={frame.id}
            frame={frame}
            session={session}
            title={t("preview.frame", { title })}
            isFront={frame.id === front}
            focusable={focusable}
          />
        ))}
      </div>
    </div>
  );
}
