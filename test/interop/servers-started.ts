import { spawn } from 'node:child_process'
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { ask } from '../support/http-suite.ts'

/** A server that answers at `base` until it is stopped. */
export interface Started {
  readonly base: string
  stop(): Promise<void>
}

export const BROTLI_MODULE = '/usr/lib/nginx/modules/ngx_http_brotli_static_module.so'

/** What a server's file says about our machine: the text of the placeholder and what to put there. */
type Places = readonly (readonly [placeholder: string, here: string])[]

/** nginx with one of the files of docs/serving, below `folder`, which is its own. */
export async function startNginx(
  folder: string,
  name: 'nginx.conf' | 'nginx-proxy.conf',
  places: Places,
  { brotli }: { brotli: boolean },
): Promise<Started> {
  const port = await freePort()
  const site = await placed(name, [['listen 80;', `listen 127.0.0.1:${port};`], ...places])
  return startNginxWith(folder, brotli ? site : site.replace(/^ +brotli_static on;$/m, ''), port, { brotli })
}

/** nginx with a site of the test's own, which listens on `port` of the loopback. */
export async function startNginxWith(
  folder: string,
  site: string,
  port: number,
  { brotli, modules = [] }: { brotli: boolean; modules?: readonly string[] },
): Promise<Started> {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  await writeFile(join(folder, 'site.conf'), site)
  await writeFile(
    join(folder, 'nginx.conf'),
    [
      ...[...(brotli ? [BROTLI_MODULE] : []), ...modules].map((module) => `load_module ${module};`),
      `daemon off; master_process off; error_log stderr warn; pid ${folder}/nginx.pid;`,
      'events {}',
      'http {',
      'include /etc/nginx/mime.types; default_type application/octet-stream; access_log off;',
      ...temporary.map((kind) => `${kind}_temp_path ${folder}/${kind};`),
      `include ${folder}/site.conf;`,
      '}',
    ].join('\n'),
  )
  return startProgram('nginx', ['-e', 'stderr', '-p', folder, '-c', join(folder, 'nginx.conf')], folder, port)
}

/** Caddy with one of the files of docs/serving, below `folder`, which is its own. */
export async function startCaddy(
  folder: string,
  name: 'Caddyfile' | 'Caddyfile-proxy',
  places: Places,
): Promise<Started> {
  const port = await freePort()
  const site = await placed(name, [['\nfeeds.example.org {', `\nhttp://127.0.0.1:${port} {`], ...places])
  return startCaddyWith(folder, site, port)
}

/** Caddy with a site of the test's own, which listens on `port` of the loopback. */
export async function startCaddyWith(folder: string, site: string, port: number): Promise<Started> {
  const path = join(folder, 'Caddyfile')
  await writeFile(path, `{\n\tadmin off\n}\n${site}`)
  return startProgram('caddy', ['run', '--adapter', 'caddyfile', '--config', path], folder, port)
}

/** Varnish with docs/serving/varnish.vcl, below `folder`, which is its own. */
export async function startVarnish(folder: string, application: string): Promise<Started> {
  const port = await freePort()
  const path = join(folder, 'default.vcl')
  const vcl = await placed('varnish.vcl', [['"8080"', `"${new URL(application).port}"`]])
  await writeFile(path, vcl)
  const options = /varnishd with `([^`]+)`/.exec(vcl)?.[1]?.split(' ') ?? []
  const here = ['-F', '-j', 'none', '-n', join(folder, 'work'), '-s', 'malloc,16m', '-f', path]
  return startProgram('varnishd', [...here, '-a', `127.0.0.1:${port}`, ...options], folder, port)
}

/** Apache Traffic Server with the files of docs/serving, below `folder`, which is its own. */
export async function startTrafficServer(folder: string, application: string): Promise<Started> {
  const port = await freePort()
  const own = (name: string) => join(folder, name)
  await cp('/etc/trafficserver', own('etc'), { recursive: true })
  for (const name of ['cache', 'log', 'run']) await mkdir(own(name))
  const records = await placed('trafficserver-records.config', [
    ['STRING 80\n', `STRING ${port}:ip-in=127.0.0.1\n`],
  ])
  // Started as root, it would switch to a user that cannot read the folder.
  await writeFile(own('etc/records.config'), `${records}CONFIG proxy.config.admin.user_id STRING #-1\n`)
  await writeFile(
    own('etc/remap.config'),
    await placed('trafficserver-remap.config', [['127.0.0.1:8080', new URL(application).host]]),
  )
  await writeFile(own('etc/storage.config'), `${own('cache')} 16M\n`)
  await writeFile(
    own('runroot.yaml'),
    Object.entries({
      prefix: folder,
      exec_prefix: folder,
      bindir: '/usr/bin',
      sbindir: '/usr/sbin',
      sysconfdir: own('etc'),
      datadir: own('cache'),
      cachedir: own('cache'),
      localstatedir: own('run'),
      runtimedir: own('run'),
      logdir: own('log'),
      libdir: '/usr/lib',
      libexecdir: '/usr/lib/trafficserver/modules',
    })
      .map(([name, path]) => `${name}: ${path}\n`)
      .join(''),
  )
  return startProgram('traffic_server', [`--run-root=${own('runroot.yaml')}`], folder, port)
}

/** A file of docs/serving with its placeholders filled in; one that is not there is a mistake of the test. */
export async function placed(name: string, places: Places): Promise<string> {
  let text = await readFile(join('docs/serving', name), 'utf8')
  for (const [placeholder, here] of places) {
    if (!text.includes(placeholder)) throw new Error(`docs/serving/${name} does not say "${placeholder}"`)
    text = text.replaceAll(placeholder, here)
  }
  return text
}

/** Starts a program of ours to stop, and waits until it answers on the port; rejects with what it said when it ends before. */
async function startProgram(
  file: string,
  args: readonly string[],
  folder: string,
  port: number,
): Promise<Started> {
  const base = `http://127.0.0.1:${port}`
  const env = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder }
  const child = spawn(file, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)))
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
  }
  const failed = new Promise<never>((_resolve, reject) => {
    child.once('error', reject)
    child.once('close', () => reject(new Error(`${file} ended before it answered:\n${said}`)))
  })
  failed.catch(() => undefined)
  await Promise.race([untilAnswered(base), failed])
  return { base, stop }
}

async function untilAnswered(base: string): Promise<void> {
  for (;;) {
    const answered = await ask(base, '/').then(
      () => true,
      () => false,
    )
    if (answered) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** A port no one has at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('a TCP server has no port')
  return address.port
}
