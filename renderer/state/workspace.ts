import { createStore, type StoreApi } from "zustand/vanilla";
import type { AppError } from "#contract/errors.ts";
import type { MovedMedia } from "#contract/types/media-types.ts";
import type { RelationKind } from "#contract/types/relation-kinds.ts";
import type { ReplaceOutcome } from "#contract/types/search-types.ts";
import type { PageWidth } from "./page-width.ts";
import type { FollowedLinks } from "./documents/document-session.ts";
import type { PaneName } from "./pane-focus.ts";

/** A sheet over the window; one at a time. */
export type SheetName =
  | "palette"
  | "settings"
  | "keys"
  | "help"
  | "checks"
  | "rename"
  | "undo"
  | "targets"
  | "quick-post"
  | "addendum"
  | "comment-reply"
  | "link-to-post"
  | "relate"
  | "notices"
  | "search"
  | "replace"
  | "history"
  | "outline"
  | "fix"
  | "edit-table"
  | "insert-snippet"
  | "snippets"
  | "images";

/** What became of an image; `links.path` is where it is now. */
export type MediaChange =
  | { readonly what: "renamed"; readonly from: string; readonly links: MovedMedia }
  | {
      readonly what: "replaced";
      readonly from: string;
      readonly links: MovedMedia;
      readonly trashedAt: string;
    }
  | { readonly what: "trashed"; readonly from: string; readonly trashedAt: string };

/** A relation that was written into a post, which has this front matter since, and had that one before. */
export interface NewRelation {
  readonly kind: RelationKind;
  /** Of the other post. */
  readonly title: string;
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** Something that is to be said about no place in particular, shown under the title bar until handled. */
export type Notice =
  /** `isOnline`: readers have the post until the next publish. */
  | {
      readonly kind: "trashed";
      readonly path: string;
      readonly title: string;
      readonly isOnline: boolean;
    }
  /** A file got another name, and links to it followed. */
  | { readonly kind: "renamed"; readonly from: string; readonly to: string; readonly links: FollowedLinks }
  | { readonly kind: "related"; readonly relation: NewRelation }
  | { readonly kind: "media"; readonly change: MediaChange }
  /** What a replacement across posts, or taking it back, came to. */
  | { readonly kind: "replaced"; readonly outcome: ReplaceOutcome; readonly isUndone: boolean }
  /** A version took the place of this text. */
  | {
      readonly kind: "restored";
      readonly path: string;
      readonly before: { readonly frontMatter: string; readonly body: string };
    }
  /** The engine died too often to be started again by itself. */
  | { readonly kind: "engineGone" }
  | { readonly kind: "error"; readonly error: AppError; readonly retry?: () => void };

/** `system`: as the program itself. `feed`: in a feed reader; `card`: where a link to it is shared. */
export interface PreviewLook {
  readonly width: PageWidth;
  readonly scheme: "system" | "light" | "dark";
  readonly view: "page" | "feed" | "card";
}

/** What the window shows besides its texts; nothing of it outlives the window. */
export interface WorkspaceState {
  readonly sheet: SheetName | null;
  /** What the settings are looked through for when they are opened. */
  readonly settingsQuery: string;
  readonly propertiesOpen: boolean;
  /** Properties are shown as raw YAML. */
  readonly rawOpen: boolean;
  /** Line of the raw YAML, from 0, that the caret is to go to as soon as the YAML is there. */
  readonly rawLine: number | null;
  /** The pane that a narrow window shows. */
  readonly narrowPane: PaneName;
  /** How the page is looked at: in which width, which scheme, and as what. */
  readonly preview: PreviewLook;
  readonly filter: string;
  readonly notice: Notice | null;
  /** How often the author saved by hand; each time is announced once. */
  readonly savedByHand: number;
}

/** View state that commands and several views share. */
export class Workspace {
  readonly store: StoreApi<WorkspaceState> = createStore(() => ({
    sheet: null,
    settingsQuery: "",
    propertiesOpen: false,
    rawOpen: false,
    rawLine: null,
    narrowPane: "editor",
    preview: { width: "full", scheme: "system", view: "page" },
    filter: "",
    notice: null,
    savedByHand: 0,
  }));

  openSheet(sheet: SheetName): void {
    this.store.setState({ sheet, settingsQuery: "" });
  }

  /** Opens the settings at those that have these words. */
  openSettings(settingsQuery: string): void {
    this.store.setState({ sheet: "settings", settingsQuery });
  }

  closeSheet(): void {
    this.store.setState({ sheet: null });
  }

  showProperties(open: boolean): void {
    this.store.setState({ propertiesOpen: open });
  }

  showRaw(open: boolean): void {
    this.store.setState({ rawOpen: open });
  }

  /** Opens the properties as a form. */
  showForm(): void {
    this.store.setState({ propertiesOpen: true, rawOpen: false });
  }

  /** Opens the raw YAML with the caret in a line, from 0. */
  showRawLine(rawLine: number): void {
    this.store.setState({ propertiesOpen: true, rawOpen: true, rawLine });
  }

  /** The caret is where `showRawLine` wanted it. */
  reachedRawLine(): void {
    this.store.setState({ rawLine: null });
  }

  showPane(narrowPane: PaneName): void {
    this.store.setState({ narrowPane });
  }

  lookAtPage(changes: Partial<PreviewLook>): void {
    this.store.setState(({ preview }) => ({ preview: { ...preview, ...changes } }));
  }

  setFilter(filter: string): void {
    this.store.setState({ filter });
  }

  countSave(): void {
    this.store.setState(({ savedByHand }) => ({ savedByHand: savedByHand + 1 }));
  }

  notify(notice: Notice): void {
    this.store.setState({ notice });
  }

  dismissNotice(): void {
    this.store.setState({ notice: null });
  }
}
