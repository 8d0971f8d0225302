import { createStore, type StoreApi } from "zustand/vanilla";
import type { AppError } from "#contract/errors.ts";
import type { BulkOutcome } from "#contract/types/bulk-types.ts";
import type { MovedMedia } from "#contract/types/media-types.ts";
import type { RelationKind } from "#contract/types/relation-kinds.ts";
import type { ReplaceOutcome } from "#contract/types/search-types.ts";
import type { ImageInsertion } from "./current-editor.ts";
import type { PageWidth } from "./panes/page-width.ts";
import type { FollowedLinks } from "./documents/document-session.ts";
import { noFacets, type PostFacets } from "./list/post-facets.ts";
import type { PaneName } from "./panes/pane-focus.ts";

/** A sheet over the window. Only one sheet is open at a time. */
export type SheetName =
  | "palette"
  | "settings"
  | "blog-settings"
  | "keys"
  | "help"
  | "checks"
  | "rename"
  | "share-draft"
  | "undo"
  | "compare-live"
  | "targets"
  | "new-target"
  | "quick-post"
  | "templates"
  | "addendum"
  | "comment-reply"
  | "link-to-post"
  | "relate"
  | "notices"
  | "search"
  | "replace"
  | "history"
  | "conflict"
  | "outline"
  | "fix"
  | "change-posts"
  | "move-to-section"
  | "trash"
  | "terms"
  | "edit-table"
  | "insert-snippet"
  | "snippets"
  | "images"
  | "insert-from-library"
  | "crop-image"
  | "move-in"
  | "export";

/** A change of an image file. `links.path` is the new path of the image. */
export type MediaChange =
  | { readonly what: "renamed"; readonly from: string; readonly links: MovedMedia }
  | {
      /** `edited` means that the image was rotated or cropped. */
      readonly what: "replaced" | "edited";
      readonly from: string;
      readonly links: MovedMedia;
      readonly trashedAt: string;
    }
  | { readonly what: "trashed"; readonly from: string; readonly trashedAt: string };

/** A relation that was added to a post. `before` and `after` are the front matter of the post. */
export interface NewRelation {
  readonly kind: RelationKind;
  readonly title: string;
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/**
 * A message below the panes.
 * It stays until the author handles or dismisses it, or until it closes by itself.
 */
export type Notice =
  /** A post was moved into the trash. `isOnline` means that the post is online until the next publish. */
  | {
      readonly kind: "trashed";
      readonly path: string;
      readonly title: string;
      readonly isOnline: boolean;
    }
  /** A file was renamed. `links` lists the updated links, and the links that could not be updated. */
  | { readonly kind: "renamed"; readonly from: string; readonly to: string; readonly links: FollowedLinks }
  /** The author set up the first target at a web host. This target is now the default. */
  | { readonly kind: "targetReady"; readonly name: string }
  /** An action on several posts was completed or undone. */
  | {
      readonly kind: "bulk";
      readonly what: "changed" | "trashed" | "undone";
      readonly outcome: BulkOutcome;
      /** Title of the section to which the posts moved, if this was the only change. */
      readonly section?: string | undefined;
      /** Whether published posts may have become drafts or scheduled posts that are still online. */
      readonly mayHide?: boolean;
      /** Number of posts in the trash that readers can open until the next publish. */
      readonly stillOnline?: number;
    }
  /** A post was saved as a template in the file `path`. */
  | { readonly kind: "templateSaved"; readonly name: string; readonly path: string }
  /** A theme of the blog was restored from the trash. */
  | { readonly kind: "themeRestored"; readonly name: string }
  | { readonly kind: "mediaRestored"; readonly name: string }
  /** An image of the blog was replaced by an earlier version from the trash. */
  | { readonly kind: "versionRestored"; readonly name: string }
  | { readonly kind: "addressCopied"; readonly address: string }
  /**
   * The author pasted an address on a line of its own.
   * The notice asks whether the address becomes a card (`ask`), or says that its page is read (`fetching`).
   * If `step` is `none`, the notice says that there is no address at the caret.
   */
  | { readonly kind: "card"; readonly step: "ask" | "fetching" | "none"; readonly address: string }
  | { readonly kind: "related"; readonly relation: NewRelation }
  | { readonly kind: "media"; readonly change: MediaChange }
  /** Several images are being inserted into the text, or were inserted. */
  | { readonly kind: "inserting"; readonly insertion: ImageInsertion }
  /** Text was replaced in several posts, or a replacement was undone. */
  | { readonly kind: "replaced"; readonly outcome: ReplaceOutcome; readonly isUndone: boolean }
  /** An earlier version of a post was restored. `before` is the replaced text. */
  | {
      readonly kind: "restored";
      readonly path: string;
      readonly before: { readonly frontMatter: string; readonly body: string };
    }
  /** The engine died too often to be restarted automatically. */
  | { readonly kind: "engineGone" }
  | {
      readonly kind: "error";
      readonly error: AppError;
      readonly retry?: () => void;
      /**
       * Path of the post whose status could not be changed.
       * The next successful change removes the message.
       */
      readonly statusOf?: string;
    };

/** How the preview shows the page. `system` shows the page light or dark, like the program. */
export interface PreviewDisplay {
  readonly width: PageWidth;
  readonly scheme: "system" | "light" | "dark";
  readonly view: "page" | "feed" | "card";
}

/** The state of the window without the texts of posts. Closing the window discards the state. */
export interface WorkspaceState {
  readonly sheet: SheetName | null;
  /** Whether the open sheet holds entered text that a command would discard. No command runs then. */
  readonly isBlocked: boolean;
  /** The query that is in the search field when the settings open, or "" for none. */
  readonly settingsQuery: string;
  /** The section that the sheet for moving posts proposes. Null leaves the choice to the sheet. */
  readonly moveTo: string | null;
  readonly propertiesOpen: boolean;
  /** Whether the properties are shown as raw YAML instead of a form. */
  readonly rawOpen: boolean;
  /** The 0-based line of the raw YAML to which the caret moves. Null leaves the caret in place. */
  readonly rawLine: number | null;
  /** The pane that is shown if the window has room for only one or two panes. */
  readonly narrowPane: PaneName;
  readonly preview: PreviewDisplay;
  readonly filter: string;
  readonly facets: PostFacets;
  /** Whether the menu for filtering and sorting the list is open. */
  readonly filterMenuOpen: boolean;
  readonly notice: Notice | null;
  /** Whether the panel for the image at the caret is open. */
  readonly imageOpen: boolean;
  /**
   * Maps the blog path of each image file to the number of its changes.
   * When the number of an image changes, the thumbnail of this image is loaded again.
   */
  readonly imageChanges: Readonly<Record<string, number>>;
  /** Number of saves by key or menu. Each of these saves is announced to screen readers. */
  readonly savedByHand: number;
}

/** The state of the window that commands and several views share. */
export class Workspace {
  readonly store: StoreApi<WorkspaceState> = createStore(() => ({
    sheet: null,
    isBlocked: false,
    settingsQuery: "",
    moveTo: null,
    propertiesOpen: false,
    rawOpen: false,
    rawLine: null,
    narrowPane: "editor",
    preview: { width: "full", scheme: "system", view: "page" },
    filter: "",
    facets: noFacets,
    filterMenuOpen: false,
    notice: null,
    imageOpen: false,
    imageChanges: {},
    savedByHand: 0,
  }));

