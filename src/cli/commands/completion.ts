import type { Command } from 'commander';
import { UsageError } from '../../util/errors.ts';
import { SHELLS } from './completion-shells.ts';

interface Level {
  /** Words of the command, below the program: `` or `baseline create`. */
  readonly path: string;
  readonly commands: readonly { readonly name: string; readonly about: string }[];
  readonly flags: readonly { readonly name: string; readonly about: string; readonly takesValue: boolean }[];
}

/** `sovaudit completion`: a script for a shell, made from the command tree itself, so that it never falls behind. */
export function completionScript(shell: string, program: Command): string {
  const levels = levelsOf(program);
  if (shell === 'bash') return bash(program.name(), levels);
  if (shell === 'zsh') return zsh(program.name(), levels);
  if (shell === 'fish') return fish(program.name(), levels);
  throw new UsageError(`no completion for "${shell}"`, `expected one of ${SHELLS.join(', ')}`);
}

function levelsOf(program: Command): Level[] {
  const levels: Level[] = [];
  const visit = (command: Command, path: readonly string[]): void => {
    const inherited = path.length === 0 ? (program.commands.find((each) => each.name() === 'audit')?.options ?? []) : [];
    levels.push({
      path: path.join(' '),
      commands: command.commands.map((each) => ({ name: each.name(), about: each.description() })),
      flags: [...command.options, ...inherited].flatMap(({ long, description, required, optional }) =>
        long ? [{ name: long, about: description, takesValue: required || optional }] : [],
      ),
    });
    for (const each of command.commands) visit(each, [...path, each.name()]);
  };
  visit(program, []);
  return levels;
}

/** Case branch of a level: its commands and flags as words. */
function branch({ path, commands, flags }: Level): string {
  return `    ${quote(path)}) words=${quote([...commands.map(({ name }) => name), ...flags.map(({ name }) => name)].join(' '))} ;;`;
}

function bash(name: string, levels: readonly Level[]): string {
  const groups = levels.filter(({ commands, path }) => commands.length > 0 || path !== '').map(({ path }) => path);
  return `# bash completion for ${name}: ${name} completion bash > /etc/bash_completion.d/${name}
_${name}() {
  local current="\${COMP_WORDS[COMP_CWORD]}" path="" word words=""
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "\${path:+$path }$word" in
      ${groups
        .filter((path) => path !== '')
        .map(quote)
        .join('|')}) path="\${path:+$path }$word" ;;
    esac
  done
  case "$path" in
${levels.map(branch).join('\n')}
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current"; compgen -f -- "$current")
}
complete -o filenames -F _${name} ${name}
`;
}

function zsh(name: string, levels: readonly Level[]): string {
  const groups = levels.map(({ path }) => path).filter((path) => path !== '');
  const branches = levels.map(({ path, commands, flags }) => {
    const words = [...commands, ...flags].map(({ name: word, about }) => quote(`${word}:${about.replaceAll(':', '\\:')}`));
    return `    ${quote(path)}) words_here=(${words.join(' ')}) ;;`;
  });
  return `#compdef ${name}
# zsh completion for ${name}: ${name} completion zsh > "\${fpath[1]}/_${name}"
_${name}() {
  local at="" word
  local -a words_here
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "\${at:+$at }$word" in
      ${groups.map(quote).join('|')}) at="\${at:+$at }$word" ;;
    esac
  done
  case "$at" in
${branches.join('\n')}
  esac
  _describe '${name}' words_here
  _files
}
compdef _${name} ${name}
`;
}

function fish(name: string, levels: readonly Level[]): string {
  const lines = levels.flatMap(({ path, commands, flags }) => {
    const words = path === '' ? [] : path.split(' ');
    const names = commands.map((each) => each.name).join(' ');
    const here = [...words.map((word) => `__fish_seen_subcommand_from ${word}`), ...(names === '' ? [] : [`not __fish_seen_subcommand_from ${names}`])];
    const condition = here.length === 0 ? '' : ` -n ${quote(here.join('; and '))}`;
    return [
      ...commands.map((each) => `complete -c ${name}${condition} -a ${each.name} -d ${quote(each.about)}`),
      ...flags.map((flag) => `complete -c ${name}${condition} -l ${flag.name.replace(/^--/, '')}${flag.takesValue ? ' -r' : ''} -d ${quote(flag.about)}`),
    ];
  });
  return `# fish completion for ${name}: ${name} completion fish > ~/.config/fish/completions/${name}.fish\n${lines.join('\n')}\n`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
