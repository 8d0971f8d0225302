import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { Menu, MenuItem, MenuTrigger, Popover, Separator } from "react-aria-components";
import { useStore } from "zustand";
import { publish } from "../../commands/publish-flow.ts";
import { attempt, runCommand } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { targetName } from "../shared/texts.ts";

/** The menu that publishes to one of several targets, or sets up a target. */
export function TargetMenu() {
  const app = useApp();
  const t = useTranslate();
  const summary = useStore(app.blog.store, (state) => state.summary);
  const [waiting, setWaiting] = useState<Readonly<Record<string, number | null>>>({});
  if (!summary) return null;
  const { targets, defaultTarget } = summary;
  const count = async (): Promise<void> => {
    const counts = targets.map(async ({ name }) => [name, await app.blog.waitingFor(name)] as const);
    setWaiting(Object.fromEntries(await Promise.all(counts)));
  };
  return (
    <MenuTrigger onOpenChange={(isOpen) => (isOpen ? void count() : undefined)}>
      <IconButton icon={ChevronDown} label={t("publish.choose")} />
      <Popover className="popover" offset={4} placement="bottom end">
        <Menu className="menu">
          {targets.map(({ name, kind }) => {
            const shown = targetName(t, { name, kind });
            return (
              <MenuItem
                key={name}
                id={`to ${name}`}
                className="menu-item"
                textValue={shown}
                onAction={() => void attempt(app, () => publish(app, false, name))}
              >
                {t(name === defaultTarget ? "publish.to.default" : "publish.to", { name: shown })}
                {waiting[name] ? <span className="publish-target-count">{waiting[name]}</span> : null}
              </MenuItem>
            );
          })}
          <Separator className="menu-separator" />
          <MenuItem id="targets" className="menu-item" onAction={() => void runCommand(app, "targets")}>
            {t("command.targets")}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
