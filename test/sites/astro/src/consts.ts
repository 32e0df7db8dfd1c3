export const SITE_TITLE = 'Orchard Log'
export const SITE_DESCRIPTION = 'Apples, mostly'
