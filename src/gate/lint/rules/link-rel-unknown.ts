import { wrongAttribute } from '../missing-parts.ts'
import type { LintRule } from '../rule.ts'
import { isAbsoluteIri } from '../value-forms.ts'

const RELATIONS = new Set(
  `about alternate amphtml appendix archives author bookmark canonical chapter collection contents copyright
current describedby disclosure duplicate edit edit-media enclosure first glossary help hosts hub icon index
item last latest-version license memento monitor monitor-group next next-archive original payment
predecessor-version prev prev-archive preview previous privacy-policy profile related replies search section
self service shortlink start stylesheet subsection successor-version tag terms-of-service type up
version-history via working-copy working-copy-of`.split(/\s+/),
)

export const linkRelUnknown: LintRule = {
  code: 'link-rel-unknown',
  severity: 'warning',
  paragraph: 'RFC 4287 section 4.2.7.2; IANA link relations',
  summary: 'The relation of a link is registered, or is a URI.',
  fix: 'Use a registered relation, or your own URI.',
  appliesTo: ['rss', 'atom'],
  *check(document) {
    yield* wrongAttribute(
      document,
      document.named('atom:link'),
      'rel',
      (value) =>
        RELATIONS.has(value.replace('http://www.iana.org/assignments/relation/', '')) || isAbsoluteIri(value),
      'a registered relation or a URI',
    )
  },
}
