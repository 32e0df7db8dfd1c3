import { isSelector } from '../article/page/selectors.ts'
import type { Finding } from '../finding.ts'
import type { Settings } from './settings.ts'
import { settingsFinding } from './settings-finding.ts'

/** The CSS selectors of the settings that are none. What reads selectors takes a while to load, and few settings have any. */
export function wrongSelectors({ built = {} }: Pick<Settings, 'built'>, file: string): readonly Finding[] {
  return Object.entries(built).flatMap(([name, selector]) =>
    selector === undefined || isSelector(selector)
      ? []
      : settingsFinding('settings-value', {
          file,
          message: `\`built.${name}\` cannot be read`,
          got: selector,
          expected: 'a CSS selector such as article.post or [data-body]',
          fix: 'correct it',
        }),
  )
}
