import type { Severity } from '../../src/finding.ts'

/** What one message class of the W3C's validator means here. */
export interface Counterpart {
  /** How grave the W3C calls it; `info` is not said by default. */
  readonly severity: Severity | 'info'
  /** The rules of ours that say it. None: docs/checking.md says why it is not said. */
  readonly rules: readonly string[]
}

/**
 * The W3C validator's message classes (src/feedvalidator/logging.py) that its test cases expect, by severity, each with
 * the rules of ours that say the same. A rule with `~` says it at another severity, for the reason in docs/checking.md.
 */
const ERRORS = `
BadXmlVersion: xml-version-unsupported
CurrentNotSelfInCompleteFeed: complete-feed-paged
DeprecatedDTD: xml-doctype
DuplicateAtomLink: alternate-duplicate
DuplicateElement: element-repeated channel-missing
DuplicateIds: entry-id-duplicate
DuplicateValue: item-id-duplicate skip-hours-invalid skip-days-invalid
EightDaysAWeek: skip-days-invalid
FeedRelInCompleteFeed: complete-feed-paged
InvalidAddrSpec: person-email-invalid
InvalidBooleanAttribute: guid-permalink-invalid
InvalidCommaSeparatedIntegers: module-value-invalid
InvalidContact: person-email-invalid author-not-email itunes-value-invalid opml-value-invalid
InvalidCountryCode: media-value-invalid
InvalidCreditRole: media-credit-role-invalid
InvalidDay: skip-days-invalid
InvalidDoctype: xml-doctype
InvalidDuration: itunes-value-invalid
InvalidFloat: media-number-invalid
InvalidFormComponentName: text-input-invalid
InvalidFullLink: url-invalid url-relative atom-id-not-absolute atom-id-missing category-scheme-invalid extension-url-invalid enclosure-url-invalid
InvalidHeight: image-size-invalid
InvalidHour: skip-hours-invalid
InvalidHttpGUID: guid-not-url
InvalidInteger: ttl-invalid update-frequency-invalid thread-count-invalid media-number-invalid
InvalidIntegerAttribute: enclosure-length-invalid enclosure-incomplete cloud-invalid
InvalidItunesCategory: itunes-category-invalid
InvalidItunesChannelType: itunes-value-invalid
InvalidItunesEpisodeType: itunes-value-invalid
InvalidLanguage: language-invalid
InvalidLatitude: geo-value-invalid
InvalidLink: url-invalid url-relative atom-id-not-absolute category-scheme-invalid extension-url-invalid enclosure-url-invalid
InvalidLongitude: geo-value-invalid
InvalidMIMEAttribute: media-type-invalid
InvalidMIMEType: media-type-invalid atom-content-type-invalid atom-text-type-invalid
InvalidMediaExpression: media-expression-invalid
InvalidMediaHash: media-value-invalid
InvalidMediaMedium: media-medium-invalid
InvalidMediaRating: media-value-invalid
InvalidMediaRestriction: media-value-invalid
InvalidMediaRestrictionRel: media-value-invalid
InvalidMediaRestrictionType: media-value-invalid
InvalidMediaTextType: media-text-type-invalid
InvalidNPTTime: media-value-invalid
InvalidNamespace: not-a-feed xml-namespace-wrong
InvalidNonNegativeInteger: enclosure-length-invalid thread-count-invalid media-number-invalid
InvalidOPMLVersion: opml-version-invalid
InvalidPermalink: guid-not-url
InvalidPositiveInteger: media-number-invalid itunes-value-invalid ttl-invalid update-frequency-invalid
InvalidRDF: element-unknown
InvalidRFC2822Date: rss-date-invalid rss-date-weekday-wrong opml-date-invalid
InvalidRFC3339Date: atom-date-invalid thread-updated-invalid
InvalidRSSVersion: rss-version-invalid
InvalidTAG: tag-uri-invalid xml-prefix-undeclared
InvalidTextType: atom-text-type-invalid
InvalidTrueFalse: itunes-value-invalid opml-value-invalid
InvalidURLAttribute: url-invalid url-relative enclosure-url-invalid
InvalidURN: urn-invalid uuid-invalid
InvalidUUID: uuid-invalid
InvalidUpdatePeriod: update-period-invalid
InvalidUriChar: url-invalid url-relative category-scheme-invalid extension-url-invalid atom-id-not-absolute
InvalidW3CDTFDate: dc-date-invalid
InvalidWidth: image-size-invalid
InvalidYesNoClean: itunes-value-invalid
ItemMustContainTitleOrDescription: item-empty
LinkPastEnd: paged-past-end
MediaGroupWithoutAlternatives: ~media-group-single
MediaRssNamespace: xml-namespace-wrong
MisplacedMetadata: atom-metadata-late
MissingAttribute: attribute-missing cloud-incomplete enclosure-incomplete media-url-missing link-href-missing category-term-missing source-url-missing rss-version-invalid opml-version-invalid opml-text-missing rdf-about-missing in-reply-to-incomplete
MissingContentOrAlternate: entry-alternate-missing
MissingDescription: channel-description-missing element-missing
MissingElement: element-missing rdf-element-missing person-name-missing entry-author-missing atom-id-missing atom-title-missing atom-updated-missing channel-missing channel-title-missing channel-link-missing channel-description-missing image-incomplete opml-body-empty
MissingHref: link-href-missing
MissingLink: channel-link-missing image-incomplete element-missing
MissingNamespace: not-a-feed element-unknown
MissingSummary: entry-summary-missing
MissingTitle: channel-title-missing image-incomplete element-missing
MissingXhtmlDiv: xhtml-div-missing
NoBlink: element-unknown
NoThrWhen: thread-updated-invalid
NotBase64: atom-content-not-base64
NotEscaped: atom-markup-unescaped
NotInANamespace: element-unknown
ObsoleteNamespace: ~dialect-obsolete
SAXError: xml-malformed xml-prefix-undeclared xml-entity-undefined xml-character-forbidden xml-declaration-late encoding-invalid xml-namespace-wrong
TooLong: itunes-value-invalid
UndefinedElement: element-unknown atom-markup-unescaped atom-content-misplaced not-a-feed html-page channel-missing
UnexpectedAttribute: attribute-unknown attribute-missing
UnexpectedText: text-unexpected atom-content-misplaced
UnexpectedWhitespace: whitespace-unexpected
UnicodeError: encoding-invalid encoding-declaration-false ~encoding-mismatch xml-malformed
UnknownEncoding: encoding-declaration-false
UriNotIri: url-not-ascii
`

