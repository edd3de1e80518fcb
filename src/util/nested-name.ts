/** `name//folder` for a part of something that has a name; the name alone for the whole. */
export function nestedName({ name, folder }: { readonly name: string; readonly folder: string }): string {
  return folder === '' ? name : `${name}//${folder}`;
}
