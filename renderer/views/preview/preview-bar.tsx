import {
  ExternalLink,
  IdCard,
  type LucideIcon,
  Monitor,
  RotateCw,
  Rss,
  Smartphone,
  SunMoon,
  Tablet,
} from "lucide-react";
import { Group } from "react-aria-components";
import { useStore } from "zustand";
import type { CommandId } from "#contract/commands.ts";
import { isEnabled } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import type { PreviewDisplay } from "../../state/workspace.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { CommandButton } from "../shared/command-button.tsx";

export interface PreviewBarProps {
  readonly look: PreviewDisplay;
  readonly onReload: () => void;
}

interface LookButton {
  readonly command: CommandId;
  readonly icon: LucideIcon;
  readonly isPressed: (look: PreviewDisplay) => boolean;
}

const widths: readonly LookButton[] = [
  { command: "preview-phone", icon: Smartphone, isPressed: ({ width }) => width === "phone" },
  { command: "preview-tablet", icon: Tablet, isPressed: ({ width }) => width === "tablet" },
  { command: "preview-full", icon: Monitor, isPressed: ({ width }) => width === "full" },
];

const looks: readonly LookButton[] = [
  { command: "preview-scheme", icon: SunMoon, isPressed: ({ scheme }) => scheme !== "system" },
  { command: "preview-feed", icon: Rss, isPressed: ({ view }) => view === "feed" },
  { command: "preview-card", icon: IdCard, isPressed: ({ view }) => view === "card" },
];

/** The controls that choose how the preview shows the page. */
export function PreviewBar({ look, onReload }: PreviewBarProps) {
  const app = useApp();
  const t = useTranslate();
  const hasPage = useStore(app.blog.store, () => isEnabled(app, "open-page"));
  return (
    <div className="preview-bar">
      <Group className="preview-widths" aria-label={t("preview.widths")}>
        {widths.map(({ isPressed, ...button }) => (
          <CommandButton key={button.command} {...button} isPressed={isPressed(look)} />
        ))}
      </Group>
      <Group className="preview-widths" aria-label={t("preview.looks")}>
        {looks.map(({ isPressed, ...button }) => (
          <CommandButton key={button.command} {...button} isPressed={isPressed(look)} />
        ))}
      </Group>
      <div className="preview-widths">
        <CommandButton command="open-page" icon={ExternalLink} isDisabled={!hasPage} />
        <IconButton icon={RotateCw} label={t("preview.reload")} onPress={onReload} />
      </div>
    </div>
  );
}
