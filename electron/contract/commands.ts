/** A command of the program, for the interface, the palette and the native menu. */
export interface CommandDefinition {
  readonly id: string;
  readonly titleKey: `command.${string}`;
  /** Default key in Electron's notation (`CmdOrCtrl+Shift+P`), or null. */
  readonly key: string | null;
}

/** All commands. Their keys avoid those of input methods and desktops, such as Ctrl+Shift+U on Linux. */
export const commandTable = [
  { id: "new-post", titleKey: "command.new-post", key: "CmdOrCtrl+N" },
  { id: "quick-post", titleKey: "command.quick-post", key: "CmdOrCtrl+Shift+N" },
  { id: "new-page", titleKey: "command.new-page", key: null },
  { id: "next-part", titleKey: "command.next-part", key: "CmdOrCtrl+Alt+N" },
  { id: "relate", titleKey: "command.relate", key: "CmdOrCtrl+Alt+R" },
  { id: "save", titleKey: "command.save", key: "CmdOrCtrl+S" },
  { id: "properties", titleKey: "command.properties", key: "Alt+Enter" },
  { id: "rename-post", titleKey: "command.rename-post", key: "F2" },
  { id: "duplicate-post", titleKey: "command.duplicate-post", key: null },
  { id: "pin-post", titleKey: "command.pin-post", key: null },
  { id: "unlist-post", titleKey: "command.unlist-post", key: null },
  { id: "noindex-post", titleKey: "command.noindex-post", key: null },
  { id: "print", titleKey: "command.print", key: "CmdOrCtrl+Alt+P" },
  { id: "history", titleKey: "command.history", key: "CmdOrCtrl+Shift+Y" },
  { id: "trash-post", titleKey: "command.trash-post", key: null },
  { id: "addendum", titleKey: "command.addendum", key: "CmdOrCtrl+Shift+A" },
  { id: "comment-reply", titleKey: "command.comment-reply", key: "CmdOrCtrl+Shift+R" },
  { id: "notices", titleKey: "command.notices", key: "CmdOrCtrl+Shift+B" },
  { id: "publish", titleKey: "command.publish", key: "CmdOrCtrl+Shift+P" },
  { id: "publish-post", titleKey: "command.publish-post", key: null },
  { id: "unpublish", titleKey: "command.unpublish", key: null },
  { id: "review-publish", titleKey: "command.review-publish", key: null },
  { id: "undo-publish", titleKey: "command.undo-publish", key: null },
  { id: "put-online", titleKey: "command.put-online", key: null },
  { id: "targets", titleKey: "command.targets", key: null },
  { id: "check", titleKey: "command.check", key: "CmdOrCtrl+Shift+M" },
  { id: "view-site", titleKey: "command.view-site", key: "CmdOrCtrl+Shift+O" },
  { id: "bold", titleKey: "command.bold", key: "CmdOrCtrl+B" },
  { id: "emphasis", titleKey: "command.emphasis", key: "CmdOrCtrl+I" },
  { id: "strike", titleKey: "command.strike", key: null },
  { id: "code", titleKey: "command.code", key: null },
  { id: "insert-link", titleKey: "command.insert-link", key: "CmdOrCtrl+L" },
  { id: "link-to-post", titleKey: "command.link-to-post", key: "CmdOrCtrl+Shift+K" },
  { id: "insert-image", titleKey: "command.insert-image", key: null },
  { id: "images", titleKey: "command.images", key: "CmdOrCtrl+Shift+I" },
  { id: "edit-table", titleKey: "command.edit-table", key: "CmdOrCtrl+Alt+T" },
  { id: "insert-snippet", titleKey: "command.insert-snippet", key: "CmdOrCtrl+Alt+S" },
  { id: "snippets", titleKey: "command.snippets", key: null },
  { id: "find-in-text", titleKey: "command.find-in-text", key: "CmdOrCtrl+F" },
  { id: "outline", titleKey: "command.outline", key: "CmdOrCtrl+J" },
  { id: "fix", titleKey: "command.fix", key: "CmdOrCtrl+." },
  { id: "palette", titleKey: "command.palette", key: "CmdOrCtrl+K" },
  { id: "find-post", titleKey: "command.find-post", key: "CmdOrCtrl+P" },
  { id: "filter-posts", titleKey: "command.filter-posts", key: null },
  { id: "search-posts", titleKey: "command.search-posts", key: "CmdOrCtrl+Shift+F" },
  { id: "replace-in-posts", titleKey: "command.replace-in-posts", key: "CmdOrCtrl+Shift+H" },
  { id: "undo-replace", titleKey: "command.undo-replace", key: null },
  { id: "typewriter-mode", titleKey: "command.typewriter-mode", key: "CmdOrCtrl+Shift+T" },
  { id: "focus-mode", titleKey: "command.focus-mode", key: "CmdOrCtrl+Shift+G" },
  { id: "spell-check", titleKey: "command.spell-check", key: "F7" },
  { id: "toggle-list", titleKey: "command.toggle-list", key: "CmdOrCtrl+Shift+L" },
  { id: "toggle-preview", titleKey: "command.toggle-preview", key: "CmdOrCtrl+Shift+D" },
  { id: "preview-phone", titleKey: "command.preview-phone", key: "CmdOrCtrl+Alt+1" },
  { id: "preview-tablet", titleKey: "command.preview-tablet", key: "CmdOrCtrl+Alt+2" },
  { id: "preview-full", titleKey: "command.preview-full", key: "CmdOrCtrl+Alt+3" },
  { id: "preview-scheme", titleKey: "command.preview-scheme", key: "CmdOrCtrl+Alt+4" },
  { id: "preview-feed", titleKey: "command.preview-feed", key: "CmdOrCtrl+Alt+5" },
  { id: "preview-card", titleKey: "command.preview-card", key: "CmdOrCtrl+Alt+6" },
  { id: "open-page", titleKey: "command.open-page", key: "CmdOrCtrl+Alt+B" },
  { id: "next-pane", titleKey: "command.next-pane", key: "F6" },
  { id: "previous-pane", titleKey: "command.previous-pane", key: "Shift+F6" },
  { id: "focus-list", titleKey: "command.focus-list", key: "CmdOrCtrl+1" },
  { id: "focus-editor", titleKey: "command.focus-editor", key: "CmdOrCtrl+2" },
  { id: "focus-preview", titleKey: "command.focus-preview", key: "CmdOrCtrl+3" },
  { id: "new-blog", titleKey: "command.new-blog", key: null },
  { id: "open-blog", titleKey: "command.open-blog", key: "CmdOrCtrl+O" },
  { id: "reveal-folder", titleKey: "command.reveal-folder", key: null },
  { id: "blog-settings", titleKey: "command.blog-settings", key: "CmdOrCtrl+Shift+S" },
  { id: "settings", titleKey: "command.settings", key: "CmdOrCtrl+," },
  { id: "keys", titleKey: "command.keys", key: null },
  { id: "language-ja", titleKey: "command.language-ja", key: null },
  { id: "language-en", titleKey: "command.language-en", key: null },
  { id: "colours-system", titleKey: "command.colours-system", key: null },
  { id: "colours-light", titleKey: "command.colours-light", key: null },
  { id: "colours-dark", titleKey: "command.colours-dark", key: null },
  { id: "help", titleKey: "command.help", key: "F1" },
] as const satisfies readonly CommandDefinition[];

export type CommandId = (typeof commandTable)[number]["id"];

/** Whether a text from outside the program is the id of a command. */
export function isCommandId(id: string): id is CommandId {
  return commandTable.some((command) => command.id === id);
}
