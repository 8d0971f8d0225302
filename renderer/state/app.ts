import { createContext, use } from "react";
import type { CallOutput } from "#contract/rpc/definition.ts";
import type { MainContract, Preferences } from "#contract/main-contract.ts";
import { type Language, resolveLanguage } from "#contract/messages.ts";
import { Blog } from "./blog.ts";
import { Checks } from "./checks.ts";
import { CurrentEditor } from "./current-editor.ts";
import { DocumentStore } from "./documents/document-store.ts";
import { Exporting } from "./documents/exporting.ts";
import { GivenFiles } from "./given-files.ts";
import { HeldText } from "./documents/held-text.ts";
import { type LeftBehind, leftBehind } from "./documents/left-behind.ts";
import { MoveIn } from "./move-in.ts";
import { PostSelection } from "./list/post-selection.ts";
import { NoticeDraft } from "./notice-draft.ts";
import { SettingsDraft } from "./blog-settings/settings-draft.ts";
import { PostStatus } from "./documents/post-status.ts";
import { PaneFocus } from "./panes/pane-focus.ts";
import { PreferencesState } from "./preferences.ts";
import { Publishing } from "./publishing.ts";
import { Recovery } from "./documents/recovery.ts";
import type { Services } from "./services.ts";
import { Targets } from "./targets.ts";
import { Workspace } from "./workspace.ts";

export type AppInfo = CallOutput<MainContract, "app.info">;

/** All state of the window's page, in one object for each responsibility. */
export interface App {
  readonly services: Services;
  readonly info: AppInfo;
  /** The language of the interface if the author's setting is "system". */
  readonly systemLanguage: Language;
  readonly preferences: PreferencesState;
  readonly blog: Blog;
  readonly documents: DocumentStore;
  readonly postStatus: PostStatus;
  /** The editor that shows the document on screen. */
  readonly editor: CurrentEditor;
  readonly checks: Checks;
  readonly publishing: Publishing;
  readonly targets: Targets;
  readonly recovery: Recovery;
  /** The text of the quick post, kept until the post is published. */
  readonly quickPost: HeldText;
  /** The messages from readers that the author pasted, kept until a post contains them. */
  readonly messages: HeldText;
  readonly notices: NoticeDraft;
  /** The blog settings being edited. */
  readonly settings: SettingsDraft;
  /** Files from outside the blog that wait for the author's decision. */
  readonly givenFiles: GivenFiles;
  readonly moveIn: MoveIn;
  readonly selection: PostSelection;
  readonly exporting: Exporting;
  readonly workspace: Workspace;
  readonly panes: PaneFocus;
}

/** Creates the state of the window's page, without loading anything. */
export function createApp(services: Services, info: AppInfo, preferences: Preferences): App {
  const documents = new DocumentStore(services.engine);
  const checks = new Checks(services.engine);
  const beforePublishing = async (): Promise<void> => {
    await Promise.all([documents.saveAll(), checks.settled()]);
  };
  const blog = new Blog(services.engine);
  const settings = new SettingsDraft(services.engine);
  const notices = new NoticeDraft(services.engine);
  const left = (): LeftBehind | null => {
    const { current } = documents;
    return leftBehind(current, current ? blog.post(current.path) : undefined);
  };
  return {
    services,
    info,
    systemLanguage: resolveLanguage("system", navigator.language),
    preferences: new PreferencesState(services.main, preferences),
    blog,
    documents,
    postStatus: new PostStatus(services.engine, documents),
    editor: new CurrentEditor(),
    checks,
    publishing: new Publishing(services.engine, beforePublishing, left),
    targets: new Targets(services.engine),
    recovery: new Recovery(services.engine, documents, { settings, notices }),
    quickPost: new HeldText(services.engine),
    messages: new HeldText(services.engine),
    notices,
    settings,
    givenFiles: new GivenFiles(),
    moveIn: new MoveIn(services.engine, () => documents.saveAll()),
    selection: new PostSelection(),
    exporting: new Exporting(services.main, () => documents.saveAll()),
    workspace: new Workspace(),
    panes: new PaneFocus(),
  };
}

export const AppContext = createContext<App | null>(null);

/** Returns the state of the window's page. Must be called inside the app's root component. */
export function useApp(): App {
  const app = use(AppContext);
  if (!app) throw new Error("no app above this component");
  return app;
}
