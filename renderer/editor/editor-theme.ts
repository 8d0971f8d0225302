import { editor } from "monaco-editor/editor";

const themeName = "hitofude";

/** Colours for forced-colours mode, which Monaco does not support by itself. */
const forcedColours: Readonly<Record<string, string>> = {
  "--paper": "Canvas",
  "--paper-raised": "Canvas",
  "--accent": "LinkText",
  "--selection": "Highlight",
  "--selected-ink": "HighlightText",
};

/** Applies the colours of the page to Monaco. Must be called after each change of the colour scheme. */
export function applyEditorTheme(): void {
  const isForced = matchMedia("(forced-colors: active)").matches;
  const colour = colourReader((token) =>
    isForced ? (forcedColours[token] ?? "CanvasText") : `var(${token})`,
  );
  const [ink, faint, accent] = [colour("--ink"), colour("--ink-faint"), colour("--accent")];
  const paper = colour("--paper");
  const rule = (token: string, foreground: string, fontStyle = ""): editor.ITokenThemeRule => ({
    token,
    foreground: foreground.slice(1),
    fontStyle,
  });
  const emphasised = (base: string, foreground: string, also = ""): editor.ITokenThemeRule[] =>
    [
      "",
      "strong",
      "emphasis",
      "strike",
      "strong-emphasis",
      "strong-strike",
      "emphasis-strike",
      "strong-emphasis-strike",
    ].map((kind) =>
      rule(kind === "" ? base : `${base}.${kind}`, foreground, `${also} ${fontStyle(kind)}`.trim()),
    );
  editor.defineTheme(themeName, {
    base: isForced ? (isDark(paper) ? "hc-black" : "hc-light") : isDark(paper) ? "vs-dark" : "vs",
    inherit: false,
    rules: [
      rule("", ink),
      ...emphasised("text", ink),
      ...emphasised("link", accent),
      ...emphasised("ruby", ink),
      ...emphasised("heading.text", ink, "bold"),
      ...emphasised("heading.link", accent, "bold"),
      rule("heading", ink, "bold"),
      ...["heading.mark", "mark", "address", "reading", "html", "quote", "rule", "container", "fence"].map(
        (token) => rule(token, faint),
      ),
      rule("list", accent),
      rule("note", accent),
      ...["type", "tag", "namespace"].map((token) => rule(token, accent)),
      rule("comment", faint),
      ...["number", "keyword"].map((token) => rule(token, colour("--changed"))),
      rule("code", colour("--changed")),
      // Marks ideographic spaces with an underline, which editor.css changes to a dotted line.
      rule("wide-space", colour("--hairline-strong"), "underline"),
    ],
    colors: {
      "editor.background": paper,
      "editor.foreground": ink,
      "editorCursor.foreground": accent,
      "editor.selectionBackground": colour("--selection"),
      ...(isForced ? { "editor.selectionForeground": colour("--selected-ink") } : {}),
      "editor.inactiveSelectionBackground": colour("--hover"),
      // Changed lines get no background colour, because it would reduce contrast.
      // The style sheet (blog-settings-look.css) marks changed lines with signs and bars.
      "editorLineNumber.dimmedForeground": faint,
      "diffEditor.insertedLineBackground": paper,
      "diffEditor.removedLineBackground": paper,
      "diffEditor.insertedTextBackground": paper,
      "diffEditor.removedTextBackground": paper,
      "diffEditor.insertedTextBorder": accent,
      "diffEditor.removedTextBorder": faint,
      "editor.findMatchBackground": colour("--selection"),
      "editor.findMatchHighlightBackground": colour("--accent-wash"),
      "editor.rangeHighlightBackground": "#00000000",
      // Monaco colours the brackets of some languages even if the option of the editor turns this off.
      ...Object.fromEntries(
        [1, 2, 3, 4, 5, 6].map((level) => [`editorBracketHighlight.foreground${level}`, faint]),
      ),
      "editorLineNumber.foreground": faint,
      "editorLineNumber.activeForeground": ink,
      "editorSuggestWidget.selectedBackground": colour("--accent-wash"),
      "editorSuggestWidget.selectedForeground": ink,
      "editorSuggestWidget.highlightForeground": accent,
      "editorSuggestWidget.focusHighlightForeground": accent,
      "editorError.foreground": colour("--error"),
      "editorWarning.foreground": colour("--changed"),
      "editorInfo.foreground": accent,
      "editorWidget.background": colour("--paper-raised"),
      "editorWidget.foreground": ink,
      "editorWidget.border": colour("--hairline"),
      "widget.shadow": colour("--pressed"),
      "input.background": paper,
      "input.foreground": ink,
      "input.border": colour("--hairline-strong"),
      "inputOption.activeBorder": accent,
      "inputOption.activeBackground": colour("--accent-wash"),
      focusBorder: accent,
      "scrollbarSlider.background": colour("--pressed"),
      "scrollbarSlider.hoverBackground": colour("--selection"),
      "scrollbarSlider.activeBackground": colour("--selection"),
      "menu.background": colour("--paper-raised"),
      "menu.foreground": ink,
      "menu.selectionBackground": colour("--accent-wash"),
      "menu.selectionForeground": ink,
      "menu.separatorBackground": colour("--hairline"),
    },
  });
  editor.setTheme(themeName);
}

function fontStyle(kind: string): string {
  return kind
    .split("-")
    .map((part) => ({ strong: "bold", emphasis: "italic", strike: "strikethrough" })[part] ?? "")
    .join(" ");
}

/**
 * Returns a function that converts a colour token of the page to `#rrggbbaa`, as Monaco requires.
 * Paints the colour on a canvas and reads the pixel, because a token may have any CSS syntax.
 */
function colourReader(css: (token: string) => string): (token: string) => string {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const probe = document.createElement("span");
  probe.hidden = true;
  // Turns off forced colours for the probe element, because they would replace all colours.
  probe.style.setProperty("forced-color-adjust", "none");
  document.body.append(probe);
  queueMicrotask(() => probe.remove());
  return (token) => {
    probe.style.color = css(token);
    if (!canvas) return "#808080";
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = getComputedStyle(probe).color;
    canvas.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0, a = 255] = canvas.getImageData(0, 0, 1, 1).data;
    const channels = a === 255 ? [r, g, b] : [r, g, b, a];
    return `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
  };
}

function isDark(colour: string): boolean {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return 0.299 * r + 0.587 * g + 0.114 * b < 128;
}

/** Calls `changed` at changes of the page's colours or contrast. Returns a function that stops watching. */
export function watchColours(changed: () => void): () => void {
  const queries = ["(prefers-color-scheme: dark)", "(forced-colors: active)"].map((query) =>
    matchMedia(query),
  );
  for (const query of queries) query.addEventListener("change", changed);
  const root = new MutationObserver(changed);
  root.observe(document.documentElement, { attributeFilter: ["data-colours", "data-contrast"] });
  return () => {
    for (const query of queries) query.removeEventListener("change", changed);
    root.disconnect();
  };
}
