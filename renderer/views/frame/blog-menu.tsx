import { ChevronDown } from "lucide-react";
import {
  Button,
  Header,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  Separator,
} from "react-aria-components";
import { useStore } from "zustand";
import type { CommandId } from "#contract/commands.ts";
import { isEnabled, runCommand } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useBlogLanguage, useTranslate } from "../../state/language.ts";
import { openRecent, useOtherBlogs } from "../shared/other-blogs.ts";
import { useCommandTexts } from "../shared/texts.ts";

const groups: readonly (readonly CommandId[])[] = [
  ["view-site", "review-publish", "put-online", "targets"],
  ["blog-settings", "check", "new-page", "trash", "reveal-folder"],
  ["export", "move-in"],
  ["new-blog", "open-blog", "help"],
];

/** The name of the blog. Pressing the name opens a menu of actions on the blog. */
export function BlogMenu() {
  const app = useApp();
  const t = useTranslate();
  const blogLanguage = useBlogLanguage();
  const title = useStore(app.blog.store, (state) => state.summary?.title);
  return (
    <MenuTrigger>
      <Button className="blog-menu" aria-label={t("blog.menu", { title: title ?? "" })}>
        <span className="blog-name" lang={blogLanguage} title={title}>
          {title ?? t("app.name")}
        </span>
        <ChevronDown aria-hidden size={14} strokeWidth={1.75} />
      </Button>
      <Popover className="popover" offset={4}>
        <Entries label={t("blog.menu", { title: title ?? "" })} />
      </Popover>
    </MenuTrigger>
  );
}

/** The content of the menu, rendered at each opening because the available commands may change. */
function Entries({ label }: { readonly label: string }) {
  const app = useApp();
  const disabled = groups.flat().filter((id) => !isEnabled(app, id));
  return (
    <Menu className="menu" disabledKeys={disabled} aria-label={label}>
      {groups.flatMap((ids, index) => [
        ...(index === 0 ? [] : [<Separator key={`before ${ids[0]}`} className="menu-separator" />]),
        ...ids.map((id) => <CommandItem key={id} id={id} />),
      ])}
      <RecentBlogs />
    </Menu>
  );
}

function CommandItem({ id }: { readonly id: CommandId }) {
  const app = useApp();
  const { title, shortcut } = useCommandTexts()(id);
  return (
    <MenuItem id={id} className="menu-item" textValue={title} onAction={() => void runCommand(app, id)}>
      {title}
      {shortcut ? <kbd>{shortcut}</kbd> : null}
    </MenuItem>
  );
}

/** The other blogs that were opened recently. The author can open each of them in another window. */
function RecentBlogs() {
  const app = useApp();
  const t = useTranslate();
  const others = useOtherBlogs();
  if (others.length === 0) return null;
  return (
    <MenuSection>
      <Header className="palette-heading">{t("blog.recent")}</Header>
      {others.map(({ folder, name, place }) => (
        <MenuItem
          key={folder}
          id={folder}
          className="menu-item"
          textValue={name}
          onAction={() => openRecent(app, folder)}
        >
          <span>{name}</span>
          <span className="menu-place" title={folder}>
            {place}
          </span>
        </MenuItem>
      ))}
    </MenuSection>
  );
}
