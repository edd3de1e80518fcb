/** Shorter texts decode to something by chance; longer ones are data. */
const MIN_LENGTH = 12;
const MAX_LENGTH = 4096;

const HEX = /^(?:[0-9a-f]{2})+$/i;
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;

/** The readable text that a text written in hexadecimal digits or in base64 (either alphabet) stands for; null when it stands for none. */
export function decodedText(text: string): string | null {
  if (text.length < MIN_LENGTH || text.length > MAX_LENGTH) return null;
  return (HEX.test(text) ? fromHex(text) : null) ?? fromBase64(text);
}

/** Readable text of pairs of hexadecimal digits; null when it is none. */
export function fromHex(text: string): string | null {
  return HEX.test(text) ? readable(Buffer.from(text, 'hex')) : null;
}

/** Readable text of base64; null when it is none. */
export function fromBase64(text: string): string | null {
  return BASE64.test(text) ? readable(Buffer.from(text, 'base64')) : null;
}

/** Printable ASCII only: what decodes to anything else was no text. */
function readable(bytes: Buffer): string | null {
  const text = bytes.toString('latin1');
  return text !== '' && /^[\x20-\x7e]+$/.test(text) ? text : null;
}
