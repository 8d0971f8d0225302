import { useMemo, useRef, useState } from "react";
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Modal,
  ModalOverlay,
  SearchField,
} from "react-aria-components";
import { useStore } from "zustand";
import { commandTable, isCommandId } from "#contract/commands.ts";
import { isEnabled, runCommand } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useBlogLanguage, useTranslate } from "../../state/language.ts";
import { StateMark } from "../posts/state-mark.tsx";
import { useCommandTexts } from "../shared/command-texts.ts";
import { postTitle } from "../shared/post-title.ts";
import { paletteItems } from "./palette-items.ts";

const postPrefix = "post:";

/** One box for commands and posts. */
export function PaletteSheet() {
  const app = useApp();
  const t = useTranslate();
  const texts = useCommandTexts();
  const blogLanguage = useBlogLanguage();
  const posts = useStore(app.blog.store, (state) => state.posts);
  const [text, setText] = useState("");
  const [query, setQuery] = useState("");
  const composing = useRef(false);

  const commands = commandTable
    .filter(({ id }) => id !== "palette" && isEnabled(app, id))
    .map(({ id }) => ({ id, ...texts(id) }));
  const items = useMemo(() => paletteItems(query, commands, posts), [query, commands, posts]);

  const run = (key: string): void => {
    app.workspace.closeSheet();
    if (isCommandId(key)) void runCommand(app, key);
    else void app.documents.open(key.slice(postPrefix.length)).then(() => app.panes.focus("editor"));
  };
  const onInputChange = (typed: string): void => {
    setText(typed);
    if (!composing.current) setQuery(typed);
  };

  return (
    <ModalOverlay
      className="sheet-overlay"
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) app.workspace.closeSheet();
      }}
    >
      <Modal className="sheet sheet-medium">
        <Dialog className="sheet-dialog palette" aria-label={t("command.palette")}>
          <Autocomplete inputValue={text} onInputChange={onInputChange}>
            <SearchField className="palette-field" aria-label={t("palette.field")} autoFocus>
              <Input
                role="combobox"
                aria-expanded
                placeholder={t("palette.placeholder")}
                onCompositionStart={() => {
                  composing.current = true;
                }}
                onCompositionEnd={(event) => {
                  composing.current = false;
                  onInputChange(event.currentTarget.value);
                }}
              />
            </SearchField>
            <ListBox
              className="palette-list"
              aria-label={t("palette.results")}
              selectionMode="none"
              onAction={(key) => run(String(key))}
              renderEmptyState={() => <p className="palette-empty">{t("palette.empty")}</p>}
            >
              {items.posts.length > 0 ? (
                <ListBoxSection id="posts">
                  <Header className="palette-heading">{t("palette.posts")}</Header>
                  {items.posts.map((post) => (
                    <ListBoxItem
                      key={post.path}
                      id={postPrefix + post.path}
                      textValue={postTitle(t, post)}
                      className="menu-item"
                    >
                      <span className="palette-post" lang={blogLanguage}>
                        <StateMark state={post.state} />
                        {postTitle(t, post)}
                      </span>
                      <kbd>{post.dateText}</kbd>
                    </ListBoxItem>
                  ))}
                </ListBoxSection>
              ) : null}
              {items.commands.length > 0 ? (
                <ListBoxSection id="commands">
                  <Header className="palette-heading">{t("palette.commands")}</Header>
                  {items.commands.map(({ id, title, shortcut }) => (
                    <ListBoxItem key={id} id={id} textValue={title} className="menu-item">
                      {title}
                      {shortcut ? <kbd>{shortcut}</kbd> : null}
                    </ListBoxItem>
                  ))}
                </ListBoxSection>
              ) : null}
            </ListBox>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
