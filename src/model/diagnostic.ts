/** Our trouble with an input. Never a finding: it says something about the audit, not about the code. */
export interface Diagnostic {
  readonly code: 'unreadable' | 'too-large' | 'binary' | 'encoding' | 'syntax' | 'outside-root' | 'listing' | 'limit' | 'submodule';
  readonly path: string;
  readonly line: number | null;
  readonly column: number | null;
  readonly message: string;
}
