import type { Problem } from "#contract/errors.ts";
import type { PostSummary } from "#contract/types/blog-types.ts";

/** The problems of one post or page. */
export interface ProblemGroup {
  readonly path: string;
  readonly post: PostSummary;
  /** The errors sorted by line, and then all other problems sorted by line. */
  readonly problems: readonly Problem[];
}

/** The warnings of a kind that occurs very often. */
export interface FrequentProblems {
  readonly code: Problem["code"];
  /** The warnings, sorted by file and line. */
  readonly problems: readonly Problem[];
}

/** All problems, grouped by the file that has to be changed. */
export interface GroupedProblems {
  /** Problems in `blog.yaml`, the theme, or another file that is not a post. */
  readonly blog: readonly Problem[];
  /** Problems of posts by path. Posts with errors that prevent a publish come first. */
  readonly groups: readonly ProblemGroup[];
  /** Kinds of warnings with at least `manyOfOneKind` warnings in posts. The rarest kind comes first. */
  readonly frequent: readonly FrequentProblems[];
  /** Whether the lists of frequent warnings come before the posts. False if a post has an error. */
  readonly frequentFirst: boolean;
  readonly errors: number;
  readonly warnings: number;
}

/** If there are at least this many warnings of one kind, these warnings get a separate list. */
const manyOfOneKind = 20;

/** Groups the problems of a check by post. Ignores posts that no longer exist. */
export function groupProblems(problems: readonly Problem[], posts: readonly PostSummary[]): GroupedProblems {
  const byPath = new Map(
    posts.map((post) => [post.path, { path: post.path, post, problems: [] as Problem[] }]),
  );
  const inPosts = problems.filter(({ file }) => byPath.has(file ?? ""));
  const frequent = frequentIn(inPosts);
  const apart = new Set(frequent.flatMap((kind) => kind.problems));
  for (const problem of inPosts.toSorted(bySeverity)) {
    if (!apart.has(problem)) byPath.get(problem.file ?? "")?.problems.push(problem);
  }
  const groups = [...byPath.values()]
    .filter((group) => group.problems.length > 0)
    .sort((a, b) => Number(hasError(b)) - Number(hasError(a)) || (a.path < b.path ? -1 : 1));
  const blog = problems.filter(({ file }) => !isInPost(file)).toSorted(bySeverity);
  const all = [...blog, ...inPosts];
  const errors = all.filter(({ severity }) => severity === "error").length;
  const frequentFirst = !groups.some(hasError);
  return { blog, groups, frequent, frequentFirst, errors, warnings: all.length - errors };
}

function frequentIn(problems: readonly Problem[]): FrequentProblems[] {
  const warnings = problems.filter(({ severity }) => severity === "warning");
  return [...Map.groupBy(warnings, ({ code }) => code)]
    .filter(([, kind]) => kind.length >= manyOfOneKind)
    .map(([code, kind]) => ({ code, problems: kind.toSorted(byPlace) }))
    .sort((one, other) => one.problems.length - other.problems.length);
}

function isInPost(file: string | undefined): boolean {
  return file !== undefined && /^(?:posts|pages)\//.test(file);
}

function hasError({ problems }: ProblemGroup): boolean {
  return problems.some(({ severity }) => severity === "error");
}

function bySeverity(a: Problem, b: Problem): number {
  return Number(b.severity === "error") - Number(a.severity === "error") || (a.line ?? 0) - (b.line ?? 0);
}

function byPlace(a: Problem, b: Problem): number {
  const [one, other] = [a.file ?? "", b.file ?? ""];
  return one === other ? (a.line ?? 0) - (b.line ?? 0) : one < other ? -1 : 1;
}
