/** Lower-case words joined by `-`: dots, underscores, colons, at signs and blanks all separate. Slashes stay. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[._:@\s]+/g, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^-|-$/g, '');
}