  block(isBlocked: boolean): void {
    this.store.setState({ isBlocked });
  }

  openSheet(sheet: SheetName): void {
    this.store.setState({ sheet, settingsQuery: "", moveTo: null });
  }

  /** Opens the sheet that moves the selected posts. The sheet proposes this section. */
  openMove(section: string): void {
    this.store.setState({ sheet: "move-to-section", moveTo: section });
  }

  /** Opens the settings of the program or the blog, and puts a query into the search field. */
  openSettings(settingsQuery: string, sheet: "settings" | "blog-settings" = "settings"): void {
    this.store.setState({ sheet, settingsQuery });
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

  showForm(): void {
    this.store.setState({ propertiesOpen: true, rawOpen: false });
  }

  /** Shows the properties as raw YAML, and moves the caret to a 0-based line. */
  showRawLine(rawLine: number): void {
    this.store.setState({ propertiesOpen: true, rawOpen: true, rawLine });
  }

  /** Must be called when the caret has reached the line that `showRawLine` requested. */
  reachedRawLine(): void {
    this.store.setState({ rawLine: null });
  }

  showPane(narrowPane: PaneName): void {
    this.store.setState({ narrowPane });
  }

  setPreviewDisplay(changes: Partial<PreviewDisplay>): void {
    this.store.setState(({ preview }) => ({ preview: { ...preview, ...changes } }));
  }

  setFilter(filter: string): void {
    this.store.setState({ filter });
  }

  setFacets(facets: PostFacets): void {
    this.store.setState({ facets });
  }

  showFilterMenu(open: boolean): void {
    this.store.setState({ filterMenuOpen: open });
  }

  showImage(imageOpen: boolean): void {
    this.store.setState({ imageOpen });
  }

  /** Must be called when an image file has new contents, so that its thumbnails are loaded again. */
  countImageChange(path: string): void {
    this.store.setState(({ imageChanges }) => ({
      imageChanges: { ...imageChanges, [path]: (imageChanges[path] ?? 0) + 1 },
    }));
  }

  countSave(): void {
    this.store.setState(({ savedByHand }) => ({ savedByHand: savedByHand + 1 }));
  }

  /**
   * Shows a message in place of the previous message, unless the engine has stopped.
   * Errors of commands that need the engine must not hide the button that restarts the engine.
   */
  notify(notice: Notice): void {
    if (this.store.getState().notice?.kind !== "engineGone") this.store.setState({ notice });
  }

  dismissNotice(): void {
    this.store.setState({ notice: null });
  }

  /** Removes the message that a post's status could not be changed. */
  dismissStatusError(path: string): void {
    const { notice } = this.store.getState();
    if (notice?.kind === "error" && notice.statusOf === path) this.dismissNotice();
  }
}
