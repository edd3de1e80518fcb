import { describe, expect, it } from 'vitest';
import { type Command, readCommands } from '../../../src/extract/shell/read.ts';
import { plainText } from '../../../src/extract/shell/values.ts';

function words(text: string): string[][] {
  return readCommands(text).map((command: Command) => command.words.map(plainText));
}

describe('reading shell text', () => {
  it('joins lines that end in a backslash', () => {
    expect(words('curl -s \\\n  https://models.example/v1')).toEqual([['curl', '-s', 'https://models.example/v1']]);
  });

  it('leaves comments out, and a # inside a word in', () => {
    expect(words('# ollama pull mistral\nrun a#b # ollama pull qwen')).toEqual([['run', 'a#b']]);
  });

  it('keeps a # inside quotes', () => {
    expect(words(`run "a # b" 'c # d'`)).toEqual([['run', 'a # b', 'c # d']]);
  });

  it('takes commands apart at operators', () => {
    expect(words('one && two || three; four | five & six')).toEqual([['one'], ['two'], ['three'], ['four'], ['five'], ['six']]);
  });

  it('steps over the words that only steer', () => {
    expect(words('if ready; then\n  start now\nelse\n  stop\nfi\nwhile true; do wait; done')).toEqual([
      ['ready'],
      ['start', 'now'],
      ['stop'],
      ['true'],
      ['wait'],
    ]);
  });

  it('runs nothing where a function is only defined', () => {
    expect(words('pull_model() {\n  fetch it\n}\nfunction other { go; }')).toEqual([['fetch', 'it'], ['go']]);
  });

  it('runs nothing for the patterns of a case', () => {
    expect(words('case "$1" in\n  ollama) start;;\n  vllm|tgi) stop;;\nesac')).toEqual([['start'], ['stop']]);
  });

  it('reads the body of a heredoc as input, not as commands', () => {
    const [command] = readCommands('send <<EOF\nollama pull mistral\nEOF\n');
    expect(command?.input.map(plainText)).toEqual(['ollama pull mistral\n']);
  });

  it('goes on after a heredoc', () => {
    expect(words('send <<-"END" && next\n\tbody\n\tEND\nlast')).toEqual([['send'], ['next'], ['last']]);
  });

  it('ends a heredoc that is never closed with the text', () => {
    expect(readCommands('send <<EOF\nbody')[0]?.input.map(plainText)).toEqual(['body']);
  });

  it('reads the commands of a substitution', () => {
    const [command] = readCommands('x "$(inner "a b" $(deeper))"');
    const part = command?.words[1]?.parts[0];
    expect(part?.kind === 'substitution' && part.commands.map(({ words: own }) => own.map(plainText))).toEqual([['inner', 'a b', '{}']]);
  });

  it('reads backticks as a substitution', () => {
    const part = readCommands('x=`inner a`')[0]?.assignments[0]?.words[0]?.parts[0];
    expect(part?.kind === 'substitution' && part.commands[0]?.words.map(plainText)).toEqual(['inner', 'a']);
  });

  it('knows the default of an expansion', () => {
    const part = readCommands(`run "\${MODEL:-small one}"`)[0]?.words[1]?.parts[0];
    expect(part?.kind === 'variable' && [part.name, part.fallback && plainText(part.fallback)]).toEqual(['MODEL', 'small one']);
  });

  it('gives a loop variable each of its words', () => {
    expect(readCommands('for m in one two; do run; done')[0]?.assignments.map(({ name, words: own }) => [name, own.map(plainText)])).toEqual([
      ['m', ['one', 'two']],
    ]);
  });

  it('steps over arithmetic', () => {
    expect(words('(( i++ )); run $((1 + 2))')).toEqual([['run', '{}']]);
  });

  it.each(['"', "'", '$(', '`', '${', '<<', '((', 'a="$(', 'case x in', '\\'])('ends with the text when %j is never closed', (text) => {
    expect(() => readCommands(text)).not.toThrow();
  });

  it('says where a decoded word stands', () => {
    expect(readCommands('run "a"\'b\'c')[0]?.words[1]).toMatchObject({ start: 4, end: 11, quoted: true });
  });
});
