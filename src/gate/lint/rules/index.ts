import type { LintRule } from '../rule.ts'
import { addressPrivate } from './address-private.ts'
import { alternateDuplicate } from './alternate-duplicate.ts'
import { archiveCurrentMissing } from './archive-current-missing.ts'
import { atomContentMisplaced } from './atom-content-misplaced.ts'
import { atomContentNotBase64 } from './atom-content-not-base64.ts'
import { atomContentTypeInvalid } from './atom-content-type-invalid.ts'
import { atomContentTypeMissing } from './atom-content-type-missing.ts'
import { atomDateInvalid } from './atom-date-invalid.ts'
import { atomIdMissing } from './atom-id-missing.ts'
import { atomIdNotAbsolute } from './atom-id-not-absolute.ts'
import { atomLanguageMissing } from './atom-language-missing.ts'
import { atomMarkupUnescaped } from './atom-markup-unescaped.ts'
import { atomMetadataLate } from './atom-metadata-late.ts'
import { atomTextTypeInvalid } from './atom-text-type-invalid.ts'
import { atomTitleEaten } from './atom-title-eaten.ts'
import { atomTitleMissing } from './atom-title-missing.ts'
import { atomUpdatedMissing } from './atom-updated-missing.ts'
import { atomUrlRelative } from './atom-url-relative.ts'
import { attributeExtension } from './attribute-extension.ts'
import { attributeMissing } from './attribute-missing.ts'
import { attributeUnknown } from './attribute-unknown.ts'
import { authorFormUnusual } from './author-form-unusual.ts'
import { authorNameMissing } from './author-name-missing.ts'
import { authorNotEmail } from './author-not-email.ts'
import { categoryBlank } from './category-blank.ts'
import { categoryDomainInvalid } from './category-domain-invalid.ts'
import { categorySchemeInvalid } from './category-scheme-invalid.ts'
import { categoryTermMissing } from './category-term-missing.ts'
import { cdataLiteral } from './cdata-literal.ts'
import { channelDescriptionMissing } from './channel-description-missing.ts'
import { channelLinkMissing } from './channel-link-missing.ts'
import { channelMissing } from './channel-missing.ts'
import { channelTitleMissing } from './channel-title-missing.ts'
import { charactersGarbled } from './characters-garbled.ts'
import { cloudIncomplete } from './cloud-incomplete.ts'
import { cloudInvalid } from './cloud-invalid.ts'
import { commentCountUndated } from './comment-count-undated.ts'
import { completeFeedPaged } from './complete-feed-paged.ts'
import { contentTypeWrong } from './content-type-wrong.ts'
import { contentWithoutDescription } from './content-without-description.ts'
import { dateBeforeFeeds } from './date-before-feeds.ts'
import { dateInFuture } from './date-in-future.ts'
import { dateShared } from './date-shared.ts'
import { dcDateInvalid } from './dc-date-invalid.ts'
import { descriptionAfterContent } from './description-after-content.ts'
import { dialectObsolete } from './dialect-obsolete.ts'
import { documentTooComplex } from './document-too-complex.ts'
import { elementForeign } from './element-foreign.ts'
import { elementMissing } from './element-missing.ts'
import { elementObsolete } from './element-obsolete.ts'
import { elementRepeated } from './element-repeated.ts'
import { elementUnknown } from './element-unknown.ts'
import { enclosureIncomplete } from './enclosure-incomplete.ts'
import { enclosureLengthInvalid } from './enclosure-length-invalid.ts'
import { enclosureRepeated } from './enclosure-repeated.ts'
import { enclosureUrlInvalid } from './enclosure-url-invalid.ts'
import { encodingDeclarationFalse } from './encoding-declaration-false.ts'
import { encodingInvalid } from './encoding-invalid.ts'
import { encodingMismatch } from './encoding-mismatch.ts'
import { encodingNotUtf8 } from './encoding-not-utf-8.ts'
import { entryAlternateMissing } from './entry-alternate-missing.ts'
import { entryAuthorMissing } from './entry-author-missing.ts'
import { entryContentMissing } from './entry-content-missing.ts'
import { entryIdDuplicate } from './entry-id-duplicate.ts'
import { entryIdRepeated } from './entry-id-repeated.ts'
import { entrySummaryMissing } from './entry-summary-missing.ts'
import { extensionUrlInvalid } from './extension-url-invalid.ts'
import { extensionUrlRelative } from './extension-url-relative.ts'
import { feedTemplate } from './feed-template.ts'
import { feedTooLarge } from './feed-too-large.ts'
import { fileTypeContradicted } from './file-type-contradicted.ts'
import { geoComma } from './geo-comma.ts'
import { geoValueInvalid } from './geo-value-invalid.ts'
import { guidNotUrl } from './guid-not-url.ts'
import { guidPermalinkInvalid } from './guid-permalink-invalid.ts'
import { historyLinkInEntry } from './history-link-in-entry.ts'
import { htmlDataLarge } from './html-data-large.ts'
import { htmlDoubleEscaped } from './html-double-escaped.ts'
import { htmlElementUnknown } from './html-element-unknown.ts'
import { htmlEventHandler } from './html-event-handler.ts'
import { htmlFragment } from './html-fragment.ts'
import { htmlIframeReferrer } from './html-iframe-referrer.ts'
import { htmlIframeUnknown } from './html-iframe-unknown.ts'
import { htmlInText } from './html-in-text.ts'
import { htmlMalformed } from './html-malformed.ts'
import { htmlPage } from './html-page.ts'
import { htmlPictureLate } from './html-picture-late.ts'
import { htmlRelativeUrl } from './html-relative-url.ts'
import { htmlTrackingPixel } from './html-tracking-pixel.ts'
import { htmlUnbalanced } from './html-unbalanced.ts'
import { htmlUnsafeElement } from './html-unsafe-element.ts'
import { htmlUnsafeStyle } from './html-unsafe-style.ts'
import { htmlUnsafeUrl } from './html-unsafe-url.ts'
import { idNotCanonical } from './id-not-canonical.ts'
import { idNotUnique } from './id-not-unique.ts'
import { imageFormatUnusual } from './image-format-unusual.ts'
import { imageIncomplete } from './image-incomplete.ts'
import { imageMismatch } from './image-mismatch.ts'
import { imageSizeInvalid } from './image-size-invalid.ts'
import { inReplyToIncomplete } from './in-reply-to-incomplete.ts'
import { itemDateMissing } from './item-date-missing.ts'
import { itemEmpty } from './item-empty.ts'
import { itemIdDuplicate } from './item-id-duplicate.ts'
import { itemIdMissing } from './item-id-missing.ts'
import { itemLinkMissing } from './item-link-missing.ts'
import { itemLinkShared } from './item-link-shared.ts'
import { itemMisplaced } from './item-misplaced.ts'
import { itemSemanticsDuplicate } from './item-semantics-duplicate.ts'
import { itemsOldestFirst } from './items-oldest-first.ts'
import { itunesCategoryInvalid } from './itunes-category-invalid.ts'
import { itunesCategoryObsolete } from './itunes-category-obsolete.ts'
import { itunesElementMissing } from './itunes-element-missing.ts'
import { itunesEnclosureUnsupported } from './itunes-enclosure-unsupported.ts'
import { itunesKeywordsUnseparated } from './itunes-keywords-unseparated.ts'
import { itunesValueInvalid } from './itunes-value-invalid.ts'
import { jsonAttachmentIncomplete } from './json-attachment-incomplete.ts'
import { jsonAttachmentSizeInvalid } from './json-attachment-size-invalid.ts'
import { jsonAuthorDeprecated } from './json-author-deprecated.ts'
import { jsonAuthorEmpty } from './json-author-empty.ts'
import { jsonContentMissing } from './json-content-missing.ts'
import { jsonDateInvalid } from './json-date-invalid.ts'
import { jsonDuplicateKey } from './json-duplicate-key.ts'
import { jsonHubIncomplete } from './json-hub-incomplete.ts'
import { jsonItemIdInvalid } from './json-item-id-invalid.ts'
import { jsonItemsMissing } from './json-items-missing.ts'
import { jsonKeyUnknown } from './json-key-unknown.ts'
import { jsonMalformed } from './json-malformed.ts'
import { jsonNextUrlSelf } from './json-next-url-self.ts'
import { jsonTextHtml } from './json-text-html.ts'
import { jsonTitleMissing } from './json-title-missing.ts'
import { jsonTypeWrong } from './json-type-wrong.ts'
import { jsonVersionInvalid } from './json-version-invalid.ts'
import { languageInvalid } from './language-invalid.ts'
import { linkHrefMissing } from './link-href-missing.ts'
import { linkNotEmpty } from './link-not-empty.ts'
import { linkRelUnknown } from './link-rel-unknown.ts'
import { mediaAdultDeprecated } from './media-adult-deprecated.ts'
import { mediaCreditRoleInvalid } from './media-credit-role-invalid.ts'
import { mediaDefaultRepeated } from './media-default-repeated.ts'
import { mediaExpressionInvalid } from './media-expression-invalid.ts'
import { mediaGroupSingle } from './media-group-single.ts'
import { mediaMediumInvalid } from './media-medium-invalid.ts'
import { mediaNumberInvalid } from './media-number-invalid.ts'
import { mediaTextTypeInvalid } from './media-text-type-invalid.ts'
import { mediaTypeInvalid } from './media-type-invalid.ts'
import { mediaTypeUnregistered } from './media-type-unregistered.ts'
import { mediaUrlMissing } from './media-url-missing.ts'
import { mediaValueInvalid } from './media-value-invalid.ts'
import { moduleValueInvalid } from './module-value-invalid.ts'
import { namespaceObsolete } from './namespace-obsolete.ts'
import { namespacePrefixReserved } from './namespace-prefix-reserved.ts'
import { namespacePrefixed } from './namespace-prefixed.ts'
import { notAFeed } from './not-a-feed.ts'
import { opmlBodyEmpty } from './opml-body-empty.ts'
import { opmlDateInvalid } from './opml-date-invalid.ts'
import { opmlFeedUrlMissing } from './opml-feed-url-missing.ts'
import { opmlOutlineDoubtful } from './opml-outline-doubtful.ts'
import { opmlTextMissing } from './opml-text-missing.ts'
import { opmlValueInvalid } from './opml-value-invalid.ts'
import { opmlVersionInvalid } from './opml-version-invalid.ts'
import { outputAfterFeed } from './output-after-feed.ts'
import { outputBeforeFeed } from './output-before-feed.ts'
import { pagedAsArchive } from './paged-as-archive.ts'
import { pagedPastEnd } from './paged-past-end.ts'
import { pagedToItself } from './paged-to-itself.ts'
import { personEmailDoubtful } from './person-email-doubtful.ts'
import { personEmailInvalid } from './person-email-invalid.ts'
import { personNameMissing } from './person-name-missing.ts'
import { pollingForbidden } from './polling-forbidden.ts'
import { publishedAfterUpdated } from './published-after-updated.ts'
import { rdfAboutMissing } from './rdf-about-missing.ts'
import { rdfElementMissing } from './rdf-element-missing.ts'
import { rssDateAmbiguous } from './rss-date-ambiguous.ts'
import { rssDateInvalid } from './rss-date-invalid.ts'
import { rssDateWeekdayWrong } from './rss-date-weekday-wrong.ts'
import { rssVersionInvalid } from './rss-version-invalid.ts'
import { selfLinkMismatch } from './self-link-mismatch.ts'
import { selfLinkMissing } from './self-link-missing.ts'
import { selfLinkRelative } from './self-link-relative.ts'
import { selfLinkTypeWrong } from './self-link-type-wrong.ts'
import { siteExport } from './site-export.ts'
import { siteLinkIsFeed } from './site-link-is-feed.ts'
import { skipDaysInvalid } from './skip-days-invalid.ts'
import { skipHoursInvalid } from './skip-hours-invalid.ts'
import { sourceIncomplete } from './source-incomplete.ts'
import { sourceUrlMissing } from './source-url-missing.ts'
import { tagUriInvalid } from './tag-uri-invalid.ts'
import { textBlank } from './text-blank.ts'
import { textInputInvalid } from './text-input-invalid.ts'
import { textInputPresent } from './text-input-present.ts'
import { textUnexpected } from './text-unexpected.ts'
import { threadCountInvalid } from './thread-count-invalid.ts'
import { threadUpdatedInvalid } from './thread-updated-invalid.ts'
import { titleAmbiguous } from './title-ambiguous.ts'
import { titleMarkup } from './title-markup.ts'
import { tombstoneContradicted } from './tombstone-contradicted.ts'
import { tombstoneIncomplete } from './tombstone-incomplete.ts'
import { ttlInvalid } from './ttl-invalid.ts'
import { updateFrequencyInvalid } from './update-frequency-invalid.ts'
import { updatePeriodInvalid } from './update-period-invalid.ts'
import { updatedShared } from './updated-shared.ts'
import { urlInvalid } from './url-invalid.ts'
import { urlNotAscii } from './url-not-ascii.ts'
import { urlRelative } from './url-relative.ts'
import { urlSchemeUnusual } from './url-scheme-unusual.ts'
import { urlUnsafe } from './url-unsafe.ts'
import { urnInvalid } from './urn-invalid.ts'
import { uuidInvalid } from './uuid-invalid.ts'
import { valueOfProgram } from './value-of-program.ts'
import { whitespaceUnexpected } from './whitespace-unexpected.ts'
import { xhtmlDivMissing } from './xhtml-div-missing.ts'
import { xmlBasePresent } from './xml-base-present.ts'
import { xmlCharacterForbidden } from './xml-character-forbidden.ts'
import { xmlDeclarationLate } from './xml-declaration-late.ts'
import { xmlDoctype } from './xml-doctype.ts'
import { xmlEntityUndefined } from './xml-entity-undefined.ts'
import { xmlMalformed } from './xml-malformed.ts'
import { xmlNamespaceWrong } from './xml-namespace-wrong.ts'
import { xmlPrefixUndeclared } from './xml-prefix-undeclared.ts'
import { xmlVersionUnsupported } from './xml-version-unsupported.ts'

