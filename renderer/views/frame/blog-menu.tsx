import { ChevronDown } from "lucide-react";
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { useStore } from "zustand";
import type { CommandId } from "#contract/commands.ts";
import { isEnabled, runCommand } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useBlogLanguage, useTranslate } from "../../state/language.ts";
import { useCommandTexts } from "../shared/command-texts.ts";

const entries: readonly { readonly id: CommandId }[] = [
  { id: "view-site" },
  { id: "review-publish" },
  { id: "targets" },
  { id: "check" },
  { id: "reveal-folder" },
  { id: "new-page" },
  { id: "open-blog" },
  { id: "help" },
];

/** The blog's name, opening what one does with a blog as a whole. */
export function BlogMenu() {
  const app = useApp();
  const t = useTranslate();
  const texts = useCommandTexts();
  const blogLanguage = useBlogLanguage();
  const title = useStore(app.blog.store, (state) => state.summary?.title);
  return (
    <MenuTrigger>
      <Button className="blog-menu" aria-label={t("blog.menu", { title: title ?? "" })}>
        <span className="blog-name" lang={blogLanguage}>
          {title ?? t("app.name")}
        </span>
        <ChevronDown aria-hidden size={14} strokeWidth={1.75} />
      </Button>
      <Popover className="popover" offset={4}>
        <Menu
          className="menu"
          items={entries}
          disabledKeys={entries.filter(({ id }) => !isEnabled(app, id)).map(({ id }) => id)}
        >
          {({ id }) => {
            const { title: name, shortcut } = texts(id);
            return (
              <MenuItem
                id={id}
                className="menu-item"
                textValue={name}
                onAction={() => void runCommand(app, id)}
              >
                {name}
                {shortcut ? <kbd>{shortcut}</kbd> : null}
              </MenuItem>
            );
          }}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
