import { Mistake } from '../cli/command';

function changed(text: string, place: RegExp, change: (found: string) => string, byHand: string): string {
  if (place.test(text)) return text.replace(place, change);
  throw new Mistake(`The list of providers does not look as expected. Add the line by hand: ${byHand}`);
}

/** `manifests.ts` with one more. @throws Mistake when the file has another form than this script knows. */
export function withManifest(text: string, id: string): string {
  const line = `import { manifest as ${id} } from './${id}/manifest';`;
  const imported = changed(
    text,
    /(?:^import \{ manifest as \w+ \} from [^\n]*\n)+/m,
    (imports) => `${imports}${line}\n`,
    line,
  );
  return changed(
    imported,
    /(?<=MANIFESTS: readonly Manifest\[\] = \[)[^\]]*(?=\];)/,
    (list) => `${list.trimEnd().replace(/,$/, '')}, ${id}`,
    `${id} in MANIFESTS`,
  );
}

/** `load.ts` with one more. @throws Mistake when the file has another form than this script knows. */
export function withLoader(text: string, id: string): string {
  const line = `  ${id}: async () => (await import('./${id}')).${id},`;
  return changed(
    text,
    /(?<=const LOADERS[^\n]* = \{\n)[\s\S]*?(?=^\};)/m,
    (list) => `${list}${line}\n`,
    line,
  );
}
