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

/** A change of an image; `links.path` is its new path. */
export type MediaChange =
  | { readonly what: "renamed"; readonly from: string; readonly links: MovedMedia }
  | {
      readonly what: "replaced";
      readonly from: string;
      readonly links: MovedMedia;
      readonly trashedAt: string;
    }
  | { readonly what: "trashed"; readonly from: string; readonly trashedAt: string };

/** A relation that was added to a post, with the front matter before and after. */
export interface NewRelation {
  readonly kind: RelationKind;
  /** Title of the other post. */
  readonly title: string;
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** A message about the window as a whole, shown under the title bar until it is handled. */
export type Notice =
  /** `isOnline`: readers see the post until the next publish. */
  | {
      readonly kind: "trashed";
      readonly path: string;
      readonly title: string;
      readonly isOnline: boolean;
    }
  /** A file was renamed, and links to it were changed. */
  | { readonly kind: "renamed"; readonly from: string; readonly to: string; readonly links: FollowedLinks }
  | { readonly kind: "related"; readonly relation: NewRelation }
  | { readonly kind: "media"; readonly change: MediaChange }
  /** Outcome of a replacement across posts, or of undoing it. */
  | { readonly kind: "replaced"; readonly outcome: ReplaceOutcome; readonly isUndone: boolean }
  /** A version replaced this text. */
  | {
      readonly kind: "restored";
      readonly path: string;
      readonly before: { readonly frontMatter: string; readonly body: string };
    }
  /** The engine died too often to be restarted automatically. */
  | { readonly kind: "engineGone" }
  | { readonly kind: "error"; readonly error: AppError; readonly retry?: () => void };

/** `system`: the scheme of the program. `feed`: the post in a feed reader; `card`: a shared link to it. */
export interface PreviewLook {
  readonly width: PageWidth;
  readonly scheme: "system" | "light" | "dark";
  readonly view: "page" | "feed" | "card";
}

/** What the window shows besides its texts; it ends with the window. */
export interface WorkspaceState {
  readonly sheet: SheetName | null;
  /** Search query of the settings when they are opened. */
  readonly settingsQuery: string;
  readonly propertiesOpen: boolean;
  /** Whether properties are shown as raw YAML. */
  readonly rawOpen: boolean;
  /** Line of the raw YAML, from 0, for the caret once the YAML is shown. */
  readonly rawLine: number | null;
  /** The pane that a narrow window shows. */
  readonly narrowPane: PaneName;
  /** How the preview shows the page: width, scheme and view. */
  readonly preview: PreviewLook;
  readonly filter: string;
  readonly notice: Notice | null;
  /** How often the author saved manually; each time is announced once. */
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

  /** Opens the settings with a search query. */
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

  /** The caret has reached the line of `showRawLine`. */
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
