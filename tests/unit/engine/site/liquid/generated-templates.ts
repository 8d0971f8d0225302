import fc from "fast-check";

const names = ["a", "b", "item", "site", "page", "post", "size", "first", "forloop", "list"] as const;
const fields = ["a", "b", "title", "size", "first", "last", "length", "0", "name", "index"] as const;

const literal = fc.constantFrom(
  ...[
    "1",
    "2",
    "-1",
    "0",
    "2.5",
    "'a'",
    "'b'",
    "''",
    '"<&>"',
    "' '",
    "'10'",
    "true",
    "false",
    "nil",
    "empty",
    "blank",
  ],
  ...["(1..3)", "(a..2)", "'title'"],
);

const path = fc.letrec<{ path: string }>((tie) => ({
  path: fc
    .tuple(
      fc.constantFrom(...names),
      fc.array(
        fc.oneof(
          {
            weight: 5,
            arbitrary: fc.constantFrom(...fields).map((field) => (field === "0" ? "[0]" : `.${field}`)),
          },
          { weight: 1, arbitrary: fc.constantFrom("[-1]", "['b']", "[1]", "[nil]", "[1.5]") },
          { weight: 1, arbitrary: tie("path").map((inner) => `[${inner}]`) },
        ),
        { maxLength: 3 },
      ),
    )
    .map(([root, rest]) => root + rest.join("")),
})).path;

const value = fc.oneof({ weight: 3, arbitrary: path }, { weight: 2, arbitrary: literal });

const filter = fc.oneof(
  fc.constantFrom(
    ...[
      "upcase",
      "size",
      "first",
      "last",
      "reverse",
      "sort",
      "join",
      "json",
      "escape",
      "raw",
      "strip",
      "compact",
      "uniq",
    ],
    ...[
      "map: 'title'",
      "where: 'a'",
      "reject: 'a', 1",
      "where_exp: 'item', 'item.a == b'",
      "split: ''",
      "t",
      "number",
    ],
    ...[
      "group_by: 'a'",
      "find: 'title'",
      "sort: 'title'",
      "sum: 'a'",
      "slice: 0, 2",
      "slice: -2",
      "truncate: 3",
      "floor",
    ],
  ),
  fc
    .tuple(
      fc.constantFrom(
        ...[
          "append",
          "prepend",
          "plus",
          "minus",
          "times",
          "default",
          "concat",
          "push",
          "replace",
          "remove",
          "slice",
        ],
        ...["at_least", "divided_by", "where", "has", "join", "split", "truncate", "modulo"],
      ),
      fc.array(value, { minLength: 1, maxLength: 2 }),
    )
    .map(([name, args]) => `${name}: ${args.join(", ")}`),
);

const filtered = fc
  .tuple(value, fc.array(filter, { maxLength: 3 }))
  .map(([start, filters]) => [start, ...filters].join(" | "));

const operator = fc.constantFrom("==", "!=", "<", ">", "<=", ">=", "contains", "and", "or");

const condition = fc
  .tuple(fc.boolean(), value, fc.array(fc.tuple(operator, value), { maxLength: 3 }))
  .map(([isNegated, start, rest]) => [isNegated ? "not" : "", start, ...rest.flat()].join(" "));

const modifiers = fc
  .array(
    fc.oneof(
      fc.constantFrom("reversed", "offset: continue", "limit: 2", "offset: 1"),
      fc.tuple(fc.constantFrom("limit", "offset", "cols"), value).map(([name, count]) => `${name}: ${count}`),
    ),
    { maxLength: 2 },
  )
  .map((list) => list.join(" "));

const args = fc
  .array(
    fc.tuple(fc.constantFrom("a", "b", "item"), value).map(([name, given]) => `, ${name}: ${given}`),
    { maxLength: 2 },
  )
  .map((list) => list.join(""));

const text = fc.constantFrom(" ", "\n", "x", "<p>", " \n y \n", "", "ー", "  -  ");
const name = fc.constantFrom("a", "b", "item", "list");
const partial = fc.constantFrom("one", "two");

/** Tags without anything inside. */
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

const leaf = fc.oneof(
  fc.constantFrom<unknown>(
    0,
    1,
    -2,
    2.5,
    10,
    true,
    false,
    null,
    "",
    " ",
    "a",
    "b",
    "<x>",
    "title",
    "日本😀",
    "10",
    "\u0001",
  ),
  fc.integer({ min: -3, max: 20 }),
);

const plainData = fc.letrec<{ data: unknown }>((tie) => ({
  data: fc.oneof(
    { maxDepth: 3, depthIdentifier: "data" },
    { weight: 3, arbitrary: leaf },
    fc.array(tie("data"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...fields), tie("data"), { maxKeys: 4, noNullPrototype: true }),
  ),
})).data;

/** A theme of a template, its layout and two partials. */
export const generatedTheme = fc.record({
  post: fc
    .tuple(fc.boolean(), body)
    .map(([hasLayout, inner]) => (hasLayout ? `{% layout 'base' %}${inner}` : inner)),
  base: fc
    .tuple(body, body)
    .map(([a, b]) => `${a}{% block main %}m{% endblock %}${b}{% block foot %}f{% endblock %}`),
  "partials/one": body,
  // What names nobody, so that nothing calls itself
  "partials/two": body.map((inner) => inner.replaceAll(/\{% (render|include)[^%]*%\}/g, "")),
});

/** Values for the names that generated templates use; some are missing. */
export const generatedScope = fc.dictionary(fc.constantFrom(...names), plainData, { noNullPrototype: true });
