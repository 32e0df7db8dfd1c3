/** Settings that publish everything in every way. */
export const FUZZ_YAML = `title: "The <Fuzz> & Times ]]>"
url: https://example.org/
since: 2024
sections: { world: , business: , ünïcode: }
limit: 10000
maxBytes: 100000000
allSections: true
perAuthor: true
retraction: notice
timeZone: Europe/Berlin
`
