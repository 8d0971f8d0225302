import fc from "fast-check";
import { args, condition, filtered, modifiers, value } from "./generated-values.ts";

const text = fc.constantFrom(" ", "\n", "x", "<p>", " \n y \n", "", "ー", "  -  ");
const name = fc.constantFrom("a", "b", "item", "list");
const partial = fc.constantFrom("one", "two");

/** Tags without content. */
const simple = fc.oneof(
  filtered.map((shown) => `{{ ${shown} }}`),
  filtered.map((shown) => `{{- ${shown} -}}`),
  fc.tuple(name, filtered).map(([variable, given]) => `{% assign ${variable} = ${given} %}`),
  fc.tuple(name).map(([variable]) => `{% increment ${variable} %}{% decrement ${variable} -%}`),
  fc.tuple(value, value).map(([one, two]) => `{% cycle ${one}, ${two} %}`),
  fc.tuple(value, value).map(([group, one]) => `{% cycle ${group}: ${one}, 'z' %}`),
  filtered.map((shown) => `{%- echo ${shown} -%}`),
  fc.constantFrom(
    "{% break %}",
    "{% continue %}",
    "{% raw %}{{ a }}{% endraw %}",
    "{% comment %}{{ a }}{% endcomment %}",
  ),
  fc.constantFrom(
    "{% # note %}",
    "{{ forloop.index }}{{ forloop.last }}",
    "{{ tablerowloop.col }}",
    "{{ block.super }}",
  ),
  fc.tuple(partial, args).map(([file, given]) => `{% render '${file}'${given} %}`),
  fc.tuple(partial, args).map(([file, given]) => `{% include '${file}'${given} %}`),
  fc.tuple(partial, value).map(([file, given]) => `{% render '${file}' with ${given} as item %}`),
  fc.tuple(partial, value).map(([file, given]) => `{% render '${file}' for ${given} as item %}`),
);

const { body } = fc.letrec<{ body: string; part: string }>((tie) => {
  const inside = tie("body");
  return {
    body: fc.array(tie("part"), { maxLength: 4 }).map((parts) => parts.join("")),
    part: fc.oneof(
      { maxDepth: 4, depthIdentifier: "tags" },
      { weight: 3, arbitrary: simple },
      { weight: 2, arbitrary: text },
      fc
        .tuple(condition, inside, condition, inside, inside)
        .map(([one, a, two, b, c]) => `{% if ${one} %}${a}{% elsif ${two} -%}${b}{% else %}${c}{%- endif %}`),
      fc
        .tuple(condition, inside, inside)
        .map(([one, a, b]) => `{% unless ${one} %}${a}{% else %}${b}{% endunless %}`),
      fc
        .tuple(filtered, value, value, inside, inside)
        .map(
          ([of, one, two, a, b]) =>
            `{% case ${of} %}{% when ${one}, ${two} %}${a}{% when ${two} %}${b}{% else %}${a}{% endcase %}`,
        ),
      fc
        .tuple(name, value, modifiers, inside, inside)
        .map(
          ([item, list, how, a, b]) => `{% for ${item} in ${list} ${how} %}${a}{% else %}${b}{% endfor %}`,
        ),
      fc
        .tuple(name, value, modifiers, inside)
        .map(([item, list, how, a]) => `{% tablerow ${item} in ${list} ${how} %}${a}{% endtablerow %}`),
      fc.tuple(name, inside).map(([variable, a]) => `{% capture ${variable} %}${a}{% endcapture %}`),
      fc
        .tuple(fc.constantFrom("main", "foot"), inside)
        .map(([block, a]) => `{% block ${block} %}${a}{% endblock %}`),
    ),
  };
});

/** A theme of a template, its layout and two partials. */
export const generatedTheme = fc.record({
  post: fc
    .tuple(fc.boolean(), body)
    .map(([hasLayout, inner]) => (hasLayout ? `{% layout 'base' %}${inner}` : inner)),
  base: fc
    .tuple(body, body)
    .map(([a, b]) => `${a}{% block main %}m{% endblock %}${b}{% block foot %}f{% endblock %}`),
  "partials/one": body,
  // This partial refers to no other, so that nothing calls itself
  "partials/two": body.map((inner) => inner.replaceAll(/\{% (render|include)[^%]*%\}/g, "")),
});