const WARNINGS = `
ArchiveIncomplete: archive-current-missing
AtomLinkNotEmpty: link-not-empty ~link-href-missing
AttrNotBlank: text-blank link-rel-unknown ~atom-text-type-invalid ~atom-content-type-invalid
AvoidNamespacePrefix: namespace-prefixed ~xhtml-div-missing
AvoidTextInput: text-input-present
BadCharacters: characters-garbled
CharacterData: title-ambiguous title-markup
CommentRSS: element-obsolete
ContainsEmail: person-email-doubtful
ContainsHTML: title-markup title-ambiguous html-in-text
ContainsRelRef: html-relative-url url-relative extension-url-relative
ContainsUndeclaredHTML: title-markup html-in-text
CoordComma: geo-comma
DangerousStyleAttr: html-unsafe-style
DeprecatedMediaAdult: media-adult-deprecated
DuplicateDescriptionSemantics: item-semantics-duplicate
DuplicateEnclosure: enclosure-repeated
DuplicateEntries: entry-id-repeated
DuplicateItemSemantics: item-semantics-duplicate
DuplicateSemantics: item-semantics-duplicate
DuplicateUpdated: updated-shared
EmailFormat: author-form-unusual
EncodingMismatch: encoding-mismatch
FeedHistoryRelInEntry: history-link-in-entry
HtmlFragment: html-fragment
ImageLinkDoesntMatch: image-mismatch
ImageTitleDoesntMatch: image-mismatch
ImageUrlFormat: image-format-unusual
ImplausibleDate: date-in-future date-before-feeds
InvalidKeywords: itunes-keywords-unseparated
InvalidOutlineType: opml-outline-doubtful
InvalidOutlineVersion: opml-outline-doubtful
MisplacedItem: item-misplaced
MisplacedXHTMLContent: element-foreign
MissingCurrentInArchive: archive-current-missing
MissingGuid: item-id-missing
MissingItunesElement: itunes-element-missing
MissingItunesEmail: itunes-element-missing
MissingRealName: author-name-missing
MissingSelf: self-link-missing
MissingSourceElement: source-incomplete
MissingTextualContent: entry-content-missing
MissingTitleAttr: opml-outline-doubtful
MissingTypeAttr: atom-content-type-missing
MissingUrlAttr: opml-outline-doubtful
MissingXmlURL: ~opml-feed-url-missing
NeedDescriptionBeforeContent: description-after-content content-without-description
NonCanonicalURI: id-not-canonical
NotBlank: text-blank category-blank item-id-missing ~guid-not-url ~channel-title-missing ~image-incomplete ~ttl-invalid ~update-frequency-invalid ~person-name-missing ~atom-id-missing ~category-term-missing ~item-empty
NotHtml: html-malformed html-unbalanced html-element-unknown ~xhtml-div-missing
NotInline: html-double-escaped
NotSufficientlyUnique: id-not-unique
NotUTF8: encoding-not-utf-8
ObscureEncoding: encoding-not-utf-8
ObsoleteItunesCategory: itunes-category-obsolete
ObsoleteVersion: dialect-obsolete
ObsoleteWikiNamespace: namespace-obsolete
ProblematicalRFC822Date: rss-date-ambiguous
RelativeSelf: self-link-relative
ReservedPrefix: namespace-prefix-reserved
SameDocumentReference: xml-base-present
SchemeNotIANARegistered: url-scheme-unusual ~url-unsafe
SecurityRisk: html-unsafe-element html-event-handler
SecurityRiskAttr: html-event-handler
SelfDoesntMatchLocation: self-link-mismatch self-link-relative
SelfNotAtom: self-link-type-wrong
SlashDate: comment-count-undated
UndeterminableVocabulary: element-foreign
UnknownHost: person-email-doubtful
UnknownNamespace:
UnregisteredAtomLinkRel: link-rel-unknown
UnsupportedItunesFormat: itunes-enclosure-unsupported
UseOfExtensionAttr: attribute-extension
UseZeroForMidnight: ~skip-hours-invalid
`