/** All rules, in the order of `docs/lint/index.md`, which is also the order of findings at the same place. */
export const lintRules: readonly LintRule[] = [
  // Text, encoding and recognition
  notAFeed,
  htmlPage,
  xmlMalformed,
  xmlDeclarationLate,
  xmlCharacterForbidden,
  xmlEntityUndefined,
  xmlDoctype,
  xmlPrefixUndeclared,
  xmlNamespaceWrong,
  documentTooComplex,
  encodingInvalid,
  encodingNotUtf8,
  encodingMismatch,
  contentTypeWrong,
  feedTooLarge,
  dialectObsolete,
  jsonMalformed,
  charactersGarbled,
  xmlVersionUnsupported,
  encodingDeclarationFalse,
  namespacePrefixReserved,
  feedTemplate,
  outputBeforeFeed,
  outputAfterFeed,
  siteExport,
  // HTML inside feeds, and titles
  titleMarkup,
  htmlDoubleEscaped,
  htmlRelativeUrl,
  htmlUnsafeElement,
  htmlEventHandler,
  htmlUnsafeUrl,
  htmlUnsafeStyle,
  htmlIframeUnknown,
  htmlIframeReferrer,
  htmlTrackingPixel,
  htmlMalformed,
  htmlElementUnknown,
  htmlFragment,
  htmlInText,
  htmlUnbalanced,
  titleAmbiguous,
  htmlPictureLate,
  cdataLiteral,
  htmlDataLarge,
  // Media RSS and files
  enclosureRepeated,
  enclosureIncomplete,
  enclosureUrlInvalid,
  enclosureLengthInvalid,
  mediaTypeInvalid,
  mediaTypeUnregistered,
  mediaUrlMissing,
  mediaMediumInvalid,
  mediaNumberInvalid,
  mediaExpressionInvalid,
  mediaGroupSingle,
  mediaDefaultRepeated,
  mediaTextTypeInvalid,
  mediaCreditRoleInvalid,
  mediaAdultDeprecated,
  mediaValueInvalid,
  fileTypeContradicted,
  // Podcasts
  itunesValueInvalid,
  itunesCategoryInvalid,
  itunesCategoryObsolete,
  itunesElementMissing,
  itunesKeywordsUnseparated,
  itunesEnclosureUnsupported,
  // JSON Feed
  jsonVersionInvalid,
  jsonTitleMissing,
  jsonItemsMissing,
  jsonItemIdInvalid,
  jsonContentMissing,
  jsonTypeWrong,
  jsonDuplicateKey,
  jsonAuthorDeprecated,
  jsonAuthorEmpty,
  jsonDateInvalid,
  jsonNextUrlSelf,
  jsonAttachmentIncomplete,
  jsonAttachmentSizeInvalid,
  jsonHubIncomplete,
  jsonKeyUnknown,
  jsonTextHtml,
  // OPML
  opmlVersionInvalid,
  opmlBodyEmpty,
  opmlTextMissing,
  opmlFeedUrlMissing,
  opmlDateInvalid,
  opmlOutlineDoubtful,
  opmlValueInvalid,
  // History, deletion and threads
  completeFeedPaged,
  archiveCurrentMissing,
  historyLinkInEntry,
  pagedAsArchive,
  tombstoneIncomplete,
  tombstoneContradicted,
  inReplyToIncomplete,
  threadCountInvalid,
  threadUpdatedInvalid,
  pagedPastEnd,
  pagedToItself,
  // Atom
  atomUrlRelative,
  atomIdMissing,
  atomTitleMissing,
  atomUpdatedMissing,
  atomIdNotAbsolute,
  entryAuthorMissing,
  personNameMissing,
  personEmailInvalid,
  entryAlternateMissing,
  entrySummaryMissing,
  alternateDuplicate,
  publishedAfterUpdated,
  updatedShared,
  atomTextTypeInvalid,
  atomContentTypeInvalid,
  atomContentMisplaced,
  atomContentNotBase64,
  atomMarkupUnescaped,
  xhtmlDivMissing,
  atomLanguageMissing,
  categoryTermMissing,
  categorySchemeInvalid,
  entryIdDuplicate,
  entryIdRepeated,
  sourceIncomplete,
  atomContentTypeMissing,
  entryContentMissing,
  atomMetadataLate,
  linkNotEmpty,
  elementForeign,
  namespacePrefixed,
  personEmailDoubtful,
  selfLinkTypeWrong,
  textBlank,
  whitespaceUnexpected,
  idNotCanonical,
  urnInvalid,
  atomTitleEaten,
  // RSS, and what several formats share
  rssVersionInvalid,
  channelMissing,
  channelTitleMissing,
  channelLinkMissing,
  channelDescriptionMissing,
  rdfAboutMissing,
  elementUnknown,
  elementRepeated,
  itemIdMissing,
  itemIdDuplicate,
  guidNotUrl,
  guidPermalinkInvalid,
  itemEmpty,
  authorNotEmail,
  rssDateInvalid,
  rssDateWeekdayWrong,
  rssDateAmbiguous,
  dcDateInvalid,
  dateInFuture,
  dateBeforeFeeds,
  selfLinkMissing,
  selfLinkMismatch,
  selfLinkRelative,
  descriptionAfterContent,
  urlRelative,
  urlInvalid,
  urlUnsafe,
  languageInvalid,
  ttlInvalid,
  skipHoursInvalid,
  skipDaysInvalid,
  imageIncomplete,
  imageMismatch,
  imageSizeInvalid,
  categoryBlank,
  categoryDomainInvalid,
  sourceUrlMissing,
  textInputPresent,
  itemSemanticsDuplicate,
  cloudIncomplete,
  updatePeriodInvalid,
  updateFrequencyInvalid,
  tagUriInvalid,
  uuidInvalid,
  atomDateInvalid,
  xmlBasePresent,
  linkHrefMissing,
  linkRelUnknown,
  itemMisplaced,
  namespaceObsolete,
  imageFormatUnusual,
  elementObsolete,
  urlSchemeUnusual,
  idNotUnique,
  moduleValueInvalid,
  commentCountUndated,
  textUnexpected,
  urlNotAscii,
  elementMissing,
  rdfElementMissing,
  attributeMissing,
  attributeUnknown,
  attributeExtension,
  cloudInvalid,
  textInputInvalid,
  extensionUrlInvalid,
  extensionUrlRelative,
  authorNameMissing,
  geoValueInvalid,
  geoComma,
  contentWithoutDescription,
  authorFormUnusual,
  addressPrivate,
  itemDateMissing,
  itemLinkMissing,
  itemLinkShared,
  siteLinkIsFeed,
  valueOfProgram,
  dateShared,
  itemsOldestFirst,
  pollingForbidden,
]
