import { randomSeeds } from "./random-seeds.ts";
import { nested, numbered, repeated, type Seed } from "./seed.ts";

const pieces = [
  ..."< </ <a <a< <! <!-- <!--> <!--a--> <? <![CDATA[ > <div> </div> <p> </p> <p></p> <b> <i><b></i>".split(
    " ",
  ),
  ..."<style> <style></style> <script> <script></script> <textarea> <title> <xmp> <svg> <math> <template>".split(
    " ",
  ),
  ..."<style></script> <script></style> <STYLE></STYLE> <a/> <br/> <li> <ul> <ul><li> <ol><li> <li></li>".split(
    " ",
  ),
  ..."<table> <tr> <td> <table><tr><td> <th> <tr><td>a <select> <option> <form> <button> <input>".split(" "),
  ..."& &a &amp; &#1 &#x &#x1; &lt; &lt &notit; a \u00a0 \n é 漢 <?php <% <!--# <!--#a <script&nbsp; <meta> <meta".split(
    " ",
  ),
  ..."<ruby>漢<rt>か</rt></ruby> <ruby> <rt> <pre> <code> <pre><code> <blockquote> <h1> <h1></h1> <img src=a>".split(
    " ",
  ),
  ..."<a&nbsp;href='b'>c</a> <o:p> </o:p> <b&nbsp;style='font-weight:normal'> <hr> <hr><hr> <br> <br><br>".split(
    " ",
  ),
].map((piece) => piece.replaceAll("&nbsp;", " "));

const spaced = [
  ...[
    "<a href='",
    '<a href="',
    "<a href=",
    "<a href = ",
    "<a  ",
    "<a title='>' ",
    "<img ",
    "<img srcset='a, ",
  ],
  ...[
    "<p style='mso-list:l0 level1'>a</p>",
    "<p style='mso-list:l0 level1'>",
    "<p mso-list:l",
    "<table><tr>",
  ],
  ...[
    "<span style='font-weight:bold'>",
    "<span style='font-weight:bold'>a</span>",
    "<span ",
    "<span style='",
  ],
  ...[
    "<b style='font-weight:normal",
    "<!--[if !supportLists]-->",
    "<![if !supportLists]>",
    "<!--StartFragment-->",
  ],
  ...[
    "<!--EndFragment-->",
    "</li> <ul>",
    "</ul> ",
    "</ul> </ul>",
    "<li><p>a</p>",
    "<li> <p>",
    "<li> ",
    "<p>a <p>",
  ],
  ...[
    "a b ",
    "- a ",
    "* ",
    "1. ",
    "# ",
    "_a_ ",
    "`",
    "| ",
    "\\",
    "[a](b) ",
    "<s>a</s> ",
    "<em>a</em> ",
    "<em> a </em>",
  ],
  ...["<script language='php'>", "<script language = ", "<script  ", "<meta http-equiv='refresh'>", "<em>"],
];

const shaped: readonly Seed[] = [
  ...[
    "div",
    "b",
    "a",
    "ul><li",
    "blockquote",
    "table><tr><td",
    "span",
    "em",
    "svg",
    "font",
    "p",
    "select",
  ].map((name) => nested(`<${name}>`, `</${name.split(">")[0]}>`)),
  repeated(" a", { before: "<a" }),
  repeated(" a=b", { before: "<a", after: ">" }),
  repeated(" href=b", { before: "<a", after: ">c</a>" }),
  repeated(" ", { before: "<a", after: ">" }),
  repeated(" ", { before: "<img", after: "src=a>" }),
  repeated(" ", { before: "<img src='a'", after: "b" }),
  repeated(" ", { before: "<a href", after: ">" }),
  repeated(" ", { before: "a", after: "b" }),
  repeated("\n", { before: "<p>", after: "b" }),
  repeated("\u00a0", { before: "<p>a", after: "b" }),
  repeated("a, ", { before: "<img srcset='", after: "'>" }),
  repeated(" ", { before: "<img srcset='a", after: "b'>" }),
  repeated(",", { before: "<img srcset='a ", after: "'>" }),
  repeated("&#1", { before: "<a href='", after: "'>" }),
  repeated("a", { before: "<" }),
  repeated("a", { before: "</" }),
  repeated("-", { before: "<!--" }),
  repeated("</li> ", { before: "<ul>" }),
  repeated(" <p>a</p>", { before: "<ul><li>", after: "</li></ul>" }),
  numbered("attributes of their own", (index) => ` a${index}=b`, { before: "<a", after: ">" }),
  numbered("elements of their own", (index) => `<a${index}>`),
  numbered("ids", (index) => `<p id=a${index}>b</p>`),
  numbered("rows", (index) => `<tr><td>${index}</td></tr>`, { before: "<table>", after: "</table>" }),
  numbered("items", (index) => `<li>${index}</li>`, { before: "<ol>", after: "</ol>" }),
  numbered("columns", (index) => `<td>${index}</td>`, { before: "<table><tr>", after: "</tr></table>" }),
];

/** Texts that may be slow to parse as HTML. */
export const htmlSeeds: readonly Seed[] = [...pieces, ...spaced]
  .map((piece) => repeated(piece))
  .concat(shaped, randomSeeds([...pieces, ...spaced, '"', "'", " ", "a"], 40));
