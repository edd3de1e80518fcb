import { expect, test } from 'vitest';
import { remoteName } from '../../src/util/remote-name.ts';

test.each([
  'https://github.com/acme/letters.git',
  'https://github.com/acme/letters',
  'https://github.com:443/acme/letters/',
  'https://user:not-a-secret@GitHub.com/acme/letters.git',
  'https://x-access-token:not-a-secret@github.com/acme/letters.git?ref=1#top',
  'ssh://git@github.com:22/acme/letters.git',
  'git@github.com:acme/letters.git\n',
  'github.com:/acme/letters',
])('%s is one repository however it is reached', (address) => {
  expect(remoteName(address)).toBe('github.com/acme/letters');
});

test.each([
  '/srv/git/letters.git',
  '../letters',
  'file:///srv/git/letters.git',
  'C:\\letters',
  'C:/letters',
  '',
  'https://github.com/',
])('the path %s is a name on no other machine', (address) => {
  expect(remoteName(address)).toBeNull();
});

test('a group of groups keeps its folders', () => {
  expect(remoteName('git@git.example:ministry/mail/letters.git')).toBe('git.example/ministry/mail/letters');
});
