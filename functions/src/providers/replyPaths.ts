import type { z } from 'zod';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** What one alternative of a union holds against a value: nearer the deeper it got, then the less it complains. */
function nearness(paths: readonly Path[]): { depth: number; count: number } {
  return { depth: Math.min(...paths.map(({ length }) => length)), count: paths.length };
}

function commonPath([first = [], ...others]: readonly Path[]): Path {
  const end = first.findIndex((name, index) => others.some((path) => path[index] !== name));
  return end < 0 ? first : first.slice(0, end);
}

/** The paths in the alternative that came nearest; what several came equally near to, where they part. */
function inUnion(alternatives: readonly (readonly Issue[])[]): readonly Path[] {
  const tried = alternatives.map((issues) => issues.flatMap(pathsOf)).filter(({ length }) => length > 0);
  const ranked = tried
    .map((paths) => ({ paths, ...nearness(paths) }))
    .sort((a, b) => b.depth - a.depth || a.count - b.count);
  const [best] = ranked;
  if (!best) return [[]];
  const equals = ranked.filter(({ depth, count }) => depth === best.depth && count === best.count);
  return equals.length === 1 ? best.paths : [commonPath(equals.flatMap(({ paths }) => paths))];
}

function pathsOf(issue: Issue): readonly Path[] {
  if (issue.code !== 'invalid_union') return [issue.path];
  return inUnion(issue.errors).map((path) => [...issue.path, ...path]);
}

/** Where a reply is not what its schema says, dotted, each once; a union alone would only say that none of it fits. */
export function replyPaths({ issues }: z.ZodError): string[] {
  return [...new Set(issues.flatMap(pathsOf).map((path) => path.map(String).join('.') || 'body'))];
}
