import fc from 'fast-check'

const ATTACKS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</title></style></textarea><svg onload=alert(1)>',
  '-->--!><b>',
  ']]><x/>',
  '&lt;b&gt; &amp; &#60;',
  '\u202eevil\u2066',
  '\u0000\u000b\ufffe\ud800',
  'עברית <b>عربي',
  'a\r\nb\tc',
  'x'.repeat(500),
]

/** Text that tries to be more than text: at least one character that is shown. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...ATTACKS), fc.string({ unit: 'binary', maxLength: 20 })), {
    minLength: 1,
    maxLength: 3,
  })
  .map((parts) => `#${parts.join('')}`)

/** Addresses that must become no link. */
export const BAD_URLS = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'file:///etc/passwd',
  'blob:https://courier.example/1',
  '//courier.example/',
  '/relative',
  'https://',
  '',
]

export const anyUrl: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...BAD_URLS),
  fc.constantFrom(
    'https://courier.example/a?b=1&c="2"',
    'http://courier.example/<x>',
    'HTTPS://Courier.Example',
  ),
  hostileText.map((text) => `https://courier.example/${text}`),
  hostileText,
)
