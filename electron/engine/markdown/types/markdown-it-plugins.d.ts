// Types for packages that come without types.

declare module "markdown-it-footnote" {
  const plugin: import("markdown-it").PluginSimple;

  export = plugin;
}

declare module "markdown-it-deflist" {
  const plugin: import("markdown-it").PluginSimple;

  export = plugin;
}

declare module "markdown-it-container" {
  interface ContainerOptions {
    readonly validate?: (params: string) => boolean;
    readonly render?: import("markdown-it").RendererRule;
  }
  const plugin: (md: import("markdown-it").MarkdownIt, name: string, options?: ContainerOptions) => void;

  export = plugin;
}

declare module "markdown-it/lib/rules_block/list.mjs" {
  const rule: import("markdown-it/lib/parser_block.mjs").RuleBlock;

  export = rule;
}

declare module "markdown-it/lib/rules_block/reference.mjs" {
  const rule: import("markdown-it/lib/parser_block.mjs").RuleBlock;

  export = rule;
}

declare module "markdown-it/lib/rules_block/blockquote.mjs" {
  const rule: import("markdown-it/lib/parser_block.mjs").RuleBlock;
  export = rule;
}

declare module "markdown-it/lib/rules_block/fence.mjs" {
  const rule: import("markdown-it/lib/parser_block.mjs").RuleBlock;
  export = rule;
}

declare module "markdown-it/lib/rules_block/heading.mjs" {
  const rule: import("markdown-it/lib/parser_block.mjs").RuleBlock;
  export = rule;
}

declare module "markdown-it/lib/rules_block/hr.mjs" {
  const rule: import("markdown-it/lib/parser_block.mjs").RuleBlock;
  export = rule;
}

declare module "markdown-it/lib/rules_block/html_block.mjs" {
  const rule: import("markdown-it/lib/parser_block.mjs").RuleBlock;
  export = rule;
}

declare module "markdown-it/lib/rules_inline/link.mjs" {
  const rule: import("markdown-it/lib/parser_inline.mjs").RuleInline;
  export = rule;
}

declare module "markdown-it/lib/rules_inline/image.mjs" {
  const rule: import("markdown-it/lib/parser_inline.mjs").RuleInline;
  export = rule;
}

declare module "markdown-it/lib/rules_inline/html_inline.mjs" {
  const rule: import("markdown-it/lib/parser_inline.mjs").RuleInline;
  export = rule;
}
