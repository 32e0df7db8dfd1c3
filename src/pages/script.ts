import { createHash } from 'node:crypto'

/**
 * The only script of all pages. It shows the buttons that copy an address, and corrects addresses for another host: on
 * a page that is viewed locally, or that was made for local viewing and is viewed elsewhere.
 */
export const PAGE_SCRIPT = `const local = (url) => /^(localhost|127\\.|\\[::1\\])/.test(new URL(url).hostname)
for (const item of document.querySelectorAll('[data-document]')) {
  const address = item.querySelector('code')
  const link = item.querySelector('a[type]')
  if (local(address.textContent) !== local(location.href)) address.textContent = link.href
  const button = item.querySelector('button')
  button.hidden = false
  button.onclick = async () => {
    try {
      await navigator.clipboard.writeText(address.textContent)
    } catch {
      getSelection().selectAllChildren(address)
      document.execCommand('copy')
    }
    button.textContent = button.dataset.copied
  }
}`

/** Source expression of the script for `script-src` (CSP Level 3 §2.3.1). */
export const PAGE_SCRIPT_HASH = `'sha256-${createHash('sha256').update(PAGE_SCRIPT).digest('base64')}'`
