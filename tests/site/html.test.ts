import { beforeAll, expect, test } from "vitest";
import { pathsEnding, sites } from "./support/sites.ts";
import { checkWithNu, type NuReport } from "./support/vnu.ts";

/** Accepted messages of the checker, each with a reason. One that no longer occurs must be removed. */
const exceptions: readonly { readonly page: RegExp; readonly message: RegExp; readonly reason: string }[] = [
  {
    page: /\/hostile\/\w+\/20240704-0000\.html$/,
    message: /^The heading “h4” .* follows the heading “h2”/,
    reason: "the levels of headings in a text are its author's",
  },
];

const files = sites.flatMap((site) =>
  [".html", ".css", ".svg"].flatMap((ending) =>
    pathsEnding(site, ending).map((path) => `${site.folder}/${path}`),
  ),
);
let report: NuReport;

beforeAll(() => {
  report = checkWithNu(files);
});

test("the Nu HTML checker has checked every page, style sheet and drawing", () => {
  expect(files.length).toBeGreaterThan(300);
  expect([...report.checked].sort()).toEqual([...files].sort());
});

test("the Nu HTML checker reports only the listed exceptions", () => {
  const isListed = ({ file, message }: NuReport["findings"][number]): boolean =>
    exceptions.some((exception) => exception.page.test(file) && exception.message.test(message));
  expect(report.findings.filter((finding) => !isListed(finding))).toEqual([]);
});

test("every listed exception is still needed", () => {
  const needless = exceptions.filter(
    ({ page, message }) =>
      !report.findings.some((finding) => page.test(finding.file) && message.test(finding.message)),
  );
  expect(needless).toEqual([]);
});
