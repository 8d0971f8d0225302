import type { App } from "../state/app.ts";
import { barNames, type PaneName, paneNames } from "../state/panes/pane-focus.ts";
import { currentPaneCount } from "../state/panes/pane-count.ts";
import { always, type Command } from "../state/command.ts";

/** Commands that arrange the window and move the focus in it. */
export const viewCommands: readonly Command[] = [
  { id: "palette", enabled: always, run: ({ workspace }) => workspace.openSheet("palette") },
  {
    id: "toggle-list",
    enabled: always,
    run: (app) => togglePane(app, "list"),
  },
  {
    id: "toggle-preview",
    enabled: always,
    run: (app) => togglePane(app, "preview"),
  },
  { id: "next-pane", enabled: always, run: (app) => step(app, 1) },
  { id: "previous-pane", enabled: always, run: (app) => step(app, -1) },
  { id: "focus-list", enabled: always, run: (app) => focusPane(app, "list") },
  { id: "focus-editor", enabled: always, run: (app) => focusPane(app, "editor") },
  { id: "focus-preview", enabled: always, run: (app) => focusPane(app, "preview") },
];

/** Shows or hides a pane. In a narrow window, the pane replaces the visible pane. */
async function togglePane({ workspace, preferences }: App, pane: "list" | "preview"): Promise<void> {
  if (currentPaneCount() === "three") await preferences.setPanes({ [pane]: !preferences.values.panes[pane] });
  else workspace.showPane(workspace.store.getState().narrowPane === pane ? "editor" : pane);
}

async function focusPane(app: App, pane: PaneName): Promise<void> {
  app.workspace.showPane(pane);
  const kept = pane === "editor" ? undefined : app.preferences.setPanes({ [pane]: true });
  app.panes.focus(pane);
  await kept;
}

/** Moves the focus to the next or previous visible pane or bar. All notices count as one bar. */
function step(app: App, by: 1 | -1): void {
  const targets = [
    ...paneNames.map((name) => ({ name, selector: `[data-pane="${name}"]` })),
    ...barNames
      .map((name) => ({ name, selector: `[data-bar="${name}"]` }))
      .filter(({ selector }) => document.querySelector(`${selector} :is(button, .notice)`)),
  ];
  const shown = targets.filter(({ name }) => app.panes.has(name));
  // The status bar is inside a pane, so both can contain the focus.
  // `findLastIndex` then finds the bar, because bars come after panes in the list.
  const from = shown.findLastIndex(({ selector }) => document.activeElement?.closest(selector));
  const next = shown.at((from + by) % shown.length);
  if (next) app.panes.focus(next.name);
}
