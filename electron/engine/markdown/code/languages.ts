import type { LanguageFn } from "highlight.js";
import bash from "highlight.js/lib/languages/bash";
import c from "highlight.js/lib/languages/c";
import cpp from "highlight.js/lib/languages/cpp";
import csharp from "highlight.js/lib/languages/csharp";
import css from "highlight.js/lib/languages/css";
import diff from "highlight.js/lib/languages/diff";
import dos from "highlight.js/lib/languages/dos";
import go from "highlight.js/lib/languages/go";
import ini from "highlight.js/lib/languages/ini";
import java from "highlight.js/lib/languages/java";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import kotlin from "highlight.js/lib/languages/kotlin";
import markdown from "highlight.js/lib/languages/markdown";
import perl from "highlight.js/lib/languages/perl";
import php from "highlight.js/lib/languages/php";
import powershell from "highlight.js/lib/languages/powershell";
import python from "highlight.js/lib/languages/python";
import ruby from "highlight.js/lib/languages/ruby";
import rust from "highlight.js/lib/languages/rust";
import shell from "highlight.js/lib/languages/shell";
import sql from "highlight.js/lib/languages/sql";
import swift from "highlight.js/lib/languages/swift";
import typescript from "highlight.js/lib/languages/typescript";
import vbnet from "highlight.js/lib/languages/vbnet";
import vbscript from "highlight.js/lib/languages/vbscript";
import xml from "highlight.js/lib/languages/xml";
import yaml from "highlight.js/lib/languages/yaml";

/** A language that has syntax highlighting. */
export interface CodeLanguage {
  readonly define: LanguageFn;
  /** Other names of the language, separated by spaces. */
  readonly aliases?: string;
  /** Languages that can be embedded in code of this language: their names, separated by spaces. */
  readonly inside?: string;
}

/**
 * The languages with syntax highlighting. The keys are their names in highlight.js.
 * The aliases are repeated here, because reading them from all grammars would take ten milliseconds.
 */
export const languages: Readonly<Record<string, CodeLanguage>> = {
  bash: { define: bash, aliases: "sh zsh" },
  c: { define: c, aliases: "h" },
  cpp: { define: cpp, aliases: "cc c++ h++ hpp hh hxx cxx" },
  csharp: { define: csharp, aliases: "cs c#" },
  css: { define: css },
  diff: { define: diff, aliases: "patch" },
  dos: { define: dos, aliases: "bat batch cmd" },
  go: { define: go, aliases: "golang" },
  ini: { define: ini, aliases: "toml" },
  java: { define: java, aliases: "jsp" },
  javascript: { define: javascript, aliases: "js jsx mjs cjs", inside: "xml css" },
  json: { define: json, aliases: "jsonc json5" },
  kotlin: { define: kotlin, aliases: "kt kts ktm ktx" },
  markdown: { define: markdown, aliases: "md mkdown mkd", inside: "xml" },
  perl: { define: perl, aliases: "pl pm" },
  php: { define: php },
  powershell: { define: powershell, aliases: "pwsh ps ps1" },
  python: { define: python, aliases: "py gyp ipython" },
  ruby: { define: ruby, aliases: "rb gemspec podspec thor irb" },
  rust: { define: rust, aliases: "rs" },
  shell: { define: shell, aliases: "console shellsession", inside: "bash" },
  sql: { define: sql },
  swift: { define: swift },
  typescript: { define: typescript, aliases: "ts tsx mts cts", inside: "xml css" },
  vbnet: { define: vbnet, aliases: "vb" },
  vbscript: { define: vbscript, aliases: "vbs" },
  xml: { define: xml, aliases: "html xhtml rss atom xjb xsd xsl plist wsf svg", inside: "css javascript" },
  yaml: { define: yaml, aliases: "yml", inside: "ruby" },
};