const INFOS = `
ContainsSystemEntity:
MissingDCLanguage:
MissingEncoding:
NonstdEncoding:
NonstdPrefix:
UnsupportedNamespace:
`

/** Rules that say what the W3C does not, on purpose; docs/checking.md names them. */
export const BEYOND: ReadonlySet<string> = new Set([
  'dialect-obsolete',
  'encoding-not-utf-8',
  'xml-base-present',
  'xml-doctype',
])

/** Single cases that we judge otherwise, each with a row of docs/checking.md. */
export const EXCUSED: ReadonlySet<string> = new Set([
  'atom/3.1.1.3/bogus_mathml_attr.xml',
  'atom/3.1.1.3/bogus_svg_attr.xml',
  'atom/3.3/duplicate-updated.xml',
  'atom/8.1/style_background_repeat_repeat_x.xml',
  'atom/should/content_contains_base64_script.xml',
  'rss20/data-types-characterdata/amp-cdata.xml',
  'rss20/data-types-characterdata/amp-decimal.xml',
  'rss20/data-types-characterdata/amp-name.xml',
  'rss20/data-types-datetime/pubdate_with_diff_min.xml',
])

export const COUNTERPARTS: ReadonlyMap<string, Counterpart> = new Map([
  ...counterparts(ERRORS, 'error'),
  ...counterparts(WARNINGS, 'warning'),
  ...counterparts(INFOS, 'info'),
])

function counterparts(table: string, severity: Counterpart['severity']): [string, Counterpart][] {
  return [...table.matchAll(/^(\w+): ?(.*)$/gm)].map(([, name = '', rules = '']) => [
    name,
    { severity, rules: rules.split(' ').filter((rule) => rule !== '') },
  ])
}
