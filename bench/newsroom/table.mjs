// The results of the newsroom bench as Markdown.

const seconds = (value) => value.toFixed(value < 10 ? 2 : 1)
const range = ({ min, median, max }) => `${seconds(median)} (${seconds(min)}–${seconds(max)})`
const row = (...cells) => `| ${cells.join(' | ')} |\n`

export function tableOf({ sizes, posts, startUp, machine }) {
  const parts = Object.entries(sizes).map(([count, one]) => sizeTable(Number(count), one))
  const start =
    startUp === undefined ? '' : `### Start-up\n\n${measured(startUp.results)}\n${ratiosOf(startUp.ratios)}`
  return `\n${machine.processor}, ${machine.cores} cores, ${machine.system}, Node ${machine.node}. Seconds are median (least–most).\n\n${parts.join('\n')}\n${posts === undefined ? '' : `${postsTable(posts)}\n`}${start}\n`
}

function sizeTable(count, { measured: when, rounds, results, ratios, skipped, versions }) {
  const left = skipped.map(({ name, why }) => `${name}: ${why}.`).join(' ')
  const peers = Object.entries(versions)
    .map(([name, version]) => `${name} (${version})`)
    .join(', ')
  return `### ${count.toLocaleString('en')} articles

${when} UTC, ${rounds} rounds. ${peers === '' ? '' : `Beside ${peers}. `}${left}

${measured(results)}
${ratiosOf(ratios)}`
}

/** Cold builds of real-sized posts beside the script. */
export function postsTable(posts) {
  return Object.entries(posts)
    .map(([name, { results, ratios }]) => `### ${name}\n\n${measured(results)}\n${ratiosOf(ratios)}`)
    .join('\n')
}

function measured(results) {
  return (
    row('contender', 'wall s', 'processor s', 'peak MiB') +
    row('---', '---', '---', '---') +
    results.map(({ name, wall, cpu, mib }) => row(name, range(wall), range(cpu), mib.max.toFixed(0))).join('')
  )
}

function ratiosOf(ratios) {
  const rows = Object.entries(ratios)
  if (rows.length === 0) return ''
  return (
    row('ratio', 'wall', 'processor', 'wanted at most', 'reached') +
    row('---', '---', '---', '---', '---') +
    rows
      .map(([name, { wall, cpu, target }]) =>
        row(
          name,
          range(wall),
          range(cpu),
          target ?? '–',
          target === undefined ? '–' : reached(wall, cpu, target),
        ),
      )
      .join('')
  )
}

/** Time on the wall is what is wanted; on a busy machine the processor's time tells more. */
function reached(wall, cpu, target) {
  if (wall.median <= target) return 'yes'
  return cpu.median <= target ? 'by processor time' : 'no'
}
