import { AppError } from "#contract/errors.ts";
import {
  createTemplateEngine,
  type TemplateEngine,
  type TemplateRendererName,
} from "#engine/site/theme/liquid/template-engine.ts";
import type { Theme } from "#engine/site/theme/theme.ts";
import { createLiquidJs } from "#tests/support/blogs/liquidjs-templates.ts";

/** The result of a template: its text or its error. */
type Outcome = { readonly text: string } | { readonly failed: true };

/** Returns a theme in memory. `templates`: by path below `templates/`, without extension. */
export function makeTheme(templates: Readonly<Record<string, string>>, key = ""): Theme {
  const asset = { path: "assets/style.12345678.css", bytes: Buffer.from(""), sha256: "" };
  return {
    withheld: [],
    ownCss: "",
    colourRules: "",
    name: "made",
    options: {},
    dateFormats: new Map(),
    templates: new Map(Object.entries(templates).map(([path, text]) => [`templates/${path}.liquid`, text])),
    assets: new Map([["style.css", asset]]),
    words: new Map([["en", new Map(Object.entries({ hello: "Hello, {name} & co", year: "{year}!" }))]]),
    key,
  };
}

/** The values of the environment variable `HITOFUDE_LIQUID`. */
export const rendererNames = ["compiled", "liquidjs"] as const satisfies readonly TemplateRendererName[];

/** Returns the templates of a theme in memory. */
export function templatesOf(
  templates: Readonly<Record<string, string>>,
  renderer: TemplateRendererName = "compiled",
): TemplateEngine {
  return createTemplateEngine(makeTheme(templates), "en", renderer);
}

/**
 * The results of a template with the compiler, with LiquidJS in our limits, and with LiquidJS without them.
 */
interface Outcomes {
  readonly compiled: Outcome;
  readonly liquidjs: Outcome;
  readonly plain: Outcome;
}

/** Renders any template of one theme with all renderers, from equal values. */
export function allRenderers(
  templates: Readonly<Record<string, string>>,
): (name: string, scope: Readonly<Record<string, unknown>>) => Outcomes {
  const theme = makeTheme(templates);
  const [compiled, liquidjs] = rendererNames.map((renderer) => createTemplateEngine(theme, "en", renderer));
  const plain = createLiquidJs(theme, "en");
  return (name, scope) => ({
    compiled: outcomeOf(() => compiled?.render(name, structuredClone(scope), "posts/a.md") ?? ""),
    liquidjs: outcomeOf(() => liquidjs?.render(name, structuredClone(scope), "posts/a.md") ?? ""),
    plain: outcomeOf(() => plain.render(name, structuredClone(scope))),
  });
}

function outcomeOf(render: () => string): Outcome {
  try {
    return { text: render() };
  } catch {
    return { failed: true };
  }
}

/** Returns the `AppError` that an action throws. */
export function errorOf(action: () => unknown): { code: string; values: Record<string, unknown> } {
  try {
    return { code: "none", values: { result: action() } };
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, values: error.values };
    throw error;
  }
}
