import { createHash } from "node:crypto";
import { withoutServerCode } from "#engine/markdown/html/server-code.ts";
import { generatedPageScope } from "../template-data/page-scope.ts";
import { places } from "../addresses/places.ts";
import { type PlanContext, type PlannedFile, renderThemed } from "../template-data/planned-file.ts";
import type { Site } from "../model/site.ts";
import { commonPhp } from "./php-common.ts";
import { counterPhp, counterScript } from "./php-counter.ts";
import { feedbackPhp } from "./php-feedback.ts";
import { hasFeedback } from "../template-data/visitors.ts";
import { feedbackWords } from "./feedback-words.ts";

const formMark = "[hitofude-feedback-form]";

/** Plans the PHP files of the visitor counter and the feedback form, and the page with the form. */
export function* planVisitors(context: PlanContext): Generator<PlannedFile> {
  const { site } = context;
  const isCounted = site.settings.counter?.live === true;
  const hasForm = hasFeedback(site);
  if (!isCounted && !hasForm) return;
  const config = `<?php\nreturn ${phpValue(configOf(site))};\n`;
  yield fixed("config.php", config);
  yield fixed("common.php", commonPhp);
  if (isCounted) {
    yield fixed("counter.php", counterPhp);
    yield fixed("counter.js", counterScript);
  }
  if (!hasForm) return;
  yield fixed("feedback-form.php", feedbackPhp);
  yield feedbackPage(context);
}

function fixed(name: string, text: string): PlannedFile {
  const path = `${places.visitors}/${name}`;
  return {
    path,
    group: "asset",
    isProgram: true,
    name: "counter and form",
    inputs: () => [text],
    text: () => text,
  };
}

/** Returns the configuration of the PHP programs. Visitors cannot see this configuration. */
function configOf({ settings, blogId }: Site): object {
  const { counter, feedback, timeZone, language, title } = settings;
  const secret = createHash("sha256").update(`hitofude visitors ${blogId}`).digest("hex").slice(0, 24);
  const words = feedbackWords(language);
  return {
    data: `data-${secret}`,
    zone: timeZone,
    ...(counter ? { counter } : {}),
    ...(feedback
      ? { feedback: { to: feedback.to ?? "", subject: `${title}: ${words.subject}`, words } }
      : {}),
  };
}

function feedbackPage(context: PlanContext): PlannedFile {
  const path = places.feedback;
  // For an encoding other than UTF-8, `siteScope` returns parts as HTML, not as directives to include them.
  // `withoutServerCode` below would escape the directives.
  const whole = "Shift_JIS";
  return {
    path,
    group: "list",
    isProgram: true,
    name: "feedback form",
    inputs: () => [
      context.themedKey("feedback", "", whole),
      feedbackWords(context.site.settings.language).title,
    ],
    text: () => {
      const { site } = context;
      const { title } = feedbackWords(site.settings.language);
      const page = generatedPageScope(site, { kind: "feedback", path, title });
      const wholeContext = { ...context, siteScope: (root: string) => context.siteScope(root, whole) };
      const html = renderThemed(
        wholeContext,
        { template: "feedback", page, own: { feedback: { form: formMark } } },
        path,
      );
      // Escapes server code from settings or theme, so that the form is the only code in the page.
      const harmless = withoutServerCode(html);
      const form = "<?php hitofude_form(); ?>\n";
      return `<?php require __DIR__ . '/${places.visitors}/feedback-form.php'; ?>\n${harmless.replace(formMark, () => form)}`;
    },
  };
}

/** Returns a value as PHP code. Escapes `\` and `'`, the only special characters inside single quotes. */
function phpValue(value: unknown): string {
  if (typeof value === "string") return `'${value.replace(/[\\']/g, "\\$&")}'`;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value !== "object" || value === null) return "null";
  const items = Object.entries(value).map(([key, item]) => `${phpValue(key)} => ${phpValue(item)}`);
  return `[${items.join(", ")}]`;
}
