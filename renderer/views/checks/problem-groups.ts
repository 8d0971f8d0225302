import type { Problem } from "#contract/errors.ts";
import type { PostSummary } from "#contract/types/blog-types.ts";

/** The problems of one post or page. */
export interface ProblemGroup {
  readonly path: string;
  readonly post: PostSummary;
  /** Errors first, then all other problems, each sorted by line. */
  readonly problems: readonly Problem[];
}

/** All problems, grouped by the file in which they are fixed. */
export interface GroupedProblems {
  /** Problems in `blog.yaml`, the theme, or another file that is not a post. */
  readonly blog: readonly Problem[];
  /** Problems of posts by path; posts with errors that prevent a publish come first. */
  readonly groups: readonly ProblemGroup[];
  readonly errors: number;
  readonly warnings: number;
}

/** Groups the problems of a check by post; ignores posts that no longer exist. */
export function groupProblems(problems: readonly Problem[], posts: readonly PostSummary[]): GroupedProblems {
  const byPath = new Map(
    posts.map((post) => [post.path, { path: post.path, post, problems: [] as Problem[] }]),
  );
  for (const problem of problems.toSorted(bySeverity)) byPath.get(problem.file ?? "")?.problems.push(problem);
  const groups = [...byPath.values()]
    .filter((group) => group.problems.length > 0)
    .sort((a, b) => Number(hasError(b)) - Number(hasError(a)) || (a.path < b.path ? -1 : 1));
  const blog = problems.filter(({ file }) => !isInPost(file)).toSorted(bySeverity);
  const all = [...blog, ...groups.flatMap((group) => group.problems)];
  const errors = all.filter(({ severity }) => severity === "error").length;
  return { blog, groups, errors, warnings: all.length - errors };
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
