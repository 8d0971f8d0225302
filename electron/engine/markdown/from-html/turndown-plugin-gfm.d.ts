declare module "@joplin/turndown-plugin-gfm" {
  import type TurndownService from "turndown";

  /** The part of turndown that the plugin uses. */
  interface Rules {
    readonly options: TurndownService.Options;
    keep(filter: TurndownService.Filter): void;
    addRule(key: string, rule: TurndownService.Rule): void;
  }

  export const tables: (rules: Rules) => void;
  export const strikethrough: TurndownService.Plugin;
}
