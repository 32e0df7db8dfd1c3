import { UsageError } from '../errors.ts'
import { HELP_OPTION } from './arguments.ts'
import type { Command, CommandEntry, Option } from './command.ts'

/** A command with its options, for shell completion. */
interface Completed {
  readonly name: string
  readonly summary: string
  readonly takesFiles: boolean
  /** Words that it accepts instead of files. */
  readonly words: readonly string[]
  readonly options: readonly (readonly [name: string, option: Option])[]
}

const shells = { bash: bashScript, zsh: zshScript, fish: fishScript }
const SHELLS = Object.keys(shells)

/** The command `completion`, which needs all commands, including itself. */
export function completionOf(commands: () => readonly CommandEntry[]): Command {
  return {
    positionals: SHELLS.join('|'),
    description:
      'Prints a script that completes commands and options in the shell. To use it in every new shell, for example in bash:\n' +
      'feedwright completion bash > ~/.local/share/bash-completion/completions/feedwright',
    options: {},
    async run({ positionals }, io) {
      const [shell = ''] = positionals
      const script = Object.entries(shells).find(([name]) => name === shell)?.[1]
      if (script === undefined || positionals.length !== 1) {
        throw new UsageError(
          `completion needs the name of one shell, got "${positionals.join(' ')}"`,
          `for example "feedwright completion bash"; the shells are ${SHELLS.join(', ')}`,
        )
      }
      const completed = await Promise.all(
        commands().map(async ({ name, summary, load }): Promise<Completed> => {
          const { options, positionals: takes } = await load()
          return {
            name,
            summary,
            takesFiles: takes.includes('FILE'),
            words: takes.split('|').filter((word) => /^[a-z]+$/.test(word)),
            options: Object.entries({ ...options, help: HELP_OPTION }),
          }
        }),
      )
      io.stdout.write(script(completed))
      return 0
    },
  }
}

const FOLDER = 'DIR'

function bashScript(commands: readonly Completed[]): string {
  const valued = (isWanted: (option: Option) => boolean) => {
    const names = commands.flatMap(({ options }) =>
      options.filter(([, option]) => isWanted(option)).map(([name]) => `--${name}`),
    )
    return [...new Set(names)].join('|')
  }
  const cases = commands.map(
    ({ name, takesFiles, words, options }) =>
      `    ${name}) options="${[...words, ...options.map(([option]) => `--${option}`)].join(' ')}"; files=${takesFiles ? 'yes' : ''} ;;`,
  )
  return `# Completion for feedwright in bash, printed by "feedwright completion bash".
_feedwright() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} options= files=
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ] || { [ "$COMP_CWORD" -eq 2 ] && [ "$before" = help ]; }; then
    COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(' ')} help --help --version" -- "$word"))
    return
  fi
  case $before in
    ${valued(({ value }) => value === FOLDER)}) COMPREPLY=($(compgen -d -- "$word")); return ;;
    ${valued(({ type, value }) => type === 'string' && value !== FOLDER)}) return ;;
  esac
  case \${COMP_WORDS[1]} in
${cases.join('\n')}
  esac
  if [[ $word == -* ]] || [ -z "$files" ]; then COMPREPLY=($(compgen -W "$options" -- "$word"))
  else COMPREPLY=($(compgen -f -- "$word")); fi
}
complete -o filenames -F _feedwright feedwright
`
}

/** Escapes text for a zsh specification in single quotes, where brackets and colons are special. */
const zshText = (text: string): string => text.replaceAll("'", "'\\''").replace(/[[\]:\\]/g, '\\$&')

function zshScript(commands: readonly Completed[]): string {
  const listed = commands.map(({ name, summary }) => `    '${name}:${zshText(summary)}'`)
  const cases = commands.map(({ name, takesFiles, words, options }) => {
    const specs = options.map(([option, { type, multiple, value, help }]) => {
      const taken = type === 'boolean' ? '' : `:${value ?? 'value'}:${value === FOLDER ? '_files -/' : ''}`
      return `'${multiple === true ? '*' : ''}--${option}[${zshText(help)}]${taken}'`
    })
    if (takesFiles) specs.push("'*:file:_files'")
    if (words.length > 0) specs.push(`'1:word:(${words.join(' ')})'`)
    return `    ${name}) _arguments ${specs.join(' ')} ;;`
  })
  return `#compdef feedwright
# Completes feedwright in zsh, printed by "feedwright completion zsh".
_feedwright() {
  local -a commands
  commands=(
${listed.join('\n')}
  )
  if (( CURRENT == 2 )); then _describe command commands; return; fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${cases.join('\n')}
  esac
}
if [ "$funcstack[1]" = _feedwright ]; then _feedwright "$@"; else compdef _feedwright feedwright; fi
`
}

const fishText = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`

function fishScript(commands: readonly Completed[]): string {
  const lines = commands.flatMap(({ name, summary, takesFiles, words, options }) => {
    const within = `-n '__fish_seen_subcommand_from ${name}'`
    return [
      `complete -c feedwright -n __fish_use_subcommand -f -a ${name} -d ${fishText(summary)}`,
      ...(takesFiles ? [] : [`complete -c feedwright ${within} -f`]),
      ...words.map((word) => `complete -c feedwright ${within} -a ${word}`),
      ...options.map(([option, { type, value, short, help }]) => {
        const taken =
          type === 'boolean' ? '' : value === FOLDER ? " -x -a '(__fish_complete_directories)'" : ' -x'
        const letter = short === undefined ? '' : ` -s ${short}`
        return `complete -c feedwright ${within} -l ${option}${letter}${taken} -d ${fishText(help)}`
      }),
    ]
  })
  return `# Completes feedwright in fish, printed by "feedwright completion fish".\n${lines.join('\n')}\n`
}
